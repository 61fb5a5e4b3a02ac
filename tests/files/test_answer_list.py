"""A cell's list as a workbook: out, filled in, back in as text; nothing in it is ever computed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dangvien.files.answer_list import AnswerList, Line, read, write
from dangvien.files.answer_list.data import CODE, SEEN, TYPED
from dangvien.files.problem import InputProblem

LIST = AnswerList(
    committee="Đảng bộ xã Tam Lư", cell="Chi bộ bản Nà Lốc", as_of=date(2025, 12, 15), mark="a-b-c",
    seen=("Thẻ căn cước, tôi đã nhìn thẻ", "Đảng viên đọc cho tôi"), due=date(2025, 12, 19),
    lines=(
        Line(code="TL-07-0003/1", name="Lò Văn Muôn", about="67 tuổi, cạnh nhà văn hóa bản",
             asked="Số căn cước: nhập đủ 12 số", held="99058004217", blocking=True),
        Line(code="TL-07-0003/2", name="=1+1", about="", asked="Chưa có số điện thoại", held=""),
    ),
)  # fmt: skip


def filled(folder: Path, values: dict[tuple[str, int], Any]) -> Path:
    """The list with cells put in by another program: (code, column) → value."""
    at = folder / "danh-sach.xlsx"
    at.write_bytes(write(LIST))
    book = openpyxl.load_workbook(at)
    sheet = book.active
    rows = {sheet.cell(row, CODE + 1).value: row for row in range(1, sheet.max_row + 1)}
    for (code, column), value in values.items():
        sheet.cell(rows[code], column + 1).value = value
    book.save(at)
    return at


def test_it_is_the_same_list_twice_and_reads_back_empty(tmp_path: Path) -> None:
    assert write(LIST) == write(LIST)
    at = tmp_path / "ds.xlsx"
    at.write_bytes(write(LIST))
    back = read(at)
    assert back.mark == "a-b-c"
    assert [(row.code, row.name, row.typed, row.seen) for row in back.rows] == [
        ("TL-07-0003/1", "Lò Văn Muôn", "", ""), ("TL-07-0003/2", "=1+1", "", ""),
    ]  # fmt: skip


def test_only_the_two_last_columns_are_open(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(filled(tmp_path, {})).active
    assert sheet.protection.sheet
    row = next(r for r in range(1, 30) if sheet.cell(r, 1).value == "TL-07-0003/1")
    locked = [sheet.cell(row, column).protection.locked for column in range(1, 7)]
    assert locked == [True, True, True, True, False, False]
    assert sheet.cell(row, 5).number_format == "@"


def test_sources_are_chosen_whole_commas_and_all(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled(tmp_path, {}))
    [rule] = book.active.data_validations.dataValidation
    assert rule.formula1 == "'Nguồn'!$A$1:$A$2"
    assert book["Nguồn"].sheet_state == "hidden"
    assert [cell.value for cell in book["Nguồn"]["A"]] == list(LIST.seen)


def test_what_was_filled_in_comes_back_as_text(tmp_path: Path) -> None:
    at = filled(tmp_path, {
        ("TL-07-0003/1", TYPED): "099058004217",
        ("TL-07-0003/1", SEEN): "Đảng viên đọc cho tôi",
        ("TL-07-0003/2", TYPED): int("990" + "000417"),
    })  # fmt: skip
    rows = read(at).rows
    assert (rows[0].typed, rows[0].seen) == ("099058004217", "Đảng viên đọc cho tôi")
    assert rows[1].typed == "990" + "000417"  # Excel lost the zero: that is told, not mended


def test_a_formula_stays_text(tmp_path: Path) -> None:
    at = filled(tmp_path, {})
    book = openpyxl.load_workbook(at)
    sheet = book.active
    row = next(r for r in range(1, 30) if sheet.cell(r, 1).value == "TL-07-0003/1")
    cell = sheet.cell(row, TYPED + 1)
    cell.value, cell.data_type = '=HYPERLINK("http://x","y")', "s"
    book.save(at)
    assert read(at).rows[0].typed == '=HYPERLINK("http://x","y")'
    again = replace(LIST, lines=(replace(LIST.lines[0], name="=1+1", held="=2+2"),))
    at.write_bytes(write(again))
    values = [c.data_type for line in openpyxl.load_workbook(at).active for c in line if c.value]
    assert set(values) == {"s"}


def test_a_file_that_is_no_such_list_is_refused_in_words(tmp_path: Path) -> None:
    at = tmp_path / "khac.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Họ và tên", "Ngày sinh"])
    book.save(at)
    with pytest.raises(InputProblem, match="không phải danh sách cần hỏi"):
        read(at)
    at.write_bytes(b"PK nothing")
    with pytest.raises(InputProblem):
        read(at)
