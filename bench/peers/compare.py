"""All contestants, round after round, each in its own process; every failing row must be the same."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import measure
import polars as pl
from lists import BUILD, members

HERE = Path(__file__).parent
VENV = Path(os.environ.get("PEERS", measure.ROOT / ".venv-peers"))
SIZES = (370_000, 1_000_000)
OURS = ("ours", "plain")  # these two run in our own environment
CONTESTANTS: dict[str, tuple[str, float | None]] = {  # what it is called, how many times slower
    "ours": ("dangvien", None),
    "pointblank": ("pointblank 1.1.1", 1),
    "pandera": ("Pandera 0.35.0", 3),
    "pandera_rows": ("Pandera 0.35.0, theo dòng", 3),
    "great_expectations": ("Great Expectations 1.24.0", 5),
    "plain": ("Vòng lặp Python", 20),
}


def results() -> Iterator[dict[str, object]]:
    """Rows for the table of peers."""
    for size in SIZES:
        for name, told in race(size).items():
            what, target = CONTESTANTS[name]
            shown = f"{size:,}".replace(",", ".")
            yield {"what": what, "size": shown, "target": target, **told}


def race(size: int, rounds: int = 3) -> dict[str, dict[str, float]]:
    """Medians of seconds, of the ratio to ours round by round, and peak memory, per contestant."""
    folder = BUILD / f"peers-{size}"
    measure.run([measure.PYTHON, HERE / "prepare.py", "--list", members(size), "--out", folder])
    seconds: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    memory = dict.fromkeys(CONTESTANTS, 0.0)
    for _ in range(rounds):
        for name in CONTESTANTS:
            python = measure.PYTHON if name in OURS else str(VENV / "bin" / "python")
            ran = measure.run([python, HERE / "contest.py", name, folder])
            told = json.loads(ran.out.strip().splitlines()[-1])
            seconds[name].append(told["seconds"])
            memory[name] = max(memory[name], ran.gigabytes)
            print(f"  {size} {name} {told['seconds']:.2f} s, {told['found']} rows", flush=True)
    _same(folder)
    ours = seconds["ours"]
    return {
        name: {
            "seconds": median(taken),
            "ratio": median(t / o for t, o in zip(taken, ours, strict=True)),
            "gigabytes": memory[name],
        }
        for name, taken in seconds.items()
    }


def _same(folder: Path) -> None:
    """Row by row: nobody finds more, nobody finds less."""
    first = pl.read_parquet(folder / "ours.parquet").sort(pl.all())
    for name in CONTESTANTS:
        other = pl.read_parquet(folder / f"{name}.parquet").select(first.columns).sort(pl.all())
        if not first.equals(other):
            raise SystemExit(f"{name} found other rows than ours: {other.height}, {first.height}")
