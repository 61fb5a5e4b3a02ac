"""Reading lists of members and of organisations: many files in, one raw frame out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import polars as pl

from dangvien.core.schema import MEMBER, ORGANISATION, names
from dangvien.files.headings import NONE_SETTLED, Settled, Table, settled
from dangvien.files.limits import DEFAULT, Limits
from dangvien.files.lines import organisation
from dangvien.files.members import Sheet, read_sheet
from dangvien.files.problem import InputProblem
from dangvien.files.sandbox import extract

FRONT = ["row_id", "source", "row_number", "epoch", "section", "section_parent"]


@dataclass(frozen=True, slots=True)
class MemberInput:
    """Everything the given files hold.

    rows: the raw frame, a row for each member. fates: row_id, source, row_number, fate
    (member | reject | skipped), kind, reason, text, a row for each row of the visible sheets.
    columns: file, sheet, source, position (from 1), heading, field (that it is as it stands, or
    null), column (of `rows`, that keeps the content; null when another column has the same) and
    feeds (every field made from it). hidden: "file#sheet" not read. notes: Vietnamese sentences.
    header_rows: source → row_id of the first header.
    """

    rows: pl.DataFrame
    fates: pl.DataFrame
    columns: pl.DataFrame
    hidden: list[str]
    notes: list[str]
    header_rows: dict[str, str]


def read_members(
    paths: Sequence[Path],
    *,
    limits: Limits = DEFAULT,
    headings: Mapping[str, str] | None = None,
) -> MemberInput:
    """Read lists of members; what cannot be used raises InputProblem, in words for a person.

    `headings`: what a person settled, heading as shown in `columns` → field name, "" to leave it out.
    """
    _check_names(paths)
    return _read(paths, "member", limits, settled(headings or {}))


def read_organisations(path: Path, *, limits: Limits = DEFAULT) -> pl.DataFrame:
    """Read a list of organisations, or of paper counts: the fields of ORGANISATION that it has."""
    return organisation_list(path, limits=limits).rows


def organisation_list(path: Path, *, limits: Limits = DEFAULT) -> MemberInput:
    """Read a list of organisations with the fate of every row and the meaning of columns."""
    return _read([path], "organisation", limits)


def _check_names(paths: Sequence[Path]) -> None:
    seen: set[str] = set()
    for path in paths:
        name = normalize("NFC", path.name)
        if name in seen:
            raise InputProblem("có hai tệp cùng tên; đồng chí đổi tên một tệp.", file=path.name)
        seen.add(name)


def _read(
    paths: Sequence[Path], table: Table, limits: Limits, told: Settled = NONE_SETTLED
) -> MemberInput:
    rows, fates, columns = [], [], []
    hidden: list[str] = []
    notes: list[str] = []
    header_rows: dict[str, str] = {}
    for path in paths:
        content = extract(path, limits)
        sheets = [
            (grid.sheet, read_sheet(grid, path.name, table, limits, told)) for grid in content.grids
        ]
        epoch = max((grid.epoch for grid in content.grids), default=1900)
        _check_usable(path.name, sheets, table)
        hidden += [f"{path.name}#{sheet}" for sheet in content.hidden]
        for sheet, found in sheets:
            source = f"{path.name}#{sheet}"
            rows.append(_identified(found.rows, source, epoch))
            fates.append(_identified(found.fates, source))
            place = {"file": path.name, "sheet": sheet, "source": source}
            columns += [{**place, **described} for described in found.columns]
            notes += [f"{_place(path.name, sheet)}: {note}" for note in _notes(sheet, found)]
            if found.header is not None:
                header_rows[source] = f"{source}#{found.header}"
    order = [*FRONT, *names(MEMBER if table == "member" else ORGANISATION)]
    joined = pl.concat(rows, how="diagonal_relaxed")
    present = [name for name in order if name in joined.columns]
    extras = [name for name in joined.columns if name.startswith("extra:")]
    described = pl.DataFrame(columns, schema=_COLUMNS)
    return MemberInput(
        joined.select(present + extras), pl.concat(fates), described, hidden, notes, header_rows
    )


_COLUMNS = {
    "file": pl.String,
    "sheet": pl.String,
    "source": pl.String,
    "position": pl.Int64,
    "heading": pl.String,
    "field": pl.String,
    "column": pl.String,
    "feeds": pl.String,
}


def _identified(frame: pl.DataFrame, source: str, epoch: int = 1900) -> pl.DataFrame:
    number = pl.col("row_number").cast(pl.Int64)
    if epoch != 1900:
        frame = frame.with_columns(epoch=pl.lit(epoch))
    return frame.select(
        pl.format("{}#{}", pl.lit(source), number).alias("row_id"),
        pl.lit(source).alias("source"),
        number,
        pl.exclude("row_number"),
    )


def _check_usable(name: str, sheets: list[tuple[str, Sheet]], table: Table) -> None:
    if not sheets:
        raise InputProblem("không có trang nào để đọc (các trang đều ẩn hoặc trống).", file=name)
    if not any(found.fates.height for _, found in sheets):
        raise InputProblem("tệp rỗng, không có dữ liệu.", file=name)
    headed = [(sheet, found) for sheet, found in sheets if found.header is not None]
    if not headed:
        wanted = (
            "họ tên hoặc số căn cước, số thẻ đảng viên"
            if table == "member"
            else "tên hoặc mã tổ chức đảng"
        )
        raise InputProblem(f"không tìm thấy dòng tiêu đề (cần cột {wanted}).", file=name)
    if not any((found.fates["fate"] != "skipped").any() for _, found in headed):
        what = "đảng viên" if table == "member" else "tổ chức đảng"
        only = headed[0][0] if len(sheets) == 1 else ""
        raise InputProblem(f"chỉ có dòng tiêu đề, không có dòng {what} nào.", file=name, sheet=only)


def _place(name: str, sheet: str) -> str:
    return f"Tệp “{name}”, trang “{sheet}”" if sheet else f"Tệp “{name}”"


def _notes(sheet: str, found: Sheet) -> list[str]:
    notes = [*found.notes]
    if found.header is None and found.fates.height:
        notes.append("không nhận ra dòng tiêu đề nên không đọc.")
    unplaced = found.rows.width > 1 and not {"org_name", "org_code"} & set(found.rows.columns)
    if unplaced and found.rows["section"].null_count() == found.rows.height and organisation(sheet):
        notes.append("bảng không nêu chi bộ; tên trang không được dùng thay.")
    return notes
