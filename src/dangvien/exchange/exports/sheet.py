"""The workbook of a list that leaves: text cells only, the watermark on every printed page."""

from __future__ import annotations

from io import BytesIO

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dangvien.exchange.exports.take import Taken
from dangvien.files.safe_cells import not_rich
from dangvien.files.worklist.paper import OPTIONS

_LONGEST = 255  # characters that Excel takes in a header or footer
_PERSONAL = "Có dữ liệu cá nhân: giữ trên máy cơ quan, dùng đúng mục đích, xóa khi xong việc."


def workbook(taken: Taken) -> bytes:
    """The list as .xlsx."""
    above = [
        f"Danh sách đảng viên, {taken.export.org.name}", taken.watermark,
        f"Mục đích: {taken.export.purpose}. {_PERSONAL}",
    ]  # fmt: skip
    return written([("Danh sách", taken.rows)], above, taken.watermark)


def written(sheets: list[tuple[str, pl.DataFrame]], above: list[str], watermark: str) -> bytes:
    """Sheets: lines above, headings, rows. Every cell is text, whatever it begins with."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({"title": above[0], "comments": watermark})
        styles = {
            "text": book.add_format({"num_format": "@"}),
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "bottom": 2, "num_format": "@"}
            ),
            "title": book.add_format({"bold": True, "font_size": 14}),
        }
        for number, (_, rows) in enumerate(sheets, 1):
            # A tab's name is not the source's: Excel refuses some that other programs write.
            sheet = book.add_worksheet("Danh sách" if number == 1 else f"Danh sách {number}")
            _fill(sheet, rows, above, styles)
            _paper(sheet, len(above) + 1, watermark)
        if not sheets:
            book.add_worksheet("Danh sách")
    return content.getvalue()


def _fill(
    sheet: Worksheet, rows: pl.DataFrame, above: list[str], styles: dict[str, Format]
) -> None:
    for at, line in enumerate(above):
        sheet.write_string(at, 0, not_rich(line), styles["title"] if at == 0 else None)
    top = len(above) + 1
    for place, name in enumerate(rows.columns):
        sheet.write_string(top, place, not_rich(name), styles["head"])
        sheet.set_column_pixels(place, place, _width(rows[name], name))
    for at, row in enumerate(rows.iter_rows(), top + 1):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(at, place, not_rich(str(cell)), styles["text"])


def _paper(sheet: Worksheet, top: int, watermark: str) -> None:
    sheet.freeze_panes(top + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(top)
    sheet.fit_to_pages(1, 0)
    marked = watermark.replace("&", "&&")
    sheet.set_header(f"&L{marked}"[:_LONGEST])
    sheet.set_footer(f"&L{marked}"[: _LONGEST - 12] + "&RTrang &P/&N")


def _width(column: pl.Series, heading: str) -> int:
    cells = column.cast(pl.String).str.len_chars().quantile(0.95) or 0
    return int(min(max(cells * 8 + 14, len(heading) * 5 + 40, 50), 320))
