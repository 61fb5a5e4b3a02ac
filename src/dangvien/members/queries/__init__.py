"""Reads wider than one QuerySet: frames for the engine, search, facts of a record, its history."""

from __future__ import annotations

from dangvien.members.queries.facts import holders, shares
from dangvien.members.queries.frame import frame, raw_record
from dangvien.members.queries.history import Line, history
from dangvien.members.queries.search import (
    BadCursor,
    Page,
    Sought,
    listing,
    search,
    sought,
)

__all__ = [
    "BadCursor", "Line", "Page", "Sought", "frame", "history", "holders", "listing", "raw_record",
    "search", "shares", "sought",
]  # fmt: skip
