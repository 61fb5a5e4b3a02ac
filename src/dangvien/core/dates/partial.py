"""Partial dates: "YYYY", "YYYY-MM", "YYYY-MM-DD"; what is not known is not there."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

EARLIEST_YEAR, LATEST_YEAR = 1800, 2199  # any other year is a slip of the pen

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Write a partial date; None when there is no such day, or the year cannot be meant."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if month is None:
        return f"{year}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else None


def bounds(value: str) -> tuple[date, date] | None:
    """First and last day that a partial date can mean; None for any other text."""
    shape = _ISO.fullmatch(value)
    if shape is None:
        return None
    year, month, day = (int(part) if part else None for part in shape.groups())
    if year is None or iso(year, month, day) is None:
        return None
    last_month = month or 12
    last_day = day or monthrange(year, last_month)[1]
    return date(year, month or 1, day or 1), date(year, last_month, last_day)
