"""Sheets of an .xlsx or .xls workbook, through calamine; runs in the child process."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import polars as pl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from dangvien.files.grid import Grid, tidy
from dangvien.files.problem import InputProblem

CHUNK = 10_000  # rows turned into a frame at once, so that few Python objects live together
SCANNED = 64 << 20  # bytes; a larger sheet comes from a database, and the scan would cost a second
RANGES = 50_000  # merged ranges kept of a sheet
_MIDNIGHT = dt.time()
# A failed formula, and formulas that no program has computed.
_LOST = (b't="e"', b"</f><v></v>", b"</f><v/>", b"</f><v />", b"</f></c>")


def sheets(path: Path) -> Iterator[Grid | str]:
    """Yield each visible sheet as a grid, and the bare name of each hidden one."""
    lost, epoch = _lost_results(path), _epoch(path)
    with path.open("rb") as file:
        for sheet in _sheets(path.name, file, lost):
            yield replace(sheet, epoch=epoch) if isinstance(sheet, Grid) else sheet


def _epoch(path: Path) -> int:
    """First year of the workbook's calendar: 1904 in books from old Macs (.xlsx only)."""
    if not zipfile.is_zipfile(path):
        return 1900
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as stream:
            head = stream.read(1 << 16)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, zlib.error):  # calamine will say so
        return 1900
    return 1904 if re.search(rb'date1904="(?:1|true)"', head) else 1900


def _sheets(name: str, file: BinaryIO, lost: int) -> Iterator[Grid | str]:
    try:
        book = CalamineWorkbook.from_filelike(file)
        for sheet in book.sheets_metadata:
            if sheet.typ not in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet):
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                yield sheet.name
                continue
            grid = _grid(book.get_sheet_by_name(sheet.name))
            if lost and grid.frame.height:
                grid.notes.append(
                    f"Có {lost} ô công thức bị lỗi hoặc chưa tính, được coi là ô trống."
                )
                lost = 0
            yield grid
    except PasswordError as error:
        text = "tệp có mật khẩu; đồng chí bỏ mật khẩu rồi gửi lại."
        raise InputProblem(text, file=name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise InputProblem("tệp bị hỏng hoặc chép thiếu, không đọc được.", file=name) from error


def _grid(sheet: CalamineSheet) -> Grid:
    left = sheet.start[1] if sheet.start else 0
    rows = sheet.iter_rows()  # begins at row 1 of the sheet, yet at its first used column
    chunks, height = [], 0
    while block := list(islice(rows, CHUNK)):
        chunks.append(_chunk(block, left, height))
        height += len(block)
    frame = pl.concat(chunks, how="diagonal") if chunks else pl.DataFrame({"row": []})
    places = sorted(int(name) for name in frame.columns if name != "row")
    frame = tidy(frame.select([str(place) for place in places]))
    if not frame.width:
        frame = pl.DataFrame({"0": pl.Series([None] * height, dtype=pl.String)})
    merged = [area for area in sheet.merged_cell_ranges or [] if area[0] != area[1]]
    return Grid(sheet.name, frame, merged[:RANGES])


def _chunk(rows: Sequence[Sequence[object]], left: int, first: int) -> pl.DataFrame:
    cells = [[v if isinstance(v, str) else text(v) for v in row] for row in rows]
    columns = {
        str(left + position): pl.Series(column, dtype=pl.String)
        for position, column in enumerate(zip(*cells, strict=False))
        if any(column)
    }
    return pl.DataFrame({"row": pl.Series(range(first, first + len(rows))), **columns})


def text(value: object) -> str:
    """Write a cell's value as text: whole numbers without ".0", dates in ISO, no midnight."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case dt.datetime():
            return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ")
        case dt.date():
            return value.isoformat()
        case dt.time():
            return "0" if value == _MIDNIGHT else value.isoformat()  # day 0 of Excel's calendar
        case _:
            return str(value)


def _lost_results(path: Path) -> int:
    """Count cells whose formula failed or was never computed: calamine shows them as empty."""
    if not zipfile.is_zipfile(path):
        return 0
    with zipfile.ZipFile(path) as archive:
        parts = [
            m for m in archive.infolist() if re.match(r"xl/worksheets/[^/]+\.xml$", m.filename)
        ]
        return sum(_count(archive, m.filename) for m in parts if m.file_size < SCANNED)


def _count(archive: zipfile.ZipFile, name: str) -> int:
    total, tail = 0, b""
    try:
        with archive.open(name) as stream:
            while block := stream.read(1 << 20):
                block = tail + block
                total += sum(block.count(mark) - tail.count(mark) for mark in _LOST)
                tail = block[-max(map(len, _LOST)) + 1 :]
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error):  # calamine will say so
        return total
    return total
