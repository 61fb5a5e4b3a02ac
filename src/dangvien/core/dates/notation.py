"""How dates are written: from the text of a cell to the day, month and year the writer placed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dangvien.core.dates.partial import EARLIEST_YEAR, LATEST_YEAR
from dangvien.core.text import fold

# Not "…T17:00:00Z": that is midnight in Việt Nam and belongs to the next day.
_TIME = re.compile(
    r"(?:[ t]\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:am|pm|sa|ch))?|t00:00:00(?:\.0+)?z)$"
)
_DECIMAL = re.compile(r"(\d+)\.0+")
_LEADING_WORD = re.compile(r"^(?:sinh|sn)?[ .:]*(?:ngay|thang|nam|t)?[ .:]*(?=\d)")
_WORD_BETWEEN = re.compile(r"[ ,]*\b(?:thang|nam)\b *")
_SEPARATOR = re.compile(r"[\s/.,\-–…_]+")
_UNKNOWN = re.compile(r"x+|\?+")
_MONTHS = {name: place for place, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written, not yet judged: 0 stands for "00", None for what is not written at all."""

    year: int
    month: int | None = None
    day: int | None = None
    two_digits: bool = False


def parts(text: str) -> list[str]:
    """Take a date apart at its separators; words for day, month and year separate too."""
    text = _TIME.sub("", fold(text))
    decimal = _DECIMAL.fullmatch(text)
    text = decimal[1] if decimal else _LEADING_WORD.sub("", text)
    return [part for part in _SEPARATOR.split(_WORD_BETWEEN.sub("/", text)) if part]


def written(text: str, order: str = "dmy") -> Written | None:
    """Read a notation of dates; None for any other text. `order` "mdy" is that of a column."""
    found = ["00" if _UNKNOWN.fullmatch(part) else part for part in parts(text)]
    if len(found) == 3:
        month_first = order == "mdy" and len(found[0]) <= 2 and found[1].isdigit()
        if month_first or found[0][:3] in _MONTHS:
            found[0], found[1] = found[1], found[0]
    found = [str(_MONTHS[part[:3]]) if part[:3] in _MONTHS else part for part in found]
    if not all(part.isascii() and part.isdigit() for part in found):
        return None
    match found:
        case [digits]:
            return _packed(digits)
        case [first, second]:
            return _month_and_year(first, second)
        case [first, second, third]:
            return _day_month_year(first, second, third)
    return None


def _day_month_year(first: str, second: str, third: str) -> Written | None:
    if len(first) == 4 and max(len(second), len(third)) <= 2:
        return Written(int(first), int(second), int(third))
    if max(len(first), len(second)) > 2 or len(third) not in (2, 4):
        return None
    return Written(int(third), int(second), int(first), two_digits=len(third) == 2)


def _month_and_year(first: str, second: str) -> Written | None:
    if len(first) <= 2 and len(second) == 4:
        return Written(int(second), int(first) or None)
    if len(first) == 4 and len(second) <= 2:
        return Written(int(first), int(second) or None)
    return None


def _packed(digits: str) -> Written | None:
    """Digits without separators: yyyy, ddmmyyyy, yyyymmdd, mmyyyy, ddmmyy; never two readings."""
    if len(digits) == 4 and _is_year(digits):
        return Written(int(digits))
    if len(digits) == 8:
        if _is_year(digits[4:]):
            return Written(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
        if _is_year(digits[:4]):
            return Written(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) == 6:
        if _is_year(digits[2:]) and 1 <= int(digits[:2]) <= 12:
            return Written(int(digits[2:]), int(digits[:2]))
        return Written(int(digits[4:]), int(digits[2:4]), int(digits[:2]), two_digits=True)
    return None


def _is_year(digits: str) -> bool:
    return EARLIEST_YEAR <= int(digits) <= LATEST_YEAR
