"""How time and memory grow: `check` from ten thousand to the nation, `clean` to a city."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import measure
from lists import AS_OF, members

CHECK = (10_000, 100_000, 370_000, 1_000_000, 5_600_000)
CLEAN = (10_000, 30_000, 100_000, 370_000)


def results() -> Iterator[dict[str, object]]:
    """Rows for the second table, one run each."""
    for size in CHECK:
        yield _row("check (parquet)", size, "check", "parquet")
    for size in CLEAN:
        yield _row("clean (csv)", size, "clean", "csv")


def _row(what: str, size: int, command: str, form: str) -> dict[str, object]:
    folder = members(size, form)
    with tempfile.TemporaryDirectory() as room:
        ran = measure.run(measure.dangvien(
            command, folder / f"members.{form}", "--orgs", folder / f"organisations.{form}",
            "--as-of", AS_OF, "--out", Path(room) / "out",
        ))  # fmt: skip
    return {
        "what": what, "size": size, "seconds": ran.seconds, "gigabytes": ran.gigabytes,
        "microseconds": ran.seconds / size * 1e6,
    }  # fmt: skip
