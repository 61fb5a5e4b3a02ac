"""What is done from a list, a sheet, a workbook: every write that a person answers for."""

from __future__ import annotations

from dangvien.worklists.actions.handing_out import HandedOut, hand_out, to_ask, too_many
from dangvien.worklists.actions.keying_in import Given, KeyedIn, key_in
from dangvien.worklists.actions.missing import missed
from dangvien.worklists.actions.taking_back import take_back

__all__ = [
    "Given", "HandedOut", "KeyedIn", "hand_out", "key_in", "missed", "take_back", "to_ask", "too_many",
]  # fmt: skip
