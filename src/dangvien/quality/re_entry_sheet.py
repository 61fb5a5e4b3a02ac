"""The re-entry list as a workbook: one line a value, every cell text."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

from dangvien.files.safe_cells import not_rich
from dangvien.files.worklist.paper import OPTIONS
from dangvien.look.numbers import day
from dangvien.quality.queries.re_entry import Line

HEADINGS = (
    ("Họ và tên", 190), ("Chi bộ", 190), ("Ô", 150), ("Đang ghi ở CSDL quốc gia", 190),
    ("Nhập lại thành", 190), ("Căn cứ", 280), ("Ai duyệt, ngày", 170), ("Đã nhập", 70),
)  # fmt: skip
_PERSONAL = "Có dữ liệu cá nhân: giữ trên máy cơ quan, dùng đúng mục đích, xóa khi xong việc."


def workbook(lines: Iterable[Line], *, title: str, mark: str) -> bytes:
    """The list as .xlsx, with whose copy it is on every printed page."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({"title": title, "comments": mark})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 2, "num_format": "@"})
        sheet = book.add_worksheet("Nhập lại")
        sheet.write_string(0, 0, not_rich(title), book.add_format({"bold": True, "font_size": 14}))
        for at, line in enumerate((mark, _PERSONAL), 1):
            sheet.write_string(at, 0, not_rich(line))
        for place, (name, width) in enumerate(HEADINGS):
            sheet.write_string(4, place, name, head)
            sheet.set_column_pixels(place, place, width)
        for at, one in enumerate(lines, 5):
            for place, cell in enumerate(_cells(one)):
                sheet.write_string(at, place, not_rich(cell), text)
        sheet.freeze_panes(5, 0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(4)
        sheet.fit_to_pages(1, 0)
        marked = mark.replace("&", "&&")[:230]
        sheet.set_footer(f"&L{marked}&RTrang &P/&N")
    return content.getvalue()


def _cells(one: Line) -> tuple[str, ...]:
    who = f"{one.by}, {day(one.at)}" if one.by else day(one.at)
    return (
        one.name, one.unit, one.pair.label, one.pair.old or "trống", one.pair.new or "bỏ trống",
        one.basis, who, "",
    )  # fmt: skip
