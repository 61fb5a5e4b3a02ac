"""What contradicts the register waits for a person; what a list leaves empty says nothing."""

from __future__ import annotations

from typing import Any

import pytest

from dangvien.accounts.policy import Refused
from dangvien.exchange import actions, queries
from dangvien.exchange.actions import Impossible
from dangvien.exchange.models import Batch, Row
from dangvien.members.actions import correct, die, verify
from dangvien.members.models import Person
from dangvien.members.sealed import numbers
from exchange.engine import (
    AS_OF,
    TamLu,
    closes,
    committed,
    receive,
    settle_in,
    standing,
    tam_lu,
    undone,
)
from exchange.engine_lists import CELLS, Line, dozen, person, sheet


@pytest.fixture
def place(db: None) -> TamLu:
    """The commune with the dozen in it."""
    place = tam_lu()
    settle_in(place.mai, place.cells, dozen())
    return place


def preview(place: TamLu, *lines: Line, **more: Any) -> Batch:
    """The preview of a short list."""
    return receive(place.mai, place.commune, "ngắn.csv", sheet(list(lines)), **more)


def one(batch: Batch) -> Row:
    """The row of the one person of a list."""
    return batch.rows.exclude(fate="skipped").get()


def on_file(number: int) -> Person:
    """One of the dozen, as the register has them."""
    line = person(number)
    day, month, year = line["birth_date"].split("/")
    return Person.objects.alive().get(
        full_name=line["full_name"], birth_date=f"{year}-{month}-{day}"
    )


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("citizen_id", "099158009999", "Số căn cước"),
        ("birth_date", "02/03/1959", "Ngày sinh"),
        ("full_name", "Vi Thị Làn", "Họ và tên"),
        ("admission_date", "20/05/1983", "Ngày vào Đảng"),
        ("official_date", "20/05/1984", "Ngày chính thức"),
        ("card_number", "38019999", "Số thẻ đảng viên"),
    ],
)
def test_a_list_does_not_change_who_somebody_is(
    place: TamLu, field: str, value: str, reason: str
) -> None:
    before = standing()
    batch = preview(place, person(0, **{field: value}))
    row = one(batch)
    assert (row.fate, row.fields) == ("conflict", [field])
    assert reason in row.reason
    committed(place.mai, batch)
    assert standing().equals(before)
    [seen] = queries.rows(batch, "conflict")
    assert [offer.label for offer in seen.offers if offer.disputed] == [reason]
    assert "kept" in seen.answers


@pytest.mark.parametrize(
    ("more", "fate"),
    [
        ({"phone": "0990088888"}, "changed"),
        ({"hometown": "Sơn Thủy, Thanh Hóa"}, "changed"),
        ({"org_name": CELLS[1]}, "changed"),
        ({"status": "Đã chuyển đi"}, "changed"),
        ({"full_name": "VI THỊ LAN"}, "unchanged"),
        ({"birth_date": "1958"}, "unchanged"),
        ({"birth_date": "31/02/1958"}, "unchanged"),
        ({"phone": ""}, "unchanged"),
        ({"phone": "x"}, "unchanged"),
        ({"phone": "12"}, "unchanged"),
        ({"org_name": "Chi bộ bản Không Có"}, "rejected"),
        ({"org_name": "Đảng bộ xã Tam Lư"}, "rejected"),
    ],
)
def test_what_a_cell_says_decides_the_fate(place: TamLu, more: Line, fate: str) -> None:
    batch = preview(place, person(0, **more))
    assert one(batch).fate == fate, one(batch).reason
    assert closes(batch)


def test_what_somebody_verified_is_not_changed_by_a_list(place: TamLu) -> None:
    lan = on_file(0)
    verify(
        actor=place.mai, person=lan, names=["phone"], source="gặp trực tiếp", version=lan.version
    )
    row = one(preview(place, person(0, phone="0990088888")))
    assert (row.fate, row.fields) == ("conflict", ["phone"])


def test_the_dead_do_not_return_by_a_list(place: TamLu) -> None:
    lan = on_file(0)
    die(actor=place.mai, person=lan, on=AS_OF, decision="trích lục")
    said = one(preview(place, person(0)))
    assert (said.fate, said.fields) == ("conflict", ["status"])
    silent = one(receive(place.mai, place.commune, "không cột.csv", sheet([person(0)], "status")))
    assert silent.fate == "conflict"
    assert "từ trần" in silent.reason


def test_an_empty_field_is_filled_and_nothing_else_is_touched(place: TamLu) -> None:
    bare = person(13, phone="", hometown="", card_number="")
    committed(place.mai, preview(place, bare))
    batch = preview(place, person(13, phone="0990077777", hometown="", card_number=""))
    row = one(batch)
    assert (row.fate, row.fields) == ("changed", ["phone"])
    assert row.reason == "Bổ sung số điện thoại."
    before = standing()
    committed(place.mai, batch)
    changed = standing()
    same = [name for name in before.columns if name != "phone"]
    assert changed.select(same).equals(before.select(same))


def test_a_cell_without_birth_dates_still_knows_its_people(place: TamLu) -> None:
    nameless = person(13, birth_date="", citizen_id="", card_number="", org_name=CELLS[0])
    assert one(committed(place.mai, preview(place, nameless))).fate == "new"
    assert one(preview(place, nameless)).fate == "unchanged"
    full = one(preview(place, person(13, org_name=CELLS[0])))
    assert full.fate == "changed"
    assert {"birth_date", "citizen_id", "card_number"} <= set(full.fields)


def test_two_of_one_name_in_a_cell_are_not_told_apart_by_guessing(place: TamLu) -> None:
    name = "Lò Văn Ba"
    committed(place.mai, preview(
        place, person(0, full_name=name, birth_date="01/01/1970", citizen_id="", card_number=""),
        person(3, full_name=name, birth_date="02/02/1980", citizen_id="", card_number=""),
    ))  # fmt: skip
    row = one(preview(place, person(
        0, full_name=name, birth_date="", citizen_id="", card_number="", phone="0990011111"
    )))  # fmt: skip
    assert row.fate == "conflict"
    assert "2 hồ sơ cùng họ tên" in row.reason


def test_the_same_row_twice_and_the_same_person_twice(place: TamLu) -> None:
    batch = preview(place, person(13), person(13), person(13, phone="0990066666"))
    first, copy, other = batch.rows.exclude(fate="skipped").order_by("number")
    assert first.fate == "new"
    assert (copy.fate, copy.reason) == ("rejected", "Giống hệt dòng 2.")
    assert (other.fate, other.reason) == ("conflict", "Có thể cùng một người với dòng 2.")
    committed(place.mai, batch)
    assert Person.objects.count() == len(dozen()) + 1
    actions.decide(actor=place.mai, row=other, answer="other")
    assert Person.objects.count() == len(dozen()) + 2
    with pytest.raises(Impossible):
        actions.decide(actor=place.mai, row=other, answer="same")


def test_two_who_claim_one_citizen_id_are_both_kept(place: TamLu) -> None:
    thief = person(14, citizen_id=person(0)["citizen_id"])
    batch = committed(place.mai, preview(place, thief))
    assert one(batch).fate == "new"
    assert Person.objects.count() == len(dozen()) + 1
    assert one(preview(place, thief)).fate == "unchanged"
    assert one(preview(place, person(0))).fate == "unchanged"


def test_who_left_before_anybody_wrote_them_down_is_not_taken_in(place: TamLu) -> None:
    row = one(preview(place, person(14, status="Từ trần")))
    assert (row.fate, row.reason) == ("rejected", "Không còn trong đơn vị (từ trần).")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"full_name": ""}, "Không có họ tên."),
        ({"full_name": "Hà", "birth_date": "", "citizen_id": "", "card_number": ""},
         "Không đủ để nhận ra là ai."),
        ({"org_name": ""}, "Không nêu chi bộ."),
    ],
)  # fmt: skip
def test_nobody_can_be_taken_in_without_being_known(place: TamLu, more: Line, reason: str) -> None:
    row = one(preview(place, person(14, **more)))
    assert (row.fate, row.reason) == ("rejected", reason)


def test_a_list_of_one_cell_need_not_name_it(place: TamLu) -> None:
    lines = sheet([person(14, org_name="")], "org_name")
    batch = receive(place.mai, place.commune, "chi bộ.csv", lines, units=[place.cells[3]])
    assert one(batch).unit == place.cells[3]
    assert batch.counts["gone"] == 0
    batch = receive(place.mai, place.commune, "chi bộ 0.csv", lines, units=[place.cells[0]])
    told = {line["full_name"] for line in dozen() if line["org_name"] == place.cells[0].name}
    assert {gone.name for gone in queries.gone(batch)} == told


def test_whoever_the_list_does_not_name_is_said_beside_the_sum(place: TamLu) -> None:
    batch = preview(place, *dozen()[2:])
    assert batch.counts["gone"] == 2
    assert [gone.name for gone in queries.gone(batch)] == ["Vi Thị Lan", "Lò Văn Hùng"]
    assert closes(batch)
    before = standing()
    committed(place.mai, batch)
    assert standing().equals(before)


# --- answers --------------------------------------------------------------------------------------


def test_taken_writes_the_list_s_value_with_the_list_as_its_source(place: TamLu) -> None:
    batch = preview(place, person(0, card_number="38019999", phone="0990055555"))
    row = one(batch)
    with pytest.raises(Impossible):
        actions.decide(actor=place.mai, row=row, answer="taken")
    committed(place.mai, batch)
    actions.decide(actor=place.mai, row=row, answer="taken")
    lan = row.person
    lan.refresh_from_db()
    assert numbers(lan)["card_number"] == "38019999"
    assert "ngắn.csv" in lan.sources["card_number"]["s"]
    undone(place.mai, batch)
    assert numbers(lan)["card_number"] == person(0)["card_number"]
    with pytest.raises(Impossible):
        actions.decide(actor=place.mai, row=row, answer="kept")


def test_kept_leaves_what_is_disputed_and_takes_the_rest(place: TamLu) -> None:
    batch = preview(place, person(0, birth_date="02/03/1959", phone="0990055555"))
    committed(place.mai, batch)
    actions.decide(actor=place.mai, row=one(batch), answer="kept")
    row = standing().filter(full_name="Vi Thị Lan")
    assert row["birth_date"].to_list() == ["1958-03-01"]
    assert row["phone"].to_list() == ["0990055555"]
    assert one(batch).decided == "kept"


def test_who_may_not_decide_does_not(place: TamLu) -> None:
    batch = committed(place.mai, preview(place, person(0, birth_date="02/03/1959")))
    with pytest.raises(Refused):
        actions.decide(actor=place.binh, row=one(batch), answer="kept")
    with pytest.raises(Impossible):
        actions.decide(actor=place.mai, row=one(batch), answer="same")


# --- meanwhile ------------------------------------------------------------------------------------


def test_a_record_changed_since_the_preview_is_left_to_a_person(place: TamLu) -> None:
    batch = preview(place, person(0, phone="0990055555"), person(3, phone="0990044444"))
    lan = on_file(0)
    correct(actor=place.mai, person=lan, values={"phone": "0990033333"}, source="chị Lan",
            version=lan.version)  # fmt: skip
    committed(place.mai, batch)
    rows = {row.person_id: row for row in batch.rows.exclude(fate="skipped")}
    assert rows[lan.pk].fate == "conflict"
    assert rows[lan.pk].reason.startswith("Hồ sơ đã thay đổi")
    phones = dict(standing().select("full_name", "phone").rows())
    assert phones["Vi Thị Lan"] == "0990033333"
    assert phones["Ngân Văn Púm"] == "0990044444"
    assert closes(batch)
    assert queries.answers(rows[lan.pk]) == ("kept",)


def test_two_lists_that_bring_the_same_person_bring_one(place: TamLu) -> None:
    first = preview(place, person(13), person(14))
    second = receive(place.mai, place.commune, "hai.csv", sheet([person(14), person(15)]))
    assert (first.counts["new"], second.counts["new"]) == (2, 2)
    committed(place.mai, second)
    committed(place.mai, first)
    assert Person.objects.count() == len(dozen()) + 3
    assert (first.counts["new"], first.counts["conflict"]) == (1, 1)
    assert closes(first)
