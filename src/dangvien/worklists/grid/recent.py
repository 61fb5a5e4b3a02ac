"""What the user did to many at once and may still undo: the line above the grid, the key U."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.quality.actions.bulk import UNDO_DAYS
from dangvien.quality.models import Proposal

HANDED = "worklist-handed"  # in the session: findings given away at once, by who had them before


@dataclass(frozen=True, slots=True)
class Deed:
    """The last thing done to many: accepted (`bulk`) or handed over."""

    count: int
    at: datetime
    bulk: UUID | None
    until: date | None

    @property
    def handed(self) -> bool:
        """Whether findings were given to the cells."""
        return self.bulk is None


def until() -> date:
    """The last day on which what is accepted now can be undone."""
    return clock.today() + timedelta(days=UNDO_DAYS)


def last(user: User, session: Any) -> Deed | None:
    """The last deed that can still be undone; one query."""
    mine = Proposal.objects.filter(
        proposed_by=user, bulk__isnull=False, undone_at=None, state=Proposal.APPLIED,
        undo_until__gte=clock.today(),
    )  # fmt: skip
    told = mine.values_list("bulk", "undo_until").annotate(n=Count("pk"), at=Max("proposed_at"))
    accepted = [Deed(n, at, bulk, over) for bulk, over, n, at in told.order_by("-at")[:1]]
    handed = _handed(session.get(HANDED))
    return max([*accepted, *([handed] if handed else [])], key=lambda one: one.at, default=None)


def keep_handed(session: Any, before: dict[str, list[int]]) -> None:
    """Remember who had the findings that were just given away: holder → ids."""
    session[HANDED] = {"at": timezone.now().isoformat(), "before": before}


def _handed(told: Any) -> Deed | None:
    if not told:
        return None
    count = sum(len(ids) for ids in told["before"].values())
    return Deed(count, datetime.fromisoformat(told["at"]), None, None)
