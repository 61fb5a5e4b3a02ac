"""Processes beside the server: the worker, started again whenever it ends, and the hourly tick."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

GRACE = 10.0  # seconds between asking a child to end and ending it
_FIRST, _LONGEST = 1.0, 30.0  # seconds before a dead child is started again
_STEADY = 60.0  # a child that lived this long has earned the short wait


class Kept:
    """One command of ours that is kept running until `stop`.

    The child holds our end of a pipe as its standard input: when we die, however we die, it reads the
    end of it and ends too. It gets a session of its own, so Ctrl+C reaches it through us alone.
    """

    def __init__(self, *command: str, every: float | None = None) -> None:
        self._command = [sys.executable, "-m", "dangvien.cli", *command]
        self._every = every  # seconds from one end to the next start; None: it is to run for ever
        self._stop = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name=command[0], daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the child to end, wait, and make it end."""
        self._stop.set()
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()
            try:
                child.wait(GRACE)
            except subprocess.TimeoutExpired:
                child.kill()
        self._thread.join(GRACE)

    def _keep(self) -> None:
        wait = _FIRST
        while not self._stop.is_set():
            began = time.monotonic()
            self._child = subprocess.Popen(  # noqa: S603 - our own program, no word of a user's
                self._command, stdin=subprocess.PIPE, start_new_session=True
            )
            if self._stop.is_set():  # `stop` came between and saw no child
                self._child.terminate()
            code = self._child.wait()
            if self._child.stdin:
                self._child.stdin.close()
            steady = time.monotonic() - began > _STEADY
            wait = _FIRST if steady else min(wait * 2, self._every or _LONGEST)
            ended_well = self._every is not None and code == 0
            self._stop.wait(self._every if ended_well and self._every else wait)
