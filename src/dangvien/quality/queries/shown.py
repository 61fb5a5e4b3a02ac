"""A value as a page shows it: numbers masked unless faulty, changed characters marked."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from dangvien.core.schema import FIELDS, LABELS_OF_VALUES
from dangvien.members.boxes import written
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.sealed import masked
from dangvien.quality.words import is_faulty

Piece = tuple[str, bool]  # some characters, and whether they differ
NOTHING = "trống"


@dataclass(frozen=True, slots=True)
class Pair:
    """One field before and after, in pieces of characters; empty pieces: the word for nothing."""

    name: str
    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    number: bool

    @property
    def old(self) -> str:
        """The value before, as one text."""
        return "".join(text for text, _ in self.before)

    @property
    def new(self) -> str:
        """The value after, as one text."""
        return "".join(text for text, _ in self.after)


def value(name: str, text: str, *, clear: bool = False) -> str:
    """A value as people write it; a sound number only as its mask unless it may be seen."""
    if name in IDENTIFIERS and text and not clear and not is_faulty(name, text):
        return masked(text)
    if name == "phone" and not clear and text:
        return text
    return LABELS_OF_VALUES.get(text, written(name, text)) if text else ""


def pair(name: str, before: str, after: str, *, clear: bool = False) -> Pair:
    """One field before and after; what differs is marked where both are shown as they are."""
    old, new = value(name, before, clear=clear), value(name, after, clear=clear)
    hidden = name in IDENTIFIERS and not clear and (old != before or new != after)
    whole = hidden or not old or not new
    parts = (((old, False),), ((new, False),)) if whole else _pieces(old, new)
    known = FIELDS.get(name)
    return Pair(name, known.label if known else name, *_worded(parts), name in IDENTIFIERS)


def _worded(
    parts: tuple[tuple[Piece, ...], tuple[Piece, ...]],
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old, new = (tuple(piece for piece in some if piece[0]) for some in parts)
    return old, new


def _pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut where they differ; a text that is all another one is not marked at all."""
    match = SequenceMatcher(None, old, new, autojunk=False)
    if match.ratio() < 0.5:
        return ((old, False),), ((new, False),)
    first: list[Piece] = []
    second: list[Piece] = []
    for tag, i1, i2, j1, j2 in match.get_opcodes():
        changed = tag != "equal"
        first.append((old[i1:i2], changed))
        second.append((new[j1:j2], changed))
    return tuple(first), tuple(second)
