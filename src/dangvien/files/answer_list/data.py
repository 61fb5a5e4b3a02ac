"""What goes out with a list of answers, and what came back in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MARK = "Mã tệp"
HEADS = ("Mã", "Đảng viên", "Việc cần hỏi", "Đang ghi", "Ghi lại cho đúng", "Nhìn thấy ở đâu")
CODE, NAME, ASKED, HELD, TYPED, SEEN = range(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to ask of one person, under a code of its own ("TL-07-0003/1")."""

    code: str
    name: str
    about: str
    asked: str
    held: str
    blocking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerList:
    """The list of one cell. `mark` tells the file again; `seen` are the words to choose from."""

    committee: str
    cell: str
    as_of: date
    mark: str
    seen: tuple[str, ...]
    lines: tuple[Line, ...]
    due: date | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """One row as it came back, every cell as text; `at` is its row in Excel."""

    at: int
    code: str
    name: str
    typed: str
    seen: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A list that came back: the mark of the file that went out, if it is still there, and its rows."""

    mark: str
    rows: tuple[Answered, ...]
    notes: tuple[str, ...] = ()
