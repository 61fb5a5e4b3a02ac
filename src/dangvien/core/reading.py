"""What one cell turned out to hold: the value in force, what is wrong with it, what is proposed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell, read.

    `value` is in force: the raw text with *applied* changes only (one reading, no letter or digit
    added, dropped or replaced). `fault` holds space-separated keys of `FAULTS`. `fix` is a value
    *proposed* to a person. `reason` and `fix_reason` are Vietnamese, for `changes.csv`.
    `detail` carries what a message needs beside the value (candidates of a split ward …).
    """

    value: str | None
    fault: str | None = None
    fix: str | None = None
    reason: str | None = None
    fix_reason: str | None = None
    confidence: float = 1.0
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """What the vote over a whole column decided, before any of its cells is read.

    `serial`: 1900 or 1904 when bare numbers in a date column are Excel serials.
    `order`: "mdy" when the column as a whole is month first: then no day below 13 is certain.
    `epoch`: the calendar of the workbook, for a serial that the column does not vote for.
    """

    serial: int | None = None
    order: str = "dmy"
    epoch: int = 1900


EMPTY = Reading(None)
