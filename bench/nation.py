"""A nation in parquet: made, then standardised and checked against the whole rule book."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import measure
from lists import AS_OF, BUILD, SEED, members

SIZE = 5_600_000


def results() -> Iterator[dict[str, object]]:
    """Rows for the table: the list is made anew once, checked three times."""
    folder = BUILD / f"parquet-{SIZE}-a-{SEED}"
    shutil.rmtree(folder, ignore_errors=True)
    made = measure.run(measure.dangvien(
        "synth", "--members", str(SIZE), "--seed", str(SEED), "--format", "parquet",
        "--corruptor", "a", "--out", folder,
    ))  # fmt: skip
    yield _row("Sinh cả nước giả lập kèm đáp án (parquet)", made, 300)
    ran = measure.repeat([measure.PYTHON, __file__, str(SIZE)])
    yield _row(
        "Chuẩn hóa và kiểm tra cả bộ quy tắc (parquet → parquet)" + _steps(ran.out), ran, 150
    )


def _steps(out: str) -> str:
    """Seconds of the three stages of one run, from what it printed."""
    began = {name.split(" phần")[0]: float(at) for at, name in reversed(
        re.findall(r"([\d.]+) s (.+)", out))}  # fmt: skip
    stages = ["Chuẩn hóa", "Đối chiếu giữa các hồ sơ", "Kiểm tra", "Tính theo tổ chức", "xong"]
    return "; " + ", ".join(
        f"{name.lower()} {began[later] - began[name]:.0f} s" for name, later in pairwise(stages)
    )


def _row(what: str, ran: measure.Measured, target: float) -> dict[str, object]:
    return {
        "what": what, "size": "5.600.000", "value": ran.seconds, "unit": "s", "target": target,
        "gigabytes": ran.gigabytes, "gigabytes_target": 10,
        "command": "python bench/run.py --only nation",
    }  # fmt: skip


def check(size: int) -> None:
    """`dangvien check` with the seconds at which each step began."""
    from dangvien.clean import in_parts  # noqa: PLC0415

    folder, out = members(size), BUILD / f"checked-{size}"
    began = time.perf_counter()

    def step(name: str) -> None:
        print(f"{time.perf_counter() - began:7.1f} s {name}", flush=True)

    checked = in_parts.check(
        folder / "members.parquet", folder / "organisations.parquet", out,
        as_of=date.fromisoformat(AS_OF), step=step,
    )  # fmt: skip
    step("xong")
    print(
        f"{checked.rows} rows, {checked.changes} changes, {checked.findings['len'].sum()} findings"
    )
    shutil.rmtree(out)


if __name__ == "__main__":
    check(int(sys.argv[1]))
