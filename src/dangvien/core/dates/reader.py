"""One cell of a date column, read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dangvien.core.dates.notation import Written, parts, written
from dangvien.core.dates.partial import bounds, iso
from dangvien.core.identity import is_placeholder_id
from dangvien.core.reading import EMPTY, Column, Reading
from dangvien.core.text import clean, fold, is_placeholder

NOTATION_REASON = "viết ngày theo năm-tháng-ngày"
SERIAL_REASON = "đổi số sê-ri Excel thành ngày"
PLAUSIBLE_SERIALS = (3_000, 60_000)  # 1908 to 2064
OLDEST = 110  # years; a two-digit year of birth is never further back

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_ZEROS = re.compile(r"[0\W_]+")
# The zero dates of Excel (also in its own display, 0 January 1900), Access and .NET.
_NO_DATE = {(1900, 1, 1), (1900, 1, 0), (1900, 0, 1), (1899, 12, 30), (1899, 12, 31), (1, 1, 1),
            (1111, 11, 11)}  # fmt: skip
_LOOKALIKES = str.maketrans("oqlij|", "001111")
_DATE_INSIDE = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/-]\d{4}|\d{4})(?!\d|[/.-]\d|T\d)"
)


def read_date(raw: str, *, birth: bool, as_of: date, column: Column | None = None) -> Reading:
    """Read a date of a cell; the value is a partial ISO date, or the text where it cannot be read.

    birth: a two-digit year is of the last century where that is possible.
    column: what the vote over the column decided (Excel serials, month first). A month-first column
    makes days with two readings doubtful; it turns none of them round.
    """
    if len(raw) <= 10 and bounds(raw) and raw != "1900-01-01":
        return Reading(raw)
    cleaned = clean(raw).translate(_FULL_WIDTH).lstrip("'’ ")
    if not cleaned:
        return EMPTY
    run = len(cleaned) >= 6 and is_placeholder_id(cleaned)  # a shorter one may be a serial
    if run or is_placeholder(cleaned) or _ZEROS.fullmatch(cleaned):
        return Reading(cleaned, "placeholder")
    column = column or Column()
    found = written(cleaned)
    if found and column.order == "mdy" and (turned := _turned(found, cleaned)):
        return turned
    if found:
        return _judged(found, cleaned, birth, as_of)
    return _serial(cleaned, column) or _unreadable(cleaned, birth, as_of)


def from_serial(serial: float, epoch: int = 1900) -> date | None:
    """Day of an Excel serial; None for 60 of the 1900 epoch, a 29 February that never was.

    epoch: 1900 or 1904. The time of the day is dropped.
    """
    days = int(serial)
    if epoch == 1904:
        return date(1904, 1, 1) + timedelta(days)
    if days == 60:
        return None
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days)


def _judged(found: Written, cleaned: str, birth: bool, as_of: date) -> Reading:
    year, month, day = found.year, found.month, found.day
    if (year, month, day) in _NO_DATE:
        return Reading(cleaned, "placeholder")
    if found.two_digits:
        full = _full_year(found, birth, as_of)
        fix = iso(full, month, day)
        fault = "two_digit_year" if fix else "impossible"
        return _proposed(Reading(cleaned, fault), fix, "viết đủ bốn chữ số của năm", 0.9)
    value = iso(year, month or None, day or None) if month or not day else None
    if value:
        return Reading(value, reason=None if value == cleaned else NOTATION_REASON)
    swapped = iso(year, day, month) if month and day else None
    fault = "swapped" if swapped else "impossible"
    return _proposed(Reading(cleaned, fault), swapped, "đổi chỗ ngày và tháng", 0.8)


def _turned(found: Written, cleaned: str) -> Reading | None:
    """A day that has two readings, in a column that writes the month first: a person decides."""
    other = written(cleaned, "mdy")
    if other is None or other == found or found.two_digits:
        return None
    fix = iso(other.year, other.month, other.day)
    why = "cột ghi tháng trước ngày, đổi chỗ ngày và tháng"
    return _proposed(Reading(cleaned, "swapped"), fix, why, 0.8) if fix else None


def _full_year(found: Written, birth: bool, as_of: date) -> int:
    last_century, this_century = 1900 + found.year, 2000 + found.year
    if birth:
        return last_century if as_of.year - last_century <= OLDEST else this_century
    written_out = iso(this_century, found.month, found.day)
    return this_century if written_out and written_out <= as_of.isoformat() else last_century


def _serial(cleaned: str, column: Column) -> Reading | None:
    """A bare number as an Excel serial: in force where the column votes for it, else proposed."""
    if not re.fullmatch(r"[0-9]{1,5}(?:[.,][0-9]+)?", cleaned):
        return None
    serial = float(cleaned.replace(",", "."))
    day = from_serial(serial, column.serial or column.epoch) if serial >= 1 else None
    if day and (day.year, day.month, day.day) in _NO_DATE:
        return Reading(cleaned, "placeholder")
    if day and column.serial:
        return Reading(day.isoformat(), "serial", reason=SERIAL_REASON)
    if day and PLAUSIBLE_SERIALS[0] <= serial <= PLAUSIBLE_SERIALS[1]:
        return Reading(cleaned, "bare_number", day.isoformat(), None, SERIAL_REASON, 0.8)
    return None


def _unreadable(cleaned: str, birth: bool, as_of: date) -> Reading:
    """Typing slips and remarks beside a date: the date is proposed."""
    reading = Reading(cleaned, "unreadable")
    folded = fold(cleaned)
    typed = written(folded.translate(_LOOKALIKES))
    if typed and not typed.two_digits:
        fix = _judged(typed, "", birth, as_of)
        if not fix.fault:
            return _proposed(reading, fix.value, "thay chữ cái gõ nhầm bằng chữ số", 0.8)
    packed = "".join(parts(cleaned))
    if re.fullmatch(r"[0-9]{7}", packed):
        fix = read_date("0" + packed, birth=birth, as_of=as_of)
        return (
            reading if fix.fault else _proposed(reading, fix.value, "thêm số 0 bị mất ở đầu", 0.7)
        )
    inside = _DATE_INSIDE.findall(cleaned)
    if len(inside) != 1 or inside[0] == cleaned:
        return reading
    fix = read_date(inside[0], birth=birth, as_of=as_of)
    if fix.fault:
        return reading
    lunar = "am lich" in folded or re.search(r"\bal\b", folded) is not None
    why = "bỏ ghi chú âm lịch, cần đối chiếu ngày dương lịch" if lunar else "bỏ phần ghi chú"
    return _proposed(reading, fix.value, why, 0.4 if lunar else 0.7)


def _proposed(reading: Reading, fix: str | None, why: str, confidence: float) -> Reading:
    return replace(reading, fix=fix, fix_reason=why, confidence=confidence) if fix else reading
