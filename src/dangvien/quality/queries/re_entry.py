"""What has to be typed into the national database, as pages and lists read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dangvien.accounts.models import User
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins
from dangvien.quality.actions.joining import values_of
from dangvien.quality.models import ReEntry
from dangvien.quality.models.corrections import ReEntryQuerySet
from dangvien.quality.queries.shown import Pair, pair

AT_ONCE = 50
MOST_COUNTED = 10_000
DUE, TYPED, SEEN = "can", "da", "xong"
_STATES = {DUE: ReEntry.DUE, TYPED: (ReEntry.TYPED,), SEEN: (ReEntry.CONFIRMED,)}
_PIECES = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One value to type: of whom, where, what is there now, what it is to be, on which basis."""

    pk: int
    person: UUID
    name: str
    unit: str
    pair: Pair
    basis: str
    by: str
    at: datetime
    again: bool
    typed_by: str
    typed_at: datetime | None


def of(
    user: User, which: str, *, org: Organisation | None = None, mine: bool = False
) -> ReEntryQuerySet:
    """The lines of one list, of one unit and what is below it, or the user's own."""
    rows = ReEntry.objects.visible_to(user).filter(state__in=_STATES[which])
    if org is not None:
        rows = rows.filter(begins("person__unit__path", org.path))
    return rows.filter(officer=user) if mine else rows


def page(
    rows: ReEntryQuerySet, after: int | None = None, most: int = AT_ONCE
) -> tuple[list[ReEntry], int | None]:
    """Some of a list in the order in which they came, and where the next begin."""
    asked = rows.filter(pk__gt=after) if after is not None else rows
    found = list(
        asked.select_related("change", "first", "person__unit", "officer", "typed_by")
        .order_by("pk")[: most + 1]
    )  # fmt: skip
    return found[:most], found[most - 1].pk if len(found) > most else None


def lines(rows: Iterable[ReEntry], *, clear: bool = False) -> list[Line]:
    """The lines in words; `clear`: numbers as they have to be typed."""
    told = []
    for row in rows:
        before = values_of(row.person, row.first or row.change)[0]
        after = values_of(row.person, row.change)[1]
        told.append(Line(
            pk=row.pk, person=row.person.uid, name=row.person.full_name, unit=row.person.unit.name,
            pair=pair(row.change.field, before, after, clear=clear), basis=row.basis,
            by=row.officer.full_name if row.officer else "", at=row.change.at,
            again=row.state == ReEntry.AGAIN,
            typed_by=row.typed_by.full_name if row.typed_by else "", typed_at=row.typed_at,
        ))  # fmt: skip
    return told


def count(rows: ReEntryQuerySet) -> int:
    """How many there are, at most ten thousand and one."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def pending(people: Iterable[int]) -> dict[tuple[int, str], tuple[str, str]]:
    """What is still to be typed or confirmed: (person, field) → (over there now, to be)."""
    found: dict[tuple[int, str], tuple[str, str]] = {}
    ids = sorted(set(people))
    for start in range(0, len(ids), _PIECES):
        rows = ReEntry.objects.filter(
            person__in=ids[start : start + _PIECES], state__in=ReEntry.PENDING
        )
        for row in rows.select_related("change", "first", "person"):
            before = values_of(row.person, row.first or row.change)[0]
            after = values_of(row.person, row.change)[1]
            found[row.person_id, row.change.field] = (before, after)
    return found
