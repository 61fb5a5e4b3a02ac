"""Whose row is it: by the code that went out, checked against the name beside it. Nothing is guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dangvien.core.text import fold
from dangvien.files.answer_list import Answered
from dangvien.quality.models import Finding
from dangvien.worklists.fixing import Ask
from dangvien.worklists.models import Sheet
from dangvien.worklists.workbook.kept import Aside

NO_CODE = "Dòng này mất mã, không biết là của ai."
UNKNOWN = "Không có mã này trong danh sách đã lập cho chi bộ."
OTHER_LIST = "Mã này thuộc một danh sách khác của đơn vị, không phải danh sách này."
NO_NAME = "Dòng này mất tên, không so được mã với người."
WRONG_NAME = (
    "Tên ở dòng này không phải của người mang mã này; có thể mã đã bị sửa hoặc kéo nhầm dòng."
)
TWICE = "Mã này có hai dòng ghi khác nhau; giữ một dòng rồi gửi lại."
MISSING = "Dòng này đã bị xóa khỏi danh sách; việc vẫn còn phải hỏi."


@dataclass(frozen=True, slots=True)
class Expected:
    """One row that went out."""

    code: str
    sheet: Sheet
    finding: Finding
    name: str
    asked: Ask


@dataclass(frozen=True, slots=True)
class Matched:
    """A row that is one of the list's own; its typed value may still be empty."""

    row: Answered
    expected: Expected


def match(
    rows: Sequence[Answered], expected: Mapping[str, Expected], elsewhere: Iterable[str] = ()
) -> tuple[list[Matched], list[Aside]]:
    """Each row to the thing it answers; the rest aside, with rows that no longer stand in the file.

    `elsewhere`: codes of other lists in the reader's own units: a code that is none of them and not
    of this list is unknown, whoever it may belong to.
    """
    own = {plain(code): one for code, one in expected.items()}
    others = {plain(code) for code in elsewhere}
    matched: list[Matched] = []
    aside: list[Aside] = []
    by_code: dict[str, list[Answered]] = defaultdict(list)
    for row in rows:
        why = _whose(row, own, others)
        if why:
            aside.append(put_aside(row, why))
        else:
            by_code[plain(row.code)].append(row)
    for code, some in by_code.items():
        if len({(fold(row.typed), fold(row.seen)) for row in some}) > 1:
            aside += [put_aside(row, TWICE) for row in some]
        else:
            matched.append(Matched(some[0], own[code]))
    seen = {plain(row.code) for row in rows}
    aside += [
        Aside(0, one.code, one.name, "", "", MISSING)
        for code, one in own.items() if code not in seen
    ]  # fmt: skip
    return matched, aside


def _whose(row: Answered, own: Mapping[str, Expected], others: set[str]) -> str:
    if not row.code:
        return NO_CODE
    one = own.get(plain(row.code))
    if one is None:
        return OTHER_LIST if plain(row.code).split("/")[0] in others else UNKNOWN
    if not row.name:
        return NO_NAME
    return "" if fold(row.name) == fold(one.name) else WRONG_NAME


def plain(code: str) -> str:
    """A code without spaces, dashes of another kind, and case."""
    return re.sub(r"[^a-z0-9/]", "", fold(code))


def put_aside(row: Answered, why: str) -> Aside:
    """A row as it was read, with the reason."""
    return Aside(row.at, row.code, row.name, row.typed, row.seen, why)
