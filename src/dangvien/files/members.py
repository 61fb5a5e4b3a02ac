"""One sheet of a file as rows of members, with the fate of every row and the meaning of columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from dangvien.core.schema import FIELDS
from dangvien.files.grid import Grid
from dangvien.files.headings import NONE_SETTLED, Settled, Table
from dangvien.files.layout import Block, Layout, lay_out
from dangvien.files.limits import Limits
from dangvien.files.meaning import NOTHING
from dangvien.files.plan import Column, Plan
from dangvien.files.problem import InputProblem
from dangvien.files.values import cell, fields, same, settle

Described = dict[str, str | int | None]

READ_ONCE = "Cột “{}” có cùng nội dung với cột “{}” nên chỉ đọc một."
BETTER = "“{}” lấy từ cột “{}”; cột “{}” được giữ nguyên, không dùng để rà soát."
SHOWN = 500  # characters of a row that is no member, kept for the person who looks it up
# Merged downwards, such a cell holds for all its rows; a name or a number never does.
_SHARED = {
    "organisation",
    "address",
    "ethnicity",
    "religion",
    "text",
    "status",
    "member_type",
    "code",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet gave; `rows` and `fates` carry Excel's row numbers."""

    rows: pl.DataFrame
    fates: pl.DataFrame
    columns: list[Described]
    header: int | None
    notes: list[str] = field(default_factory=list)


def read_sheet(
    grid: Grid, file: str, table: Table, limits: Limits, settled: Settled = NONE_SETTLED
) -> Sheet:
    """Read one sheet; `header` is None when no header was recognised in it."""
    layout = lay_out(grid, table, limits.cell, settled)
    notes: list[str] = [*grid.notes]
    parts, columns = [], []
    for block in layout.blocks:
        rows, described, remarks = _block(grid, block, layout, file)
        parts.append(rows)
        columns += [one for one in described if one not in columns]
        notes += [remark for remark in remarks if remark not in notes]
    rows = pl.concat(parts, how="diagonal") if parts else pl.DataFrame({"row_number": []})
    header = layout.headers[0].at + 1 if layout.headers else None
    rows = _with_sections(rows, layout) if parts else rows
    return Sheet(rows, _fates(grid.frame, layout), columns, header, notes)


def _block(
    grid: Grid, block: Block, layout: Layout, file: str
) -> tuple[pl.DataFrame, list[Described], list[str]]:
    within = range(block.start, block.end)
    keep = pl.Series([at not in layout.verdicts for at in within], dtype=pl.Boolean)
    frame = _fill_merged(grid, block).slice(block.start, len(within)).filter(keep)
    numbers = pl.Series("row_number", within, dtype=pl.Int64).filter(keep) + 1
    plan = settle(block.plan, frame)
    notes = list(_check_twins(plan, frame, file, grid.sheet))
    repeated = {other.position for _, other in plan.twins}
    for column, name in plan.losers:
        winner = _winner(plan, name)
        if same(frame, column, winner):
            repeated.add(column.position)
            notes.append(READ_ONCE.format(column.heading, winner.heading))
        else:
            notes.append(BETTER.format(FIELDS[name].label, winner.heading, column.heading))
    extras, described = _own_columns(plan, frame, repeated)
    return pl.DataFrame([numbers, *fields(plan, frame), *extras]), described, notes


def _own_columns(
    plan: Plan, frame: pl.DataFrame, repeated: set[int]
) -> tuple[list[pl.Series], list[Described]]:
    """The columns of the source in their order; `extras` are those that are no field as they stand."""
    extras: list[pl.Series] = []
    described: list[Described] = []
    for column in sorted([*plan.columns, *_unnamed(plan, frame)], key=lambda c: c.position):
        made = [n for n, recipe in plan.recipes.items() if column.position in recipe.positions]
        kept: str | None = next((name for name in made if plan.recipes[name].how == "one"), None)
        if kept is None and column.position not in repeated:
            kept = _free(f"extra:{column.heading}", [series.name for series in extras])
            extras.append(cell(frame, column.position).alias(kept))
        described.append(
            {
                "position": column.position + 1,
                "heading": column.heading,
                "field": None if kept is None or kept.startswith("extra:") else kept,
                "column": kept,
                "feeds": ", ".join(made) or None,
            }
        )
    return extras, described


def _fill_merged(grid: Grid, block: Block) -> pl.DataFrame:
    """Give every row of a cell merged downwards its text, where the field can be shared."""
    frame = grid.frame
    shared = block.plan.positions(*[n for n in block.plan.recipes if FIELDS[n].kind in _SHARED])
    filled: dict[str, list[str | None]] = {}
    for (top, left), (bottom, right) in grid.merged:
        name = str(left)
        if left != right or left not in shared or name not in frame.columns or top < block.start:
            continue
        cells = filled.setdefault(name, frame[name].to_list())
        cells[top : bottom + 1] = [cells[top]] * (min(bottom + 1, len(cells)) - top)
    return frame.with_columns([pl.Series(n, cells, dtype=pl.String) for n, cells in filled.items()])


def _check_twins(plan: Plan, frame: pl.DataFrame, file: str, sheet: str) -> Iterator[str]:
    for one, other in plan.twins:
        both = f"{xl_col_to_name(one.position)} và {xl_col_to_name(other.position)}"
        if not same(frame, one, other):
            text = f"hai cột cùng tên “{one.heading}” có nội dung khác nhau; đồng chí giữ một cột."
            raise InputProblem(text, file=file, sheet=sheet, column=both)
        yield f"Hai cột {both} cùng tên “{one.heading}” và cùng nội dung nên chỉ đọc một."


def _winner(plan: Plan, name: str) -> Column:
    position = max(plan.recipes[name].positions)
    return next(column for column in plan.columns if column.position == position)


def _unnamed(plan: Plan, frame: pl.DataFrame) -> list[Column]:
    """Columns that hold something for members but have no heading."""
    known = {column.position for column in plan.columns}
    return [
        Column(int(name), f"Cột {xl_col_to_name(int(name))}", (), NOTHING, int(name))
        for name in frame.columns
        if int(name) not in known and frame[name].null_count() < frame.height
    ]


def _free(name: str, taken: list[str]) -> str:
    count, free = 2, name
    while free in taken:
        free, count = f"{name} ({count})", count + 1
    return free


def _with_sections(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    changes = pl.DataFrame(
        [(at + 1, one, above) for at, one, above in layout.sections],
        schema={"row_number": pl.Int64, "section": pl.String, "section_parent": pl.String},
        orient="row",
    )
    changes = changes.unique("row_number", keep="last", maintain_order=True).sort("row_number")
    joined = rows.sort("row_number").join_asof(changes, on="row_number")
    front = ["row_number", "section", "section_parent"]
    return joined.select(front + [name for name in joined.columns if name not in front])


def _fates(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    at = sorted(layout.verdicts)
    found = [layout.verdicts[row] for row in at]
    index = pl.Series("row_number", at, dtype=pl.Int64)
    texts = frame[at].select(
        pl.concat_str(pl.all(), separator=" | ", ignore_nulls=True).str.head(SHOWN)
    )
    others = pl.DataFrame(
        {
            "row_number": index + 1,
            "fate": pl.Series([verdict.fate for verdict in found], dtype=pl.String),
            "kind": pl.Series([verdict.kind or None for verdict in found], dtype=pl.String),
            "reason": pl.Series([verdict.reason or None for verdict in found], dtype=pl.String),
            "text": texts.to_series(),
        }
    )
    every = pl.DataFrame(
        {"row_number": pl.int_range(1, frame.height + 1, eager=True, dtype=pl.Int64)}
    )
    return every.join(others, on="row_number", how="left", maintain_order="left").with_columns(
        pl.col("fate").fill_null("member")
    )
