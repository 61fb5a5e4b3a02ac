"""The files beside the workbook: two lists of single cells, organisations, paper counts, last time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import xlsxwriter

from dangvien.synth.commune.cells import CELLS, PARENT_CODE, PARENT_NAME
from dangvien.synth.commune.layout import (
    COMMA,
    IN_COMMA,
    IN_OLD_FONT,
    OLD_FONT,
    PLAIN,
    plain_headings,
)
from dangvien.synth.commune.legacy import tcvn3, windows_1258

SERIAL = "admission_decision_date"  # in the old font all these dates are bare Excel numbers
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_EXCEL = date(1899, 12, 30)

_ORG = ("Mã TCĐ", "Tên tổ chức đảng", "Mã TCĐ cấp trên", "Hình thức", "Loại hình", "Trạng thái",
        "Ngày thành lập", "Ngày giải thể", "Bí thư", "Văn bản đồng ý")  # fmt: skip
_KIND = {"village": "Xã", "firm": "Doanh nghiệp", "school": "Đơn vị sự nghiệp", "army": "Quân đội",
         "health": "Đơn vị sự nghiệp", "party": "Cơ quan Đảng, MTTQ, đoàn thể",
         "state": "Cơ quan Nhà nước"}  # fmt: skip


def write_comma(folder: Path, shown: pl.DataFrame, rows: Sequence[int]) -> dict[int, str]:
    """Write one cell's list as a windows-1258 text with semicolons; gives row ids."""
    lines = [IN_COMMA, ";".join(plain_headings())]
    for number, row in enumerate(rows, 1):
        values = shown.row(row, named=True)
        lines.append(";".join([str(number), *((values[field] or "") for field in PLAIN)]))
    (folder / COMMA).write_bytes(windows_1258("\r\n".join(lines) + "\r\n"))
    return {row: f"{COMMA}##{number}" for number, row in enumerate(rows, 3)}


def write_old_font(folder: Path, shown: pl.DataFrame, rows: Sequence[int]) -> dict[int, str]:
    """Write one cell's list in the .VnTime font, every letter in TCVN3; gives row ids."""
    book = xlsxwriter.Workbook(folder / OLD_FONT)
    sheet, font = book.add_worksheet("Sheet1"), book.add_format({"font_name": ".VnTime"})
    sheet.write(0, 0, tcvn3(IN_OLD_FONT), font)
    sheet.write_row(2, 0, plain_headings(), book.add_format({"bold": True}))
    for number, row in enumerate(rows, 1):
        values = shown.row(row, named=True)
        sheet.write_number(number + 2, 0, number)
        for place, field in enumerate(PLAIN, 1):
            text = values[field]
            if text is not None and field == SERIAL and (day := _DAY.fullmatch(text)):
                when = date(int(day[3]), int(day[2]), int(day[1]))
                sheet.write_number(number + 2, place, (when - _EXCEL).days)
            elif text is not None:
                sheet.write_string(number + 2, place, tcvn3(text), font)
    book.close()
    return {row: f"{OLD_FONT}#Sheet1#{number}" for number, row in enumerate(rows, 4)}


def write_organisations(folder: Path) -> None:
    """Write the list of organisations: the commune, its 24 cells and one that has been merged."""
    lines: list[tuple[str, ...]] = [
        (PARENT_CODE, PARENT_NAME, "", "Đảng bộ cấp trên trực tiếp cơ sở", "Xã", "Đang hoạt động",
         "01/07/2025", "", CELLS[21].secretary, "")
    ]  # fmt: skip
    for number, cell in enumerate(CELLS, 1):
        lines.append((
            f"{PARENT_CODE[:6]}.{number:03}.000.000", cell.name, PARENT_CODE, "Chi bộ cơ sở",
            _KIND[cell.trade], "Đang hoạt động", "01/07/2025", "", cell.secretary, "",
        ))  # fmt: skip
    lines.append((
        f"{PARENT_CODE[:6]}.090.000.000", "Chi bộ bản Sa Lang", PARENT_CODE, "Chi bộ cơ sở", "Xã",
        "Đã giải thể", "03/02/1990", "30/06/2025", "", "",
    ))  # fmt: skip
    _sheet(folder / "to-chuc.xlsx", "DANH MỤC TỔ CHỨC ĐẢNG XÃ TAM LƯ", _ORG, lines)


def write_control(folder: Path, counts: np.ndarray) -> list[int]:
    """Write the paper counts, two of them wrong; gives the numbers of those two cells."""
    wrong = [3, 16]
    lines = [
        (f"{PARENT_CODE[:6]}.{number + 1:03}.000.000", cell.name,
         str(int(counts[number]) + (number in wrong)))
        for number, cell in enumerate(CELLS)
    ]  # fmt: skip
    headings = ("Mã TCĐ", "Tên tổ chức đảng", "Số đảng viên")
    _sheet(folder / "so-giay.xlsx", "TỔNG HỢP SỐ ĐẢNG VIÊN THEO SỔ CHI BỘ", headings, lines)
    return wrong


def _sheet(path: Path, title: str, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    sheet.write(0, 0, title, book.add_format({"bold": True}))
    sheet.write_row(2, 0, headings, book.add_format({"bold": True}))
    for at, line in enumerate(lines, 3):
        for place, text in enumerate(line):
            if text:
                sheet.write_string(at, place, text)
    book.close()
