"""Every write of an import that a person answers for: receive, settle, commit, stop, drop, undo, decide.

Forbidden is `accounts.policy.Refused`; what is not possible now is `Impossible`, in words for a person.
"""

from dangvien.exchange.actions.committing import commit, drop, stop
from dangvien.exchange.actions.deciding import choose, decide, release
from dangvien.exchange.actions.receiving import receive, settle_columns
from dangvien.exchange.actions.undoing import undo
from dangvien.exchange.states import Impossible

__all__ = [
    "Impossible",
    "choose",
    "commit",
    "decide",
    "drop",
    "receive",
    "release",
    "settle_columns",
    "stop",
    "undo",
]
