"""Lists out: purpose, quota, a mark on every sheet and every row, and an entry that names the people."""

from __future__ import annotations

from dangvien.exchange.exports.quota import Allowance, allowance
from dangvien.exchange.exports.rejects import rejected
from dangvien.exchange.exports.take import NotAllowed, Taken, take_out

__all__ = ["Allowance", "NotAllowed", "Taken", "allowance", "rejected", "take_out"]
