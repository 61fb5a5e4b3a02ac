"""The short code of a sheet, to be read aloud: commune, number of the cell, number of the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dangvien.core.text import fold
from dangvien.orgs.models import Organisation
from dangvien.worklists.models import Sheet

CODE = re.compile(r"[A-Z]{1,4}-\d{2,4}-\d{4,6}")
_NOT_NAMES = frozenset(("chi", "dang", "xa", "phuong"))


def prefix(unit: Organisation) -> str:
    """What the codes of a cell's sheets begin with: "TL-07-"."""
    above = unit.parent or unit
    return f"{initials(above.name)}-{_number(unit):02}-"


def initials(name: str) -> str:
    """The first letters of a unit's own name: "Đảng bộ xã Tam Lư" → "TL"."""
    words = [word for word in name.split() if word[:1].isupper() and fold(word) not in _NOT_NAMES]
    letters = "".join(fold(word)[:1].upper() for word in words[-3:])
    return "".join(char for char in letters if "A" <= char <= "Z") or "CB"


def _number(unit: Organisation) -> int:
    """The cell's own number: the end of its code, else its place among its sisters."""
    last = re.search(r"(\d+)\D*$", unit.code)
    if last and 0 < int(last[1][-4:]) < 10_000:
        return int(last[1][-4:])
    before = Organisation.objects.filter(parent=unit.parent, path__lt=unit.path)
    return before.count() + 1


def following(begins: str, count: int) -> list[str]:
    """The next codes that begin so. Two who ask at once meet the unique code, and one asks again."""
    used = Sheet.objects.filter(code__startswith=begins).values_list("code", flat=True)
    last = max((_last(code) for code in used), default=0)
    return [f"{begins}{number:04}" for number in range(last + 1, last + count + 1)]


def _last(code: str) -> int:
    return int(code.rsplit("-", 1)[-1])


def typed(text: str) -> str:
    """A code as somebody types it: "tl 07 3" is read as "TL-07-0003"; "" when it can be none."""
    parts = re.findall(r"[A-Za-z]+|\d+", fold(text))
    if len(parts) != 3 or not parts[0].isalpha() or not (parts[1] + parts[2]).isdigit():
        return ""
    code = f"{parts[0].upper()}-{int(parts[1]):02}-{int(parts[2]):04}"
    return code if CODE.fullmatch(code) else ""


def numbered(codes: Iterable[str]) -> dict[str, str]:
    """The codes without hyphens and case, for cells that somebody typed over."""
    return {re.sub(r"\W", "", code).lower(): code for code in codes}
