"""The tab "Phiếu": every person's sheet, one under another, each beginning a new page."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from dangvien.files.safe_cells import not_rich
from dangvien.files.worklist.data import Person, Worklist
from dangvien.files.worklist.layout import GRID, LAST, Cell, Line, pages
from dangvien.files.worklist.paper import Paper, a4


def write(
    sheet: Worksheet, paper: Paper, work: Worklist, people: Iterable[tuple[int, Person]]
) -> dict[str, int]:
    """Write the numbered people; returns the first row (from 0) of each sheet code."""
    a4(sheet)
    # Edges belong to whole rows, which is fast; what lies beyond the page is hidden.
    sheet.set_column("T:XFD", None, None, {"hidden": True})
    for column, pixels in enumerate(GRID):
        sheet.set_column_pixels(column, column, pixels)
    row, starts, breaks = 0, {}, []
    for number, person in people:
        starts[person.code] = row
        for page in pages(work, person, number, len(work.people)):
            for line in page:
                _line(sheet, paper, row, line)
                row += 1
            breaks.append(row)
    sheet.set_h_pagebreaks(breaks[:-1])
    sheet.print_area(0, 0, max(row - 1, 0), LAST)
    return starts


def _line(sheet: Worksheet, paper: Paper, row: int, line: Line) -> None:
    sheet.set_row(row, line.height, paper(f"plain|{line.edges}") if line.edges else None)
    for cell in line.cells:
        _cell(sheet, paper, row, cell)


def _cell(sheet: Worksheet, paper: Paper, row: int, cell: Cell) -> None:
    style = paper(cell.style)
    if cell.merge and cell.last > cell.first:
        sheet.merge_range(row, cell.first, row, cell.last, "", style)
    if not cell.text:
        sheet.write_blank(row, cell.first, None, style)
    elif isinstance(cell.text, str):
        sheet.write_string(row, cell.first, not_rich(cell.text), style)
    else:
        parts = [piece for name, text in cell.text for piece in (paper(name), text)]
        sheet.write_rich_string(row, cell.first, *parts, style)
