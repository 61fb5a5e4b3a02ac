"""The rows of a sheet: which are people, and what all the others are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from dangvien.files import lines
from dangvien.files.grid import Grid
from dangvien.files.header import Areas, Header, first_header, header_at
from dangvien.files.headings import NONE_SETTLED, Settled, Table, is_heading
from dangvien.files.judge import Cells, Verdict, eyes, judge
from dangvien.files.plan import Plan

HEAD = 60  # rows among which the first header is looked for
ABOVE = 10  # rows over a further header that may be its title
TOO_LONG = "Ô quá dài."
TOO_MANY = "Dòng có nhiều ô hơn dòng tiêu đề."
NO_HEADER = "Trang không có dòng tiêu đề nhận ra được."
OVER_HEADER = "Dòng nằm trên dòng tiêu đề."
BLANK = Verdict("skipped", "blank")
# Lower-case starts of what a row may say instead of a name; rows that say so are looked at closely.
_SUSPECT = (
    "chi b|cb|đảng|dang|db |tổ |thôn|bản|tổng|cộng|tong|cong|®¶ng|tæng|céng|ñaûng|toång|coäng"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows `start` up to `end` below one header, or below several that say the same."""

    start: int
    end: int
    plan: Plan


@dataclass(slots=True)
class Layout:
    """Blocks of a sheet, and the verdict on each row that is not simply a member.

    `sections` are (row, organisation, the one above it), each holding from its row on.
    """

    blocks: list[Block] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    sections: list[tuple[int, str | None, str | None]] = field(default_factory=list)


def lay_out(grid: Grid, table: Table, longest: int, settled: Settled = NONE_SETTLED) -> Layout:
    """Tell the fate of every row of a sheet; no block when no header is recognised."""
    merged: dict[int, list[tuple[tuple[int, int], tuple[int, int]]]] = {}
    for area in grid.merged:
        merged.setdefault(area[0][0], []).append(area)
    top = grid.rows(0, HEAD)
    header = first_header(top, merged, table, settled)
    layout = Layout()
    if header is None:
        layout.verdicts = dict(_without_header(grid.frame))
        return layout
    layout.headers = [header, *_further_headers(grid, header, merged, table, settled)]
    for at in range(header.at):
        layout.verdicts[at] = _above(top[at])
    layout.blocks = _blocks(layout.headers, grid.frame.height)
    for one in layout.headers:
        for at in range(one.at, one.at + one.depth):
            layout.verdicts[at] = Verdict("skipped", "header")
    for block in layout.blocks:
        _judge_block(grid, block, layout, longest)
    _retitle(grid, layout)
    _settle_totals(layout, grid.frame.height)
    layout.sections = list(_sections(top[: header.at], layout))
    return layout


def _without_header(frame: pl.DataFrame) -> Iterator[tuple[int, Verdict]]:
    for at, row in enumerate(frame.rows()):
        filled = sum(cell is not None for cell in row)
        if not filled:
            yield at, BLANK
        elif filled < 3:
            yield at, Verdict("skipped", "title")
        else:
            yield at, Verdict("reject", reason=NO_HEADER)


def _above(row: Sequence[str | None]) -> Verdict:
    cells = [text for text in row if text]
    if not cells:
        return BLANK
    dated = sum(any(c.isdigit() for c in text) and not lines.is_signature(text) for text in cells)
    if len(cells) > 3 and dated > 2:
        return Verdict("reject", reason=OVER_HEADER)
    return Verdict("skipped", "title")


def _blocks(headers: Sequence[Header], height: int) -> list[Block]:
    blocks: list[Block] = []
    for header in headers:
        start = header.at + header.depth
        if blocks and blocks[-1].plan.columns == header.plan.columns:
            blocks[-1] = Block(blocks[-1].start, height, header.plan)
            continue
        if blocks:
            blocks[-1] = Block(blocks[-1].start, header.at, blocks[-1].plan)
        blocks.append(Block(start, height, header.plan))
    return blocks


def _further_headers(
    grid: Grid, first: Header, merged: Areas, table: Table, settled: Settled
) -> Iterator[Header]:
    start = first.at + first.depth
    frame = grid.frame.slice(start)
    free = start
    for at, cells in _candidates(frame, first.plan):
        if start + at < free:
            continue
        headings = sum(len(text) < 80 and is_heading(text, table) for text in cells.values())
        if headings < 2:
            continue
        rows = grid.rows(start + at, 8)
        if header := header_at(rows, 0, merged, table, start + at, settled):
            free = header.at + header.depth
            yield header


def _candidates(frame: pl.DataFrame, plan: Plan) -> list[tuple[int, Cells]]:
    """Rows that are not plainly members, with their cells."""
    plain = _plain(frame, plan)
    index = pl.int_range(frame.height, eager=True)
    picked = frame.filter(~plain)
    places = [int(name) for name in picked.columns]
    return [
        (at, {p: text for p, text in zip(places, row, strict=True) if text is not None})
        for at, row in zip(index.filter(~plain).to_list(), picked.rows(), strict=True)
    ]


def _plain(frame: pl.DataFrame, plan: Plan) -> pl.Series:
    """Members beyond doubt: a name, and a running number or a date or number where one belongs."""
    look = eyes(plan)

    def some(positions: Sequence[int], test: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
        there = [pl.col(str(p)) for p in positions if str(p) in frame.columns]
        return pl.any_horizontal([test(cell) for cell in there] or [pl.lit(value=False)])

    name = pl.concat_str(
        [pl.col(str(p)) for p in look.names if str(p) in frame.columns] or [pl.lit("")],
        separator=" ",
        ignore_nulls=True,
    )
    suspect = name.str.normalize("NFC").str.to_lowercase().str.contains(_SUSPECT)
    named = some(look.names, lambda cell: cell.str.contains(r"\p{L}")) & ~suspect
    running = some(look.numbering, lambda cell: cell.str.contains(r"^\s*\d{1,6}[.)]?\s*$"))
    telling = (*look.identifiers, *look.dates)
    evident = some(telling, lambda cell: cell.str.contains(r"\d{4,}|\d[/.\-]\d"))
    many = pl.sum_horizontal([pl.col(c).is_not_null() for c in frame.columns]) >= 3
    plain = named & (running | (evident & many))
    return frame.select(plain.fill_null(value=False)).to_series()


def _judge_block(grid: Grid, block: Block, layout: Layout, longest: int) -> None:
    frame = grid.frame.slice(block.start, block.end - block.start)
    look = eyes(block.plan)
    signing, last = False, -1
    for offset, cells in _candidates(frame, block.plan):
        at = block.start + offset
        if at in layout.verdicts:
            signing = False
            continue
        signing = signing and _only_lines(layout, last, at)
        verdict = judge(cells, look, signing)
        if verdict.fate != "member":
            layout.verdicts[at] = verdict
        signing = verdict.kind == "signature" or (signing and verdict.kind in {"blank", "number"})
        last = at
    for at, reason in _broken(grid, block, longest):
        if at not in layout.verdicts:
            layout.verdicts[at] = Verdict("reject", reason=reason)


def _only_lines(layout: Layout, last: int, at: int) -> bool:
    """No plain member between two rows that were judged one after the other."""
    return all(row in layout.verdicts for row in range(last, at))


def _broken(grid: Grid, block: Block, longest: int) -> Iterator[tuple[int, str]]:
    frame = grid.frame.slice(block.start, block.end - block.start)
    index = pl.int_range(block.start, block.end, eager=True)
    long = frame.select(
        pl.any_horizontal(pl.all().str.len_bytes() > longest).fill_null(value=False)
    ).to_series()
    for at, row in zip(index.filter(long), frame.filter(long).rows(), strict=True):
        if any(text and len(text) > longest for text in row):
            yield at, TOO_LONG
    width = _width(grid, block)
    beyond = [name for name in frame.columns if width and int(name) >= width]
    if beyond:
        over = frame.select(pl.any_horizontal(pl.col(beyond).is_not_null())).to_series()
        yield from ((at, TOO_MANY) for at in index.filter(over))


def _width(grid: Grid, block: Block) -> int:
    """Fields of a text table's header; 0 for a workbook, whose rows cannot be broken."""
    if not grid.widths:
        return 0
    header = block.start - 1
    known = header < len(grid.widths)
    return grid.widths[header] if known else block.plan.columns[-1].position + 1


def _retitle(grid: Grid, layout: Layout) -> None:
    """Lines of text right above a further header are its title, not people and not signatures."""
    for header in layout.headers[1:]:
        start = max(header.at - ABOVE, 0)
        rows = grid.rows(start, header.at - start)
        for at in range(header.at - 1, start - 1, -1):
            verdict = layout.verdicts.get(at)
            filled = [text for text in rows[at - start] if text]
            if verdict is None and len(filled) > 1:
                break
            if verdict and verdict.kind not in {"blank", "title", "signature", ""}:
                break
            if verdict and verdict.kind == "" and len(filled) > 2:
                break
            if filled and (verdict is None or verdict.kind in {"", "signature"}):
                found = lines.organisations_in_title(filled[0])
                layout.verdicts[at] = Verdict("skipped", "title", "", *(found[-1] if found else ()))


def _settle_totals(layout: Layout, height: int) -> None:
    """A total with members, or another total, below it is a subtotal."""
    if not any(verdict.kind == "total" for verdict in layout.verdicts.values()):
        return
    below = False
    for at in range(height - 1, -1, -1):
        verdict = layout.verdicts.get(at)
        if verdict is None:
            below = True
        elif verdict.kind == "total":
            if below:
                layout.verdicts[at] = Verdict("skipped", "subtotal")
            below = True


def _sections(
    titles: Sequence[Sequence[str | None]], layout: Layout
) -> Iterator[tuple[int, str | None, str | None]]:
    titled = not layout.headers[0].plan.positions("org_name", "org_code")
    committee: str | None = None
    named = False
    if titled:
        cell, committee = _title_block([text for row in titles for text in row if text])
        named = cell is not None
        yield 0, cell, committee
    for at, verdict in sorted(layout.verdicts.items(), key=lambda item: item[0]):
        if verdict.kind == "title" and not titled:
            continue
        if verdict.level == "committee":
            committee, named = verdict.organisation, True
            yield (at, committee, None) if verdict.kind == "section" else (at, None, committee)
        elif verdict.level == "cell" or (verdict.level == "unit" and not named):
            named = named or verdict.level == "cell"
            yield at, verdict.organisation, committee


def _title_block(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """The one cell and the nearest committee that the lines above the header name."""
    found = [named for text in texts for named in lines.organisations_in_title(text)]
    cells = {name for level, name in found if level == "cell"}
    committees = [name for level, name in found if level == "committee"]
    return cells.pop() if len(cells) == 1 else None, committees[-1] if committees else None
