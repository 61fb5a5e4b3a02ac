"""People who live in Excel get their own list back, with what is proposed in amber beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from dangvien.files import cleaned
from dangvien.files.cleaned import Sheet

NUMBER = "09905" + "8004217"
ROWS = pl.DataFrame(
    {
        "row_id": ["a.xlsx#Bản#2", "a.xlsx#Bản#3"],
        "Họ và tên": ["Lò Văn Muôn", "=HYPERLINK(1)"],
        "Số căn cước": [NUMBER[1:], None],
        "Địa chỉ": [" dòng một\ndòng hai & <b>", "_x0041_\r\x07"],
    }
)
MARKS = pl.DataFrame(
    {
        "row_id": ["a.xlsx#Bản#2", "a.xlsx#Bản#3"],
        "column": ["Số căn cước", "Số căn cước"],
        "note": [f"{NUMBER} (thêm số 0 bị mất ở đầu)", "chưa có"],
    }
)
FOUND = pl.DataFrame({"row_id": ["a.xlsx#Bản#2"], "open": [3]})
LIST = Sheet(name="a.xlsx#Bản", rows=ROWS, marks=MARKS, findings=FOUND)


def written(path: Path, *sheets: Sheet) -> openpyxl.Workbook:
    cleaned.write(path, sheets, title="Đảng bộ xã Tam Lư", as_of=date(2025, 12, 15), synthetic=True)
    return openpyxl.load_workbook(path)


def values(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_columns_of_the_source_stand_in_their_order(tmp_path: Path) -> None:
    head, muon, other = values(written(tmp_path / "c.xlsx", LIST)["a.xlsx#Bản"])
    assert head == ["Họ và tên", "Số căn cước", "Địa chỉ", "Đề xuất", "Số việc mở", "Mã dòng"]
    assert muon[1] == NUMBER[1:]
    assert muon[3:] == [f"Số căn cước: {NUMBER} (thêm số 0 bị mất ở đầu)", 3, "a.xlsx#Bản#2"]
    assert (other[0], other[4]) == ("=HYPERLINK(1)", 0)


def test_text_comes_back_as_it_was_and_nothing_is_a_formula(tmp_path: Path) -> None:
    sheet = written(tmp_path / "c.xlsx", LIST)["a.xlsx#Bản"]
    assert sheet["C2"].value == " dòng một\ndòng hai & <b>"
    assert unescape(sheet["C3"].value) == "_x0041_\r\x07"
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "inlineStr"}
    assert sheet["B2"].number_format == "@"


def test_proposals_are_amber_even_where_the_cell_is_empty(tmp_path: Path) -> None:
    sheet = written(tmp_path / "c.xlsx", LIST)["a.xlsx#Bản"]
    amber = {c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fill_type}
    assert amber == {"B2", "D2", "B3", "D3"}


def test_the_first_sheet_explains(tmp_path: Path) -> None:
    book = written(tmp_path / "c.xlsx", LIST)
    said = [str(row[0]) for row in values(book["Đọc trước"])]
    assert "Đảng bộ xã Tam Lư, tính đến 15/12/2025." in said
    assert "a.xlsx#Bản: 2 dòng, 2 đề xuất, 3 việc mở" in said
    assert any(line.startswith("Dữ liệu giả lập") for line in said)
    sheet = book["a.xlsx#Bản"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F3"


def test_names_of_tabs_are_such_as_excel_takes(tmp_path: Path) -> None:
    long = "danh sách đảng viên toàn xã năm nay.xlsx#Trang"
    book = written(
        tmp_path / "c.xlsx",
        *(Sheet(name=name, rows=ROWS) for name in (f"{long} 1", f"{long} 2", "a/b?c", "HISTORY")),
    )
    assert len(book.sheetnames) == 5
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert "a b c" in book.sheetnames


def test_a_list_without_rows_or_marks_is_a_list(tmp_path: Path) -> None:
    book = written(tmp_path / "c.xlsx", Sheet(name="trống.csv", rows=ROWS.clear()))
    assert len(values(book["trống.csv"])) == 1


def test_more_rows_than_excel_people_can_use_are_refused(tmp_path: Path) -> None:
    many = pl.DataFrame({"row_id": pl.int_range(100_001, eager=True).cast(pl.String)})
    with pytest.raises(ValueError, match="100000"):
        written(tmp_path / "c.xlsx", Sheet(name="x", rows=many))
    assert not (tmp_path / "c.xlsx").exists()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), min_size=1, max_size=6))
def test_every_text_survives(tmp_path: Path, texts: list[str]) -> None:
    rows = pl.DataFrame({"row_id": [str(n) for n in range(len(texts))], "x": texts})
    written(tmp_path / "c.xlsx", Sheet(name="x", rows=rows))
    book = CalamineWorkbook.from_path(tmp_path / "c.xlsx")  # what reads our lists reads this one
    read = book.get_sheet_by_name("x").to_python(skip_empty_area=False)
    assert [row[0] for row in read[1:]] == texts
