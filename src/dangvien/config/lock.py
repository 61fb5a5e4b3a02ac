"""One at a time: a file that a running process holds, and that the system frees when it dies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Busy(Exception):  # noqa: N818
    """Another process holds the lock."""


@contextmanager
def held(path: Path, wait: float = 0) -> Iterator[None]:
    """Hold the lock while the block runs; `Busy` after `wait` seconds of waiting."""
    until = time.monotonic() + wait
    with path.open("a+") as file:
        while not _taken(file):
            if time.monotonic() >= until:
                raise Busy(path.name)
            time.sleep(0.1)
        yield  # closing the file frees it, and so does the end of the process


def _taken(file: IO[str]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
