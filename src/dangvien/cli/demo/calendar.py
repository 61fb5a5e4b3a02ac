"""The days of the demonstration: each deed is done on its own business day.

The business clock is set forward day by day, so deadlines, ages and the figures of an evening are those
of that day. What is written with real time (the log, when a proposal was made) is of the minute in which
the demonstration was set up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

COUNTED, TODAY = date(2025, 12, 10), date(2025, 12, 15)
EVE = COUNTED - timedelta(days=1)
DAYS = tuple(COUNTED + timedelta(days=n) for n in range((TODAY - COUNTED).days + 1))
_CLOCK = "DANGVIEN_TODAY"


def set_to(day: date) -> None:
    """Make it this day."""
    os.environ[_CLOCK] = day.isoformat()


@contextmanager
def on(day: date) -> Iterator[None]:
    """Do something on a day, then go back to the last one."""
    before = os.environ[_CLOCK]
    set_to(day)
    try:
        yield
    finally:
        os.environ[_CLOCK] = before
