"""Where floors below ask for us without knowing us."""

from __future__ import annotations

from dangvien.members import margin
from dangvien.quality.queries.remarks import remarks


def register() -> None:
    """The record page shows kept findings instead of asking the rule book."""
    if remarks not in margin.source:
        margin.source.append(remarks)
