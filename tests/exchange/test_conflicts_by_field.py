"""Each disputed field is answered by itself; identity waits for a second person, whoever decides."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from django.test import Client

from dangvien.audit.models import Entry
from dangvien.core.schema import FIELDS
from dangvien.exchange import actions, queries, tasks
from dangvien.exchange.actions import Impossible
from dangvien.exchange.models import Batch, Row
from dangvien.members.actions import correct
from dangvien.members.actions.standing import STATED
from dangvien.members.models import Change, Person
from dangvien.members.sealed import numbers
from dangvien.quality.actions import approve, propose, refuse
from dangvien.quality.models import Proposal, ReEntry
from exchange.by_hand import Press, text_of
from exchange.engine import TamLu, closes, committed, receive, settle_in, standing, tam_lu, undone
from exchange.engine_lists import Line, dozen, person, sheet

OTHER_ID = "099158009999"
TOLD = {"birth_date": "02/03/1959", "citizen_id": OTHER_ID, "card_number": "38019999",
        "phone": "0990055555"}  # fmt: skip


@pytest.fixture
def place(db: None) -> TamLu:
    """The commune with the dozen in it."""
    place = tam_lu()
    settle_in(place.mai, place.cells, dozen())
    return place


def listed(line: Line) -> bytes:
    """A list of one, with the kind of member and the day of the decision when the line has them."""
    more = {FIELDS[name].label: [line[name]] for name in STATED[::2] if name in line}
    table = pl.read_csv(sheet([line]), infer_schema=False).hstack(pl.DataFrame(more))
    return table.write_csv().encode()


def disputed(place: TamLu, **more: Any) -> tuple[Batch, Row, Person]:
    """A committed list that says another birth date, card and phone of Lan; her row, herself.

    The number that tells her stays: with another one besides, the list speaks of somebody else.
    """
    told: Line = {**TOLD, "citizen_id": person(0)["citizen_id"], **more}
    batch = committed(place.mai, receive(
        place.mai, place.commune, "ngắn.csv", listed(person(0, **told))
    ))  # fmt: skip
    row = batch.rows.exclude(fate="skipped").get()
    assert row.fate == "conflict"
    assert row.person is not None
    return batch, row, row.person


def now(row: Row) -> Row:
    """The row as stored."""
    return Row.objects.select_related("batch", "person").get(pk=row.pk)


def test_one_field_is_kept_one_is_taken_and_one_waits_for_later(place: TamLu) -> None:
    batch, row, lan = disputed(place)
    assert set(row.fields) == {"birth_date", "card_number"}
    actions.choose(actor=place.mai, row=row, chosen={"card_number": "taken"})
    lan.refresh_from_db()
    assert numbers(lan)["card_number"] == "38019999"
    assert numbers(lan)["phone"] == "0990055555"  # nobody disputes it: in with the first answer
    assert (now(row).decided, now(row).answers) == ("", {"card_number": "taken"})
    [seen] = queries.rows(batch, "conflict")
    assert [one.field for one in seen.left] == ["birth_date"]
    actions.choose(actor=place.mai, row=row, chosen={"birth_date": "kept"})
    assert now(row).decided == "each"
    assert lan.birth_date == "1958-03-01"
    assert not Proposal.objects.exists()
    with pytest.raises(Impossible):
        actions.choose(actor=place.mai, row=row, chosen={"birth_date": "taken"})
    batch.refresh_from_db()
    assert closes(batch)


def test_a_lone_officer_takes_no_identity_from_a_list(place: TamLu) -> None:
    _, row, lan = disputed(place)
    before = standing().drop("card_number", "phone")
    actions.decide(actor=place.mai, row=row, answer="taken")
    assert standing().drop("card_number", "phone").equals(before)
    waiting = Proposal.objects.get()
    assert (waiting.state, waiting.fields) == (Proposal.WAITING, ["birth_date"])
    assert waiting.source == "Phần mềm 3.0 (ngắn.csv), dòng 2"
    assert now(row).answers == {"card_number": "taken", "birth_date": f"asked:{waiting.uid}"}
    assert now(row).decided == "taken"
    told = [entry.data for entry in Entry.objects.filter(action="import.decide")]
    assert "1959" not in str(told)
    approve(actor=place.tinh, proposal=waiting)
    lan.refresh_from_db()
    assert lan.birth_date == "1959-03-02"
    change = Change.objects.get(person=lan, field="birth_date")
    assert change.source == (
        "Danh sách nhập vào: Phần mềm 3.0 (ngắn.csv), dòng 2; đ/c Đỗ Thị Tình duyệt"
    )
    [typed] = ReEntry.objects.filter(change__field="birth_date")
    assert typed.state == ReEntry.CONFIRMED  # the national database showed it: nothing to type


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("full_name", "Vi Thị Làn"), ("citizen_id", OTHER_ID), ("admission_date", "20/05/1983"),
        ("official_date", "20/05/1984"), ("member_type", "Dự bị"),
        ("admission_decision_date", "13/05/1983"),
    ],
)  # fmt: skip
def test_every_field_of_the_table_goes_the_same_way(place: TamLu, field: str, typed: str) -> None:
    official = person(
        0, member_type="Chính thức", admission_decision_date="12/05/1983"
    )  # fmt: skip
    committed(place.mai, receive(place.mai, place.commune, "đầu.csv", listed(official)))
    told = {"birth_date": person(0)["birth_date"], "card_number": person(0)["card_number"]}
    _, row, lan = disputed(place, **told, **{field: typed})

    def stored() -> str:
        said: str = standing().filter(row_id=str(lan.uid))[field].item()
        return said

    was = stored()
    actions.decide(actor=place.mai, row=row, answer="taken")
    assert stored() == was
    assert Proposal.objects.get().fields == [field]
    approve(actor=place.tinh, proposal=Proposal.objects.get())
    assert stored() != was


def test_what_is_refused_leaves_the_record_and_the_row_stays_answered(place: TamLu) -> None:
    batch, row, lan = disputed(place)
    actions.decide(actor=place.mai, row=row, answer="taken")
    refuse(actor=place.tinh, proposal=Proposal.objects.get(), answer="Xem lại lý lịch gốc.")
    lan.refresh_from_db()
    assert lan.birth_date == "1958-03-01"
    [seen] = queries.rows(batch, "conflict")
    assert [one.became for one in seen.offers if one.field == "birth_date"] == ["Đã trả lại"]


def test_a_field_for_which_somebody_waits_is_not_asked_twice(place: TamLu) -> None:
    _, row, lan = disputed(place)
    propose(actor=place.tinh, person=lan, values={"birth_date": "1957"}, evidence="file",
            version=lan.version)  # fmt: skip
    with pytest.raises(Impossible, match="đang chờ duyệt đề nghị của đồng chí Đỗ Thị Tình"):
        actions.decide(actor=place.mai, row=row, answer="taken")
    assert now(row).answers == {}
    assert numbers(lan)["card_number"] == person(0)["card_number"]  # nothing by halves
    actions.choose(actor=place.mai, row=row, chosen={"card_number": "taken"})
    assert numbers(lan)["card_number"] == "38019999"


def test_a_value_written_since_is_neither_taken_nor_overwritten(place: TamLu) -> None:
    _, row, lan = disputed(place)
    correct(actor=place.mai, person=lan, source="chị Lan", version=lan.version,
            values={"phone": "0990033333", "card_number": "38017777"})  # fmt: skip
    with pytest.raises(Impossible):
        actions.choose(actor=place.mai, row=row, chosen={"card_number": "taken"})
    actions.choose(actor=place.mai, row=row, chosen={"card_number": "kept"})
    actions.choose(actor=place.mai, row=row, chosen={"birth_date": "taken"})
    held = numbers(lan)
    assert (held["phone"], held["card_number"]) == ("0990033333", "38017777")
    assert Proposal.objects.get().fields == ["birth_date"]


# --- undone ---------------------------------------------------------------------------------------


def test_an_undone_import_takes_its_waiting_proposals_along(place: TamLu) -> None:
    batch, row, lan = disputed(place)
    actions.decide(actor=place.mai, row=row, answer="taken")
    inverse = undone(place.mai, batch)
    assert inverse.counts["changed"] == inverse.counts["applied"] == 2
    assert closes(inverse)
    assert "Rút lại đề nghị đang chờ duyệt: ngày sinh." in [
        one.reason for one in queries.rows(inverse, "changed")
    ]
    gone = Proposal.objects.get()
    assert (gone.state, gone.answer) == (
        Proposal.WITHDRAWN, "Lần nhập nêu giá trị này đã hoàn tác.",
    )  # fmt: skip
    lan.refresh_from_db()
    assert lan.birth_date == "1958-03-01"
    assert numbers(lan)["card_number"] == person(0)["card_number"]
    assert Entry.objects.filter(action="proposal.recall").count() == 1
    with pytest.raises(Impossible):
        actions.decide(actor=place.mai, row=row, answer="kept")


def test_what_a_second_person_approved_outlives_the_import(place: TamLu) -> None:
    batch, row, lan = disputed(place)
    actions.decide(actor=place.mai, row=row, answer="taken")
    inverse = actions.undo(actor=place.mai, batch=batch)
    tasks.preview.call(str(inverse.uid))
    approve(actor=place.tinh, proposal=Proposal.objects.get())  # between preview and undo
    inverse.refresh_from_db()
    committed(place.mai, inverse)
    lan.refresh_from_db()
    assert lan.birth_date == "1959-03-02"
    assert Proposal.objects.get().state == Proposal.APPLIED
    assert numbers(lan)["card_number"] == person(0)["card_number"]
    assert inverse.counts["conflict"] == 1
    assert closes(inverse)


def test_while_an_undo_is_looked_at_nobody_answers(place: TamLu) -> None:
    batch, row, _ = disputed(place)
    inverse = actions.undo(actor=place.mai, batch=batch)
    with pytest.raises(Impossible, match="hoàn tác"):
        actions.choose(actor=place.mai, row=row, chosen={"card_number": "kept"})
    tasks.preview.call(str(inverse.uid))
    actions.drop(actor=place.mai, batch=inverse)
    actions.choose(actor=place.mai, row=row, chosen={"card_number": "kept"})


# --- the page -------------------------------------------------------------------------------------


def test_the_page_asks_field_by_field_and_the_row_at_once(
    place: TamLu, signed_in: Any, press: Press
) -> None:
    batch, row, lan = disputed(place)
    mai: Client = signed_in(place.mai)
    address, here = f"/nhap/dong/{row.pk}/", f"/nhap/{batch.uid}/mau-thuan/"
    page = text_of(mai.get(here))
    for words in (
        "Giữ như trong sổ", "người thứ hai duyệt rồi mới ghi", "Để sau", "Giữ tất cả như trong sổ",
        "Lấy tất cả theo danh sách", "Ghi các ô đã chọn",
    ):  # fmt: skip
        assert words in page
    assert "checked" not in page
    press(mai, address, {"tra-loi": "each", "o-birth_date": "later"})
    assert "chọn một câu trả lời" in text_of(mai.get(here))
    press(mai, address, {"tra-loi": "each", "o-card_number": "kept", "o-birth_date": "later"})
    page = text_of(mai.get(here))
    assert "Giữ như trong sổ: số thẻ đảng viên. Các ô còn lại để sau." in page
    assert numbers(lan)["card_number"] == person(0)["card_number"]
    press(mai, address, {"tra-loi": "each", "o-birth_date": "taken", "o-full_name": "taken"})
    assert now(row).answers == {"card_number": "kept"}  # nobody asked about the name
    press(mai, address, {"tra-loi": "each", "o-birth_date": "taken"})
    page = text_of(mai.get(here))
    assert "Đã gửi đề nghị, người thứ hai duyệt rồi mới ghi: ngày sinh." in page
    assert "đã quyết: chọn từng ô" in page
