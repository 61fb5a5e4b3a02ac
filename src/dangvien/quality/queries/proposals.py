"""Proposals as pages read them: the queue of who may approve, one's own, those that are decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from dangvien.accounts.models import User
from dangvien.quality import proposed
from dangvien.quality.decision_words import STATES
from dangvien.quality.evidence import said
from dangvien.quality.models import Proposal
from dangvien.quality.models.corrections import ProposalQuerySet
from dangvien.quality.queries.shown import Pair, pair

AT_ONCE = 50
MOST_COUNTED = 10_000
MINE, TO_APPROVE, DONE = "toi", "cho", "xong"


@dataclass(frozen=True, slots=True)
class Seen:
    """One proposal in words; numbers masked unless they may be seen here."""

    uid: UUID
    person: UUID
    name: str
    unit: str
    pairs: tuple[Pair, ...]
    evidence: str
    hearsay: bool
    by: str
    at: datetime
    state: str
    said: str
    stale: bool
    open: bool
    decided_by: str
    decided_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some proposals, and where the next ones begin."""

    rows: list[Seen]
    next: int | None


def of(user: User, which: str) -> ProposalQuerySet:
    """The proposals of one list: those the user may decide, their own, those that are decided."""
    asked = Proposal.objects.exclude(needs="")
    if which == TO_APPROVE:
        waiting = Proposal.objects.undecided().visible_to(user, "finding.approve")
        return waiting.exclude(proposed_by=user)
    if which == MINE:
        return asked.filter(proposed_by=user).visible_to(user)
    return asked.exclude(state__in=Proposal.UNDECIDED).visible_to(user)


def page(user: User, which: str, after: int | None = None) -> Page:
    """Fifty of a list: what waits the longest first, else the newest first. A few queries."""
    rows: QuerySet[Proposal] = of(user, which)
    oldest = which == TO_APPROVE
    if after is not None:
        rows = rows.filter(pk__gt=after) if oldest else rows.filter(pk__lt=after)
    rows = rows.order_by("pk" if oldest else "-pk")
    found = list(_with_people(rows)[: AT_ONCE + 1])
    more = found[AT_ONCE - 1].pk if len(found) > AT_ONCE else None
    return Page([seen(one) for one in found[:AT_ONCE]], more)


def count(user: User, which: str) -> int:
    """How many are in a list, at most ten thousand and one."""
    return of(user, which).order_by()[: MOST_COUNTED + 1].count()


def next_to_decide(user: User, after: int) -> UUID | None:
    """The next proposal that the user may decide, from the beginning again at the end."""
    rows = of(user, TO_APPROVE).exclude(pk=after).order_by("pk")
    uid = rows.filter(pk__gt=after).values_list("uid", flat=True).first()
    return uid or rows.values_list("uid", flat=True).first()


def waiting_for(person: int) -> list[tuple[UUID, str, list[str]]]:
    """What waits about one person: address, proposer, fields."""
    rows = Proposal.objects.undecided().filter(person=person).select_related("proposed_by")
    return [(one.uid, one.proposed_by.full_name, one.fields) for one in rows.order_by("pk")]


def _with_people(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.select_related("person__unit", "proposed_by", "decided_by")


def seen(one: Proposal, *, clear: bool = False) -> Seen:
    """One proposal in words. `clear`: numbers as they are, for whoever has to compare them."""
    pairs = tuple(
        pair(name, told.before, told.after, clear=clear)
        for name, told in proposed.opened(one).items()
    )
    return Seen(
        uid=one.uid, person=one.person.uid, name=one.person.full_name, unit=one.person.unit.name,
        pairs=pairs, evidence=said(one.evidence, one.source), hearsay=one.evidence == "told",
        by=one.proposed_by.full_name, at=one.proposed_at, state=one.state, said=STATES[one.state],
        stale=one.state == Proposal.STALE, open=one.state in Proposal.UNDECIDED,
        decided_by=one.decided_by.full_name if one.decided_by else "", decided_at=one.decided_at,
        answer=one.answer,
    )  # fmt: skip
