"""The values that queries answer with and that words, drawings and tables speak of; no query here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from dangvien.campaigns.comparing import Interval
from dangvien.campaigns.counts import Counts
from dangvien.campaigns.models import Phase
from dangvien.orgs.models import Organisation
from dangvien.orgs.words import CELLS


class UnitRow(NamedTuple):
    """One unit with everybody below it. `own`: its own people only; `units`: finished / with people."""

    pk: int
    name: str
    path: str
    parent: int | None
    form: str
    depth: int  # 0 for the top that was asked for
    counts: Counts
    own: Counts
    finished: int  # units with own people, below and including this one, in which nothing is left
    peopled: int

    @property
    def is_cell(self) -> bool:
        """Whether it is a chi bộ."""
        return self.form in CELLS

    @property
    def works(self) -> bool:
        """Whether people were counted in the unit itself: it is one of those compared."""
        return self.own.whole > 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Numerator `done`, denominator `whole` (= base − gone), the rest by where it lies."""

    org: int
    name: str
    counts: Counts
    as_of: datetime
    denominator: str
    definition: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> int:
        """`figures.done`, `figures.base` …: the counts themselves."""
        if name.startswith("_") or name == "counts":
            raise AttributeError(name)
        number: int = getattr(self.counts, name)
        return number

    def as_dict(self) -> dict[str, Any]:
        """Plain, for a signature or a snapshot."""
        return {**self.counts.as_dict(), "as_of": self.as_of.isoformat(), "org": self.org}


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many of the units with people have at least 50 %, at least 80 %, all."""

    units: int
    half: int
    most: int
    all: int


@dataclass(frozen=True, slots=True)
class Point:
    """Where a subtree stood on an evening."""

    on: date
    counts: Counts


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit among its brothers. `late`: how many it will lack; `ends`: when its pace ends it."""

    row: UnitRow
    counts: Counts
    late: int
    ends: date | None
    compared: str  # lower | alike | higher than the rest, fair to small units
    interval: Interval


@dataclass(frozen=True, slots=True)
class Groups:
    """All units of a level in three groups that add up: at risk, on pace, finished."""

    risk: tuple[Standing, ...]
    pace: tuple[Standing, ...]
    done: tuple[Standing, ...]

    @property
    def all(self) -> tuple[Standing, ...]:
        """Every unit, the pressing ones first."""
        return (*self.risk, *self.pace, *self.done)


@dataclass(frozen=True, slots=True)
class Left:
    """One unit before one signature: what holds it up, and what is only told beside.

    `below`: units below that have not signed. `findings`: those that block; `people`: members who are
    not clean; `unseen`: members whom the rule book has not read. `waived`, `members`, `clean`: beside.
    `sample`: "" when none is wanted or it passed, else wanted, drawn or failed. `mend`: records that a
    sample found wrong and nobody has corrected since.
    """

    phase: Phase
    org: Organisation
    level: str
    signs: bool
    earlier: Phase | None
    below: int
    units: int  # how many units below sign at all
    names: list[tuple[int, str]] = field(default_factory=list)
    where: list[tuple[int, str, int]] = field(default_factory=list)  # organisations that block
    findings: int = 0
    people: int = 0
    unseen: int = 0
    waiting: int = 0
    waived: int = 0
    members: int = 0
    clean: int = 0
    sample: str = ""
    mend: int = 0

    @property
    def ready(self) -> bool:
        """Whether nothing holds the signature up."""
        holds = (
            self.below,
            self.findings,
            self.people,
            self.unseen,
            self.waiting,
            self.sample,
            self.mend,
        )
        return self.signs and self.earlier is None and not any(holds)

    @property
    def done_below(self) -> int:
        """How many units below have signed."""
        return self.units - self.below

    @property
    def figures(self) -> dict[str, Any]:
        """What is kept with the signature."""
        return {"units": self.units + 1, "members": self.members, "clean": self.clean,
                "waived": self.waived}  # fmt: skip
