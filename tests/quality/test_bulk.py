"""Safe fixes taken in one deed, and the deed taken back: exactly, in time, and nothing of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from dangvien.accounts.policy import Refused
from dangvien.members.actions import Impossible, Locked, correct, verify
from dangvien.members.models import Change, Identifier, Person
from dangvien.members.sealed import numbers
from dangvien.orgs.models import Organisation
from dangvien.quality import locks
from dangvien.quality.actions import accept_safe, approve, undo_bulk
from dangvien.quality.models import Finding, Proposal, ReEntry
from dangvien.quality.refusals import Decided, TooLate
from members.people import khach, someone, taken_in
from quality.correcting import ask, finding
from register import Register

pytestmark = pytest.mark.django_db


def untidy(register: Register, count: int = 3) -> tuple[list[Person], list[Finding]]:
    """People whose home town has spaces too many, each with a safe finding."""
    people = taken_in(
        register.mai, register.na_loc,
        [someone(n, hometown=f"Xã  Tam Lư {n}") for n in range(1, count + 1)],
    )  # fmt: skip
    found = [
        finding(one, "hometown", "V24", value=one.hometown, safe=True,
                fix=one.hometown.replace("  ", " "))
        for one in people
    ]  # fmt: skip
    return people, found


def stored(people: list[Person]) -> list[Any]:
    """All that a record says of its values, without what a change always moves on."""
    left_out = {"version", "changed_at"}
    return [
        {k: v for k, v in row.items() if k not in left_out}
        for row in Person.objects.filter(pk__in=[p.pk for p in people]).order_by("pk").values()
    ]


def test_all_are_taken_at_once_and_go_back_exactly(register: Register) -> None:
    people, found = untidy(register)
    before = stored(people)
    bulk = accept_safe(actor=register.mai, findings=found)
    assert [p.hometown for p in Person.objects.order_by("pk")] == [
        "Xã Tam Lư 1", "Xã Tam Lư 2", "Xã Tam Lư 3",
    ]  # fmt: skip
    assert Proposal.objects.filter(bulk=bulk, state=Proposal.APPLIED).count() == 3
    assert ReEntry.objects.due().count() == 3
    assert Change.objects.filter(source="Sửa an toàn theo quy tắc").count() == 3
    assert undo_bulk(actor=register.mai, bulk=bulk) == (3, 0)
    assert stored(people) == before
    assert not ReEntry.objects.due().exists()
    with pytest.raises(Decided):
        undo_bulk(actor=register.mai, bulk=bulk)
    assert stored(people) == before


def test_what_somebody_wrote_since_stays(register: Register) -> None:
    people, found = untidy(register)
    bulk = accept_safe(actor=register.mai, findings=found)
    person = Person.objects.get(pk=people[0].pk)
    correct(actor=register.hung, person=person, values={"hometown": "Xã Sơn Hà"}, source="lý lịch",
            version=person.version)  # fmt: skip
    assert undo_bulk(actor=register.mai, bulk=bulk) == (2, 1)
    assert Person.objects.get(pk=person.pk).hometown == "Xã Sơn Hà"
    assert Proposal.objects.filter(bulk=bulk, undone_at=None).count() == 1


def test_a_checked_number_is_checked_again_after_the_undo(register: Register) -> None:
    person = taken_in(register.mai, register.na_loc, [someone(1, card_number="38 010001")])[0]
    verify(actor=register.mai, person=person, names=["card_number"], source="Thẻ", version=1)
    person.refresh_from_db()
    mark = person.sources["card_number"]
    found = finding(person, "card_number", "V17", value="38 010001", fix="38010001", safe=True)
    bulk = accept_safe(actor=register.mai, findings=[found])
    assert numbers(person)["card_number"] == "38010001"
    undo_bulk(actor=register.mai, bulk=bulk)
    person.refresh_from_db()
    assert numbers(person)["card_number"] == "38 010001"
    assert person.sources["card_number"] == mark
    state = Identifier.objects.get(person=person, kind="card_number", until=None).state
    assert state == Identifier.VERIFIED


def test_only_the_safe_the_open_and_the_unchanged_are_taken(register: Register) -> None:
    people, found = untidy(register, 5)
    Finding.objects.filter(pk=found[0].pk).update(safe=False)
    Finding.objects.filter(pk=found[1].pk).update(state=Finding.WAIVED)
    correct(actor=register.hung, person=people[2], values={"hometown": "Xã Sơn Hà"}, source="x",
            version=1)  # fmt: skip
    ask(register.hung, people[3], values={"hometown": "Xã Trung Hạ"}, evidence="told")
    bulk = accept_safe(actor=register.mai, findings=found)
    assert [p.person_id for p in Proposal.objects.filter(bulk=bulk)] == [people[4].pk]
    with pytest.raises(Impossible):
        accept_safe(actor=register.mai, findings=found)


def test_whether_units_are_signed_is_asked_once_for_all(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, found = untidy(register)
    there = taken_in(register.mai, register.party_office, [someone(9, hometown="Xã  Sơn Hà")])[0]
    found.append(finding(there, "hometown", "V24", value="Xã  Sơn Hà", fix="Xã Sơn Hà", safe=True))
    asked: list[set[int]] = []

    def none(units: Sequence[Organisation]) -> set[int]:
        asked.append({one.pk for one in units})
        return set()

    monkeypatch.setattr(locks, "source", none)
    accept_safe(actor=register.mai, findings=found)
    assert asked == [{register.na_loc.pk, register.party_office.pk}]


def test_identity_is_never_taken_in_bulk(register: Register) -> None:
    person = taken_in(register.mai, register.na_loc, [someone(1)])[0]
    found = finding(person, "full_name", "V02", value=person.full_name, fix="Vi Văn Một", safe=True)
    with pytest.raises(Impossible):
        accept_safe(actor=register.mai, findings=[found])
    assert not Change.objects.exists()


def test_only_whoever_may_and_only_in_their_units(register: Register) -> None:
    _, found = untidy(register)
    for who in ("hung", "binh", "leader", "khach"):
        with pytest.raises(Impossible):  # they see none of these findings
            accept_safe(actor=getattr(register, who), findings=found)
    other = khach(register)
    theirs = finding(other, "hometown", "V24", value=other.hometown, fix="Xã", safe=True)
    bulk = accept_safe(actor=register.mai, findings=[*found, theirs])
    assert Person.objects.get(pk=other.pk).hometown == other.hometown
    for who in ("hung", "binh", "leader", "khach"):
        with pytest.raises(Refused):
            undo_bulk(actor=getattr(register, who), bulk=bulk)
    undo_bulk(actor=register.tinh, bulk=bulk)


def test_the_undo_ends_with_its_day(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    _, found = untidy(register)
    bulk = accept_safe(actor=register.mai, findings=found)
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-30")
    with pytest.raises(TooLate) as told:
        undo_bulk(actor=register.mai, bulk=bulk)
    assert "29/12/2025" in told.value.problems["bulk"]
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-29")
    assert undo_bulk(actor=register.mai, bulk=bulk) == (3, 0)


def test_a_signed_unit_is_left_alone(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    people, found = untidy(register)
    monkeypatch.setattr(locks, "source", lambda _: {register.na_loc.pk})
    with pytest.raises(Locked):
        accept_safe(actor=register.mai, findings=found)
    assert Person.objects.get(pk=people[0].pk).version == 1


def test_a_bulk_asks_the_database_a_few_times_only(
    register: Register, django_assert_max_num_queries: Any
) -> None:
    _, few = untidy(register, 2)
    with django_assert_max_num_queries(45):
        accept_safe(actor=register.mai, findings=few)
    people = taken_in(
        register.mai, register.party_office,
        [someone(n, hometown=f"Xã  Tam Lư {n}") for n in range(100, 160)],
    )  # fmt: skip
    many = [
        finding(one, "hometown", "V24", value=one.hometown, fix="Xã Tam Lư", safe=True)
        for one in people
    ]
    with django_assert_max_num_queries(45):
        accept_safe(actor=register.mai, findings=many)


def test_approving_a_bulk_again_says_who_took_it(register: Register) -> None:
    _, found = untidy(register, 1)
    bulk = accept_safe(actor=register.mai, findings=found)
    with pytest.raises(Decided):
        approve(actor=register.tinh, proposal=Proposal.objects.get(bulk=bulk))
