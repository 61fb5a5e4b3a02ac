"""Dates as people write them in lists, read as partial dates: value and precision in one."""

from __future__ import annotations

from dangvien.core.dates.columns import vote
from dangvien.core.dates.partial import bounds
from dangvien.core.dates.reader import NOTATION_REASON, SERIAL_REASON, from_serial, read_date

__all__ = ["NOTATION_REASON", "SERIAL_REASON", "bounds", "from_serial", "read_date", "vote"]
