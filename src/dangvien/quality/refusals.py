"""Why a decision did not happen, in words for the page."""

from __future__ import annotations

from dangvien.members.refusals import Impossible


class Decided(Impossible):
    """Somebody else was faster: the words say who, what and when."""


class TooLate(Impossible):
    """What could be taken back until a day, and the day is over."""


def say(field: str, words: str) -> Impossible:
    """A refusal that stands beside one field of a form."""
    return Impossible({field: words})
