"""Runs a command as a person would and tells its seconds, its peak memory and when each step began."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Thread

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
DANGVIEN = (PYTHON, "-c", "from dangvien.cli import main; main()")
_EVERY = 0.05  # seconds between two looks at the memory
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Measured:
    """Wall seconds, peak resident memory of the process and its children (GB), and its output."""

    seconds: float
    gigabytes: float
    out: str


def run(command: Sequence[str | Path]) -> Measured:
    """Run a command once; RuntimeError with its last words when it fails."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    began = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in command], env=environment, text=True, cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        peak = [0]
        watch = Thread(target=_watch, args=(process, peak), daemon=True)
        watch.start()
        out = process.communicate()[0]
        seconds = time.perf_counter() - began
        watch.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{out[-2_000:]}")
    return Measured(seconds, peak[0] / 1e9, out)


def repeat(command: Sequence[str | Path], times: int = 3) -> Measured:
    """Run a command several times: the median of the seconds, the highest memory."""
    runs = [run(command) for _ in range(times)]
    return Measured(median(r.seconds for r in runs), max(r.gigabytes for r in runs), runs[-1].out)


def dangvien(*words: str | Path) -> list[str | Path]:
    """The command line of dangvien."""
    return [*DANGVIEN, *words]


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_resident, _family(process.pid))))
        time.sleep(_EVERY)


def _family(pid: int) -> list[int]:
    """A process and everything it started."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
