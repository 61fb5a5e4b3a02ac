"""The figures of a report: those of a snapshot, each sum made again before it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dangvien.campaigns import sums
from dangvien.campaigns.counts import NAMES, Counts, of
from dangvien.campaigns.models import Snapshot
from dangvien.orgs.words import short

_LABELS = {"base": "số chốt", "done": "xong", "approval": "chờ duyệt", "cell": "ở chi bộ",
           "police": "ở Công an", "above": "ở cấp trên", "gone": "đã rời"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the table."""

    pk: int
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Taken:
    """Everything a report takes from one snapshot."""

    snapshot: Snapshot
    total: Counts
    lines: list[Line]
    units: dict[str, int]  # units, half, most, all
    as_of: datetime

    def line(self, pk: int) -> Counts:
        """The counts of one unit; zero where it was not yet there."""
        return next((one.counts for one in self.lines if one.pk == pk), Counts())


def taken(snapshot: Snapshot) -> Taken:
    """Read a snapshot's figures; `sums.Refused` when rows or columns do not add up."""
    told: dict[str, Any] = snapshot.figures
    total = of(told["total"])
    total.check(told["name"])
    lines = [Line(int(one["pk"]), one["name"], of(one["counts"])) for one in told["below"]]
    for line in lines:
        line.counts.check(line.name)
    for name in NAMES if lines else ():
        parts = {short(line.name): getattr(line.counts, name) for line in lines}
        sums.check(getattr(total, name), parts, f"Cột {_LABELS.get(name, name)}")
    reached = {name: int(told["units"][name]) for name in ("units", "half", "most", "all")}
    shown = [line for line in lines if line.counts.base or line.counts.newcomers]
    return Taken(snapshot, total, shown, reached, datetime.fromisoformat(told["as_of"]))
