"""cleaned.xlsx: the lists as people know them, values in force, proposals marked beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dangvien.files.safe_cells import not_rich
from dangvien.files.sheet_rows import fill
from dangvien.files.worklist.paper import AMBER, AMBER_INK, FACE, OPTIONS

MOST = 100_000  # rows; beyond that the csv files are the place
SAMPLE = ("text", "mark", "number")
PLAIN = {"font_name": FACE, "font_scheme": "none", "valign": "top"}
STYLES: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@"},
    "mark": {"num_format": "@", "bg_color": AMBER, "font_color": AMBER_INK},
    "number": {"num_format": "0", "align": "center"},
    "head": {"bold": True, "text_wrap": True, "bottom": 2, "num_format": "@"},
    "title": {"bold": True, "font_size": 16},
    "words": {"text_wrap": True},
}
ADDED = ("Đề xuất", "Số việc mở", "Mã dòng")
MARKS = {"row_id": pl.String, "column": pl.String, "note": pl.String}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One source sheet.

    `rows`: `row_id`, then the source's columns under their own headings, in their order, as String
    (values in force). `marks`: `row_id`, `column` (a heading of `rows`) and `note` ("099… (thêm số
    0 bị mất ở đầu)"), one row a proposal. `findings`: `row_id`, `open` (how many open findings).
    """

    name: str
    rows: pl.DataFrame
    marks: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MARKS))
    findings: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(schema={"row_id": pl.String, "open": pl.Int64})
    )


def write(
    path: Path, sheets: Sequence[Sheet], *, title: str, as_of: date, synthetic: bool = False
) -> None:
    """Write the workbook: "Đọc trước", then one tab a source sheet.

    Raises ValueError beyond `MOST` rows in all.
    """
    if (count := sum(sheet.rows.height for sheet in sheets)) > MOST:
        raise ValueError(f"{count} rows: cleaned.xlsx holds at most {MOST}")
    names = _tab_names([sheet.name for sheet in sheets])
    tabs = [_cells(sheet) for sheet in sheets]
    shape = BytesIO()
    with xlsxwriter.Workbook(shape, OPTIONS) as book:
        made = datetime.combine(as_of, time(), tzinfo=UTC).replace(tzinfo=None)
        book.set_properties({"title": f"Danh sách đã làm sạch: {title}", "created": made})
        styles = {name: book.add_format(PLAIN | style) for name, style in STYLES.items()}
        words = (
            f"{title}, tính đến {as_of:%d/%m/%Y}.",
            *(("Dữ liệu giả lập: số căn cước bắt đầu bằng 099.",) if synthetic else ()),
            *READ_FIRST,
            *(_counted(name, sheet) for name, sheet in zip(names, sheets, strict=True)),
        )
        _read_first(book.add_worksheet("Đọc trước"), styles, words)
        for name, (frame, headings) in zip(names, tabs, strict=True):
            _shape(book.add_worksheet(name), frame, headings, styles)
    with ZipFile(shape) as given, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=2) as made_file:
        fill(
            given, made_file, {f"xl/worksheets/sheet{n}.xml": f for n, (f, _) in enumerate(tabs, 2)}
        )


def _shape(
    tab: Worksheet, frame: pl.DataFrame, headings: list[str], styles: dict[str, Format]
) -> None:
    """Everything of a tab but its rows: row 2 is a sample that shows the number of each style."""
    for column, pixels in enumerate(_widths(frame, headings)):
        tab.set_column_pixels(column, column, pixels)
    tab.freeze_panes(1, 0)
    tab.autofilter(0, 0, max(frame.height, 1), len(headings) - 1)
    tab.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    tab.set_landscape()
    tab.set_paper(9)
    tab.repeat_rows(0)
    tab.fit_to_pages(1, 0)
    tab.set_row_pixels(0, 38)
    for column, heading in enumerate(headings):
        tab.write_string(0, column, not_rich(heading), styles["head"])
    for column, style in enumerate(SAMPLE):
        tab.write_blank(1, column, None, styles[style])


def _cells(sheet: Sheet) -> tuple[pl.DataFrame, list[str]]:
    """The rows to print as columns c0, c1 …, and a Boolean m0, m1 … for each that has marks."""
    own = [name for name in sheet.rows.columns if name != "row_id"]
    notes = (
        sheet.marks.group_by("row_id", maintain_order=True)
        .agg(pl.format("{}: {}", "column", "note").str.join("; ").alias("note"), "column")
        .with_columns(marked=pl.lit(True))
    )  # fmt: skip
    rows = sheet.rows.rename({name: f"c{index}" for index, name in enumerate(own)})
    frame = rows.join(notes, on="row_id", how="left", maintain_order="left").join(
        sheet.findings, on="row_id", how="left", maintain_order="left"
    )
    marked = [index for index, name in enumerate(own) if name in set(sheet.marks["column"])]
    return frame.select(
        *(pl.col(f"c{index}") for index in range(len(own))),
        pl.col("note").alias(f"c{len(own)}"),
        pl.col("open").fill_null(0).cast(pl.String).alias(f"c{len(own) + 1}"),
        pl.col("row_id").alias(f"c{len(own) + 2}"),
        *(
            pl.col("column").list.contains(own[index]).fill_null(False).alias(f"m{index}")
            for index in marked
        ),
        pl.col("marked").fill_null(False).alias(f"m{len(own)}"),
    ), [*own, *ADDED]


def _widths(frame: pl.DataFrame, headings: list[str]) -> Iterator[int]:
    """Pixels that show nineteen of twenty cells whole, within reason."""
    for index, heading in enumerate(headings):
        cells = frame[f"c{index}"].str.len_chars().quantile(0.95) or 0
        yield int(
            min(max(cells * 8 + 14, len(heading) * 5 + 40, 60), 480 if heading == ADDED[0] else 320)
        )


def _tab_names(sources: list[str]) -> list[str]:
    """Names that Excel takes: 31 characters, none of []:*?/\\, different whatever their case."""
    taken = {"đọc trước"}
    names = []
    for source in sources:
        clean = "".join(" " if mark in "[]:*?/\\" else mark for mark in source).strip(" '")
        base, number = clean[:31] or "Danh sách", 1
        name = base
        while name.lower() in taken or name.lower() == "history":
            number += 1
            name = f"{base[: 30 - len(str(number))]} {number}"
        taken.add(name.lower())
        names.append(name)
    return names


READ_FIRST = (
    "Mỗi trang tính là một danh sách gốc, giữ nguyên cột và thứ tự. Tệp gốc không bị thay đổi.",
    "Giá trị trong ô là giá trị đang dùng: máy chỉ sửa cách viết (dấu cách, chữ hoa, mã chữ, "
    "cách ghi ngày), không thêm, bớt, thay chữ hay số nào.",
    "Ô nền vàng có đề xuất chưa dùng; nội dung ở cột “Đề xuất”. Người có trách nhiệm đối chiếu "
    "giấy tờ rồi mới ghi.",
    "Cột “Số việc mở” là số việc còn phải xem của dòng ấy; lọc từ lớn đến nhỏ để làm trước. "
    "Cột “Mã dòng” chỉ đúng dòng trong tệp gốc.",
    "Tệp có thông tin cá nhân: giữ trên máy của cơ quan, không gửi qua mạng, xóa khi không còn "
    "cần.",
    "",
)


def _read_first(tab: Worksheet, styles: dict[str, Format], lines: Iterable[str]) -> None:
    tab.set_column_pixels(0, 0, 640)
    tab.hide_gridlines(2)
    tab.set_paper(9)
    tab.set_row_pixels(0, 36)
    tab.write_string(0, 0, "Danh sách đã làm sạch", styles["title"])
    for row, line in enumerate(lines, start=1):
        tab.set_row_pixels(row, 42 if len(line) > 90 else 24)
        tab.write_string(row, 0, not_rich(line), styles["words"])


def _counted(name: str, sheet: Sheet) -> str:
    rows, marks = _count(sheet.rows.height), _count(sheet.marks.height)
    return f"{name}: {rows} dòng, {marks} đề xuất, {_count(sum(sheet.findings['open']))} việc mở"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
