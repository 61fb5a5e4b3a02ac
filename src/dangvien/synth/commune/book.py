"""The commune's own workbook: titles, two-row heading, sections, totals, signatures, a hidden sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dangvien.synth.commune.cells import CELLS
from dangvien.synth.commune.layout import BOOK, COLUMNS

SHEET = "Danh sách"
REJECTS = 2
_STRAY_AFTER = 12  # after this section stand rows that are not a person
_DAY = re.compile(r"(\d\d)/(\d\d)/((?:19|20)\d\d)")
_TITLES = (
    (1, "ĐẢNG BỘ TỈNH THANH HÓA"), (2, "ĐẢNG BỘ XÃ TAM LƯ"), (4, "DANH SÁCH ĐẢNG VIÊN"),
    (5, "(Kèm theo Kế hoạch làm sạch dữ liệu, tính đến ngày 15/12/2025)"),
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
          "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV")  # fmt: skip


def write_book(
    folder: Path, shown: pl.DataFrame, order: Mapping[str, Sequence[int]], own: set[int]
) -> dict[int, str]:
    """Write the workbook; gives the row id of each row that is in it.

    `order`: rows by section. `own`: rows whose own unit stands in the column as well.
    """
    book = xlsxwriter.Workbook(folder / BOOK)
    sheet = book.add_worksheet(SHEET)
    bold, mid = book.add_format({"bold": True}), book.add_format({"bold": True, "align": "center"})
    dated = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, text in _TITLES:
        sheet.merge_range(row - 1, 0, row - 1, 8, text, mid)
    _head(sheet, mid)
    at, number, ids = 9, 0, {}
    for place, cell in enumerate(cell for cell in CELLS if cell.name in order):
        sheet.write(at, 0, _ROMAN[place], bold)
        sheet.merge_range(at, 1, at, 8, cell.name, bold)
        at += 1
        for row in order[cell.name]:
            number += 1
            _line(sheet, at, number, shown.row(row, named=True), place % 3 == 0, row in own, dated)
            ids[row] = f"{BOOK}#{SHEET}#{at + 1}"
            at += 1
        if place == _STRAY_AFTER:
            at = _stray(sheet, at)
        if place % 4 == 0:
            sheet.write(at, 1, f"Cộng: {len(order[cell.name])} đồng chí", bold)
            at += 1
        at += place % 5 == 4  # now and then a blank row
    _foot(sheet, at + 1, number, bold)
    hidden = book.add_worksheet("Tạm")
    hidden.write_row(0, 0, ["Họ và tên", "Ngày sinh", "Chi bộ"])
    hidden.write_row(1, 0, ["Lò Văn Cũ", "01/02/1950", "Chi bộ bản cũ"])
    hidden.hide()
    book.close()
    return ids


def _stray(sheet: Worksheet, at: int) -> int:
    """Rows that are somebody's data and nobody's row (rejects), and one with a mere number."""
    sheet.write_string(at, 8, "0900 000 286")
    sheet.write_string(at + 1, 12, "Thôn 3, xã Tam Lư, tỉnh Thanh Hóa")
    sheet.write_number(at + 2, 0, 999)
    return at + 3


def _head(sheet: Worksheet, mid: Format) -> None:
    """Two rows of headings with merged groups, then the row of column numbers."""
    start = 0
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write(8, at, f"({at + 1})", mid)
        if column.above is None:
            sheet.merge_range(6, at, 7, at, column.heading, mid)
            continue
        sheet.write(7, at, column.heading, mid)
        start = at if COLUMNS[at - 1].above != column.above else start
        if at + 1 == len(COLUMNS) or COLUMNS[at + 1].above != column.above:
            sheet.merge_range(6, start, 6, at, column.above, mid)


def _line(
    sheet: Worksheet, at: int, number: int, row: dict[str, str | None], dates: bool, own: bool,
    dated: Format,
) -> None:  # fmt: skip
    sheet.write_number(at, 0, number)
    for place, column in enumerate(COLUMNS):
        text = row[column.field] if column.field else None
        if text is None or (column.field == "org_name" and not own):
            continue
        day = _DAY.fullmatch(text)
        real = day and int(day[2]) <= 12 and int(day[1]) <= 28
        if dates and real and day:
            when = datetime(int(day[3]), int(day[2]), int(day[1]))  # noqa: DTZ001 - a day, no clock
            sheet.write_datetime(at, place, when, dated)
        elif _is_number(column.field, text):
            sheet.write_number(at, place, int(text))
        else:
            sheet.write_string(at, place, text)


def _is_number(field: str | None, text: str) -> bool:
    """What Excel has turned into a number: ids, cards and phones that lost their zero, serials."""
    lost = {"citizen_id": 11, "card_number": 7, "phone": 9, "official_date": 5}
    return text.isdigit() and len(text) == lost.get(field or "", 0)


def _foot(sheet: Worksheet, at: int, number: int, bold: Format) -> None:
    sheet.write(at, 1, f"Tổng cộng: {number} đảng viên", bold)
    sheet.write(at + 2, 12, "Tam Lư, ngày 15 tháng 12 năm 2025")
    sheet.write(at + 3, 1, "NGƯỜI LẬP BIỂU", bold)
    sheet.write(at + 3, 12, "T/M ĐẢNG ỦY", bold)
    sheet.write(at + 4, 12, "PHÓ BÍ THƯ", bold)
