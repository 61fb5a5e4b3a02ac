"""The tab "Danh sách": who is still to ask, people who block the synchronisation first."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from dangvien.files.safe_cells import not_rich
from dangvien.files.worklist.data import Person, Worklist
from dangvien.files.worklist.paper import Paper, a4, lines

WIDTHS = (34, 216, 256, 78, 56)
LAST = len(WIDTHS) - 1
GROUPS = ((True, "block", "Phải xong để đồng bộ"), (False, "ask", "Nên hỏi thêm"))


def write(sheet: Worksheet, paper: Paper, work: Worklist, places: dict[str, str]) -> None:
    """Write the list; `places` are the links from a sheet code to its page."""
    a4(sheet)
    for column, pixels in enumerate(WIDTHS):
        sheet.set_column_pixels(column, column, pixels)
    row = _head(sheet, paper, work)
    sheet.repeat_rows(row)
    for column, text in enumerate(("Số", "Đảng viên", "Việc cần hỏi", "  Phiếu", "Đã hỏi")):
        sheet.write_string(row, column, text, paper("grey|b"))
    row += 1
    number = 0
    for blocking, style, title in GROUPS:
        people = [person for person in work.ordered if person.blocking == blocking]
        if not people:
            continue
        sheet.set_row(row, 22)
        for column in range(LAST):
            sheet.write_blank(row, column, None, paper(style))
        sheet.write_string(row, 0, title, paper(style))
        sheet.write_string(row, LAST, f"{len(people)} người", paper(f"{style} right"))
        row += 1
        for person in people:
            number += 1
            sheet.write_string(row, 0, str(number), paper("grey|b"))
            _person(sheet, paper, row, person, places.get(person.code, ""))
            row += 1
    _foot(sheet, paper, row + 1, work)
    sheet.print_area(0, 0, row + 2, LAST)


def _head(sheet: Worksheet, paper: Paper, work: Worklist) -> int:
    left, told = len(work.people), f"Tính đến {work.as_of:%d/%m/%Y}"
    texts = [
        ("grey", work.committee),
        ("bold", ", ".join(word for word in (work.cell, work.secretary) if word)),
        ("title", f"Còn {left} đảng viên cần hỏi" if left else "Không còn ai phải hỏi"),
        *((("plain", _pace(work)),) if work.deadline else ()),
        ("plain", f"{work.ready}/{work.active} hồ sơ sẵn sàng đồng bộ. {told}."),
        *((("plain", "Dữ liệu giả lập."),) if work.synthetic else ()),
    ]  # fmt: skip
    for row, (style, text) in enumerate(texts):
        sheet.set_row(row, {"title": 32.0}.get(style, 17.0))
        sheet.write_string(row, 0, not_rich(text), paper(style))
    sheet.set_row(len(texts), 8)
    return len(texts) + 1


def _pace(work: Worklist) -> str:
    """The deadline, what is left of it, and how many people a day that means."""
    if work.deadline is None:
        return ""
    left = (work.deadline - work.as_of).days
    words = f"Hạn của chi bộ: {work.deadline:%d/%m/%Y}"
    if left <= 0 or not work.people:
        return f"{words}."
    daily = -(-len(work.people) // left)
    return f"{words}, còn {left} ngày. Mỗi ngày hỏi {daily} người là kịp."


def _person(sheet: Worksheet, paper: Paper, row: int, person: Person, place: str) -> None:
    tall = max(
        lines(person.shown, WIDTHS[1] - 8, 12, bold=True)
        + (lines(person.about, WIDTHS[1] - 8, 10) if person.about else 0),
        lines(person.summary, WIDTHS[2] - 8),
    )
    sheet.set_row(row, 15 * tall + 10)
    if person.about:
        name, about = (paper("section"), person.shown), (paper("grey"), f"\n{person.about}")
        sheet.write_rich_string(row, 1, *name, *about, paper("person|b"))
    else:
        sheet.write_string(row, 1, not_rich(person.shown), paper("value wrap|b"))
    sheet.write_string(row, 2, not_rich(person.summary), paper("person|b"))
    if place:
        sheet.write_url(row, 3, place, paper("link|b"), person.code, "Sang phiếu")
    else:
        sheet.write_string(row, 3, person.code, paper("text|b"))
    sheet.write_string(row, 4, "☐", paper("tick|b"))


def _foot(sheet: Worksheet, paper: Paper, row: int, work: Worklist) -> None:
    if work.help:
        sheet.write_string(row, 0, f"Cần người giúp: {work.help}", paper("small"))
    keep = "Danh sách có thông tin cá nhân: không chụp, không gửi qua mạng; xong thì hủy."
    sheet.write_string(row + 1, 0, keep, paper("small"))
