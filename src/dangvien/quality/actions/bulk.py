"""Safe fixes taken many at once, and taken back as one deed until a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.look.numbers import day, thousands
from dangvien.members.actions import Fix, mend, unmend
from dangvien.members.actions.desk import lock
from dangvien.members.refusals import Impossible
from dangvien.orgs.scope import paths
from dangvien.quality.actions.joining import join
from dangvien.quality.evidence import BY_RULE, said
from dangvien.quality.field_policy import bulk_allowed
from dangvien.quality.models import Finding, Proposal
from dangvien.quality.proposed import Value, sealed
from dangvien.quality.refusals import Decided, TooLate
from dangvien.quality.settling import telling as told

UNDO_DAYS = 14
MOST = 2_000  # findings of one deed: the write lock is held for about a second
_AT_ONCE = 500
NONE_LEFT = "Không còn việc nào trong số này nhận cả loạt được; có người vừa làm hoặc hồ sơ đã đổi."


def accept_safe(*, actor: User, findings: Iterable[Finding]) -> UUID:
    """Take the proposals of these findings, all safe ones, in one deed; its id undoes them together.

    A finding that is no longer open and safe, whose record says otherwise now, or for which a
    proposal waits, is left out. `Impossible` when nothing is left.
    """
    ids = sorted({one.pk for one in findings})
    if len(ids) > MOST:
        raise Impossible({"findings": f"Mỗi lần nhận nhiều nhất {thousands(MOST)} việc."})
    bulk, source = uuid4(), said(BY_RULE)
    with transaction.atomic():
        people: list[int] = []
        for some in _pieces(ids):
            rows = _acceptable(actor, some)
            fixes = {_fix(row, source): row for row in rows}
            done = mend(actor=actor, batch=bulk, fixes=list(fixes))
            _keep(actor, bulk, [(fixes[fix], fix) for fix in done])
            people += [fix.person_id for fix in done]
        if not people:
            raise Impossible({"findings": NONE_LEFT})
        join(people, officer=actor)
    return bulk


def undo_bulk(*, actor: User, bulk: UUID) -> tuple[int, int]:
    """Take a deed of `accept_safe` back: how many fields are as they were, how many were left alone.

    Left alone is what somebody has written since. `TooLate` after the day that was said, `Decided`
    when it was undone before.
    """
    with transaction.atomic():
        rows = Proposal.objects.filter(bulk=bulk)
        people = lock(rows.values_list("person", flat=True))
        held = list(rows.select_for_update().order_by("pk"))
        tops = tuple(paths(actor, "finding.bulk")) or ("-",)
        if not held or not all(one.unit.path.startswith(tops) for one in people.values()):
            raise Refused("finding.bulk")
        if any(one.undone_at for one in held):
            raise Decided({"bulk": "Loạt này đã được hoàn tác."})
        until = held[0].undo_until
        if until is None or until < clock.today():
            last = f" đến hết ngày {day(until)}" if until else ""
            raise TooLate({"bulk": f"Chỉ hoàn tác được{last}. Nay sửa từng hồ sơ."})
        inverse, back, kept = uuid4(), set(), 0
        for some in _pieces(sorted(people)):
            for one in unmend(actor=actor, batch=inverse, undoes=bulk, people=some):
                back |= {(one.person_id, name) for name in one.fields}
                kept += len(one.kept)
        gone = [one.pk for one in held if (one.person_id, one.fields[0]) in back]
        for some in _pieces(gone):
            Proposal.objects.filter(pk__in=some).update(undone_at=timezone.now())
        if not gone:
            raise Impossible({"bulk": "Những ô này đã có người ghi tiếp nên không hoàn tác được."})
        join(people)
    return len(gone), kept


def _acceptable(actor: User, ids: Sequence[int]) -> list[Finding]:
    """Findings of the actor's units that are open and safe, without a proposal that waits."""
    rows = Finding.objects.visible_to(actor, "finding.bulk").filter(
        pk__in=ids, safe=True, closed_on=None, state__in=(Finding.OPEN, Finding.WORKING)
    ).exclude(person=None)  # fmt: skip
    found = [one for one in rows.order_by("pk") if _allowed(one)]
    waiting = {
        (person, name) for person, names in Proposal.objects.undecided()
        .filter(person__in=[one.person_id for one in found]).values_list("person", "fields")
        for name in names
    }  # fmt: skip
    return [one for one in found if (one.person_id, one.field) not in waiting]


def _allowed(finding: Finding) -> bool:
    one = told.said(finding.told, finding.uid)
    return bulk_allowed(finding.field, one.value or "", one.fix or "")


def _fix(finding: Finding, source: str) -> Fix:
    """What the engine proposes, for the value that it saw."""
    one = told.said(finding.told, finding.uid)
    return Fix(finding.person_id or 0, finding.field, one.value or "", one.fix or "", source)


def _keep(actor: User, bulk: UUID, done: list[tuple[Finding, Fix]]) -> None:
    """One proposal a fix, decided as it was made."""
    now, until = timezone.now(), clock.today() + timedelta(days=UNDO_DAYS)
    versions = dict(
        Finding.objects.filter(pk__in=[row.pk for row, _ in done])
        .values_list("person", "person__version")
    )  # fmt: skip
    made = []
    for row, fix in done:
        uid = uuid4()
        made.append(Proposal(
            uid=uid, person_id=fix.person_id, unit_id=row.unit_id, fields=[fix.field],
            values=sealed(uid, {fix.field: Value(fix.before, fix.after)}), evidence=BY_RULE,
            version=versions[fix.person_id] - 1, needs="", state=Proposal.APPLIED,
            proposed_by=actor, decided_by=actor, decided_at=now, came_by="bulk", bulk=bulk,
            undo_until=until,
        ))  # fmt: skip
    Proposal.objects.bulk_create(made)
    beside: Any = Proposal.findings.through
    beside.objects.bulk_create(
        beside(proposal_id=one.pk, finding_id=row.pk)
        for one, (row, _) in zip(made, done, strict=True)
    )


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
