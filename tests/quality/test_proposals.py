"""Bringing a value and approving it: who may, what is asked, what the history then says."""

from __future__ import annotations

from typing import Any

import pytest

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.core.schema import MEMBER
from dangvien.inbox.models import Notice
from dangvien.members.actions import (
    Impossible,
    NeedsSecond,
    correct,
)
from dangvien.members.actions.standing import STATED
from dangvien.members.models import Change
from dangvien.members.queries import history
from dangvien.members.sealed import numbers
from dangvien.orgs.models import Grant
from dangvien.quality import approvers, field_policy, proposed
from dangvien.quality.actions import approve, refuse, withdraw
from dangvien.quality.models import Finding, Proposal, ReEntry
from dangvien.quality.refusals import Decided
from members.people import LAN, lan
from quality.correcting import SOUND, ask, finding
from register import Register, user

pytestmark = pytest.mark.django_db


def test_the_table_names_every_field_once() -> None:
    table, by_event = set(field_policy.TABLE), field_policy.BY_EVENT_ONLY
    assert table | by_event == {field.name for field in MEMBER}
    assert not table & by_event
    for name, one in field_policy.TABLE.items():
        if {field.name: field for field in MEMBER}[name].identity:
            assert one.approve == "finding.approve"
            assert one.evidence
            assert not field_policy.bulk_allowed(name, "A", "B")
            assert field_policy.needs_second(name)
    assert {name for name, one in field_policy.TABLE.items() if one.by_event} == set(STATED)
    assert all(field_policy.needs_second(name) for name in STATED)


def test_a_secretary_proposes_and_the_commune_approves(register: Register) -> None:
    person = lan(register)
    open_one = finding(person)
    made = ask(register.hung, person, source="phiếu TL-07-0003")
    assert made.state == Proposal.WAITING
    assert numbers(person)["citizen_id"] == LAN["citizen_id"]
    open_one.refresh_from_db()
    assert open_one.state == Finding.WAITING
    assert Notice.objects.get(kind="approval").org == register.commune
    done = approve(actor=register.mai, proposal=made)
    assert done.state == Proposal.APPLIED
    assert numbers(person)["citizen_id"] == SOUND
    line = history(person)[0]
    assert line.actor.startswith("Lò Văn Hùng")
    assert line.source == "Thẻ căn cước: phiếu TL-07-0003; đ/c Hà Thị Mai duyệt"
    person.refresh_from_db()
    assert person.sources["citizen_id"]["w"] == "Lò Văn Hùng"
    again = ReEntry.objects.get()
    assert (again.change.field, again.unit, again.officer) == (
        "citizen_id", register.na_loc, register.mai,
    )  # fmt: skip
    open_one.refresh_from_db()
    assert open_one.state == Finding.OPEN
    assert not Notice.objects.filter(kind="approval", done_at=None).exists()
    told = list(Entry.objects.order_by("pk").values_list("action", "actor_id"))[-3:]
    assert told == [
        ("proposal.make", register.hung.pk), ("member.correct", register.mai.pk),
        ("proposal.approve", register.mai.pk),
    ]  # fmt: skip


def test_nobody_approves_what_they_proposed_and_a_lone_officer_goes_up(register: Register) -> None:
    person = lan(register)
    made = ask(register.mai, person)
    for deed in (approve, refuse):
        with pytest.raises(Refused):
            deed(actor=register.mai, proposal=made, answer="Đã xem kỹ rồi")
    assert approvers.level(register.na_loc, register.mai) == register.province
    assert approvers.level(register.na_loc, register.hung) == register.commune
    assert Notice.objects.get(kind="approval").org == register.province
    for who in ("hung", "binh", "leader", "admin", "khach"):
        with pytest.raises(Refused):
            approve(actor=getattr(register, who), proposal=made)
    approve(actor=register.tinh, proposal=made)
    assert numbers(person)["citizen_id"] == SOUND
    assert approvers.level(register.province, register.tinh) is None


def test_what_needs_nobody_is_written_at_once_and_the_rest_waits(register: Register) -> None:
    person = lan(register)
    made = ask(
        register.hung, person, values={"phone": "0990000777", "birth_date": "13/05/1980"}
    )  # fmt: skip
    assert (made.state, made.fields) == (Proposal.WAITING, ["birth_date"])
    assert numbers(person)["phone"] == "0990000777"
    assert Proposal.objects.get(state=Proposal.APPLIED).fields == ["phone"]
    approve(actor=register.mai, proposal=made)
    person.refresh_from_db()
    assert person.birth_date == "1980-05-13"
    assert ReEntry.objects.count() == 2


def test_hearsay_is_always_looked_at_again(register: Register) -> None:
    person = lan(register)
    made = ask(register.hung, person, values={"phone": "0990000777"}, evidence="told")
    assert made.state == Proposal.WAITING
    approve(actor=register.mai, proposal=made)
    person.refresh_from_db()
    assert "v" not in person.sources["phone"]
    assert numbers(person)["phone"] == "0990000777"


def test_dates_of_admission_become_an_event_that_says_who(register: Register) -> None:
    person = lan(register)
    made = ask(
        register.hung, person, values={"admission_date": "20/05/2001", "citizen_id": SOUND},
        evidence="decision", source="QĐ 14-QĐ/HU",
    )  # fmt: skip
    approve(actor=register.mai, proposal=made)
    person.refresh_from_db()
    assert person.admission_date == "2001-05-20"
    event = person.events.order_by("-pk")[0]
    assert (event.kind, event.actor) == ("restated", str(register.hung))
    assert event.decision == "Quyết định, văn bản: QĐ 14-QĐ/HU; đ/c Hà Thị Mai duyệt"
    with pytest.raises(Impossible) as told:
        ask(register.hung, person, values={"official_date": "20/05/2050"}, evidence="card",
            version=person.version)  # fmt: skip
    assert list(told.value.problems) == ["official_date"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"evidence": ""}, "evidence"),
        ({"evidence": "hearsay"}, "evidence"),
        ({"evidence": "decision"}, "source"),
        ({"values": {"citizen_id": LAN["citizen_id"]}}, "citizen_id"),
        ({"values": {"status": "died"}}, "status"),
        ({"values": {"org_name": "Chi bộ khác"}}, "org_name"),
        ({"values": {"nonsense": "x"}}, "nonsense"),
        ({"values": {}, "erase": ["full_name"]}, "full_name"),
        ({"values": {}, "erase": ["admission_date"]}, "admission_date"),
        ({"values": {}}, "evidence"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    register: Register, more: dict[str, Any], field: str
) -> None:
    person = lan(register)
    with pytest.raises(Impossible) as told:
        ask(register.hung, person, **more)
    assert field in told.value.problems
    assert not Proposal.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.parametrize("who", ["binh", "leader", "admin", "khach"])
def test_others_propose_nothing(register: Register, who: str) -> None:
    with pytest.raises(Refused):
        ask(getattr(register, who), lan(register))


def test_one_field_waits_once(register: Register) -> None:
    person = lan(register)
    first = ask(register.hung, person)
    with pytest.raises(Impossible) as told:
        ask(register.mai, person, values={"citizen_id": "099180000010"})
    assert "Lò Văn Hùng" in told.value.problems["citizen_id"]
    second = ask(register.hung, person, values={"citizen_id": "099180000010"})
    first.refresh_from_db()
    assert (first.state, second.state) == (Proposal.WITHDRAWN, Proposal.WAITING)


def test_refusing_takes_a_sentence_and_leaves_the_record(register: Register) -> None:
    person = lan(register)
    open_one = finding(person)
    made = ask(register.hung, person)
    with pytest.raises(Impossible):
        refuse(actor=register.mai, proposal=made, answer=" sai ")
    done = refuse(actor=register.mai, proposal=made, answer="Số này của người khác, xem lại thẻ.")
    assert (done.state, done.answer) == (Proposal.REFUSED, "Số này của người khác, xem lại thẻ.")
    assert numbers(person)["citizen_id"] == LAN["citizen_id"]
    open_one.refresh_from_db()
    assert open_one.state == Finding.OPEN
    assert Notice.objects.get(user=register.hung).address == f"/duyet/{made.uid}/"
    with pytest.raises(Decided) as told:
        approve(actor=register.tinh, proposal=made)
    assert "Hà Thị Mai" in told.value.problems["answer"]


def test_only_the_proposer_withdraws(register: Register) -> None:
    made = ask(register.hung, lan(register))
    with pytest.raises(Refused):
        withdraw(actor=register.mai, proposal=made)
    assert withdraw(actor=register.hung, proposal=made).state == Proposal.WITHDRAWN
    with pytest.raises(Decided):
        approve(actor=register.mai, proposal=made)


def test_identity_is_never_written_alone(register: Register) -> None:
    person = lan(register)
    for approver, expected in (
        (None, NeedsSecond), (register.mai, NeedsSecond), (register.hung, Refused),
        (register.binh, Refused),
    ):  # fmt: skip
        with pytest.raises(expected):
            correct(actor=register.mai, person=person, values={"birth_date": "1981"}, source="x",
                    version=1, approved_by=approver)  # fmt: skip
    assert not Change.objects.exists()


def test_values_lie_sealed(register: Register) -> None:
    made = ask(register.hung, lan(register))
    assert SOUND.encode() not in bytes(made.values)
    assert proposed.opened(made)["citizen_id"].after == SOUND


def test_somebody_who_left_can_still_be_approved(register: Register) -> None:
    person = lan(register)
    made = ask(register.hung, person)
    Grant.objects.filter(user=register.hung).delete()
    approve(actor=register.mai, proposal=made)
    assert numbers(person)["citizen_id"] == SOUND


def test_two_officers_of_one_commune_need_nobody_above(register: Register) -> None:
    second = user("nga", "Vi Thị Nga", "commune_officer", register.commune)
    made = ask(register.mai, lan(register))
    assert approvers.level(register.na_loc, register.mai) == register.commune
    approve(actor=second, proposal=made)
