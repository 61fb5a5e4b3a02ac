"""What one step of a commit did to its rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from dangvien.exchange.models import Row


@dataclass(slots=True)
class Outcome:
    """Rows written as previewed, and rows that turned into a conflict, each with its reason."""

    applied: list[Row] = field(default_factory=list)
    conflicts: list[Row] = field(default_factory=list)
    met: int = 0  # records elsewhere that came up meanwhile

    def conflict(self, row: Row, reason: str) -> None:
        """This row is for a person now."""
        row.reason = reason
        self.conflicts.append(row)
