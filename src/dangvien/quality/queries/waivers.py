"""Exceptions as pages read them: what waits, what holds until when, what is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from dangvien.accounts.models import User
from dangvien.orgs.scope import paths, under
from dangvien.quality.decision_words import WAIVER_STATES
from dangvien.quality.models import Finding, Waiver
from dangvien.quality.queries.findings import told

AT_ONCE = 50
ASKED, HOLD, OVER = "cho", "con", "het"
_STATES = {
    ASKED: (Waiver.ASKED,), HOLD: (Waiver.GRANTED,), OVER: (Waiver.REFUSED, Waiver.ENDED),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """One exception in words. `may`: what the reader may do with it."""

    pk: int
    person: UUID | None
    name: str
    unit: str
    what: str
    severity: str
    reason: str
    until: date
    by: str
    at: datetime
    state: str
    said: str
    decided_by: str
    decided_at: datetime | None
    answer: str
    decides: bool
    ends: bool


def of(user: User, which: str) -> QuerySet[Waiver]:
    """The exceptions of one list in the units in which the user works."""
    rows = Waiver.objects.filter(under(paths(user, "finding.work"), "finding__unit__path"))
    return rows.filter(state__in=_STATES[which])


def page(user: User, which: str, after: int | None = None) -> tuple[list[Seen], int | None]:
    """Fifty of a list, what waits the longest first, else the newest first; where the next begin."""
    rows, oldest = of(user, which), which == ASKED
    if after is not None:
        rows = rows.filter(pk__gt=after) if oldest else rows.filter(pk__lt=after)
    asked = rows.select_related("finding__unit", "asked_by", "decided_by")
    found = list(asked.order_by("pk" if oldest else "-pk")[: AT_ONCE + 1])
    more = found[AT_ONCE - 1].pk if len(found) > AT_ONCE else None
    return _seen(user, found[:AT_ONCE]), more


def counts(user: User) -> dict[str, int]:
    """How many wait, how many hold."""
    return {which: of(user, which).count() for which in (ASKED, HOLD)}


def _seen(user: User, rows: list[Waiver]) -> list[Seen]:
    tops = tuple(paths(user, "finding.approve")) or ("-",)
    words = {
        one.finding: one for one in told({row.finding_id: row.finding for row in rows}.values())
    }
    seen = []
    for row in rows:
        one, own = words[row.finding_id], row.asked_by_id == user.pk
        approves = row.finding.unit.path.startswith(tops) and not own
        live = row.state in (Waiver.ASKED, Waiver.GRANTED)
        seen.append(Seen(
            pk=row.pk, person=one.person_uid, name=one.name, unit=one.unit_name, what=one.what,
            severity=one.severity, reason=row.reason, until=row.until, by=row.asked_by.full_name,
            at=row.asked_at, state=row.state, said=WAIVER_STATES[row.state],
            decided_by=row.decided_by.full_name if row.decided_by else "",
            decided_at=row.decided_at, answer=row.answer,
            decides=approves and row.state == Waiver.ASKED, ends=live and (own or approves),
        ))  # fmt: skip
    return seen


def asked_about(user: User, uid: UUID) -> Finding | None:
    """A finding about which the user may ask for an exception."""
    rows = Finding.objects.visible_to(user, "finding.work").alive().select_related("unit")
    return rows.filter(uid=uid).first()
