"""Looking again at whoever was touched: after every save, after a piece of an import, and as a sweep."""

from __future__ import annotations

from time import monotonic

from django.db import OperationalError, connection

from dangvien.quality.pace import Pace
from dangvien.quality.settling.pending import Mark
from dangvien.quality.settling.step import step

TRIES = 3


def settle(*, since: Mark | None = None, seconds: float = 0) -> int:
    """Consume the notes of what was touched; how many. Safe beside another one, and any time again.

    Nobody answers for it: it changes nothing that people wrote. `since`: only notes made after
    `settling.pending.mark()`; `seconds`: stop about then. The sweep takes what is left.
    """
    began, done = monotonic(), 0
    pace = Pace(300, least=25, most=400 if connection.vendor == "sqlite" else 3000)
    while True:
        pace.begin()
        taken, more = _again(pace.size, since)
        done += taken
        if not more or (seconds and monotonic() - began > seconds):
            return done
        pace.end()


def _again(most: int, since: Mark | None) -> tuple[int, bool]:
    """A step that met another in a deadlock is done again; inside a caller's transaction it cannot."""
    for left in reversed(range(TRIES)):
        try:
            return step(most, since)
        except OperationalError:
            if not left or connection.in_atomic_block:
                raise
    return 0, False
