"""Findings in groups: the same error, or the same unit; what may be settled at once stands first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from dangvien.worklists import words
from dangvien.worklists.grid.asked import BY_UNIT, Asked
from dangvien.worklists.grid.cube import Cell
from dangvien.worklists.grid.reach import Reach

_WEIGHT = {"safe": 0, "E": 1, "W": 2, "N": 3}
SAFE_TEXT = "chu-viet"


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its key in addresses, its words, how many, and how many lie at the officer."""

    key: str
    title: str
    kind: str  # the chip: safe E W N, or none
    count: int
    deed: str
    given: int  # could be handed to the cells: at the officer, no proposal waiting
    cells: int  # lie at the cells already
    condition: Q

    @property
    def twins(self) -> bool:
        """Whether it is about records that may be one person: pairs are judged on their own page."""
        return self.key.startswith("V11-")

    @property
    def safe(self) -> bool:
        """Whether all of it may be accepted at once."""
        return self.kind == "safe"


def grouped(cells: Iterable[Cell], asked: Asked, reach: Reach) -> list[Group]:
    """The groups of these counts in the order of the page."""
    found: dict[str, list[Cell]] = defaultdict(list)
    by_unit = asked.sort == BY_UNIT and reach.few
    for cell in cells:
        found[f"cb-{cell.unit}" if by_unit else key_of(cell)].append(cell)
    if by_unit:
        groups = [_of_unit(key, some, reach) for key, some in found.items()]
        return sorted(groups, key=lambda one: (-one.count, one.title))
    groups = [_of_kind(key, some) for key, some in found.items()]
    return sorted(groups, key=lambda one: (_WEIGHT[one.kind], -one.count, one.key))


def key_of(cell: Cell) -> str:
    """The group of a cell: safe ones of a rule apart, severities apart, spelling all together."""
    if cell.safe:
        text = words.subject(cell.rule) == SAFE_TEXT
        return SAFE_TEXT if text else f"{cell.rule}-an"
    return f"{cell.rule}-{cell.severity}"


def condition_of(key: str) -> Q | None:
    """The findings of a group's key; None for a key that no group has."""
    if key == SAFE_TEXT:
        return Q(safe=True, rule__in=words.SUBJECTS[SAFE_TEXT][1])
    head, _, tail = key.partition("-")
    if head == "cb" and tail.isdigit() and len(tail) < 18:
        return Q(unit=int(tail))
    if tail == "an":
        return Q(safe=True, rule=head)
    return Q(safe=False, rule=head, severity=tail) if tail in words.SEVERITIES else None


def _of_kind(key: str, cells: list[Cell]) -> Group:
    one = cells[0]
    title = words.SAFE_WORDS.get(key) or words.title(one.rule, one.severity)
    deed = words.SAFE_DEED if one.safe else words.deed(one.rule)
    return Group(key, title, "safe" if one.safe else one.severity, *_sums(cells, deed),
                 condition_of(key) or Q(pk=None))  # fmt: skip


def _of_unit(key: str, cells: list[Cell], reach: Reach) -> Group:
    unit = reach.units.get(cells[0].unit)
    heavy = sum(cell.n for cell in cells if cell.severity == "E")
    deed = f"{heavy} việc chặn đồng bộ" if heavy else "Không còn việc chặn đồng bộ"
    return Group(key, unit.name if unit else "", "", *_sums(cells, deed),
                 condition_of(key) or Q(pk=None))  # fmt: skip


def _sums(cells: list[Cell], deed: str) -> tuple[int, str, int, int]:
    given = sum(cell.n for cell in cells if cell.holder == "officer" and not cell.waits)
    cell = sum(one.n for one in cells if one.holder == "cell")
    return sum(one.n for one in cells), deed, given, cell
