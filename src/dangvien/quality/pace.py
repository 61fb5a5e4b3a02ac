"""A long job beside people at work: pieces that hold the write lock well under a second, and pauses."""

from __future__ import annotations

from time import monotonic, sleep

from django.db import connection

LONG, SHORT = 0.7, 0.25  # seconds past which a piece gets smaller, below which larger
TURN = 0.12  # who waits for SQLite's lock looks again every 100 ms at last


class Pace:
    """How much to take at a time."""

    def __init__(self, size: int, *, least: int, most: int) -> None:
        self.size, self.least, self.most = size, least, most
        self._began = monotonic()

    def begin(self) -> None:
        """A piece begins."""
        self._began = monotonic()

    def end(self) -> None:
        """A piece is written: the next one is larger or smaller, and others may write in between."""
        took = monotonic() - self._began
        if took > LONG:
            self.size = max(self.size // 2, self.least)
        elif took < SHORT:
            self.size = min(self.size * 2, self.most)
        breathe(took)


def breathe(took: float) -> None:
    """After a transaction of `took` seconds; a server's locks queue by themselves."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        sleep(min(TURN, took))
