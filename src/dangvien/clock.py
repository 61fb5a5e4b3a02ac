"""The one business clock: what day it is for deadlines, ages and dated rules.

`DANGVIEN_TODAY=2025-12-15` sets it for a demonstration or a test; pages then carry a banner. Audit
entries and sessions never ask it: they use real time.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """The business day."""
    told = pretended()
    return told or datetime.now(HERE).date()


def pretended() -> date | None:
    """The day that the clock was set to, or None when it runs by itself."""
    told = os.environ.get("DANGVIEN_TODAY")
    return date.fromisoformat(told) if told else None


def now() -> datetime:
    """Real time, for audit and sessions; `today()` is for the business."""
    return datetime.now(HERE)
