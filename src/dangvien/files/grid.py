"""One sheet as it was read: every cell as text, rows and columns where Excel shows them."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

BLANK = " \t\r\n\f\v\u00a0"  # what makes an empty cell, besides nothing

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of a sheet; row i of `frame` is Excel's row i + 1, column "j" Excel's column j + 1.

    `sheet` is empty for a text file. Columns that hold nothing are absent. `merged` are the merged
    ranges (first row, first column), (last row, last column), counted from 0; `widths` the number
    of fields in the first records of a text file; `epoch` the calendar that bare numbers count by.
    """

    sheet: str
    frame: pl.DataFrame
    merged: list[Range] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    epoch: int = 1900

    def rows(self, start: int, count: int) -> list[list[str | None]]:
        """Some rows as lists in which a column stands at its position."""
        width = int(self.frame.columns[-1]) + 1
        places = [int(name) for name in self.frame.columns]
        filled: list[list[str | None]] = []
        for row in self.frame.slice(start, count).rows():
            cells: list[str | None] = [None] * width
            for place, text in zip(places, row, strict=True):
                cells[place] = text
            filled.append(cells)
        return filled


def tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """Make empty and blank cells null and drop columns that hold nothing; the height stays."""
    if not frame.width:
        return frame
    cells = pl.all()
    frame = frame.select(pl.when(cells.str.strip_chars(BLANK) != "").then(cells))
    used = [name for name in frame.columns if frame[name].null_count() < frame.height]
    return frame.select(used or frame.columns[:1])
