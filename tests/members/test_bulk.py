"""Imports: taken in, filled, taken back; twice is once, and somebody else's work stays."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.members.actions import (
    Draft,
    Filling,
    Undoing,
    correct,
    fill,
    move,
    take_back,
    take_in,
    would_go_back,
)
from dangvien.members.models import Change, Event, Identifier, Membership, Person, Touched
from dangvien.members.queries import frame
from members.people import HUNG, LAN, SOURCE, lan, someone, taken_in, values
from register import Register

pytestmark = pytest.mark.django_db


def filled(register: Register, person: Person, **more: str | None) -> tuple[object, object]:
    """What one filling of the person told, and the batch that made it."""
    batch = uuid4()
    person.refresh_from_db()
    told = fill(
        actor=register.mai, batch=batch,
        fillings=[Filling(person.pk, person.version, more, "Danh sách quý IV")],
    )  # fmt: skip
    return told[0], batch


def now(person: Person) -> dict[str, object]:
    """The stored record as text."""
    told = frame(Person.objects.filter(pk=person.pk)).to_dicts()[0]
    return {name: text for name, text in told.items() if name != "version"}


def test_a_person_taken_in_is_whole(register: Register) -> None:
    person = lan(register)
    assert person.unit == register.na_loc
    assert person.sources["*"]["s"] == SOURCE
    assert Identifier.objects.filter(person=person, until=None).count() == 3
    assert person.events.get().data["admission_date"] == "2001-05-19"
    stay = person.memberships.get()
    assert (stay.kind, stay.unit, stay.since, stay.until) == (
        "official",
        register.na_loc,
        None,
        None,
    )
    assert person.admissions.get().official_date == "2002-05-19"
    assert Touched.objects.filter(person=person).count() == 1
    entry = Entry.objects.get(action="member.take_in")
    assert entry.data == {"count": 1}
    assert entry.org == register.na_loc.pk


def test_cells_beside_the_official_one_become_memberships(register: Register) -> None:
    draft = Draft(values(LAN), register.na_loc, SOURCE, 1, register.clinic, register.party_office)
    person = take_in(actor=register.mai, batch=uuid4(), drafts=[draft])[0]
    kinds = dict(person.memberships.values_list("kind", "unit"))
    assert kinds == {
        "official": register.na_loc.pk, "temporary": register.clinic.pk,
        "residence": register.party_office.pk,
    }  # fmt: skip


def test_what_is_stored_comes_back_as_it_was(register: Register) -> None:
    person = lan(register)
    told = now(person)
    assert {name: told[name] for name in values(LAN) if name != "org_name"} == {
        name: text for name, text in values(LAN).items() if name != "org_name"
    }
    assert told["org_name"] == register.na_loc.name
    assert told["row_id"] == str(person.uid)
    masked = frame(Person.objects.filter(pk=person.pk), reveal=False).to_dicts()[0]
    assert masked["citizen_id"] == "099•••••0001"


def test_the_same_rows_twice_make_nobody_twice(register: Register) -> None:
    batch = uuid4()
    first = taken_in(register.mai, register.na_loc, [someone(1), someone(2)], batch)
    again = taken_in(register.mai, register.na_loc, [someone(1), someone(2), someone(3)], batch)
    assert [one.pk for one in again[:2]] == [one.pk for one in first]
    assert Person.objects.count() == 3
    assert Event.objects.count() == 3


def test_empty_values_never_blank_a_stored_one(register: Register) -> None:
    person = lan(register)
    told, _ = filled(register, person, phone="", ethnicity=None, religion="Phật giáo")
    assert (told.fate, told.fields) == ("applied", ("religion",))
    assert now(person)["phone"] == LAN["phone"]


def test_a_replaced_number_is_history_and_sealed(register: Register) -> None:
    person = lan(register)
    filled(register, person, phone="0990000777")
    assert [row.until for row in person.identifiers.filter(kind="phone").order_by("pk")] == [
        date(2025, 12, 15), None,
    ]  # fmt: skip
    change = Change.objects.get(person=person, field="phone")
    assert change.sealed
    assert "0990000" not in change.before + change.after
    person.refresh_from_db()
    assert person.sources["phone"]["s"] == "Danh sách quý IV"


def test_a_record_changed_since_its_preview_is_stale_and_untouched(register: Register) -> None:
    person = lan(register)
    version = person.version
    correct(
        actor=register.hung, person=person, values={"phone": "0990000555"}, source="Gọi điện",
        version=version,
    )  # fmt: skip
    told = fill(
        actor=register.mai, batch=uuid4(),
        fillings=[Filling(person.pk, version, {"phone": "0990000777"}, "x")],
    )  # fmt: skip
    assert told[0].fate == "stale"
    assert now(person)["phone"] == "0990000555"


def test_the_same_filling_twice_is_applied_once(register: Register) -> None:
    person = lan(register)
    batch, version = uuid4(), person.version
    for _ in range(2):
        told = fill(
            actor=register.mai, batch=batch,
            fillings=[Filling(person.pk, version, {"phone": "0990000777"}, "x")],
        )  # fmt: skip
        assert told[0].fate == "applied"
    assert Change.objects.filter(person=person).count() == 1


def test_a_list_that_moves_somebody_moves_the_membership(register: Register) -> None:
    person = lan(register)
    fill(
        actor=register.mai, batch=uuid4(),
        fillings=[Filling(person.pk, 1, {"status": "exempt"}, "x", unit=register.party_office)],
    )  # fmt: skip
    person.refresh_from_db()
    assert (person.unit, person.status) == (register.party_office, "exempt")
    open_stays = Membership.objects.filter(person=person, until=None)
    assert [stay.unit for stay in open_stays] == [register.party_office]


def test_an_undone_import_withdraws_whom_it_made(register: Register) -> None:
    batch, undo = uuid4(), uuid4()
    person = taken_in(register.mai, register.na_loc, [values(LAN)], batch)[0]
    assert [one.withdrawn for one in would_go_back([Undoing(person.pk, batch)])] == [True]
    for _ in range(2):
        told = take_back(actor=register.mai, batch=undo, undoing=[Undoing(person.pk, batch)])
        assert told[0].withdrawn
    assert not Person.objects.visible_to(register.mai, "member.list").exists()
    assert not Identifier.objects.filter(until=None).exists()
    assert not Membership.objects.filter(until=None).exists()
    assert Event.objects.filter(kind="withdrawn").count() == 1


def test_a_record_worked_on_stays(register: Register) -> None:
    batch = uuid4()
    person = taken_in(register.mai, register.na_loc, [values(LAN)], batch)[0]
    correct(
        actor=register.hung, person=person, values={"phone": "0990000555"}, source="Gọi điện",
        version=1,
    )  # fmt: skip
    told = take_back(actor=register.mai, batch=uuid4(), undoing=[Undoing(person.pk, batch)])
    assert (told[0].withdrawn, told[0].kept) == (False, ("*",))


def test_fields_go_back_only_where_the_batch_wrote_last(register: Register) -> None:
    person = lan(register)
    before = now(person)
    _, batch = filled(
        register, person, phone="0990000777", religion="Phật giáo", status="exempt",
        exemption_date="2025-10-01",
    )  # fmt: skip
    person.refresh_from_db()
    correct(
        actor=register.hung, person=person, values={"phone": "0990000555"}, source="Gọi điện",
        version=person.version,
    )  # fmt: skip
    expected = would_go_back([Undoing(person.pk, batch)])
    told = take_back(actor=register.mai, batch=uuid4(), undoing=[Undoing(person.pk, batch)])
    assert told == expected
    assert set(told[0].fields) == {"religion", "status", "exemption_date"}
    assert told[0].kept == ("phone",)
    assert now(person) == before | {"phone": "0990000555"}
    person.refresh_from_db()
    assert "religion" not in person.sources


def test_an_undo_gives_everything_back_and_twice_is_once(register: Register) -> None:
    person = lan(register)
    before = now(person)
    _, batch = filled(
        register,
        person,
        phone="0990000777",
        full_name="Vi Thị Lán",
        status="exempt",
        workplace="Xã",
    )
    undo = uuid4()
    first = take_back(actor=register.mai, batch=undo, undoing=[Undoing(person.pk, batch)])
    assert now(person) == before
    again = take_back(actor=register.mai, batch=undo, undoing=[Undoing(person.pk, batch)])
    assert set(again[0].fields) == set(first[0].fields)
    assert now(person) == before
    person.refresh_from_db()
    assert person.search_key == "vi thi lan"


def test_an_undo_lays_bare_an_older_batch(register: Register) -> None:
    person = lan(register)
    before = now(person)
    _, first = filled(register, person, phone="0990000777", status="exempt")
    between = now(person)
    _, second = filled(register, person, phone="0990000888", status="active")
    assert would_go_back([Undoing(person.pk, first)])[0].kept == ("phone", "status")
    take_back(actor=register.mai, batch=uuid4(), undoing=[Undoing(person.pk, second)])
    assert now(person) == between
    take_back(actor=register.mai, batch=uuid4(), undoing=[Undoing(person.pk, first)])
    assert now(person) == before


def test_an_undone_import_keeps_a_later_move(register: Register) -> None:
    person = lan(register)
    batch = uuid4()
    fill(
        actor=register.mai, batch=batch,
        fillings=[Filling(person.pk, 1, {"status": "exempt"}, "x", unit=register.party_office)],
    )  # fmt: skip
    move(
        actor=register.mai, person=person, unit=register.na_loc, on=date(2025, 12, 15), decision="QĐ 1",
        version=2,
    )  # fmt: skip
    told = take_back(actor=register.mai, batch=uuid4(), undoing=[Undoing(person.pk, batch)])
    person.refresh_from_db()
    assert (person.unit, person.status) == (register.na_loc, "active")
    assert told[0].kept == ("org_name",)


def test_nobody_imports_beyond_their_units(register: Register) -> None:
    person = lan(register)
    with pytest.raises(Refused):
        taken_in(register.binh, register.na_loc, [values(HUNG)])
    with pytest.raises(Refused):
        fill(
            actor=register.binh,
            batch=uuid4(),
            fillings=[Filling(person.pk, 1, {"sex": "nam"}, "x")],
        )
    with pytest.raises(Refused):
        take_back(actor=register.hung, batch=uuid4(), undoing=[Undoing(person.pk, uuid4())])


@pytest.mark.parametrize("rows", [1, 40])
def test_statements_do_not_grow_with_rows(
    register: Register, rows: int, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(32):  # type: ignore[operator]
        people = taken_in(register.mai, register.na_loc, [someone(n) for n in range(rows)])
    fillings = [
        Filling(one.pk, 1, {"phone": "0990999999", "status": "exempt"}, "x") for one in people
    ]
    with django_assert_max_num_queries(34):  # type: ignore[operator]
        fill(actor=register.mai, batch=uuid4(), fillings=fillings)
