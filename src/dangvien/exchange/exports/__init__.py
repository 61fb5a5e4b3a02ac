"""Lists out: purpose, quota, a mark on every sheet and every row, an entry that names the people.

A list too long for one person's word waits for a second one (`ask`, `allow`, `refuse`, `collect`).
"""

from __future__ import annotations

from dangvien.exchange.exports.asking import allow, ask, collect, expire, refuse, withdraw
from dangvien.exchange.exports.quota import Allowance, allowance
from dangvien.exchange.exports.rejects import rejected
from dangvien.exchange.exports.second import NeedsSecond, NotAllowed
from dangvien.exchange.exports.take import Taken, take_out

__all__ = [
    "Allowance", "NeedsSecond", "NotAllowed", "Taken", "allow", "allowance", "ask", "collect",
    "expire", "refuse", "rejected", "take_out", "withdraw",
]  # fmt: skip
