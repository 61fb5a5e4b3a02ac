"""Everything a run reads, and what a person must know about how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unicodedata import normalize

import polars as pl

from dangvien.files.problem import InputProblem
from dangvien.files.read import MemberInput, read_members, read_organisations


@dataclass(frozen=True)
class Request:
    """What was asked of `dangvien clean`."""

    files: tuple[Path, ...]
    out: Path
    as_of: date
    orgs: Path | None = None
    previous: Path | None = None
    control: Path | None = None
    tier: str = "T1"
    worklists: str = "auto"

    @property
    def inputs(self) -> list[Path]:
        """Every file that is read."""
        more = (self.orgs, self.previous, self.control)
        return [*self.files, *(path for path in more if path is not None)]


@dataclass(frozen=True)
class Intake:
    """The lists as read. `notes`: sentences for the summary and the report."""

    request: Request
    members: MemberInput
    organisations: pl.DataFrame | None
    control: pl.DataFrame | None
    previous: MemberInput | None
    notes: tuple[str, ...]

    @property
    def previous_name(self) -> str:
        """Name of the previous list."""
        return self.request.previous.name if self.request.previous else ""

    @property
    def control_name(self) -> str:
        """Name of the list of paper counts."""
        return self.request.control.name if self.request.control else ""

    @property
    def heading_row(self) -> str:
        """The row that findings about a missing column point to."""
        return next(iter(self.members.header_rows.values()), "")


def read(request: Request) -> Intake:
    """Read every input; `InputProblem` in words when one cannot be used."""
    for path in request.inputs:
        if not path.exists():
            raise InputProblem("không thấy tệp. Đồng chí xem lại tên và thư mục.", file=str(path))
    _named_apart(request.inputs)
    members = read_members(request.files)
    previous = read_members([request.previous]) if request.previous else None
    orgs = read_organisations(request.orgs) if request.orgs else None
    control = read_organisations(request.control) if request.control else None
    if control is not None and "paper_count" not in control.columns:
        raise InputProblem("không có cột Số đảng viên.", file=str(request.control))
    if orgs is not None and "org_code" not in orgs.columns:
        raise InputProblem("không có cột Mã TCĐ.", file=str(request.orgs))
    notes = list(members.notes)
    if "status" not in members.rows.columns:
        notes.append(
            "Danh sách không có cột trạng thái, nên mọi người được tính là đang sinh hoạt."
        )
    return Intake(request, members, orgs, control, previous, tuple(notes))


def _named_apart(paths: list[Path]) -> None:
    """A row_id begins with the base name, so two files of one name would share their rows."""
    seen: dict[str, Path] = {}
    for path in paths:
        name, place = normalize("NFC", path.name), path.resolve()
        if seen.setdefault(name, place) != place:
            raise InputProblem("có hai tệp cùng tên; đồng chí đổi tên một tệp.", file=path.name)
