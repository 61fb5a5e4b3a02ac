"""Records that may be one person: found, judged by people, merged by two of them, and parted again."""

from dangvien.quality.duplicates.asking import reply
from dangvien.quality.duplicates.judging import answer, reopen, retract
from dangvien.quality.duplicates.merging import approve, propose, refuse, withdraw
from dangvien.quality.duplicates.queries import open_pairs
from dangvien.quality.duplicates.refreshing import refresh
from dangvien.quality.duplicates.splitting import ask_back, leave, take_back

__all__ = [
    "answer", "approve", "ask_back", "leave", "open_pairs", "propose", "refresh", "refuse", "reopen",
    "reply", "retract", "take_back", "withdraw",
]  # fmt: skip
