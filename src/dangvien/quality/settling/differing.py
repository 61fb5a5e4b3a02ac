"""Findings as stored beside findings as found now: what begins, comes back, changes, is over."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from dangvien.quality.models import Finding
from dangvien.quality.settling.telling import Said, text_of

Key = tuple[int, str, str]  # person (or organisation), rule, field


class Found(NamedTuple):
    """One finding as the engine gives it now."""

    subject: int
    unit: int
    rule: str
    field: str
    cause: str
    severity: str
    dimension: str
    safe: bool
    text: str  # `Said.text()`


class Kept(NamedTuple):
    """One finding as it is stored."""

    pk: int
    uid: UUID
    subject: int
    unit: int
    rule: str
    field: str
    cause: str
    severity: str
    dimension: str
    safe: bool
    told: bytes | memoryview
    state: str
    holder: str
    closed_on: date | None
    times: int


COLUMNS = (
    "pk", "uid", "person_id", "unit_id", "rule", "field", "cause", "severity", "dimension",
    "safe", "told", "state", "holder", "closed_on", "times",
)  # fmt: skip


class Standing(NamedTuple):
    """An open finding after the comparison, as far as a verdict needs it."""

    subject: int
    rule: str
    field: str
    severity: str
    dimension: str
    state: str
    holder: str


@dataclass
class Differences:
    """What has to be written, and what stands open afterwards.

    `changed`: (stored, found, whether the value itself is another one).
    """

    new: list[Found] = field(default_factory=list)
    back: list[tuple[Kept, Found]] = field(default_factory=list)
    changed: list[tuple[Kept, Found, bool]] = field(default_factory=list)
    over: list[Kept] = field(default_factory=list)
    standing: list[Standing] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """For the run's row."""
        return {
            "opened": len(self.new), "reopened": len(self.back), "changed": len(self.changed),
            "closed": len(self.over),
        }  # fmt: skip

    def any(self) -> bool:
        """Whether there is anything to write."""
        return any(self.counts.values())


def differences(stored: Iterable[tuple[Any, ...]], found: Iterable[Found]) -> Differences:
    """Compare what is stored (rows of `COLUMNS`, closed ones too) with what is found."""
    kept: dict[Key, Kept] = {}
    for row in stored:
        old = Kept(*row)
        key = (old.subject, old.rule, old.field)
        before = kept.get(key)
        # One row a key, by construction; should there be two, the open one is the finding.
        if before is None or before.closed_on is not None:
            kept[key] = old
    told = Differences()
    for one in found:
        before = kept.pop((one.subject, one.rule, one.field), None)
        told.standing.append(_compare(told, before, one))
    told.over = [left for left in kept.values() if left.closed_on is None]
    return told


def _compare(told: Differences, old: Kept | None, one: Found) -> Standing:
    state, holder = Finding.OPEN, "cell"
    if old is None:
        told.new.append(one)
    elif old.closed_on is not None:
        told.back.append((old, one))
    else:
        state, holder = old.state, old.holder
        text = text_of(old.told, old.uid)
        coded = (one.unit, one.cause, one.severity, one.dimension, one.safe)
        if text != one.text or coded != old[3:4] + old[6:10]:
            other = _value(text) != _value(one.text) or old.cause != one.cause
            told.changed.append((old, one, other))
            if other and state in (Finding.WAITING, Finding.WAIVED):
                state = Finding.OPEN  # approval or exception was about another value
    return Standing(one.subject, one.rule, one.field, one.severity, one.dimension, state, holder)


def _value(text: str) -> str | None:
    return Said(*json.loads(text)).value if text else None
