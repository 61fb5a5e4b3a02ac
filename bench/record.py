"""One edited record against all rules, as a form does while a person types: p50 and p95."""

from __future__ import annotations

import json
import time
from datetime import date
from statistics import quantiles

import measure
import polars as pl
from lists import AS_OF, members

TIMES = 500


def main() -> None:
    """Check records of a synthetic list one by one; print the milliseconds as JSON."""
    from dangvien.clean import part  # noqa: PLC0415
    from dangvien.core.engine import check_record  # noqa: PLC0415

    listed = part.rename(pl.read_parquet(members(10_000) / "members.parquet"), "member")
    records = listed.sample(TIMES + 50, seed=1).to_dicts()
    as_of, taken = date.fromisoformat(AS_OF), []
    for record in records:
        began = time.perf_counter()
        check_record(record, as_of=as_of)
        taken.append((time.perf_counter() - began) * 1_000)
    cuts = quantiles(taken[50:], n=100)  # the first 50 warm up what a server has warm
    print(json.dumps({"p50": cuts[49], "p95": cuts[94]}))


def results() -> list[dict[str, object]]:
    """Rows for the table."""
    runs = [json.loads(measure.run([measure.PYTHON, __file__]).out) for _ in range(3)]
    runs.sort(key=lambda run: run["p95"])
    p50, p95 = runs[1]["p50"], runs[1]["p95"]
    what = f"Một hồ sơ, cả bộ quy tắc (p50 {p50:.1f} ms); số ghi là p95"
    return [{
        "what": what.replace(".", ","), "size": "1", "value": p95, "unit": "ms", "target": 10,
        "command": "python bench/run.py --only record",
    }]  # fmt: skip


if __name__ == "__main__":
    main()
