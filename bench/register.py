"""The register at its two sizes: a commune's machine and a city's, each filled through the import."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import measure

CITY = [
    "bench/city.py",
    "--members",
    "470000",
    "--organisations",
    "20000",
    "--import-rows",
    "370000",
]
TOWN = ["bench/city.py", "--members", "50000", "--organisations", "2000"]
TARGETS = {
    "unit page": 200,
    "name search": 300,
    "given name": 300,
    "exact id": 50,
    "subtree move": 100,
    "save": 150,
    "save, phone": 150,
    "worklist, whole": 200,
    "worklist, commune": 200,
    "tree figures": 1000,
}
SECONDS = {"rule run": 180, "rule run again": 180, "snapshot": 30, "setting preview": 60}


def results() -> Iterator[dict[str, Any]]:
    """Rows for the table, SQLite first."""
    yield from told(measure.run([measure.PYTHON, *TOWN]).out.splitlines())
    beside = [measure.PYTHON, "scripts/with_postgres.py", "--durable", "--", measure.PYTHON]
    yield from told(measure.run([*beside, *CITY]).out.splitlines())


def told(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The measures among what a run printed, each with the size of its register."""
    rows = [json.loads(line) for line in lines if line.startswith('{"database"')]
    size = next(row for row in rows if row["what"] == "size")
    for row in rows:
        if row["what"] != "size":
            yield {**row, "members": size["members"], "organisations": size["organisations"],
                   "target": (SECONDS if "seconds" in row else TARGETS).get(row["what"])}  # fmt: skip
