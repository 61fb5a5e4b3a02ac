"""What may follow what in the life of an import, its terms, and the refusal in words."""

from __future__ import annotations

from datetime import timedelta

UNDO_TERM = timedelta(days=30)  # real time from commit (or stop); reliability B5, issue 3 section 5
ELSEWHERE_A_DAY = 50  # matches outside the own subtree that a user may meet in a day (A9)
CHUNK = 500  # rows of one short transaction

WAITING, READING, READY, COMMITTING, COMMITTED = (
    "waiting", "reading", "ready", "committing", "committed",
)  # fmt: skip
REFUSED, HELD, STOPPED, DROPPED = "refused", "held", "stopped", "dropped"


class Impossible(Exception):  # noqa: N818
    """The import is not in a state that allows this; the text is for the person who asked."""
