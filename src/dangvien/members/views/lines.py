"""The history of a record, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dangvien.core.rules.words import show
from dangvien.core.schema import FIELDS, LABELS_OF_VALUES
from dangvien.look.numbers import day
from dangvien.members.actions.admitting import BEGUN
from dangvien.members.events import TOLD
from dangvien.members.models import Event, Person
from dangvien.members.queries import Line, history

_CANNOT = ("cancelled", "withdrawn", "restated")  # what two wrote, one does not void
# Of two records that were looked at together: (decided, taken back).
_OF_TWO = {
    "took_over": ("Gộp vào đây một hồ sơ của cùng một người", "Tách lại hồ sơ đã gộp vào đây"),
    "same_as": ("Gộp vào hồ sơ giữ lại của cùng một người", "Tách lại khỏi hồ sơ đã gộp vào"),
    "not_same": ("So với một hồ sơ nghi trùng: hai người khác nhau", ""),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line: when, who, what, on which basis; `cancel`: the event that may still be cancelled."""

    at: datetime
    actor: str
    what: str
    source: str
    cancelled: bool = False
    cancel: int | None = None


def lines(person: Person, may_cancel: bool) -> list[Told]:
    """All lines, newest first."""
    told = history(person)
    events = [line.event for line in told if line.event is not None]
    void = {event.cancels_id for event in events if event.cancels_id}
    first = min((event.pk for event in events), default=None)
    if len(events) == 1 and events[0].kind in BEGUN:
        first = None  # a record made by hand, and nothing else yet: it may go as a whole
    return [_told(line, void, first, may_cancel) for line in told]


def _told(line: Line, void: set[int], first: int | None, may_cancel: bool) -> Told:
    event = line.event
    if event is None:
        return Told(line.at, line.actor, _changed(line.changes), line.source)
    dead = event.pk in void
    free = may_cancel and not dead and event.kind not in _CANNOT and event.pk != first
    return Told(
        line.at, line.actor, _happened(event), line.source, dead, event.pk if free else None
    )


def _happened(event: Event) -> str:
    words = TOLD.get(event.kind, event.kind)
    if event.kind == "cancelled" and event.cancels is not None:
        return f"Hủy việc ghi nhầm: {_happened(event.cancels)}"
    if event.kind == "left":
        words = LABELS_OF_VALUES.get(event.data.get("status", ""), words)
    if event.unit is not None:
        words += f" {event.unit.name}"
    if event.kind not in ("stated", "restated", "withdrawn") and event.on:
        words += f", ngày {day(event.on)}"
    if event.kind == "restated":
        said = [f"{_label(name)} {show(text)}" for name, text in event.data.items()]
        words += ": " + "; ".join(said)
    return words


def _changed(changes: tuple[tuple[str, str, str], ...]) -> str:
    if changes[0][0] in _OF_TWO:
        name, _, after = changes[0]
        return _OF_TWO[name][0 if after else 1]
    same = [_label(name) for name, before, after in changes if before == after]
    put = [
        f"{_label(name)}: {show(before or None)} → {show(after or None)}"
        for name, before, after in changes if before != after and name not in same
    ]  # fmt: skip
    checked = ["Đối chiếu " + ", ".join(word.lower() for word in same)] if same else []
    return "; ".join(put + checked)


def _label(name: str) -> str:
    return FIELDS[name].label if name in FIELDS else name
