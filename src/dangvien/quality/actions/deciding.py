"""Deciding on what somebody else proposed: into the record, or back with a sentence."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.members.actions.desk import lock
from dangvien.members.actions.editing import since
from dangvien.members.models import Person
from dangvien.members.refusals import AlreadyVerified, Impossible, Since, Stale
from dangvien.quality import locks, proposed
from dangvien.quality.actions import applying, marking, telling
from dangvien.quality.actions.joining import join, typed_there
from dangvien.quality.approvers import may_decide
from dangvien.quality.decision_words import decided_words
from dangvien.quality.models import Proposal
from dangvien.quality.proposed import Value
from dangvien.quality.refusals import Decided

SENTENCE = "Ghi một câu vì sao trả lại, để người đề nghị biết phải làm gì."
NOTHING_LEFT = "Không ô nào lấy giá trị đề nghị. Nếu giữ hết như đang ghi thì trả lại đề nghị."
SHORTEST = 8  # letters of a sentence


def approve(
    *,
    actor: User,
    proposal: Proposal,
    answer: str = "",
    version: int | None = None,
    over: Collection[str] = (),
) -> Proposal:
    """Write what somebody else proposed; `Decided` when it is no longer open.

    `Stale` when a field was written since by another hand: the proposal is then stale, and whoever
    decides says for which fields it goes `over` what the record says at `version`; the others stay.
    """
    problem: Stale | AlreadyVerified | None = None
    with transaction.atomic():
        now, held = _locked(actor, proposal)
        if not may_decide(actor, now.unit, held.proposed_by_id):
            raise Refused("finding.approve")
        locks.require_open(now.unit)
        values = proposed.opened(held)
        changed = touched(now, held, values)
        if changed and version != now.version:
            held.state = Proposal.STALE
            held.save(update_fields=["state"])
            problem = Stale(changed, now.version)
        else:
            stays = {one.field for one in changed} - set(over)
            problem = _apply(actor, now, held, values, stays, answer.strip())
    if problem is not None:
        raise problem
    return held


def refuse(*, actor: User, proposal: Proposal, answer: str) -> Proposal:
    """Give a proposal back with the reason; the record stays as it is."""
    with transaction.atomic():
        now, held = _locked(actor, proposal)
        if not may_decide(actor, now.unit, held.proposed_by_id):
            raise Refused("finding.approve")
        if len(answer.strip()) < SHORTEST:
            raise Impossible({"answer": SENTENCE})
        return _end(actor, now, held, Proposal.REFUSED, answer.strip())


def withdraw(*, actor: User, proposal: Proposal) -> Proposal:
    """Take one's own proposal back as long as nobody has decided."""
    with transaction.atomic():
        now, held = _locked(actor, proposal)
        if held.proposed_by_id != actor.pk:
            raise Refused("finding.work")
        return _end(actor, now, held, Proposal.WITHDRAWN, "")


def touched(person: Person, proposal: Proposal, values: dict[str, Value]) -> tuple[Since, ...]:
    """Fields of the proposal that another hand has written since, and to something else."""
    if person.version == proposal.version:
        return ()
    changed = since(person, proposal.version)
    return tuple(
        one for one in changed
        if one.field in values and one.after not in (values[one.field].after, one.before)
    )  # fmt: skip


def _locked(actor: User, proposal: Proposal) -> tuple[Person, Proposal]:
    """The person and the proposal as they are now, both held; the person first, like everywhere."""
    now = lock([proposal.person_id]).get(proposal.person_id)
    held = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("proposed_by", "decided_by", "unit").get(pk=proposal.pk)
    )  # fmt: skip
    if now is None or now.withdrawn_at is not None or now.same_as_id is not None:
        raise Refused("finding.approve")
    if held.state not in Proposal.UNDECIDED:
        if held.proposed_by_id != actor.pk and not may_decide(actor, now.unit, held.proposed_by_id):
            raise Refused("finding.approve")
        raise Decided({"answer": decided_words(held)})
    list(held.findings.select_for_update().order_by("pk"))
    return now, held


def _apply(
    actor: User,
    person: Person,
    held: Proposal,
    values: dict[str, Value],
    stays: set[str],
    answer: str,
) -> AlreadyVerified | None:
    """Write the values that are to go in; the refusal when a number is checked for somebody else."""
    told = {name: one.after for name, one in values.items() if name not in stays}
    if not told:
        raise Impossible({"answer": NOTHING_LEFT})
    try:
        applying.write(
            actor=held.proposed_by, person=person, version=person.version, values=told,
            evidence=held.evidence, source=held.source, approved_by=actor,
        )  # fmt: skip
    except AlreadyVerified as error:
        return error  # kept: the entry of the log, and that both records must be looked at
    held.fields = list(told)
    _end(actor, person, held, Proposal.APPLIED, answer)
    join([person.pk], officer=actor)
    if held.came_by == proposed.BY_NATIONAL_LIST:
        typed_there(person.pk, told)
    return None


def _end(actor: User, person: Person, held: Proposal, state: str, answer: str) -> Proposal:
    held.state, held.answer = state, answer
    held.decided_by, held.decided_at = actor, timezone.now()
    held.save(update_fields=["state", "answer", "decided_by", "decided_at", "fields"])
    marking.release(held.findings.values_list("pk", flat=True))
    marking.refresh([person.pk])
    telling.decided(held)
    verb = {Proposal.APPLIED: "approve", Proposal.REFUSED: "refuse"}.get(state, "withdraw")
    record(
        actor=actor, action=f"proposal.{verb}", org=person.unit, people=[person.uid],
        subject=f"proposal:{held.uid}",
        data={"fields": held.fields, "evidence": held.evidence, "proposed_by": held.proposed_by_id},
    )  # fmt: skip
    return held
