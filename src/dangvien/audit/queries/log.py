"""The log page by page, for those who may read some units' entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from dangvien.audit.models import Concerned, Entry


@dataclass(frozen=True)
class Wanted:
    """What is looked for; nothing said means everything."""

    action: str = ""
    actor: int | None = None
    person: UUID | None = None


@dataclass(frozen=True)
class Page:
    """Entries, newest first, and where the next page begins (None: there is none)."""

    entries: list[Entry]
    next: int | None


def within(tops: Sequence[str] | None, column: str = "path") -> Q:
    """The condition "in one of these subtrees"; None stands for the whole log, unit or none.

    SQLite compares a prefix without its index (its LIKE knows no case), a range with it; in PostgreSQL
    only the prefix is right in every collation. "0" is the letter after "/".
    """
    if tops is None:
        return Q()
    if connection.vendor == "sqlite":
        asked = [Q(**{f"{column}__gte": top, f"{column}__lt": f"{top[:-1]}0"}) for top in tops]
    else:
        asked = [Q(**{f"{column}__startswith": top}) for top in tops]
    return reduce(or_, asked) if asked else Q(pk__in=())


def page(
    tops: Sequence[str] | None, wanted: Wanted, before: int | None = None, limit: int = 50
) -> Page:
    """One page of the entries of these subtrees, each with `people` and `person` (the only one)."""
    rows = Entry.objects.filter(within(tops)).order_by("-id")
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.actor is not None:
        rows = rows.filter(actor_id=wanted.actor)
    if wanted.person is not None:
        rows = rows.filter(concerned__person=wanted.person)
    if before is not None:
        rows = rows.filter(id__lt=before)
    entries = list(rows[: limit + 1])
    more = len(entries) > limit
    entries = entries[:limit]
    _count_people(entries)
    return Page(entries, entries[-1].pk if more else None)


def _count_people(entries: list[Entry]) -> None:
    """A job's entry may speak of five hundred: they are counted, and named only when it is one."""
    concerned = Concerned.objects.filter(entry__in=[entry.pk for entry in entries])
    counted = dict(concerned.values_list("entry").annotate(Count("id")))
    single = [pk for pk, count in counted.items() if count == 1]
    named = dict(Concerned.objects.filter(entry__in=single).values_list("entry", "person"))
    for entry in entries:
        entry.people = counted.get(entry.pk, 0)  # type: ignore[attr-defined]
        entry.person = named.get(entry.pk)  # type: ignore[attr-defined]
