"""The workbook that goes out, in the look of the worklist; every cell is text, two columns are open."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dangvien.files.answer_list.data import HEADS, MARK, SEEN, TYPED, AnswerList, Line
from dangvien.files.safe_cells import not_rich
from dangvien.files.worklist.paper import OPTIONS, Paper, a4, lines

WIDTHS = (104, 186, 246, 130, 190, 150)
SOURCES = "Nguồn"
LAST = len(WIDTHS) - 1


def write(work: AnswerList) -> bytes:
    """The list of one cell as .xlsx; the same list gives the same bytes."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        made = datetime.combine(work.as_of, time(), tzinfo=UTC).replace(tzinfo=None)
        book.set_properties({"title": f"Danh sách cần hỏi: {work.cell}", "created": made})
        paper, sheet = Paper(book), book.add_worksheet("Danh sách")
        row = _head(sheet, paper, work)
        for line in work.lines:
            row += 1
            _line(sheet, paper, row, line)
        _sources(book.add_worksheet(SOURCES), work)
        _rules(sheet, work, row)
        keep = "Danh sách có thông tin cá nhân: không chụp, không gửi qua mạng; xong thì hủy."
        sheet.write_string(row + 2, 0, keep, paper("small"))
    return content.getvalue()


def _head(sheet: Worksheet, paper: Paper, work: AnswerList) -> int:
    """The lines above and the headings; the row of the headings."""
    a4(sheet)
    sheet.set_landscape()
    for column, pixels in enumerate(WIDTHS):
        sheet.set_column_pixels(column, column, pixels)
    due = f" Gửi lại trước hết ngày {work.due:%d/%m/%Y}." if work.due else ""
    texts = (
        ("grey", work.committee), ("bold", work.cell), ("title", "Danh sách cần hỏi"),
        ("plain", "Chỉ ghi vào hai cột cuối, ô ghi lại phải có nguồn; không hỏi được thì để trống."),
        ("plain", f"Tính đến {work.as_of:%d/%m/%Y}.{due}"
                  f"{' Dữ liệu giả lập.' if work.synthetic else ''}"),
        ("small", f"{MARK}: {work.mark}"),
    )  # fmt: skip
    for row, (style, text) in enumerate(texts):
        sheet.set_row(row, {"title": 30.0}.get(style, 17.0))
        sheet.write_string(row, 0, not_rich(text), paper(style))
    top = len(texts) + 1
    sheet.set_row(top, 20)
    for column, text in enumerate(HEADS):
        sheet.write_string(top, column, text, paper("grey|B"))
    sheet.freeze_panes(top + 1, 2)
    sheet.repeat_rows(top)
    return top


def _line(sheet: Worksheet, paper: Paper, row: int, line: Line) -> None:
    who = f"{line.name}\n{line.about}" if line.about else line.name
    asked = f"{line.asked} (phải xong để đồng bộ)" if line.blocking else line.asked
    tall = max(
        lines(line.name, WIDTHS[1] - 8) + (lines(line.about, WIDTHS[1] - 8) if line.about else 0),
        lines(asked, WIDTHS[2] - 8), lines(line.held, WIDTHS[3] - 8),
    )  # fmt: skip
    sheet.set_row(row, 15 * tall + 8)
    sheet.write_string(row, 0, line.code, paper("value|b"))
    sheet.write_string(row, 1, not_rich(who), paper("plain wrap|b"))
    sheet.write_string(row, 2, not_rich(asked), paper("plain wrap|b"))
    sheet.write_string(row, 3, not_rich(line.held or "chưa có"), paper("value wrap|b"))
    sheet.write_blank(row, TYPED, None, paper("open"))
    sheet.write_blank(row, SEEN, None, paper("open"))


def _sources(sheet: Worksheet, work: AnswerList) -> None:
    """The words to choose from on a sheet of their own: in one cell a comma would part them."""
    for row, words in enumerate(work.seen):
        sheet.write_string(row, 0, words)
    sheet.hide()


def _rules(sheet: Worksheet, work: AnswerList, last: int) -> None:
    """Only the two open columns take typing, the second one from the list of sources."""
    first = last - len(work.lines) + 1
    rule = {
        "validate": "list", "source": f"='{SOURCES}'!$A$1:$A${len(work.seen)}", "error_type": "warning",
        "input_title": "Nhìn thấy ở đâu", "input_message": "Chọn một nguồn trong danh sách.",
    }  # fmt: skip
    if work.lines:
        sheet.data_validation(first, SEEN, last, SEEN, rule)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last + 2, LAST)
