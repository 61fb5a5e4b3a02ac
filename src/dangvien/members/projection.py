"""What a person's events add up to: the values in force, where they belong and belonged, admissions.

Pure: no database, no clock. Events count in the order in which they were recorded; what was said
last about a field holds, and a cancelled event was never said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dangvien.core.dates import bounds
from dangvien.core.schema import PRESENT, STATUSES

LEFT = frozenset(STATUSES) - frozenset(PRESENT)
OUT_OF_PARTY = frozenset({"died", "struck_off", "resigned", "expelled"})
VALUES = (
    "status", "member_type", "admission_date", "admission_decision_date", "official_date",
    "exemption_date",
)  # fmt: skip
STATED = ("stated", "restated")


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the projection needs it."""

    id: int
    kind: str
    on: date | None = None
    unit: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    decision: str = ""
    cancels: int | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody belongs, meets or keeps contact, from a day to the day before another."""

    unit: int
    kind: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One admission to the Party."""

    decision_date: str = ""
    ceremony_date: str = ""
    official_date: str = ""
    decision: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """All that events write of a person."""

    values: Mapping[str, str]
    unit: int | None
    stays: tuple[Stay, ...]
    admissions: tuple[Entry, ...]

    @property
    def present(self) -> bool:
        """Whether the person is counted as a member here."""
        return self.values["status"] not in LEFT


def project(events: Iterable[Happening]) -> Projection:
    """Add up events given in any order."""
    ordered = sorted(events, key=lambda event: event.id)
    void = {event.cancels for event in ordered if event.cancels is not None}
    story = _Story()
    for event in ordered:
        if event.id not in void and event.kind != "cancelled":
            story.tell(event)
    return Projection(dict(story.values), story.unit, tuple(story.stays), tuple(story.admissions))


class _Story:
    """The state between two events."""

    def __init__(self) -> None:
        self.values: dict[str, str] = dict.fromkeys(VALUES, "") | {"status": "active"}
        self.unit: int | None = None
        self.stays: list[Stay] = []
        self.admissions: list[Entry] = []

    def tell(self, event: Happening) -> None:
        if event.kind == "readmitted":
            self.values |= dict.fromkeys(VALUES[1:], "")
        self.values |= {name: str(event.data[name]) for name in VALUES if name in event.data}
        moving = event.kind not in ("met_elsewhere", "residence_linked")
        if moving and event.unit is not None:
            self.unit = event.unit
        gone = event.kind == "withdrawn" or self.values["status"] in LEFT
        self._belong(None if gone else self.unit, event)
        if gone:
            self._close("temporary", event.on)
            self._close("residence", event.on)
        else:
            self._side("temporary", "met_elsewhere", event)
            self._side("residence", "residence_linked", event)
        self._admission(event)

    def _belong(self, unit: int | None, event: Happening) -> None:
        current = self._open("official")
        if current is not None and current.unit == unit:
            return
        self._close("official", event.on)
        if unit is not None:
            known = any(stay.kind == "official" for stay in self.stays)
            since = event.on if known or event.kind not in STATED else None
            self.stays.append(Stay(unit, "official", since))

    def _side(self, kind: str, verb: str, event: Happening) -> None:
        """The temporary stay and the link at home: said by their own event, or by a list."""
        if event.kind == verb:
            unit = event.unit
        elif kind in event.data:
            unit = event.data[kind]
        else:
            return
        current = self._open(kind)
        if event.kind != verb and current is not None and current.unit == unit:
            return
        self._close(kind, event.on)
        if unit is not None:
            since = None if event.kind in STATED else event.on
            until = event.data.get("until") if event.kind == verb else None
            end = date.fromisoformat(until) if until else None
            self.stays.append(Stay(unit, kind, since, end))

    def _admission(self, event: Happening) -> None:
        if event.kind in ("admitted", "readmitted") or not self.admissions:
            if event.kind == "withdrawn":
                return
            self.admissions.append(Entry())
        last = self.admissions[-1]
        told = {
            "ceremony_date": "admission_date", "decision_date": "admission_decision_date",
            "official_date": "official_date",
        }  # fmt: skip
        changed: dict[str, Any] = {
            own: str(event.data[name]) for own, name in told.items() if name in event.data
        }
        if event.kind in ("admitted", "readmitted"):
            changed["decision"] = event.decision
        out = self.values["status"] in OUT_OF_PARTY
        if not out:
            last = replace(last, ended_on=None)
        elif last.ended_on is None:
            last = replace(last, ended_on=event.on)
        self.admissions[-1] = replace(last, **changed)

    def _open(self, kind: str) -> Stay | None:
        return next((s for s in self.stays if s.kind == kind and s.until is None), None)

    def _close(self, kind: str, on: date | None) -> None:
        """End what still runs on that day; a stay never ends before it began."""
        on = on or date.min
        for index, stay in enumerate(self.stays):
            if stay.kind == kind and (stay.until is None or stay.until > on):
                self.stays[index] = replace(stay, until=max(on, stay.since or date.min))


def first_day(partial: str) -> date | None:
    """The earliest day that a partial date can mean."""
    told = bounds(partial)
    return told[0] if told else None


def last_day(partial: str) -> date | None:
    """The latest day that a partial date can mean."""
    told = bounds(partial)
    return told[1] if told else None
