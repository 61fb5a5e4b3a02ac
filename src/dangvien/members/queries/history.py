"""What happened to a record, newest first: changes of fields, and events."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dangvien.members import sealed
from dangvien.members.fields import IDENTIFIERS, PROJECTED
from dangvien.members.models import Change, Event, Person

BY_EVENTS = (*PROJECTED, "org_name", "temporary", "residence")  # said by the event's own line
DEEDS = ("took_over", "same_as", "not_same")  # what was decided of two records: a line of its own


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: an event, or the fields that one act changed (before, after)."""

    at: datetime
    actor: str
    event: Event | None = None
    on: date | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    source: str = ""
    batch: UUID | None = None


def history(person: Person, limit: int = 200) -> list[Line]:
    """The record's lines; numbers are masked, changes that an event made stand with the event."""
    events = list(person.events.select_related("unit", "cancels").order_by("-pk")[:limit])
    lines = [
        Line(e.recorded_at, e.actor, event=e, on=e.on, source=e.decision, batch=e.batch)
        for e in events
    ]
    acts: dict[tuple[int, str, int], list[Change]] = defaultdict(list)
    for change in person.changes.exclude(field__in=BY_EVENTS).order_by("-pk")[:limit]:
        alone = change.pk if change.field in DEEDS else 0
        acts[change.version, change.actor, alone].append(change)
    for changes in acts.values():
        first = changes[0]
        told = tuple(_told(person.uid, change) for change in changes)
        lines.append(
            Line(first.at, first.actor, changes=told, source=first.source, batch=first.batch)
        )
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _told(uid: UUID, change: Change) -> tuple[str, str, str]:
    before, after = change.before, change.after
    if change.sealed or change.field in IDENTIFIERS:
        before, after = (
            sealed.masked(sealed.changed_value(uid, change.field, value))
            for value in (before, after)
        )
    return change.field, before, after
