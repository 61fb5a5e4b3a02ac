"""Lists as workbooks: a title, a heading, a section row above the members of each cell."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl
import xlsxwriter

SHEET = "Danh sách"
_TITLES = ("DANH SÁCH ĐẢNG VIÊN", "(Dữ liệu giả lập)")


def write_members(path: Path, members: pl.DataFrame, sections: pl.DataFrame) -> pl.Series:
    """Write the member list; gives the row id of each member, in the order of `members`.

    `sections`: unit and cell under whose section rows each member stands.
    """
    ids: list[str] = []
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, bold = book.add_worksheet(SHEET), book.add_format({"bold": True})
        for at, title in enumerate(_TITLES):
            sheet.write_string(at, 1, title, bold)
        sheet.write_row(3, 0, ["STT", *members.columns], bold)
        at, unit, cell = 4, None, None
        for number, (above, own, row) in enumerate(
            zip(sections["unit"], sections["name"], members.iter_rows(), strict=True), 1
        ):
            if above != unit:
                sheet.write_string(at, 1, above, bold)
                at, unit, cell = at + 1, above, None
            if own != cell:
                sheet.write_string(at, 1, own, bold)
                at, cell = at + 1, own
            sheet.write_number(at, 0, number)
            for place, text in enumerate(row, 1):
                if text is not None:
                    sheet.write_string(at, place, text)
            at += 1
            ids.append(f"{path.name}#{SHEET}#{at}")
        sheet.write_string(at, 1, f"Tổng cộng: {len(members)} đảng viên", bold)
    return pl.Series("row_id", ids, dtype=pl.String)


def write_plain(path: Path, columns: Iterable[str], rows: Iterable[tuple[str | None, ...]]) -> None:
    """Write a table as text cells below its heading."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, list(columns), book.add_format({"bold": True}))
        for at, row in enumerate(rows, 1):
            for place, text in enumerate(row):
                if text is not None:
                    sheet.write_string(at, place, text)
