"""What the report is told: plain counts, dates and words, no member's name or number anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Subject = Literal["member", "organisation"]
Dimension = Literal["dung", "du", "sach", "song", "thong_nhat", "dung_chung"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A labelled number: a kind of skipped row, a reason of a change …; `note` says more."""

    label: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One of the six requirements; `num` or `den` None when not measured, `why` says why."""

    dimension: Dimension
    num: int | None
    den: int | None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorGroup:
    """Everything one rule found. Open findings by severity; `applied` are those already put right.

    `holders`: people (or organisations) with an open finding; `proposed`: open ones that carry a
    fix; `how`: what to do first, one sentence.
    """

    rule: str
    title: str
    how: str
    holders: int
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    proposed: int = 0
    applied: int = 0
    subject: Subject = "member"

    @property
    def open(self) -> int:
        """Open findings of any weight."""
        return self.errors + self.warnings + self.notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One organisation with the sums of its subtree.

    `ready`: clean_t1 (or of the chosen tier), None when not measurable. `proposed`: people not
    ready whose every blocking finding carries a fix. `errors`: open E. `paper`: members by the
    paper list. `unknown`: the line "chưa rõ chi bộ".
    """

    code: str
    name: str
    parent: str = ""
    leaf: bool = True
    members: int = 0
    active: int = 0
    ready: int | None = None
    proposed: int = 0
    errors: int = 0
    warnings: int = 0
    paper: int | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One sheet that was read: rows = members + rejects + skipped (the sum of `kinds`)."""

    file: str
    sheet: str
    rows: int
    members: int
    rejects: int = 0
    kinds: tuple[Count, ...] = ()

    @property
    def skipped(self) -> int:
        """Rows with no person in them."""
        return sum(kind.count for kind in self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Against the previous list: `moved` changed unit, `changed` hold another value somewhere."""

    name: str
    before: int
    joined: int
    left: int
    moved: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A unit whose number of members is not the paper one."""

    name: str
    members: int
    paper: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Against the numbers on paper: units that have one, those that agree, the rest one by one."""

    name: str
    units: int
    equal: int
    members: int
    paper: int
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRun:
    """A rule of the book in this run; `why` when it could not run."""

    code: str
    title: str
    ran: bool = True
    found: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """All that `report.html` shows.

    `parts` (at most five, the ready ones first) add up to `active`; sources add up row by row.
    `units`: all below the root, or only the level below it when the tree is large.
    `absent`: fields that no input has (label, count 0, note = what follows from it).
    `pairs`: possible duplicates, `same_id` of them with one citizen id; None when not looked for.
    `notes`: sentences a reader must know ("Danh sách không có cột trạng thái …").
    Raises ValueError where the sums do not close: such a report must not be shown.
    """

    organisation: str
    as_of: date
    members: int
    active: int
    ready: int | None
    tier: str = "T1"
    root: str = ""
    exempt: int = 0
    probationary: int | None = None
    with_citizen_id: int | None = None
    ready_why: str = ""
    synthetic: bool = False
    parts: tuple[Count, ...] = ()
    scores: tuple[Score, ...] = ()
    errors: tuple[ErrorGroup, ...] = ()
    units: tuple[Unit, ...] = ()
    pairs: int | None = None
    same_id: int = 0
    applied: tuple[Count, ...] = ()
    proposed: tuple[Count, ...] = ()
    sources: tuple[Source, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    reject_reasons: tuple[Count, ...] = ()
    comparison: Comparison | None = None
    paper: Paper | None = None
    absent: tuple[Count, ...] = ()
    rules: tuple[RuleRun, ...] = ()
    outputs: tuple[Count, ...] = ()
    notes: tuple[str, ...] = ()
    version: str = ""

    def __post_init__(self) -> None:
        """Refuse numbers that do not add up."""
        if self.parts and sum(part.count for part in self.parts) != self.active:
            raise ValueError("parts do not add up to active")
        if self.ready is not None and not 0 <= self.ready <= self.active <= self.members:
            raise ValueError("0 <= ready <= active <= members does not hold")
        for source in self.sources:
            if source.rows != source.members + source.rejects + source.skipped:
                raise ValueError(f"{source.file} {source.sheet}: rows do not add up")
