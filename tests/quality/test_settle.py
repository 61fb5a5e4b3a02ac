"""A save is looked at again at once, with whoever holds its numbers; what differs is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvien.members import actions as members
from dangvien.members.models import Person, Touched
from dangvien.quality.actions import run, settle
from dangvien.quality.models import Finding, Run, Verdict
from members.people import taken_in
from quality.slowly import agree
from quality.sound import sound
from register import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(register: Register) -> Register:
    """The small register, its organisations already looked at."""
    run(actor="tick", org=register.province)
    return register


def opened(person: Person, rule: str) -> Finding | None:
    return Finding.objects.filter(person=person, rule=rule, closed_on=None).first()


def now(person: Person) -> Person:
    return Person.objects.select_related("unit").get(pk=person.pk)


def put(register: Register, person: Person, **values: str) -> None:
    person = now(person)
    members.correct(
        actor=register.tinh, person=person, values={k: v for k, v in values.items() if v},
        erase=[k for k, v in values.items() if not v], source="Giấy tờ gốc",
        version=person.version, **APPROVED(register),
    )  # fmt: skip


def APPROVED(register: Register) -> dict[str, Any]:  # noqa: N802
    """Identity needs a second person's name beside it."""
    return {"approved_by": register.mai}


def test_new_people_have_findings_and_verdicts(register: Register) -> None:
    one, two = taken_in(register.mai, register.na_loc, [sound(1), sound(2, phone="")])
    assert settle() == 2
    assert opened(two, "V22") is not None
    assert Verdict.objects.get(person=one).clean_t1
    assert Verdict.objects.get(person=one).clean_since is not None
    row = Run.objects.get(kind=Run.SETTLE)
    assert row.ended_at is not None
    assert row.counts["people"] == 2
    agree()


def test_nothing_touched_is_nothing_done(register: Register) -> None:
    taken_in(register.mai, register.na_loc, [sound(1)])
    settle()
    with CaptureQueriesContext(connection) as told:
        assert settle() == 0
    assert len(told) <= 4


def test_holders_of_the_old_and_the_new_number_follow(register: Register) -> None:
    first, second, third = taken_in(register.mai, register.na_loc, [
        sound(1), sound(2, citizen_id=sound(1)["citizen_id"]), sound(3),
    ])  # fmt: skip
    settle()
    assert opened(first, "V09")
    assert opened(second, "V09")
    put(register, second, citizen_id=sound(3)["citizen_id"])
    settle()
    assert opened(first, "V09") is None
    assert opened(second, "V09")
    assert opened(third, "V09")
    agree()


def test_a_finding_closes_and_the_same_row_opens_again(register: Register) -> None:
    (one,) = taken_in(register.mai, register.na_loc, [sound(1, sex="")])
    settle()
    before = Finding.objects.get(person=one, field="sex")
    put(register, one, sex="Nam")
    settle()
    before.refresh_from_db()
    assert (before.state, before.closed_on is not None) == (Finding.FIXED, True)
    assert before.closed_run_id is not None
    put(register, one, sex="")
    settle()
    again = Finding.objects.get(person=one, field="sex")
    assert (again.pk, again.state, again.times) == (before.pk, Finding.OPEN, 2)
    assert again.closed_on is None
    agree()


def test_a_file_number_is_shared_and_no_longer(register: Register) -> None:
    number = sound(1)["file_number"]
    one, two = taken_in(register.mai, register.na_loc, [
        sound(1), sound(2, file_number=number),
    ])  # fmt: skip
    settle()
    assert opened(one, "V10")
    put(register, two, file_number=sound(2)["file_number"])
    settle()
    assert opened(one, "V10") is None
    agree()


def test_who_leaves_frees_the_number(register: Register) -> None:
    one, two = taken_in(register.mai, register.na_loc, [
        sound(1), sound(2, citizen_id=sound(1)["citizen_id"]),
    ])  # fmt: skip
    settle()
    assert opened(one, "V09")
    two = now(two)
    members.die(
        actor=register.mai, person=two, on=date(2025, 12, 1),
        decision="Giấy báo tử",
    )  # fmt: skip
    settle()
    assert opened(one, "V09") is None
    agree()


def test_a_save_with_its_re_check_asks_few_questions(register: Register) -> None:
    (one,) = taken_in(register.mai, register.na_loc, [sound(1)])
    taken_in(register.mai, register.na_loc, [sound(number) for number in range(2, 40)])
    settle()
    put(register, one, sex="Nữ")
    with CaptureQueriesContext(connection) as told:
        settle()
    assert len(told) <= 42, [q["sql"][:110] for q in told.captured_queries]


def test_what_dies_before_settling_is_lost_to_nobody(register: Register, monkeypatch: Any) -> None:
    from dangvien.quality.settling import keeping  # noqa: PLC0415

    (one,) = taken_in(register.mai, register.na_loc, [sound(1, sex="")])

    def dies(*_: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(keeping, "verdicts", dies)
        with pytest.raises(MemoryError):
            settle()
    assert not Finding.objects.exclude(person=None).exists()
    assert Touched.objects.count() == 1
    settle()
    assert Finding.objects.filter(person=one, field="sex").exists()
    agree()
