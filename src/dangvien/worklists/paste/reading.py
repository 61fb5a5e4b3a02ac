"""Text as a spreadsheet puts it on the clipboard: tabs, quotes, breaks inside cells; headings first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dangvien.core.schema import FIELDS
from dangvien.files.headings import field_of
from dangvien.files.safe_cells import restore
from dangvien.quality.field_policy import BY_EVENT_ONLY, policy

MOST = 2000  # rows of one paste
_LONGEST = 4 * 2**20


class Unreadable(Exception):  # noqa: N818
    """Why a paste could not be taken for a table, in words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the field it means, and what happens to it when it means none."""

    heading: str
    field: str
    said: str = ""

    @property
    def label(self) -> str:
        """What the field is called."""
        return FIELDS[self.field].label if self.field else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet counts, its cells by field, all of its texts."""

    number: int
    cells: Mapping[str, str]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What was pasted."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def fields(self) -> list[str]:
        """The fields that have a column, in the order of the paste."""
        return [column.field for column in self.columns if column.field]

    def text(self, rows: Iterable[Row]) -> str:
        """Some of the rows as they would be pasted again."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow([column.heading for column in self.columns])
        writer.writerows(row.texts for row in rows)
        return out.getvalue()


def read(text: str, typed: Mapping[tuple[int, str], str] | None = None) -> Table:
    """The table; `typed`: what somebody wrote over a cell since, by row number and field."""
    if len(text) > _LONGEST:
        raise Unreadable("Bảng dài quá. Đồng chí dán từng phần, mỗi lần nhiều nhất 2.000 dòng.")
    lines = _lines(text)
    if len(lines) < 2:
        raise Unreadable("Dán cả dòng tên cột và ít nhất một dòng người.")
    if len(lines) - 1 > MOST:
        raise Unreadable(f"Mỗi lần dán nhiều nhất 2.000 dòng; bảng này có {len(lines) - 1} dòng.")
    columns = _columns(lines[0])
    if not any(column.field for column in columns):
        raise Unreadable(
            "Dòng đầu phải là tên cột, ví dụ: Họ và tên, Ngày sinh, Số thẻ đảng viên, Số điện thoại."
        )
    rows = tuple(
        _row(number, texts, columns, typed or {}) for number, texts in enumerate(lines[1:], 2)
    )
    return Table(columns, rows)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would reckon with it; here it is text and stays text."""
    return text.strip()[:1] in ("=", "\uff1d")


def _lines(text: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST)
    try:
        read = list(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter="\t"))
    except csv.Error as error:
        raise Unreadable(
            "Bảng có dấu nháy chưa đóng nên không đọc được. Đồng chí chép lại."
        ) from error
    return [line for line in read if any(cell.strip() for cell in line)]


def _columns(headings: list[str]) -> tuple[Column, ...]:
    found = [(text, field_of(text, "member")) for text in headings]
    best: dict[str, int] = {}
    for _, told in found:
        if told:
            best[told[0]] = min(told[1], best.get(told[0], told[1]))
    columns: list[Column] = []
    taken: set[str] = set()
    for text, told in found:
        field, said = _meaning(text, told, best, taken)
        taken |= {field} if field else set()
        columns.append(Column(" ".join(text.split()), field, said))
    return tuple(columns)


def _meaning(
    text: str, told: tuple[str, int] | None, best: Mapping[str, int], taken: set[str]
) -> tuple[str, str]:
    if told is None:
        return "", "chưa hiểu cột này, bỏ qua" if text.strip() else ""
    field, rank = told
    if field in BY_EVENT_ONLY:
        return "", "chỉ đổi bằng sự kiện có quyết định, bỏ qua"
    if policy(field) is None:
        return "", "sổ không giữ thông tin này, bỏ qua"
    if rank > best[field] or field in taken:
        return "", "đã có cột khác cùng nghĩa, bỏ qua"
    return field, ""


def _row(
    number: int, texts: list[str], columns: tuple[Column, ...], typed: Mapping[tuple[int, str], str]
) -> Row:
    whole = [*texts, *[""] * (len(columns) - len(texts))][: len(columns)]
    for at, column in enumerate(columns):
        if column.field and (number, column.field) in typed:
            whole[at] = typed[number, column.field]
    cells = {
        column.field: restore(text).strip()
        for column, text in zip(columns, whole, strict=True)
        if column.field and text.strip()
    }  # fmt: skip
    return Row(number, cells, tuple(whole))
