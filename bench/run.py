"""Measures again what docs/benchmarks.md says: bench/run.py [--only peers,record,clean,nation,…]

Parts that are not run keep the rows they had (bench/results.json). The peers need their own
environment first: bench/peers/setup.sh
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "peers"), str(HERE.parent / "src")]

import duplicates  # noqa: E402
import growth  # noqa: E402
import nation  # noqa: E402
import record  # noqa: E402
from peers import compare  # noqa: E402
from report import write  # noqa: E402

import clean  # noqa: E402
import quality  # noqa: E402
import register  # noqa: E402

RESULTS = HERE / "results.json"
Rows = Iterable[dict[str, Any]]
PARTS: dict[str, Callable[[], Rows]] = {
    "record": record.results,
    "peers": compare.results,
    "clean": clean.results,
    "nation": nation.results,
    "duplicates": duplicates.results,
    "growth": growth.results,
    "quality": quality.results,
    "register": register.results,
}


def main() -> None:
    """Run the parts asked for, one after another, and write the page after each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default=",".join(PARTS))
    wanted = parser.parse_args().only.split(",")
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in wanted:
        print(name, flush=True)
        rows = []
        for row in PARTS[name]():
            print(" ", json.dumps(row, ensure_ascii=False), flush=True)
            rows.append(row)
        kept[name] = rows
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        RESULTS.write_text(text + "\n", encoding="utf-8")
        write(kept)


if __name__ == "__main__":
    main()
