"""The process that opens a file nobody trusts: `python -m dangvien.files.child PATH LIMITS`.

It writes lines of JSON to its standard output; a line that says so is followed by that many bytes
of an Arrow IPC stream.
"""

from __future__ import annotations

import gc
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from dangvien.files import kinds, text_table, workbook
from dangvien.files.grid import Grid
from dangvien.files.limits import Limits
from dangvien.files.problem import InputProblem

OUT_OF_MEMORY = 3
PART = 50_000  # rows sent at once


def main(path: Path, limits: Limits) -> int:
    """Read the file and write what it holds; the exit code says only how the process fared."""
    _confine(limits)
    gc.disable()  # this process is short, and its rows are no cycles
    try:
        for sheet in _read(path, limits):
            if isinstance(sheet, Grid):
                _send(sheet)
            else:
                _say({"hidden": sheet})
        _say({"end": True})
    except InputProblem as problem:
        _say({"problem": problem.text})
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException as error:  # a panic of a Rust reader is not an Exception
        if type(error).__name__ != "PanicException":
            raise
        _say({"problem": "tệp bị hỏng, không đọc được."})
    return 0


def _read(path: Path, limits: Limits) -> Iterator[Grid | str]:
    if kinds.sniff(path, limits) == "csv":
        yield text_table.table(path)
    else:
        yield from workbook.sheets(path)


def _send(grid: Grid) -> None:
    parts = [*grid.frame.iter_slices(PART)] or [grid.frame]
    about = {"sheet": grid.sheet, "merged": grid.merged, "notes": grid.notes, "widths": grid.widths}
    _say({**about, "epoch": grid.epoch, "parts": len(parts)})
    for part in parts:
        stream = io.BytesIO()
        part.write_ipc_stream(stream)
        _say({"bytes": len(stream.getbuffer())})
        sys.stdout.buffer.write(stream.getbuffer())


def _say(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")


def _confine(limits: Limits) -> None:
    """Cap memory above what the libraries already map, and processor time; Windows has neither."""
    pl.read_csv(b"a,b\n1,2\n", infer_schema=False)  # starts the threads, which map much
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return
    mapped = next(
        (
            int(line.split()[1]) * 1024
            for line in Path("/proc/self/status").read_text().splitlines()
            if line.startswith("VmSize")
        ),
        1 << 30,
    )
    _cap(resource.RLIMIT_AS, mapped + limits.memory)
    _cap(resource.RLIMIT_CPU, limits.seconds)
    _cap(resource.RLIMIT_CORE, 0)


def _cap(which: int, value: int) -> None:
    import resource  # noqa: PLC0415

    hard = resource.getrlimit(which)[1]
    resource.setrlimit(which, (value if hard < 0 else min(value, hard), hard))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Limits(**json.loads(sys.argv[2]))))
