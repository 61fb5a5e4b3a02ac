"""The quick paths are speed only: whatever they take, the reader of one cell reads the same."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core import fast
from dangvien.core.cells import Vote, read_cell
from dangvien.core.schema import MEMBER, Field
from dangvien.core.standardise import standardise
from dangvien.core.text import SURNAMES

AS_OF = date(2025, 12, 15)
FIELD = {field.kind: field for field in reversed(MEMBER)}

digits = st.text("0123456789", min_size=1, max_size=13)
number = st.builds(
    "{}{}{}".format, st.sampled_from(["", "0", "09", "099", "'"]), digits,
    st.sampled_from(["", ".0", " ", "TH", "ĐN", "th"]),
)  # fmt: skip
part = st.integers(0, 40).map(str) | st.integers(0, 31).map("{:02}".format)
year = st.integers(0, 2300).map(str) | st.sampled_from(["1900", "1899", "2000", "75"])
separator = st.sampled_from(["/", ".", "-", " ", "/ "])
dated = st.builds("{}{}{}{}{}".format, part, separator, part, separator, year) | st.builds(
    "{}-{:02}-{:02}".format, year, st.integers(0, 13), st.integers(0, 32)
)
word = st.sampled_from(
    ["Thị", "HƯỜNG", "hoà", "Ð", "ð", "e\u0302", "Y-Ban", "H'Hen", "2", "\u200b"]
)
name = st.lists(st.sampled_from(sorted(SURNAMES)) | word, min_size=1, max_size=5).flatmap(
    lambda words: st.sampled_from([" ", "  ", "\u00a0"]).map(lambda gap: gap.join(words))
)
texts = st.text(max_size=12) | name | number | dated


def as_frame(field: Field, cells: list[str]) -> tuple[list[tuple[object, ...]], dict[str, str]]:
    """What a frame makes of the cells: their columns, and the reasons of applied changes."""
    rows = [str(row) for row in range(len(cells))]
    raw = pl.DataFrame({"row_id": rows, "source": "", field.name: cells})
    made = standardise(raw, as_of=AS_OF, votes={}, fields=(field, FIELD["status"]))
    columns = [field.name, *(f"{field.name}__{part}" for part in ("fault", "fix", "detail"))]
    applied = made.changes.filter(pl.col("applied") == "yes")
    return made.frame.select(columns).rows(), dict(applied.select("row_id", "reason").iter_rows())


@pytest.mark.parametrize("kind", sorted(fast.PATHS))
@given(cells=st.lists(texts.filter(lambda cell: cell.strip(" \t\r\n\u00a0")), min_size=1))
def test_a_frame_reads_as_one_cell_does(kind: str, cells: list[str]) -> None:
    field = FIELD[kind]
    rows, reasons = as_frame(field, cells)
    for number, (cell, row) in enumerate(zip(cells, rows, strict=True)):
        alone = read_cell(field, cell, Vote(), AS_OF)
        assert row == (alone.value, alone.fault, alone.fix, alone.detail)
        if alone.value != cell and alone.reason:
            assert reasons[str(number)] == alone.reason


def test_every_day_reads_alike_in_each_notation() -> None:
    days = pl.date_range(date(1895, 1, 1), date(2099, 12, 31), eager=True)[::3]
    shapes = ("%Y-%m-%d", "%d/%m/%Y", "%-d/%-m/%Y", "%d.%m.%Y", "%d-%m-%Y")
    cells = [cell for shape in shapes for cell in days.dt.to_string(shape)]
    field = FIELD["date"]
    alone = [read_cell(field, cell, Vote(), AS_OF) for cell in cells]
    assert as_frame(field, cells)[0] == [(r.value, r.fault, r.fix, r.detail) for r in alone]
