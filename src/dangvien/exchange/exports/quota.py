"""How many rows one person may take out in a day: dated data, by the level of their right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Sum
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.exchange.models import Export
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths

BELOW, COMMUNE, PROVINCE = "below", "xa", "tinh"


@dataclass(frozen=True, slots=True)
class Quota:
    """Rows a day for rights of one level, in force from a day (None: from the beginning)."""

    level: str
    rows: int
    basis: str
    since: date | None = None


QUOTAS: tuple[Quota, ...] = (
    Quota(BELOW, 2_000, "quy tắc nội bộ"),
    Quota(COMMUNE, 20_000, "quy tắc nội bộ"),
    Quota(PROVINCE, 100_000, "quy tắc nội bộ"),
)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a person may still take out today."""

    rows: int
    taken: int

    @property
    def left(self) -> int:
        """Rows still allowed."""
        return max(self.rows - self.taken, 0)


def allowance(user: User) -> Allowance:
    """The quota of the user's highest right to export, and what today has used of it."""
    # Real time, not the business clock: a quota that a demonstration day resets is none.
    start = datetime.combine(timezone.localdate(), time(), timezone.get_current_timezone())
    taken = Export.objects.filter(user=user, at__gte=start).aggregate(n=Sum("rows"))["n"]
    return Allowance(_in_force(_level(user), clock.today()), taken or 0)


def _level(user: User) -> str:
    tops = paths(user, "member.export")
    forms = set(Organisation.objects.filter(path__in=tops).values_list("form", flat=True))
    return next((level for level in (PROVINCE, COMMUNE) if level in forms), BELOW)


def _in_force(level: str, on: date) -> int:
    held = [q for q in QUOTAS if q.level == level and (q.since is None or q.since <= on)]
    return held[-1].rows
