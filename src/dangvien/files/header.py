"""Where the header of a table stands, and how deep it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dangvien.files.grid import Range
from dangvien.files.headings import LONGEST, NONE_SETTLED, Settled, Table, is_heading, key
from dangvien.files.meaning import NOTHING, Meaning, meaning
from dangvien.files.plan import IDENTIFIERS, Column, Plan, plan

Row = Sequence[str | None]
Areas = Mapping[int, Sequence[Range]]  # merged ranges by their first row

DEEPEST = 4  # rows of one header
_DATA = re.compile(r"\d{4,}|\d\s*[/.-]\s*\d")
_LABEL = re.compile(r"\(?\s*(?:\d{1,2}|[A-Za-z])\s*\)?|\d+\s*=.*")


@dataclass(frozen=True, slots=True)
class Header:
    """A header of `depth` rows from row `at` of the grid, and what it says."""

    at: int
    depth: int
    plan: Plan


def first_header(
    rows: Sequence[Row], merged: Areas, table: Table, settled: Settled = NONE_SETTLED
) -> Header | None:
    """The first header good enough among the first rows; a line of particulars above it is none."""
    tried = (header_at(rows, at, merged, table, settled=settled) for at in range(len(rows)))
    found = [header for header in tried if header]
    best = max((header.plan.score for header in found), default=0)
    return next((h for h in found if h.plan.score >= max(2, min(4, 0.6 * best))), None)


def header_at(
    rows: Sequence[Row],
    at: int,
    merged: Areas,
    table: Table,
    first: int = 0,
    settled: Settled = NONE_SETTLED,
) -> Header | None:
    """The header that begins in this row, if one does; `first` is the grid row of rows[0]."""
    if not _may_begin(rows[at], table):
        return None
    tops = range(at + first, at + first + DEEPEST)
    near = (area for top in tops for area in merged.get(top, ()))
    areas = [((top - first, left), (low - first, right)) for (top, left), (low, right) in near]
    best: Header | None = None
    for depth in range(1, min(DEEPEST, len(rows) - at) + 1):
        if depth > 1 and not _may_continue(rows[at + depth - 1]):
            break
        if _cut(areas, at, depth):
            continue
        found = plan(_columns(rows, at, depth, areas, table, settled), table)
        if found.usable and (best is None or _worth(found) > _worth(best.plan)):
            best = Header(at + first, depth, found)
    if best and _has_sub_row(rows, best, first):
        return Header(best.at, best.depth + 1, best.plan)
    return best


def _worth(found: Plan) -> tuple[int, int]:
    return found.score, len(found.positions(*found.recipes))


def _may_begin(row: Row, table: Table) -> bool:
    texts = [text for text in row if text]
    if len(texts) < 2 or sum(_DATA.search(text[:LONGEST]) is not None for text in texts) > 2:
        return False
    return any(is_heading(text, table) for text in texts) or len(texts) > 2


def _may_continue(row: Row) -> bool:
    texts = [text for text in row if text]
    labels = sum(_LABEL.fullmatch(text.strip()) is not None for text in texts)
    data = any(len(text) > LONGEST or _DATA.search(text) for text in texts)
    return bool(texts) and not data and labels < max(2, len(texts) // 2)


def _cut(areas: Sequence[Range], at: int, depth: int) -> bool:
    """Tell whether a merged heading goes on below the rows taken."""
    last = at + depth - 1
    return any(at <= top <= last < bottom < at + DEEPEST for (top, _), (bottom, _) in areas)


def _columns(
    rows: Sequence[Row],
    at: int,
    depth: int,
    areas: Sequence[Range],
    table: Table,
    settled: Settled,
) -> list[Column]:
    grid = [list(rows[at + k]) for k in range(depth)]
    span = list(range(len(grid[0])))
    for (top, left), (bottom, right) in areas:
        if at <= top and bottom < at + depth and right < len(span):
            text = grid[top - at][left]
            for column in range(left, right + 1):
                for row in range(top, bottom + 1):
                    grid[row - at][column] = text
                if bottom == at + depth - 1:
                    span[column] = left
    _spread(grid)
    columns = []
    for position in range(len(span)):
        levels = [text for text in (row[position] for row in grid) if text]
        stack = tuple(t for i, t in enumerate(levels) if i == 0 or t != levels[i - 1])
        if stack:
            shown = " / ".join(" ".join(text.split()) for text in stack)
            told = _told(shown, settled) or meaning(stack, table)
            columns.append(Column(position, shown, stack, told, span[position]))
    return columns


def _told(shown: str, settled: Settled) -> Meaning | None:
    """What a person settled for a heading: before any alias, and "" takes the column out."""
    field = settled.get(key(shown)) if settled else None
    if field is None:
        return None
    return Meaning((field,), rank=-1) if field else NOTHING


def _spread(grid: list[list[str | None]]) -> None:
    """A group heading holds for the columns to its right that have only a heading of their own."""
    for upper, lower in pairwise(grid):
        for column in range(1, len(upper)):
            alone = upper[column] is None and lower[column] is not None
            if alone and upper[column - 1] and lower[column - 1]:
                upper[column] = upper[column - 1]


def _has_sub_row(rows: Sequence[Row], header: Header, first: int) -> bool:
    """A row of sub-headings that mean nothing to us: short texts, each below a group heading."""
    at = header.at - first + header.depth
    if header.depth == DEEPEST or at >= len(rows) or not _may_continue(rows[at]):
        return False
    row, above = rows[at], rows[at - 1]
    filled = [position for position, text in enumerate(row) if text]
    anchors = header.plan.positions("full_name", "org_code", "org_name", *IDENTIFIERS)
    if len(filled) < 2 or any(row[position] for position in [*anchors, *header.plan.numbering]):
        return False
    short = all(len(row[position] or "") <= 40 for position in filled)
    groups = [p for p in filled if not above[p] or not all(above[p : p + 2])]
    return short and len(groups) == len(filled)
