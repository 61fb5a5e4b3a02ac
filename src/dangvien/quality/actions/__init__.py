"""Every write about findings, corrections, exceptions and what has to be typed elsewhere."""

from __future__ import annotations

from dangvien.quality.actions.bulk import accept_safe, undo_bulk
from dangvien.quality.actions.deciding import approve, refuse, withdraw
from dangvien.quality.actions.forgetting import forget_units
from dangvien.quality.actions.proposing import propose
from dangvien.quality.actions.re_entry import compare, join, tick, untick
from dangvien.quality.actions.recalling import recall
from dangvien.quality.actions.ruling import lift_rule, set_rule, try_rule
from dangvien.quality.actions.running import run, run_when_due
from dangvien.quality.actions.settling import settle
from dangvien.quality.actions.taking import hand_over, take
from dangvien.quality.actions.waiving import deny, end_waiver, end_waivers, grant, waive

__all__ = [
    "accept_safe", "approve", "compare", "deny", "end_waiver", "end_waivers", "forget_units",
    "grant", "hand_over", "join", "lift_rule", "propose", "recall", "refuse", "run", "run_when_due",
    "set_rule", "settle", "take", "tick", "try_rule", "undo_bulk", "untick", "waive", "withdraw",
]  # fmt: skip
