"""Runs the reading of a file in a child process with limits, and takes over what it read."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from dangvien.files.child import OUT_OF_MEMORY
from dangvien.files.grid import Grid
from dangvien.files.limits import Limits
from dangvien.files.problem import InputProblem


@dataclass(frozen=True, slots=True)
class Content:
    """Visible sheets of a file, and the names of the hidden ones."""

    grids: list[Grid] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def extract(path: Path, limits: Limits) -> Content:
    """Read a file in a child process; whatever happens to the child becomes an InputProblem."""
    if path.is_dir():
        raise InputProblem("đây là thư mục, không phải tệp.", file=path.name)
    try:
        path.open("rb").close()
    except FileNotFoundError as error:
        raise InputProblem("không tìm thấy tệp.", file=path.name) from error
    except OSError as error:
        text = "không mở được; có thể tệp đang mở trong chương trình khác hoặc chưa được phép đọc."
        raise InputProblem(text, file=path.name) from error
    return _parse(path.name, _run(path, limits))


def _run(path: Path, limits: Limits) -> bytes:
    command = [sys.executable, "-m", "dangvien.files.child", str(path), json.dumps(asdict(limits))]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "POLARS_MAX_THREADS": "2",
        "MALLOC_ARENA_MAX": "1",  # else every thread maps 64 MB that it never uses
    }
    try:
        done = subprocess.run(  # noqa: S603
            command,
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=limits.seconds,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise InputProblem(
            f"đọc quá {limits.seconds} giây nên phải dừng.", file=path.name
        ) from error
    if done.returncode:
        raise InputProblem(_reason(done.returncode, limits), file=path.name)
    return done.stdout


def _reason(code: int, limits: Limits) -> str:
    if code in {OUT_OF_MEMORY, -6, -9, -11}:  # an allocator that gets no memory aborts
        allowed = limits.memory >> 20
        return (
            f"cần hơn {allowed} MB bộ nhớ để đọc nên phải dừng; đồng chí xóa các dòng, cột trống "
            "ở cuối bảng hoặc tách tệp rồi thử lại."
        )
    if code == -24:  # SIGXCPU
        return f"đọc quá {limits.seconds} giây nên phải dừng."
    return "tệp bị hỏng, không đọc được."


def _parse(name: str, output: bytes) -> Content:
    stream = io.BytesIO(output)
    content = Content()
    while line := stream.readline():
        head: dict[str, Any] = json.loads(line)
        if "problem" in head:
            raise InputProblem(head["problem"], file=name)
        if "hidden" in head:
            content.hidden.append(head["hidden"])
        elif "sheet" in head:
            frame = pl.concat([_frame(stream) for _ in range(head["parts"])])
            merged = [((a, b), (c, d)) for (a, b), (c, d) in head["merged"]]
            told = (head["notes"], head["widths"], head["epoch"])
            content.grids.append(Grid(head["sheet"], frame, merged, *told))
        else:
            return content
    raise InputProblem("tệp bị hỏng, không đọc được.", file=name)


def _frame(stream: io.BytesIO) -> pl.DataFrame:
    return pl.read_ipc_stream(stream.read(json.loads(stream.readline())["bytes"]))
