"""Bringing a value with its evidence: what needs nobody else is written, the rest waits for a second."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.members.actions.editing import current
from dangvien.members.models import Person
from dangvien.members.refusals import AlreadyVerified
from dangvien.quality import locks
from dangvien.quality.actions import applying, asking, marking, telling
from dangvien.quality.actions.joining import join
from dangvien.quality.field_policy import needs
from dangvien.quality.models import Finding, Proposal
from dangvien.quality.proposed import Value, sealed


@dataclass(frozen=True, slots=True)
class _Asked:
    """One deed of proposing, as it came in."""

    actor: User
    evidence: str
    source: str
    came_by: str
    findings: tuple[int, ...]


def propose(  # noqa: PLR0913 - one deed, told in full
    *,
    actor: User,
    person: Person,
    values: Mapping[str, str],
    evidence: str,
    source: str = "",
    version: int,
    erase: Collection[str] = (),
    findings: Iterable[Finding] = (),
    came_by: str = "screen",
) -> Proposal:
    """Bring values for one person; who approves follows `field_policy`, field by field.

    Fields that nobody has to approve are written at once; the rest becomes one proposal that waits,
    and that is the one returned when there are both. `Stale` when one of these fields was written
    since `version`; `Impossible` says beside which field something is missing.
    """
    asked = _Asked(actor, evidence, source.strip(), came_by, tuple(one.pk for one in findings))
    clash: AlreadyVerified | None = None
    with transaction.atomic():
        now = current(actor, person, None, "proposal.make")
        told = asking.wanted(now, values, erase)
        asking.permitted(actor, now, told)
        asking.evidenced(told, evidence, source, came_by)
        locks.require_open(now.unit)
        asking.fresh(now, version, told)
        changed = asking.differing(now, told)
        _withdraw(actor, asking.free(actor, now, changed))
        later = {name: one for name, one in changed.items() if needs(name, evidence)}
        at_once = {name: one for name, one in changed.items() if name not in later}
        made = None
        try:
            if at_once:
                now, made = _write(asked, now, at_once)
        except AlreadyVerified as error:
            clash = error  # nothing is written but that both records must be looked at
        else:
            if later:
                made = _wait(asked, now, later)
    if clash is not None:
        raise clash
    assert made is not None  # noqa: S101
    return made


def _write(asked: _Asked, person: Person, values: dict[str, Value]) -> tuple[Person, Proposal]:
    """Write what nobody has to approve; the proposal stands as decided by who brought it."""
    seen = person.version
    now = applying.write(
        actor=asked.actor, person=person, version=seen, evidence=asked.evidence,
        source=asked.source, values={name: one.after for name, one in values.items()},
    )  # fmt: skip
    made = _kept(asked, person, values, seen, decided=True)
    join([person.pk], officer=asked.actor)
    return now, made


def _wait(asked: _Asked, person: Person, values: dict[str, Value]) -> Proposal:
    """Keep the values until somebody else has looked."""
    made = _kept(asked, person, values, person.version, decided=False)
    marking.mark(made.findings.values_list("pk", flat=True), Finding.WAITING)
    marking.refresh([person.pk])
    telling.waiting(made)
    record(
        actor=asked.actor, action="proposal.make", org=person.unit, people=[person.uid],
        subject=f"proposal:{made.uid}",
        data={"fields": made.fields, "evidence": asked.evidence, "came_by": asked.came_by},
    )  # fmt: skip
    return made


def _kept(
    asked: _Asked, person: Person, values: dict[str, Value], seen: int, *, decided: bool
) -> Proposal:
    uid = uuid4()
    by = {"decided_by": asked.actor, "decided_at": timezone.now()} if decided else {}
    made = Proposal.objects.create(
        uid=uid, person=person, unit=person.unit, fields=list(values), values=sealed(uid, values),
        evidence=asked.evidence, source=asked.source, version=seen, proposed_by=asked.actor,
        needs="" if decided else "finding.approve", came_by=asked.came_by,
        state=Proposal.APPLIED if decided else Proposal.WAITING, **by,
    )  # fmt: skip
    named = Finding.objects.filter(pk__in=asked.findings, person=person)
    beside = Finding.objects.alive().filter(person=person, field__in=list(values))
    made.findings.set({*named.values_list("pk", flat=True), *beside.values_list("pk", flat=True)})
    return made


def _withdraw(actor: User, own: list[Proposal]) -> None:
    """Proposals of the actor whose place another one takes; their history says so."""
    for one in own:
        one.state, one.decided_by, one.decided_at = Proposal.WITHDRAWN, actor, timezone.now()
        one.answer = asking.REPLACED
        one.save(update_fields=["state", "decided_by", "decided_at", "answer"])
        marking.release(one.findings.values_list("pk", flat=True))
