"""The log names a place in the code and never a person: messages of exceptions stay out of it."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from types import TracebackType

_FRAMES = 6
_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Quiet(logging.Formatter):
    """One line per record: control characters made harmless, a traceback cut to its places."""

    def formatException(self, ei: _Fault) -> str:  # noqa: N802
        """Type of the fault and where it came through; its message may hold a value."""
        if ei[0] is None:
            return ""
        frames = traceback.extract_tb(ei[2])[-_FRAMES:]
        places = " < ".join(
            f"{Path(f.filename).stem}:{f.lineno} {f.name}" for f in reversed(frames)
        )
        return f"{ei[0].__name__} at {places}"

    def format(self, record: logging.LogRecord) -> str:
        """As ever, on one line that cannot forge another or steer a terminal."""
        text = super().format(record).replace("\n", " | ")
        return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
