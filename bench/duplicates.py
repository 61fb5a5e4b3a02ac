"""Time, memory, precision and recall of dangvien.core.match on synthetic nations.

    python bench/duplicates.py [SIZE …] [--seed 31] [--corruptor b]     (default: 10000 100000)

The weights are trained on corruptor "a" (scripts/train_weights.py); what is measured here is
corruptor "b" and another seed. 5600000 needs some 8 GB of memory and 10 GB of disk.

"full": the whole list. "hard": name, birth date and place of origin only, all else emptied; people in
transit or on a temporary stay then are one person twice like any other. "may": recall of the pairs
that may be proposed at all: two valid citizen ids that differ, be it by one digit, are held back.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
SIZES = (10_000, 100_000, 370_000, 1_000_000, 5_600_000)
KNOWN_WHEN_HARD = (
    "row_id",
    "full_name",
    "full_name__fix",
    "birth_date",
    "birth_date__fix",
    "hometown",
)


def make(folder: Path, members: int, seed: int, corruptor: str) -> None:
    """Build a nation and its standard frame (columns that matching reads)."""
    from train_weights import nation  # noqa: PLC0415

    from dangvien.synth import build  # noqa: PLC0415

    build(members, seed, folder, format="parquet", corruptor=corruptor)
    nation(folder).write_parquet(folder / "standard.parquet")


def measure(folder: Path, *, hard: bool) -> dict[str, Any]:
    """Find the duplicates of a nation and compare them with the truth."""
    from dangvien.core.match import find_duplicates  # noqa: PLC0415

    whole = pl.read_parquet(folder / "standard.parquet")
    frame = whole.select(KNOWN_WHEN_HARD) if hard else whole
    start = time.perf_counter()
    found = find_duplicates(frame)
    seconds = time.perf_counter() - start
    # ru_maxrss is in KiB on Linux and in bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9
    return {
        "members": frame.height,
        "case": "hard" if hard else "full",
        "seconds": round(seconds, 1),
        "gigabytes": round(gigabytes, 1),
        **_against_truth(folder, whole, found.pairs, hard=hard),
        "guarded": dict(found.guarded["reason"].value_counts(sort=True).iter_rows()),
        "capped": found.capped.rows(),
    }


def _against_truth(
    folder: Path, frame: pl.DataFrame, pairs: pl.DataFrame, *, hard: bool
) -> dict[str, Any]:
    ends = ["row_id_1", "row_id_2"]
    truth = pl.read_parquet(folder / "truth/duplicates.parquet").select(
        pl.min_horizontal(ends).alias(ends[0]), pl.max_horizontal(ends).alias(ends[1]), "kind"
    )
    people = pl.read_parquet(folder / "truth/people.parquet")
    found = pairs.select(ends).join(truth.select(*ends, is_true=pl.lit(True)), on=ends, how="left")
    for end in ends:
        found = found.join(people.rename({"row_id": end, "person_id": f"p_{end}"}), on=end)
    right = pl.col("is_true").fill_null(False)
    if hard:
        right = right | (pl.col("p_row_id_1") == pl.col("p_row_id_2"))
    ids = frame.filter("citizen_id__valid").select("row_id", "citizen_id")
    for end in ends:
        truth = truth.join(
            ids.rename({"row_id": end, "citizen_id": f"id_{end}"}), on=end, how="left"
        )
    told = truth.join(pairs.select(*ends, hit=pl.lit(True)), on=ends, how="left").with_columns(
        hit=pl.col("hit").fill_null(False),
        barred=(pl.col("id_row_id_1") != pl.col("id_row_id_2")).fill_null(False),
    )
    may = told if hard else told.filter(~pl.col("barred"))
    return {
        "pairs": pairs.height,
        "precision": round(float(found.select(right.mean()).item() or 0), 4),
        "recall": _share(told),
        "may": _share(may),
        "kinds": dict(
            told.group_by("kind").agg(pl.col("hit").mean().round(3)).sort("kind").iter_rows()
        ),
    }


def _share(told: pl.DataFrame) -> float:
    return round(float(told.select(pl.col("hit").mean()).item() or 0), 4)


def _child(*words: str) -> str:
    command = [sys.executable, __file__, *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def results() -> Iterator[dict[str, Any]]:
    """Rows of docs/benchmarks.md: each size with everything known, then the hard case."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            _child(str(size), "--make", folder, "--seed=31", "--corruptor=b")
            for case in ([], ["--hard"]):
                one = json.loads(_child("--measure", folder, *case))
                keep = ("members", "case", "seconds", "gigabytes", "precision", "recall", "may")
                yield {name: one[name] for name in keep}


def main() -> None:
    """Measure each size in processes of their own, and print a table and what lies behind it."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    ask.add_argument("--seed", type=int, default=31)
    ask.add_argument("--corruptor", default="b")
    ask.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    ask.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    ask.add_argument("--hard", action="store_true", help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.make:
        make(asked.make, asked.sizes[0], asked.seed, asked.corruptor)
        return
    if asked.measure:
        print(json.dumps(measure(asked.measure, hard=asked.hard), ensure_ascii=False))
        return
    print(f"corruptor {asked.corruptor}, seed {asked.seed}; weights trained on corruptor a\n")
    print("| members | case | s | GB | pairs | precision | recall | may |\n|" + "---|" * 8)
    behind = []
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as folder:
            _child(
                str(size),
                "--make",
                folder,
                f"--seed={asked.seed}",
                f"--corruptor={asked.corruptor}",
            )
            for case in ([], ["--hard"]):
                one = json.loads(_child("--measure", folder, *case))
                cells = (
                    "members",
                    "case",
                    "seconds",
                    "gigabytes",
                    "pairs",
                    "precision",
                    "recall",
                    "may",
                )
                print("| " + " | ".join(str(one[cell]) for cell in cells) + " |", flush=True)
                behind.append(one)
    for one in behind:
        print(f"\n{one['members']} {one['case']}: recall by kind {one['kinds']}")
        print(f"held back {one['guarded']}; blocks too big {one['capped']}")


if __name__ == "__main__":
    main()
