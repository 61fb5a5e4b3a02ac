"""The table of a board as a workbook: text stays text, numbers are numbers."""

from __future__ import annotations

import io

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dangvien.campaigns.board.shape import Board
from dangvien.campaigns.counts import Counts
from dangvien.look.numbers import day

_HEADS = (
    "Đơn vị", "Chốt", "Đã rời", "Mẫu số", "Xong", "Chờ duyệt", "Ở chi bộ", "Ở Công an", "Ở cấp trên",
    "Trong đó ngoại lệ", "Mới đến", "Dự kiến thiếu", "Dự kiến xong",
)  # fmt: skip


def table(board: Board) -> bytes:
    """One sheet: heading with the definition and the moment, a row a unit, the total that closes."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False,
                                      "strings_to_urls": False})  # fmt: skip
    sheet = book.add_worksheet("Tiến độ")
    bold = book.add_format({"bold": True})
    figures = board.figures
    sheet.write_string(0, 0, f"{board.campaign.name} – {board.org.name}", bold)
    sheet.write_string(1, 0, f"Tính đến {figures.as_of:%H:%M} ngày {day(figures.as_of)}. "
                             f"Mẫu số: {figures.denominator}.")  # fmt: skip
    for column, head in enumerate(_HEADS):
        sheet.write_string(3, column, head, bold)
    line = 4
    for one in board.groups.all:
        ends = day(one.ends) if one.ends else "chưa rõ"
        _row(sheet, line, one.row.name, [*_numbers(one.counts), one.late], ends)
        line += 1
    missing = board.forecast.missing if board.forecasted else 0
    _row(sheet, line, f"Toàn {board.org.name}", [*_numbers(board.counts), missing], "", bold)
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, len(_HEADS), 13)
    sheet.freeze_panes(4, 1)
    book.close()
    return made.getvalue()


def _numbers(counts: Counts) -> list[int]:
    return [
        counts.base, counts.gone, counts.whole, counts.done, counts.approval, counts.cell,
        counts.police, counts.above, counts.waived, counts.newcomers,
    ]  # fmt: skip


def _row(
    sheet: Worksheet,
    line: int,
    name: str,
    numbers: list[int],
    ends: str,
    form: Format | None = None,
) -> None:
    sheet.write_string(line, 0, name, form)
    for column, number in enumerate(numbers, 1):
        sheet.write_number(line, column, number, form)
    sheet.write_string(line, len(numbers) + 1, ends, form)
