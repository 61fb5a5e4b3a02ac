"""Whatever a sheet holds, the counts close: read = members + rejects + skipped, each row once."""

from __future__ import annotations

import contextlib

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangvien.files.grid import Grid, tidy
from dangvien.files.limits import Limits
from dangvien.files.members import read_sheet
from dangvien.files.problem import InputProblem
from dangvien.files.text_table import records

WORDS = [
    "Họ và tên", "Ngày sinh", "Số CCCD", "STT", "Nam", "Nữ", "Dự bị", "Chính thức", "Ngày vào Đảng",
    "Ghi chú", "Chi bộ", "Ngày vào Đảng / ngày chính thức", "Hä vµ tªn", "Quê quán", "Xã",
    "Chi bộ bản Hạ", "Đảng bộ xã Tam Lư", "Tổng cộng", "Cộng: 3", "BÍ THƯ", "T/M CHI ỦY",
    "Tam Lư, ngày 15 tháng 12 năm 2025", "DANH SÁCH ĐẢNG VIÊN", "Nguyễn Thị Lan", "Tổng Văn Cộng",
    "05/03/1987", "099187000001", "99000001", "1", "2", "3", "(1)", "I", "x", "\u00a0", "a\nb",
    "2010",
]  # fmt: skip

CELLS = st.one_of(st.none(), st.sampled_from(WORDS), st.text(max_size=8))
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Ghi chú"]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A sheet of likely and unlikely cells, often with a header, sometimes with merged cells."""
    width = draw(st.integers(1, 7))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=14))
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, min(3, len(rows)))), (HEADER + [None] * 7)[:width])
    first = draw(st.integers(0, 3))
    frame = pl.DataFrame(
        rows, schema={str(first + n): pl.String for n in range(width)}, orient="row"
    )
    corner = st.tuples(st.integers(0, len(rows) - 1), st.integers(first, first + width - 1))
    pairs = draw(st.lists(st.tuples(corner, corner), max_size=3))
    merged = [((min(a, c), min(b, d)), (max(a, c), max(b, d))) for (a, b), (c, d) in pairs]
    widths = draw(st.sampled_from([[], [width] * len(rows), [2] * len(rows)]))
    return Grid("S", tidy(frame), merged, widths=widths)


@settings(max_examples=400)
@given(grids())
def test_every_row_has_one_fate_and_the_members_are_the_rows(grid: Grid) -> None:
    with contextlib.suppress(InputProblem):  # two columns with one heading and two contents
        sheet = read_sheet(grid, "ds.xlsx", "member", Limits())
        assert sheet.fates["row_number"].to_list() == list(range(1, grid.frame.height + 1))
        assert set(sheet.fates["fate"]) <= {"member", "reject", "skipped"}
        members = sheet.fates.filter(pl.col("fate") == "member")["row_number"].to_list()
        assert sheet.rows["row_number"].to_list() == members
        told = sheet.fates.with_columns(pl.col("kind", "reason").is_not_null())
        assert told.filter((pl.col("fate") == "skipped") != pl.col("kind")).is_empty()
        assert told.filter((pl.col("fate") == "reject") != pl.col("reason")).is_empty()


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(1, 9999), st.sampled_from(["An", "Bình", "Chi", "Dung"]))))
def test_no_person_with_a_date_and_a_number_is_ever_lost(people: list[tuple[int, str]]) -> None:
    rows = [[str(n), f"Lò Thị {name}", "05/03/1987", f"0991{n:08}"] for n, name in people]
    frame = pl.DataFrame([HEADER[:4], *rows], schema=["0", "1", "2", "3"], orient="row")
    sheet = read_sheet(Grid("S", frame), "ds.xlsx", "member", Limits())
    assert sheet.rows["full_name"].to_list() == [row[1] for row in rows]
    assert sheet.fates.filter(pl.col("fate") == "member").height == len(rows)


@given(st.text(alphabet='ab,"\n\r;', max_size=60))
def test_records_never_fail_and_never_lose_a_letter(content: str) -> None:
    found = "".join(cell for record in records(content, ",") for cell in record)
    assert found.count("a") == content.count("a")
    assert found.count("b") == content.count("b")


@pytest.mark.parametrize("text", [" " * 31_000 + "x", "1 " * 16_000, "a" * 32_000, "(" * 9_000])
def test_a_long_strange_cell_costs_no_time(text: str) -> None:
    frame = pl.DataFrame({"0": ["STT", "1", text], "1": ["Họ và tên", text, None]})
    sheet = read_sheet(Grid("S", frame), "ds.xlsx", "member", Limits())
    assert sheet.fates.height == 3
