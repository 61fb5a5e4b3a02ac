"""Two records that are one person: merged, edited, parted; nothing moves, and both histories stay."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.members.actions import (
    Impossible,
    Stale,
    correct,
    merge,
    restate,
    unmerge,
    verify,
)
from dangvien.members.models import Change, Event, Identifier, Membership, Person, Touched
from dangvien.members.queries import frame
from members.people import someone, taken_in
from register import Register, user

pytestmark = pytest.mark.django_db


def two(register: Register, **more: Any) -> tuple[Person, Person]:
    """The record that stays and the one that goes."""
    [stays] = taken_in(register.tinh, register.na_loc, [someone(1, hometown="")])
    other = {"card_number": "38777777", "workplace": "Trường Tiểu học", **more}
    [goes] = taken_in(register.tinh, register.party_office, [someone(2, **other)])
    return stays, goes


def now(person: Person) -> dict[str, object]:
    """The stored record as text, whether it stands or not."""
    told = frame(Person.objects.filter(pk=person.pk)).to_dicts()[0]
    return {name: text for name, text in told.items() if name not in ("version", "row_id")}


def merged(register: Register, stays: Person, goes: Person, *take: str) -> UUID:
    """Merge them; the deed's id."""
    deed = uuid4()
    merge(
        actor=register.mai, keeps=stays, loses=goes, take=take, deed=deed, source="Đã xem lý lịch",
        versions=(version(stays), version(goes)),
    )  # fmt: skip
    return deed


def version(person: Person) -> int:
    """The version it has now."""
    return Person.objects.values_list("version", flat=True).get(pk=person.pk)


def parted(register: Register, stays: Person, goes: Person, deed: UUID) -> Any:
    """Take the merge back."""
    return unmerge(actor=register.mai, keeps=stays, loses=goes, deed=deed, source="Gộp nhầm")


def in_use(person: Person) -> dict[str, str]:
    """Numbers in use: kind → state."""
    return dict(person.identifiers.filter(until=None).values_list("kind", "state"))


def test_the_loser_points_at_the_survivor_and_its_numbers_are_history(register: Register) -> None:
    stays, goes = two(register)
    before = now(stays)
    rows = (Event.objects.count(), Membership.objects.count(), Identifier.objects.count())
    merged(register, stays, goes, "workplace", "hometown", "card_number")
    goes.refresh_from_db()
    assert goes.same_as == stays
    assert in_use(goes) == {}
    assert now(stays) == before | {
        "workplace": "Trường Tiểu học", "hometown": now(goes)["hometown"], "card_number": "38777777",
    }  # fmt: skip
    # Memberships and events stay where they are; one number more: the card, sealed anew.
    assert rows == (
        Event.objects.count(),
        Membership.objects.count(),
        Identifier.objects.count() - 1,
    )
    assert not Person.objects.alive().filter(pk=goes.pk).exists()
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.org) == ("member.merge", register.commune.pk)
    assert set(entry.concerned.values_list("person", flat=True)) == {stays.uid, goes.uid}
    assert "38777777" not in str(entry.data)
    assert Touched.objects.filter(person__in=(stays, goes)).count() == 4


def test_a_value_taken_over_keeps_its_source(register: Register) -> None:
    stays, goes = two(register)
    verify(actor=register.mai, person=goes, names=["card_number"], source="thẻ đảng", version=1)
    merged(register, stays, goes, "card_number", "workplace")
    stays.refresh_from_db()
    assert stays.sources["card_number"]["s"] == "thẻ đảng"
    assert stays.sources["card_number"]["v"] == "2025-12-15"
    assert in_use(stays)["card_number"] == Identifier.VERIFIED


def test_dates_of_admission_are_taken_over_by_an_event(register: Register) -> None:
    stays, goes = two(register, admission_date="1999-02-03")
    deed = merged(register, stays, goes, "admission_date")
    stays.refresh_from_db()
    assert stays.admission_date == "1999-02-03"
    assert stays.events.latest("pk").kind == "restated"
    told = parted(register, stays, goes, deed)
    stays.refresh_from_db()
    assert stays.admission_date == "2001-05-19"
    assert told.back == {"admission_date": "2001-05-19"}


def test_unit_and_status_are_never_taken_over(register: Register) -> None:
    stays, goes = two(register)
    for name in ("status", "org_name", "full_nome", "exemption_date"):
        with pytest.raises(Impossible):
            merged(register, stays, goes, name)


def test_parted_at_once_everything_is_as_it_was(register: Register) -> None:
    stays, goes = two(register)
    verify(actor=register.mai, person=goes, names=["citizen_id"], source="thẻ", version=1)
    before = [
        (now(one), in_use(one), Person.objects.get(pk=one.pk).sources) for one in (stays, goes)
    ]
    deed = merged(register, stays, goes, "citizen_id", "workplace", "hometown", "full_name")
    parted(register, stays, goes, deed)
    after = [
        (now(one), in_use(one), Person.objects.get(pk=one.pk).sources) for one in (stays, goes)
    ]
    assert after == before
    assert Person.objects.alive().filter(pk__in=(stays.pk, goes.pk)).count() == 2


def test_what_was_edited_since_stays_and_is_told(register: Register) -> None:
    stays, goes = two(register)
    deed = merged(register, stays, goes, "workplace", "phone", "hometown")
    correct(
        actor=register.hung, person=stays, values={"workplace": "Ủy ban xã", "religion": "Không"},
        source="hỏi", version=version(stays),
    )  # fmt: skip
    told = parted(register, stays, goes, deed)
    assert set(told.back) == {"phone", "hometown"}
    assert {name: change.actor for name, change in told.kept.items()} == {
        "workplace": str(register.hung)
    }
    values = now(stays)
    assert values["workplace"] == "Ủy ban xã"
    assert values["religion"] == "Không"
    assert (values["phone"], values["hometown"]) == (someone(1)["phone"], None)
    assert now(goes)["workplace"] == "Trường Tiểu học"


def test_a_field_edited_and_put_as_the_merge_had_it_is_somebodys_work(register: Register) -> None:
    stays, goes = two(register)
    deed = merged(register, stays, goes, "workplace")
    for text in ("Ủy ban xã", "Trường Tiểu học"):
        correct(actor=register.hung, person=stays, values={"workplace": text}, source="hỏi",
                version=version(stays))  # fmt: skip
    parted(register, stays, goes, deed)
    assert now(stays)["workplace"] == "Trường Tiểu học"


def test_a_date_restated_since_stays(register: Register) -> None:
    stays, goes = two(register, admission_date="1999-02-03", official_date="2000-02-03")
    deed = merged(register, stays, goes, "admission_date", "official_date")
    restate(actor=register.mai, person=stays, values={"official_date": "05/06/2003"},
            decision="QĐ 5", approved_by=register.tinh)  # fmt: skip
    parted(register, stays, goes, deed)
    stays.refresh_from_db()
    assert (stays.admission_date, stays.official_date) == ("2001-05-19", "2003-06-05")


def test_both_histories_keep_every_line(register: Register) -> None:
    stays, goes = two(register)
    before = set(Change.objects.values_list("pk", flat=True))
    deed = merged(register, stays, goes, "workplace")
    parted(register, stays, goes, deed)
    assert before <= set(Change.objects.values_list("pk", flat=True))
    fields = list(
        stays.changes.filter(field="took_over").order_by("pk").values_list("before", "after")
    )
    assert fields == [("", str(goes.uid)), (str(goes.uid), "")]
    assert goes.changes.filter(field="same_as").count() == 2


def test_merged_twice_and_parted_in_any_order(register: Register) -> None:
    """A value of a record that has gone again is no value to go back to."""
    stays, goes = two(register, workplace="Nơi hai")
    [third] = taken_in(register.tinh, register.clinic, [someone(3, workplace="Nơi ba")])
    register.mai.grants.create(
        role="commune_officer", org=register.province, since=date(2025, 1, 1)
    )
    first = merged(register, stays, goes, "workplace")
    second = merged(register, stays, third, "workplace")
    parted(register, stays, goes, first)
    assert now(stays)["workplace"] == "Nơi ba"
    parted(register, stays, third, second)
    assert now(stays)["workplace"] == someone(1).get("workplace")


def test_a_survivor_merged_on_is_parted_last_first(register: Register) -> None:
    stays, goes = two(register)
    [third] = taken_in(register.tinh, register.na_loc, [someone(3)])
    first = merged(register, stays, goes)
    second = merged(register, third, stays)
    with pytest.raises(Impossible):
        parted(register, stays, goes, first)
    parted(register, third, stays, second)
    parted(register, stays, goes, first)
    assert Person.objects.alive().count() == 3


def test_a_number_checked_for_the_survivor_since_is_claimed_twice_not_taken(
    register: Register,
) -> None:
    stays, goes = two(register)
    verify(actor=register.mai, person=goes, names=["citizen_id"], source="thẻ", version=1)
    deed = merged(register, stays, goes, "citizen_id")
    verify(actor=register.mai, person=stays, names=["citizen_id"], source="thẻ",
           version=version(stays))  # fmt: skip
    told = parted(register, stays, goes, deed)
    assert list(told.kept) == ["citizen_id"]
    assert in_use(stays)["citizen_id"] == Identifier.VERIFIED
    assert in_use(goes)["citizen_id"] == Identifier.CLAIMED
    assert now(stays)["citizen_id"] == now(goes)["citizen_id"]


def test_a_stale_look_merges_nothing(register: Register) -> None:
    stays, goes = two(register)
    correct(actor=register.mai, person=goes, values={"phone": "0990000999"}, source="x", version=1)
    with pytest.raises(Stale):
        merge(actor=register.mai, keeps=stays, loses=goes, take=(), versions=(1, 1), deed=uuid4(),
              source="x")  # fmt: skip
    assert Person.objects.alive().count() == 2


def test_who_is_gone_cannot_be_merged_nor_parted_twice(register: Register) -> None:
    stays, goes = two(register)
    deed = merged(register, stays, goes)
    with pytest.raises(Impossible):
        merged(register, stays, goes)
    with pytest.raises(Impossible):
        merged(register, goes, stays)
    parted(register, stays, goes, deed)
    with pytest.raises(Impossible):
        parted(register, stays, goes, deed)
    with pytest.raises(Impossible):
        merged(register, stays, stays)


def test_only_above_both_may_merge(register: Register) -> None:
    stays, goes = two(register)
    Person.objects.filter(pk=goes.pk).update(unit=register.clinic)
    for actor in (register.mai, register.binh, register.hung, register.leader, register.khach):
        with pytest.raises(Refused):
            merge(actor=actor, keeps=stays, loses=goes, take=(), versions=(1, 1), deed=uuid4(),
                  source="x")  # fmt: skip
    other = user("ngoai", "Người Ngoài", "commune_officer", register.other_commune)
    with pytest.raises(Refused):
        merge(
            actor=other, keeps=stays, loses=goes, take=(), versions=(1, 1), deed=uuid4(), source="x"
        )


def test_the_address_of_a_merged_record_leads_to_the_survivor(
    register: Register, signed_in: Any
) -> None:
    stays, goes = two(register)
    merged(register, stays, goes)
    mai = signed_in(register.mai)
    answer = mai.get(f"/dang-vien/{goes.uid}/")
    assert (answer.status_code, answer.url) == (302, f"/dang-vien/{stays.uid}/")
    [third] = taken_in(register.tinh, register.na_loc, [someone(3)])
    merged(register, third, stays)
    assert mai.get(f"/dang-vien/{goes.uid}/").url == f"/dang-vien/{third.uid}/"
    for stranger in (register.binh, register.leader, register.khach):
        assert signed_in(stranger).get(f"/dang-vien/{goes.uid}/").status_code == 404
    page = mai.get(f"/dang-vien/{third.uid}/").content.decode()
    assert "Gộp vào đây một hồ sơ của cùng một người" in page


def test_a_value_goes_back_past_every_merge_that_was_taken_back(register: Register) -> None:
    """Merged, merged and parted, merged again: the first merge is gone, so is its value."""
    stays, goes = two(register, workplace="Nơi hai")
    people = [
        taken_in(register.tinh, register.na_loc, [someone(n, workplace=f"Nơi {n}")])[0]
        for n in (3, 4)
    ]
    first = merged(register, stays, goes, "workplace")
    between = merged(register, stays, people[0], "workplace")
    parted(register, stays, people[0], between)
    last = merged(register, stays, people[1], "workplace")
    parted(register, stays, goes, first)
    parted(register, stays, people[1], last)
    assert now(stays)["workplace"] == someone(1).get("workplace")
