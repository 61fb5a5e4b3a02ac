"""Files as people really send them, made on the spot and read; everybody in them is invented."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from dangvien.files.read import MemberInput, read_members

Row = Sequence[object]
ReadBook = Callable[..., MemberInput]
ReadTable = Callable[..., MemberInput]


@pytest.fixture
def make_book(tmp_path: Path) -> Callable[..., Path]:
    """Make a workbook: rows of Sheet1, or sheets by name; `merged` are areas of the first."""

    def make(
        *rows: Row, name: str = "ds.xlsx", merged: Sequence[str] = (), **sheets: Sequence[Row]
    ) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, content in ({"Sheet1": rows} | sheets if rows else sheets).items():
            sheet = book.create_sheet(title)
            for number, row in enumerate(content, 1):
                for column, value in enumerate(row, 1):
                    if value is not None:
                        sheet.cell(number, column, value)
        for area in merged:
            book.worksheets[0].merge_cells(area)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def read_book(make_book: Callable[..., Path]) -> ReadBook:
    """Make a workbook and read it."""
    return lambda *rows, **more: read(make_book(*rows, **more))


@pytest.fixture
def read_table(tmp_path: Path) -> ReadTable:
    """Make a csv file, from rows or from its bare text or bytes, and read it."""

    def make(
        *rows: Row,
        content: str | bytes = "",
        encoding: str = "utf-8",
        name: str = "ds.csv",
        delimiter: str = ",",
    ) -> MemberInput:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content:
            path.write_bytes(content.encode(encoding))
        else:
            with path.open("w", newline="", encoding=encoding) as file:
                csv.writer(file, delimiter=delimiter).writerows(rows)
        return read(path)

    return make


def read(path: Path) -> MemberInput:
    """Read one file; every row has one fate, and the members are the rows of the raw frame."""
    found = read_members([path])
    members = found.fates.filter(pl.col("fate") == "member")
    assert found.fates["row_id"].is_unique().all()
    assert set(found.fates["fate"]) <= {"member", "reject", "skipped"}
    assert members["row_id"].to_list() == found.rows["row_id"].to_list()
    return found


@pytest.fixture
def kinds() -> Callable[[MemberInput], list[str]]:
    """Tell of every row, in order, the kind of a skipped one, or "reject", or "member"."""
    said = pl.when(pl.col("fate") == "skipped").then("kind").otherwise("fate")
    return lambda found: found.fates.select(said).to_series().to_list()
