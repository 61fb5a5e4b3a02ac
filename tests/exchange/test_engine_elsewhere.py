"""A match in another unit: "một hồ sơ ở đơn vị khác", to the common superior, counted, capped."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Concerned, Entry
from dangvien.exchange import actions, evidence, queries
from dangvien.exchange.actions import Impossible
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.payload import opened
from dangvien.members.models import Person
from exchange.engine import TamLu, closes, committed, receive, settle_in, tam_lu
from exchange.engine_lists import Line, person, sheet

NEXT_DOOR = "Chi bộ Trạm Y tế xã Bên"
CANARY = "Nơi Bí Mật"


@pytest.fixture
def place(db: None) -> TamLu:
    """Three people next door, whom Tam Lư must not come to know."""
    place = tam_lu()
    there = [
        person(n, org_name=NEXT_DOOR, hometown=CANARY, phone=f"09901{n:05}") for n in (0, 1, 2)
    ]
    settle_in(place.binh, [place.clinic], there)
    assert Person.objects.count() == 3
    return place


def ask(place: TamLu, *lines: Line, name: str = "ta.csv") -> Batch:
    """Mai's list for Tam Lư."""
    return receive(place.mai, place.commune, name, sheet(list(lines)))


def test_nothing_of_the_other_record_is_told(place: TamLu) -> None:
    batch = ask(place, person(0), person(13))
    assert batch.state == "ready"
    assert closes(batch)
    [row] = batch.rows.filter(fate="conflict")
    assert row.reason == "một hồ sơ ở đơn vị khác"
    assert row.person is None
    assert row.superior == place.province
    other = Person.objects.get(full_name=person(0)["full_name"])
    told = json.dumps(
        [
            [str(batch.uid), batch.told, batch.counts, batch.refusal],
            [[one.reason, one.fields, opened(one)] for one in batch.rows.all()],
            [repr(queries.rows(batch, fate)) for fate in ("new", "conflict", "rejected")],
            [repr(queries.findings(batch, limit=1000)), repr(queries.columns(batch))],
            repr(evidence.open_frame(batch, "findings")),
            [[e.action, e.subject, e.data] for e in Entry.objects.filter(actor_id=place.mai.pk)],
        ],
        ensure_ascii=False, default=str,
    )  # fmt: skip
    for secret in (
        str(other.uid),
        f'"{other.pk}"',
        CANARY,
        NEXT_DOOR,
        place.clinic.path,
        "0990100000",
    ):
        assert secret not in told, secret
    entries = Entry.objects.filter(actor_id=place.mai.pk)
    assert not Concerned.objects.filter(entry__in=entries, person=other.uid).exists()


def test_who_agrees_in_nothing_but_the_number_is_somebody_else(place: TamLu) -> None:
    batch = ask(place, person(14, citizen_id=person(0)["citizen_id"], card_number=""))
    assert batch.counts["new"] == 1
    assert not Entry.objects.filter(action="import.elsewhere").exists()


def test_name_and_birth_date_alone_never_reach_into_another_unit(place: TamLu) -> None:
    batch = ask(place, person(0, citizen_id="", card_number=""))
    assert (batch.counts["new"], batch.counts["conflict"]) == (1, 0)


def test_the_province_sees_both_and_answers(place: TamLu) -> None:
    batch = ask(place, person(0), person(1))
    assert queries.passed_up(place.tinh) == [], "nothing waits before it is committed"
    committed(place.mai, batch)
    assert Person.objects.count() == 3
    first, second = queries.passed_up(place.tinh)
    assert [one.full_name for one in first.others] == [person(0)["full_name"]]
    assert first.others[0].unit == place.clinic
    assert queries.passed_up(place.mai) == queries.passed_up(place.binh) == []
    rows = {row.pk: row for row in Row.objects.filter(batch=batch)}
    with pytest.raises(Refused):
        actions.decide(actor=place.mai, row=rows[first.pk], answer="same")
    with pytest.raises(Impossible):
        actions.decide(actor=place.tinh, row=rows[first.pk], answer="taken")
    actions.decide(actor=place.tinh, row=rows[first.pk], answer="same")
    assert Person.objects.count() == 3, "a note for a transfer moves nobody"
    assert Person.objects.filter(unit=place.clinic).count() == 3
    actions.decide(actor=place.tinh, row=rows[second.pk], answer="other")
    assert Person.objects.count() == 4
    assert queries.passed_up(place.tinh) == []
    assert Entry.objects.filter(action="import.decide", actor_id=place.tinh.pk).count() == 2


def test_an_import_by_the_province_tells_the_commune_no_more(place: TamLu) -> None:
    batch = receive(place.tinh, place.commune, "tỉnh.csv", sheet([person(0)]))
    [row] = batch.rows.filter(fate="conflict")
    assert (row.person, row.superior) == (None, place.province)
    assert batch in Batch.objects.visible_to(place.mai)
    assert NEXT_DOOR not in repr(queries.rows(batch, "conflict"))
    met = Entry.objects.filter(action="import.elsewhere")
    assert not met.exists(), "the province may see both units: that is no asking around"
    committed(place.tinh, batch)
    [seen] = queries.passed_up(place.tinh)
    assert [one.unit for one in seen.others] == [place.clinic]


def test_past_the_day_s_allowance_the_superior_looks_first(place: TamLu, settings: Any) -> None:
    settings.IMPORT_ELSEWHERE_A_DAY = 2
    assert ask(place, person(0), name="một.csv").state == "ready"
    batch = ask(place, person(0), person(1), name="hai.csv")
    assert batch.state == "held"
    for fate in ("conflict", "new", "rejected"):
        assert queries.rows(batch, fate) == []
    assert queries.findings(batch) == queries.columns(batch) == []
    assert queries.closing(batch).conflict == 0
    with pytest.raises(Impossible):
        actions.commit(actor=place.mai, batch=batch)
    with pytest.raises(Refused):
        actions.release(actor=place.mai, batch=batch)
    assert queries.held(place.tinh) == [batch]
    assert queries.held(place.mai) == []
    actions.release(actor=place.tinh, batch=batch)
    batch.refresh_from_db()
    assert batch.state == "ready"
    assert len(queries.rows(batch, "conflict")) == 2
    met = Entry.objects.filter(action="import.elsewhere", actor_id=place.mai.pk)
    assert [entry.data["count"] for entry in met.order_by("pk")] == [1, 2]
    assert ask(place, person(2), name="ba.csv").state == "held", "asking again does not help"


def test_who_came_into_another_unit_meanwhile_is_met_at_the_commit(place: TamLu) -> None:
    batch = ask(place, person(13), person(14))
    assert batch.counts["new"] == 2
    there = sheet([person(13, org_name=NEXT_DOOR)])
    committed(place.binh, receive(place.binh, place.next_door, "bên 2.csv", there))
    committed(place.mai, batch)
    assert closes(batch)
    [row] = batch.rows.filter(fate="conflict")
    assert (row.reason, row.superior) == ("một hồ sơ ở đơn vị khác", place.province)
    assert Person.objects.filter(unit__path__startswith=place.commune.path).count() == 1
    assert Entry.objects.filter(action="import.elsewhere", actor_id=place.mai.pk).count() == 1
