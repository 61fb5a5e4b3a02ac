"""A progress line for a person who waits: shown only on a terminal and only past two seconds."""

from __future__ import annotations

import sys
import time
from typing import TextIO

WAIT_S = 2.0
WIDTH = 24


class Progress:
    """Steps of a run; `step()` names the one that begins, `done()` wipes the line."""

    def __init__(self, steps: int, stream: TextIO | None = None, *, always: bool = False) -> None:
        self.steps = steps
        self.at = 0
        self.stream = stream or sys.stderr
        self.always = always
        self.began = time.monotonic()
        self.shown = 0

    def step(self, name: str) -> None:
        """Begin the next step; draw the bar when the run has lasted two seconds."""
        self.at = min(self.at + 1, self.steps)
        if not (self.always or self.stream.isatty()):
            return
        if not self.always and time.monotonic() - self.began < WAIT_S and self.at > 1:
            return
        full = WIDTH * (self.at - 1) // self.steps
        line = f"  [{'█' * full}{'·' * (WIDTH - full)}] {self.at}/{self.steps} {name}"
        self.stream.write("\r" + line.ljust(self.shown))
        self.stream.flush()
        self.shown = len(line)

    def done(self) -> None:
        """Wipe the line."""
        if self.shown:
            self.stream.write("\r" + " " * self.shown + "\r")
            self.stream.flush()
            self.shown = 0
