"""What a house-visit sheet says: whom to visit, what to ask, what is on file; one person a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Answer = Literal["digits", "date", "line", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to ask.

    `title`: the field; `told`: what is on file and what to do, plain and bold pieces by turns;
    `answer`: twelve boxes, a date, a line to write on, or nothing; `ticks`: boxes to tick; `blank`:
    words before a line that follows the ticks ("Chưa đúng, sửa là:"); `sources`: boxes of a second
    row that says on what the answer rests.
    """

    title: str
    told: tuple[str, ...]
    answer: Answer = "none"
    ticks: tuple[str, ...] = ()
    blank: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFile:
    """One line of "Thông tin đang có"; an empty value is printed as "chưa có"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One person under the code of the sheet; `about`: words beside the name, as far as known."""

    code: str
    name: str
    questions: tuple[Question, ...]
    on_file: tuple[OnFile, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The sheets of one cell. `as_of` in words ("08:00 ngày 15/12/2025"); `due` is the last day."""

    committee: str
    cell: str
    printed: date
    as_of: str
    sheets: tuple[Sheet, ...]
    due: date | None = None
    synthetic: bool = False
