"""What happens to Lan: events with their day and basis; the impossible is refused, the odd is stored."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.members.actions import (
    Impossible,
    NeedsSecond,
    Stale,
    admit,
    cancel,
    die,
    exempt,
    leave,
    link_residence,
    meet_elsewhere,
    move,
    readmit,
    recognise,
    restate,
    resume,
    standing,
)
from dangvien.members.margin import remarks
from dangvien.members.models import Event, Membership, Person, Touched
from dangvien.members.queries import history
from dangvien.members.sealed import numbers
from members.people import lan, someone, taken_in
from register import Register

pytestmark = pytest.mark.django_db
ON = date(2025, 12, 1)


def fresh(person: Person) -> Person:
    """The person as stored now."""
    return Person.objects.select_related("unit").get(pk=person.pk)


def test_a_move_ends_one_stay_and_begins_another(register: Register) -> None:
    person = lan(register)
    move(actor=register.mai, person=person, unit=register.party_office, on=ON, decision="QĐ 1")
    stays = list(person.memberships.order_by("pk").values_list("unit", "since", "until"))
    assert stays == [(register.na_loc.pk, None, ON), (register.party_office.pk, ON, None)]
    assert fresh(person).unit == register.party_office
    assert Entry.objects.get(action="member.move").org == register.na_loc.pk
    assert history(fresh(person))[0].event.kind == "moved"  # type: ignore[union-attr]


def test_a_move_asks_for_the_right_at_both_ends(register: Register) -> None:
    person = lan(register)
    for actor in (register.mai, register.binh, register.hung):
        with pytest.raises(Refused):
            move(actor=actor, person=person, unit=register.clinic, on=ON, decision="QĐ 1")
    move(actor=register.tinh, person=person, unit=register.clinic, on=ON, decision="QĐ 1")
    assert not Person.objects.visible_to(register.mai, "member.read").exists()
    assert Person.objects.visible_to(register.binh, "member.read").get() == person


def test_a_second_open_membership_cannot_be_stored(register: Register) -> None:
    person = lan(register)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=person, unit=register.clinic, kind="official")


def test_what_cannot_be_is_refused_with_its_field(register: Register) -> None:
    person = lan(register)
    for on in (date(2025, 12, 16), date(1979, 1, 1)):
        with pytest.raises(Impossible) as told:
            exempt(actor=register.mai, person=person, on=on, decision="NQ")
        assert list(told.value.problems) == ["on"]
    with pytest.raises(Impossible):
        move(actor=register.mai, person=person, unit=register.na_loc, on=ON, decision="QĐ")
    move(actor=register.mai, person=person, unit=register.party_office, on=ON, decision="QĐ")
    with pytest.raises(Impossible) as told:
        move(
            actor=register.mai, person=person, unit=register.na_loc, on=date(2025, 11, 1),
            decision="QĐ",
        )  # fmt: skip
    assert list(told.value.problems) == ["on"]


def test_an_official_date_before_the_admission_is_stored_and_found(register: Register) -> None:
    person = lan(register)
    restate(
        actor=register.mai, person=person, values={"official_date": "19/05/2000"},
        decision="Lý lịch gốc", approved_by=register.tinh,
    )  # fmt: skip
    now = fresh(person)
    assert now.official_date == "2000-05-19"
    assert now.sources["official_date"]["s"] == "Lý lịch gốc"
    assert "V13" in {remark.rule for remark in remarks(now, numbers(now))}


def test_restating_needs_the_right_to_identity_a_source_and_a_second(register: Register) -> None:
    person = lan(register)
    told = {"official_date": "2001"}
    with pytest.raises(Refused):
        restate(actor=register.hung, person=person, values=told, decision="x")
    with pytest.raises(Impossible) as refused:
        restate(actor=register.hung, person=person, values=told, decision=" ",
                approved_by=register.mai)  # fmt: skip
    assert list(refused.value.problems) == ["decision"]
    for second in (None, register.mai):
        with pytest.raises(NeedsSecond):
            restate(actor=register.mai, person=person, values=told, decision="x",
                    approved_by=second)  # fmt: skip
    assert fresh(person).official_date == "2002-05-19"


def test_a_day_of_recognition_that_stands_is_not_recognised_away(register: Register) -> None:
    person = lan(register)
    with pytest.raises(NeedsSecond) as refused:
        recognise(actor=register.mai, person=person, on=ON, decision="QĐ 1")
    assert refused.value.problems == {"on": standing.STANDS}
    assert fresh(person).official_date == "2002-05-19"


def on_trial(register: Register) -> Person:
    """A probationary member, recognised by nobody yet."""
    told = someone(1, member_type="probationary", official_date="")
    return taken_in(register.mai, register.na_loc, [told])[0]


def test_a_first_recognition_is_news_and_a_slip_of_today_is_voided_alone(
    register: Register,
) -> None:
    person = on_trial(register)
    recognise(actor=register.mai, person=person, on=ON, decision="QĐ 1")
    event = person.events.get(kind="recognised")
    cancel(actor=register.mai, person=fresh(person), event=event, decision="Nhầm ngày")
    assert fresh(person).official_date == ""
    recognise(actor=register.mai, person=fresh(person), on=date(2025, 11, 1), decision="QĐ 1")
    assert (fresh(person).member_type, fresh(person).official_date) == ("official", "2025-11-01")


def test_who_voids_an_old_recognition_is_another_and_does_not_write_it_anew(
    register: Register,
) -> None:
    person = on_trial(register)
    recognise(actor=register.mai, person=person, on=ON, decision="QĐ 1")
    event = person.events.get(kind="recognised")
    Event.objects.filter(pk=event.pk).update(recorded_at=timezone.now() - timedelta(days=40))
    event.refresh_from_db()
    with pytest.raises(NeedsSecond):
        cancel(actor=register.mai, person=fresh(person), event=event, decision="Nhầm ngày")
    cancel(actor=register.tinh, person=fresh(person), event=event, decision="Nhầm người")
    assert fresh(person).official_date == ""
    with pytest.raises(NeedsSecond):
        recognise(actor=register.tinh, person=fresh(person), on=date(2025, 11, 1), decision="QĐ")
    recognise(actor=register.mai, person=fresh(person), on=date(2025, 11, 1), decision="QĐ 2")
    assert fresh(person).official_date == "2025-11-01"


def test_what_two_restated_no_one_voids_alone(register: Register) -> None:
    person = lan(register)
    restate(actor=register.mai, person=person, values={"official_date": "2003"}, decision="QĐ 5",
            approved_by=register.tinh)  # fmt: skip
    event = person.events.get(kind="restated")
    for actor in (register.mai, register.tinh):
        with pytest.raises(NeedsSecond):
            cancel(actor=actor, person=fresh(person), event=event, decision="Nhầm")
    assert fresh(person).official_date == "2003"


def test_the_dead_stay_on_file_and_count_nowhere(register: Register) -> None:
    person = lan(register)
    die(actor=register.mai, person=person, on=ON)
    now = fresh(person)
    assert (now.status, now.unit) == ("died", register.na_loc)
    assert not Membership.objects.filter(until=None).exists()
    assert now.admissions.get().ended_on == ON
    assert Person.objects.visible_to(register.hung, "member.read").get() == now
    with pytest.raises(Impossible):
        exempt(actor=register.mai, person=now, on=ON, decision="NQ")


def test_readmitted_is_a_second_admission(register: Register) -> None:
    person = lan(register)
    leave(actor=register.mai, person=person, how="resigned", on=date(2020, 3, 1), decision="QĐ 1")
    readmit(
        actor=register.mai, person=fresh(person), unit=register.party_office, on=ON,
        decided_on=date(2025, 11, 20), decision="QĐ 2",
    )  # fmt: skip
    now = fresh(person)
    assert (now.status, now.member_type, now.admission_date) == (
        "active",
        "probationary",
        "2025-12-01",
    )
    assert now.official_date == ""
    first, second = now.admissions.order_by("pk")
    assert (first.ceremony_date, first.official_date, first.ended_on) == (
        "2001-05-19", "2002-05-19", date(2020, 3, 1),
    )  # fmt: skip
    assert (second.ceremony_date, second.decision, second.ended_on) == ("2025-12-01", "QĐ 2", None)
    recognise(actor=register.mai, person=now, on=date(2025, 12, 10), decision="QĐ 3")
    assert fresh(person).official_date == "2025-12-10"
    assert now.admissions.order_by("pk")[0].official_date == "2002-05-19"


def test_exempt_and_back(register: Register) -> None:
    person = lan(register)
    exempt(actor=register.mai, person=person, on=ON, decision="NQ 1")
    assert fresh(person).exemption_date == "2025-12-01"
    resume(actor=register.mai, person=fresh(person), on=date(2025, 12, 5), decision="NQ 2")
    assert (fresh(person).status, fresh(person).exemption_date) == ("active", "")


def test_cells_beside_the_official_one(register: Register) -> None:
    person = lan(register)
    meet_elsewhere(
        actor=register.mai, person=person, unit=register.clinic, on=ON, until=date(2026, 6, 1),
        decision="GT 1",
    )  # fmt: skip
    link_residence(
        actor=register.mai, person=person, unit=register.party_office, on=ON, decision="GT 2"
    )
    kinds = dict(person.memberships.values_list("kind", "until"))
    assert kinds == {"official": None, "temporary": date(2026, 6, 1), "residence": None}
    link_residence(actor=register.mai, person=person, unit=None, on=date(2025, 12, 9), decision="x")
    assert person.memberships.get(kind="residence").until == date(2025, 12, 9)
    assert not Person.objects.visible_to(register.binh, "member.read").exists()


def test_a_cancelled_event_counts_no_more_and_stays_readable(register: Register) -> None:
    person = lan(register)
    die(actor=register.mai, person=person, on=ON)
    event = person.events.get(kind="left")
    cancel(actor=register.mai, person=person, event=event, decision="Nhầm người")
    now = fresh(person)
    assert now.status == "active"
    assert now.admissions.get().ended_on is None
    assert now.memberships.filter(kind="official", until=None).count() == 1
    for other in (event, person.events.get(kind="cancelled"), person.events.order_by("pk")[0]):
        with pytest.raises(Impossible):
            cancel(actor=register.mai, person=now, event=other, decision="x")


def test_an_event_on_a_stale_page_writes_nothing(register: Register) -> None:
    person = lan(register)
    exempt(actor=register.mai, person=person, on=ON, decision="NQ", version=1)
    with pytest.raises(Stale):
        exempt(actor=register.mai, person=person, on=ON, decision="NQ", version=1)
    assert person.events.count() == 2


def test_an_admission_begins_a_record(register: Register) -> None:
    person = admit(
        actor=register.mai, unit=register.na_loc, on=ON, decided_on=date(2025, 11, 20),
        decision="QĐ 9", source="Quyết định kết nạp",
        values={"full_name": "vi thị hoa", "birth_date": "2/9/2000", "citizen_id": "099300000009"},
    )  # fmt: skip
    now = fresh(person)
    assert (now.full_name, now.birth_date) == ("Vi Thị Hoa", "2000-09-02")
    assert (now.member_type, now.admission_date) == ("probationary", "2025-12-01")
    assert now.admissions.get().decision_date == "2025-11-20"
    with pytest.raises(Refused):
        admit(
            actor=register.hung, unit=register.na_loc, on=ON, decided_on=None, decision="x",
            source="x", values={"full_name": "A"},
        )  # fmt: skip
    with pytest.raises(Impossible):
        admit(
            actor=register.mai, unit=register.na_loc, on=ON, decided_on=None, decision="x",
            source="x", values={"full_name": "A", "status": "died"},
        )  # fmt: skip


def test_who_counts_changes_is_looked_at_again(register: Register) -> None:
    person = lan(register)
    Touched.objects.all().delete()
    die(actor=register.mai, person=person, on=ON)
    told = Touched.objects.get(person=person).keys
    assert {key.split(":")[0] for key in told} == {
        "citizen_id", "card_number", "phone", "file_number", "alike",
    }  # fmt: skip
