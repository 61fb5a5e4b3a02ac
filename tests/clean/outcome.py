"""`dangvien clean` as a person runs it, and what it left behind."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from dangvien.cli import app
from dangvien.files.safe_cells import restore

AS_OF = "2025-12-15"


@dataclass(frozen=True)
class Cleaned:
    """What `dangvien clean` left behind and said."""

    code: int
    told: str
    complaint: str
    out: Path

    def table(self, name: str) -> list[dict[str, str]]:
        """Rows of one csv of DIR, as a person reads them (without our apostrophe)."""
        with (self.out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return [{k: restore(v) for k, v in row.items()} for row in csv.DictReader(file)]

    @property
    def summary(self) -> dict[str, Any]:
        """summary.json."""
        return json.loads((self.out / "summary.json").read_text(encoding="utf-8"))

    def member(self, at: int = 0) -> dict[str, str]:
        """One row of members.csv."""
        return self.table("members")[at]

    def findings(self, *rules: str, **like: str) -> list[dict[str, str]]:
        """Findings of these rules (all without any), about rows and not about missing columns."""
        return [
            row for row in self.table("findings")
            if (not rules or row["rule"] in rules) and row["cause"] != "no_column"
            and all(row[key] == value for key, value in like.items())
        ]  # fmt: skip

    def rules(self, row: int | None = None) -> list[str]:
        """Codes of the findings on members, or on the row of that number."""
        return sorted(
            found["rule"] for found in self.findings()
            if found["rule"].startswith("V") and (row is None or found["row_id"].endswith(f"#{row}"))
        )  # fmt: skip

    def changes(self, applied: str, field: str) -> list[tuple[str, str]]:
        """(before, after) of the changes of a field that were or were not applied."""
        return [(row["before"], row["after"]) for row in self.table("changes")
                if row["applied"] == applied and row["field"] == field]  # fmt: skip

    def unit(self, name: str) -> dict[str, str]:
        """The row of progress.csv of that organisation."""
        return next(row for row in self.table("progress") if row["org_name"] == name)


def run(*args: object) -> Cleaned:
    """Run `dangvien clean` with the arguments a person types; a traceback is never right."""
    words = ["clean", *map(str, args)]
    if "--as-of" not in words:
        words += ["--as-of", AS_OF]
    said = CliRunner().invoke(app, words)
    assert said.exception is None or isinstance(said.exception, SystemExit), said.exception
    assert "Traceback" not in said.output
    return Cleaned(said.exit_code, said.stdout, said.stderr, Path(words[words.index("--out") + 1]))
