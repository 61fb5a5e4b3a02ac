"""What the values of a date column say together: Excel serials, or the month before the day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangvien.core.dates.notation import parts, written
from dangvien.core.dates.reader import PLAUSIBLE_SERIALS
from dangvien.core.reading import Column
from dangvien.core.text import clean, is_placeholder

_NUMBER = re.compile(r"[0-9]{4,5}(?:[.,][0-9]+)?")


def vote(values: Sequence[str], *, epoch: int = 1900) -> Column:
    """Decide how a date column is written, from its distinct values.

    epoch: the epoch of the workbook, 1900 or 1904, for a column of serials.
    """
    given = [text for text in map(clean, values) if text and not is_placeholder(text)]
    serials = sum(map(_is_serial, given))
    years = sum(1 for text in given if re.fullmatch(r"[0-9]{4}", text) and written(text))
    others = len(given) - serials - years
    return Column(
        serial=epoch if serials >= 2 and serials >= years and others <= serials / 10 else None,
        order="mdy" if _month_first(given) else "dmy",
        epoch=epoch,
    )


def _is_serial(text: str) -> bool:
    low, high = PLAUSIBLE_SERIALS
    return bool(_NUMBER.fullmatch(text)) and low <= float(text.replace(",", ".")) <= high


def _month_first(given: list[str]) -> bool:
    """Many dates that only the month-first order explains, and none that only day-first does."""
    full = [found for found in map(parts, given) if [len(part) > 2 for part in found] == _FULL]
    pairs = [(int(a), int(b)) for a, b, year in full if (a + b + year).isdigit()]
    month_first = sum(1 for first, second in pairs if first <= 12 < second <= 31)
    day_first = sum(1 for first, second in pairs if second <= 12 < first <= 31)
    return day_first == 0 and month_first >= max(5, 0.3 * len(pairs))


_FULL = [False, False, True]
