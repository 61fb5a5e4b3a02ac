"""Values of an import that wait for a second person: which, what became of them, and back again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from dangvien.accounts.models import User
from dangvien.exchange.answering import proposals_of
from dangvien.exchange.models import Batch, Row
from dangvien.quality.actions import recall
from dangvien.quality.decision_words import STATES
from dangvien.quality.models import Proposal
from dangvien.quality.models.corrections import ProposalQuerySet

UNDONE = "Lần nhập nêu giá trị này đã hoàn tác."


@dataclass(frozen=True, slots=True)
class Open:
    """How many rows of an import nobody has answered to the end, how many proposals still wait."""

    rows: int
    proposals: int


def of(batch: Batch) -> dict[int, list[Proposal]]:
    """Person → the proposals of an import that nobody has decided."""
    found: dict[int, list[Proposal]] = defaultdict(list)
    for one in _undecided(batch).order_by("pk"):
        found[one.person_id].append(one)
    return found


def still(batch: Batch) -> Open:
    """What of an import waits for somebody."""
    conflicts = batch.rows.filter(fate="conflict", decided="").count()
    return Open(conflicts, _undecided(batch).count())


def take_back(actor: User, batch: Batch, people: Iterable[int]) -> set[int]:
    """Withdraw what an undone import had proposed for these people; for whom something went back."""
    waiting = of(batch)
    whose = {one.uid: pk for pk in people for one in waiting.get(pk, ())}
    if not whose:
        return set()
    gone = recall(actor=actor, org=batch.org, proposals=list(whose), answer=UNDONE)
    return {whose[uid] for uid in gone}


def words(rows: Iterable[Row]) -> Mapping[UUID, str]:
    """What became of the proposals of these rows; one query, none where nothing was proposed."""
    uids = proposals_of(row.answers for row in rows)
    if not uids:
        return {}
    told = Proposal.objects.filter(uid__in=uids).values_list("uid", "state")
    return {uid: STATES[state] for uid, state in told}


def _undecided(batch: Batch) -> ProposalQuerySet:
    told = batch.rows.filter(fate="conflict").exclude(answers={}).values_list("answers", flat=True)
    return Proposal.objects.undecided().filter(uid__in=proposals_of(told))
