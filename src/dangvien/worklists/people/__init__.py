"""The secretary's list: who is still to be asked in a cell, where the cell stands, whom to call."""

from __future__ import annotations

from dangvien.worklists.people.asking import Asked, asked, count
from dangvien.worklists.people.helping import Help, whom_to_call
from dangvien.worklists.people.standing import Standing, as_of, due_of, moment, standing

__all__ = [
    "Asked", "Help", "Standing", "as_of", "asked", "count", "due_of", "moment", "standing",
    "whom_to_call",
]  # fmt: skip
