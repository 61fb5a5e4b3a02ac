"""Who looked at whom: for the officer who asks, for the alarm, for the report after a breach."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Min
from django.utils import timezone

from dangvien.audit.models import Concerned, Entry
from dangvien.audit.queries.log import within
from dangvien.audit.words import OPENED, READS


@dataclass(frozen=True)
class Reader:
    """Somebody who opened many records."""

    actor_id: int | None
    actor: str
    people: int
    last: datetime


def viewers(person_uid: UUID, limit: int = 50) -> list[Entry]:
    """Who opened, revealed, printed or exported a person's record, newest first."""
    looked = Concerned.objects.filter(person=person_uid, entry__action__in=READS)
    rows = looked.order_by("-entry_id").select_related("entry")[:limit]
    return [row.entry for row in rows]


def reading(people: Collection[UUID], since: datetime, but: int) -> dict[UUID, int]:
    """Person → the id of the user who has that record open, as far as the log can tell; two queries.

    The one who opened it since that moment and has opened no other record after it; of several the
    last. `but`: the user who asks. Nothing is written for it: opening a record is in the log anyway.
    """
    opened = Concerned.objects.filter(
        person__in=people, entry__action=OPENED, entry__at__gte=since,
        entry__actor_id__isnull=False,
    ).exclude(entry__actor_id=but)  # fmt: skip
    found = list(opened.order_by("entry_id").values_list("person", "entry_id", "entry__actor_id"))
    if not found:
        return {}
    own = Entry.objects.filter(
        actor_id__in={actor for _, _, actor in found}, action=OPENED, at__gte=since
    )
    last = dict(own.values("actor_id").annotate(last=Max("id")).values_list("actor_id", "last"))
    return {who: by for who, entry, by in found if by is not None and last.get(by) == entry}


def heavy_readers(
    hours: float = 1, limit: int = 300, tops: Sequence[str] | None = None
) -> list[Reader]:
    """Those who in the last hours read more than `limit` different people, the most first.

    Ids grow with time, so the hour is a range of ids: no index on the time is needed.
    """
    since = timezone.now() - timedelta(hours=hours)
    older = Entry.objects.filter(at__lt=since).order_by("-id").values_list("id", flat=True).first()
    read = Concerned.objects.filter(
        within(tops, "entry__path"), entry__id__gt=older or 0, entry__action__in=READS,
        entry__actor_id__isnull=False,
    )  # fmt: skip
    counted = (
        read.values("entry__actor_id")
        .annotate(
            people=Count("person", distinct=True), name=Max("entry__actor"), last=Max("entry__at")
        )
        .filter(people__gt=limit)
        .order_by("-people")
    )
    return [
        Reader(row["entry__actor_id"], row["name"], row["people"], row["last"]) for row in counted
    ]


@dataclass(frozen=True)
class Seen:
    """A person whom somebody read: how often, first and last when."""

    person: UUID
    times: int
    first: datetime
    last: datetime


def persons_read(actor_id: int, since: datetime, until: datetime) -> Iterator[Seen]:
    """Everybody whom a user read from one moment to before another."""
    read = Concerned.objects.filter(
        entry__actor_id=actor_id, entry__action__in=READS,
        entry__at__gte=since, entry__at__lt=until,
    )  # fmt: skip
    seen = read.values("person").annotate(
        times=Count("id"), first=Min("entry__at"), last=Max("entry__at")
    )
    for row in seen.order_by("first", "person").iterator():
        yield Seen(**row)
