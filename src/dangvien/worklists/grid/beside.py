"""What waits beside the findings: proposals to approve, pairs that look alike, rows of an import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from dangvien.accounts.models import User
from dangvien.exchange.models import Row
from dangvien.exchange.states import COMMITTED, DROPPED, STOPPED
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import holds
from dangvien.quality.duplicates import open_pairs
from dangvien.quality.duplicates import queries as duplicates
from dangvien.quality.models import Pair
from dangvien.quality.queries import proposals

APPROVE, JUDGE, DECIDE = "finding.approve", "duplicate.judge", "import.decide"
ELSEWHERE = "Một hồ sơ ở đơn vị khác"


@dataclass(frozen=True, slots=True)
class Twins:
    """One pair that may be one person; of a record out of reach nothing but that there is one."""

    uid: UUID
    first: str
    second: str
    units: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """How many there are of each; None where the user has no say in them."""

    proposals: int | None
    pairs: int | None
    conflicts: int | None
    batch: UUID | None = None  # the newest import with conflicts


def count(user: User) -> Beside:
    """Three counts, each one query, none for who has no say."""
    batches = list(_conflicts(user)) if holds(user, DECIDE) else None
    return Beside(
        proposals.count(user, proposals.TO_APPROVE) if holds(user, APPROVE) else None,
        open_pairs(user) if holds(user, JUDGE) else None,
        None if batches is None else sum(n for _, n in batches),
        batches[0][0] if batches else None,
    )


def waiting(user: User, after: str) -> proposals.Page:
    """Proposals to approve, the oldest first, past a row."""
    plain = after.isascii() and after.isdigit() and len(after) < 18
    return proposals.page(user, proposals.TO_APPROVE, int(after) if plain else None)


def twins(user: User, after: str) -> tuple[list[Twins], str]:
    """Pairs to compare, the likeliest first; and the cursor of those that follow, or ""."""
    rows, more = duplicates.page(user, "cho-xem", after)
    people = {pk for one in rows for pk in (one.first_id, one.second_id)}
    seen = Person.objects.visible_to(user, "member.list").filter(pk__in=people)
    mine = set(seen.values_list("pk", flat=True))
    return list(_twins(rows, mine)), more


def _conflicts(user: User) -> QuerySet[Row, tuple[UUID, int]]:
    """Imports with rows to decide, the newest first, and how many."""
    units = Organisation.objects.visible_to(user, DECIDE).values("pk")
    rows = Row.objects.filter(
        batch__org__in=units, batch__state__in=(COMMITTED, STOPPED), fate="conflict", decided="",
        superior=None,
    ).filter(Q(batch__undone_by=None) | Q(batch__undone_by__state=DROPPED))  # fmt: skip
    return rows.values_list("batch__uid").annotate(n=Count("pk")).order_by("-batch")


def _twins(rows: Iterable[Pair], mine: set[int]) -> Iterable[Twins]:
    for one in rows:
        both = (one.first, one.second)
        names = [person.full_name if person.pk in mine else ELSEWHERE for person in both]
        units = dict.fromkeys(person.unit.name for person in both if person.pk in mine)
        yield Twins(one.uid, names[0], names[1], " và ".join(units), one.doubtful)
