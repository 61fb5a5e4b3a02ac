"""A record that changed under a proposal, a number that is somebody else's, a unit that has signed."""

from __future__ import annotations

from datetime import date

import pytest

from dangvien.audit.models import Entry
from dangvien.members.actions import (
    AlreadyVerified,
    Impossible,
    Locked,
    Stale,
    correct,
    die,
    verify,
)
from dangvien.members.sealed import numbers
from dangvien.quality import locks
from dangvien.quality.actions import approve, refuse
from dangvien.quality.models import Proposal
from members.people import LAN, lan, someone, taken_in
from quality.correcting import SOUND, ask
from register import Register

pytestmark = pytest.mark.django_db


def test_a_record_that_changed_elsewhere_is_no_conflict(register: Register) -> None:
    person = lan(register)
    made = ask(register.hung, person)
    correct(actor=register.hung, person=person, values={"phone": "0990000777"}, source="gọi",
            version=1)  # fmt: skip
    approve(actor=register.mai, proposal=made)
    assert numbers(person)["citizen_id"] == SOUND
    ask(register.hung, person, values={"birth_date": "1981"}, version=2)  # read before that


def test_the_same_field_changed_meanwhile_is_chosen_by_whoever_decides(register: Register) -> None:
    person = lan(register)
    made = ask(register.hung, person, values={"citizen_id": SOUND, "birth_date": "1981"})
    correct(
        actor=register.mai, person=person, values={"citizen_id": "099180000011"}, source="Thẻ",
        version=1, approved_by=register.tinh,
    )  # fmt: skip
    with pytest.raises(Stale) as told:
        approve(actor=register.mai, proposal=made)
    assert [one.field for one in told.value.changes] == ["citizen_id"]
    made.refresh_from_db()
    assert made.state == Proposal.STALE
    with pytest.raises(Stale):
        approve(actor=register.mai, proposal=made, version=1)
    done = approve(actor=register.mai, proposal=made, version=2)
    assert (done.state, done.fields) == (Proposal.APPLIED, ["birth_date"])
    person.refresh_from_db()
    assert (person.birth_date, numbers(person)["citizen_id"]) == ("1981", "099180000011")


def test_going_over_what_another_wrote_is_a_choice(register: Register) -> None:
    person = lan(register)
    made = ask(register.hung, person)
    correct(
        actor=register.mai, person=person, values={"citizen_id": "099180000011"}, source="Thẻ",
        version=1, approved_by=register.tinh,
    )  # fmt: skip
    with pytest.raises(Impossible) as told:
        approve(actor=register.mai, proposal=made, version=2)
    assert "answer" in told.value.problems
    approve(actor=register.mai, proposal=made, version=2, over=["citizen_id"])
    assert numbers(person)["citizen_id"] == SOUND


def test_a_stale_page_proposes_nothing(register: Register) -> None:
    person = lan(register)
    approve(actor=register.mai, proposal=ask(register.hung, person))
    with pytest.raises(Stale):
        ask(register.hung, person, values={"citizen_id": "099180000012"})
    with pytest.raises(Stale):
        ask(register.hung, person, values={"citizen_id": "099180000012"}, version=99)


def test_a_number_checked_for_another_is_not_approved(register: Register) -> None:
    person, other = lan(register), taken_in(
        register.mai, register.na_loc, [someone(7, citizen_id=SOUND)]
    )[0]  # fmt: skip
    verify(actor=register.mai, person=other, names=["citizen_id"], source="Thẻ", version=1)
    made = ask(register.hung, person)
    with pytest.raises(AlreadyVerified):
        approve(actor=register.mai, proposal=made)
    made.refresh_from_db()
    assert made.state == Proposal.WAITING
    assert numbers(person)["citizen_id"] == LAN["citizen_id"]
    assert Entry.objects.filter(action="member.verify_refused").exists()


def test_after_the_signature_nothing_is_corrected_until_it_is_opened(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = lan(register)
    made = ask(register.hung, person)
    monkeypatch.setattr(locks, "source", lambda _: {register.na_loc.pk})
    with pytest.raises(Locked):
        ask(register.hung, person, values={"phone": "0990000777"})
    with pytest.raises(Locked):
        approve(actor=register.mai, proposal=made)
    with pytest.raises(Locked):
        correct(actor=register.hung, person=person, values={"phone": "0990000777"}, source="gọi",
                version=1)  # fmt: skip
    refuse(actor=register.mai, proposal=made, answer="Chi bộ đã ký, gửi lại khi mở.")
    die(actor=register.mai, person=person, on=date(2025, 12, 1))  # life goes on
    person.refresh_from_db()
    assert person.status == "died"
