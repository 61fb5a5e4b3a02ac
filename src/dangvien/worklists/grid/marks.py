"""Present value beside the proposed one: changed characters marked, invisible ones drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

HIDDEN = "‹ẩn›"
SPACE = "·"
MASK = "•"
# A loose mark has no place of its own: it is drawn beside its letter.
_LOOSE = {
    "\u0300": "`", "\u0301": "´", "\u0302": "ˆ", "\u0303": "˜", "\u0306": "˘", "\u0309": "ˀ",
    "\u031b": "ʼ", "\u0323": "․",
}  # fmt: skip
_TOKENS = re.compile(r"\s+|[,;.]|[^\s,;.]+")
_LONGEST = 400  # what is longer is shown as it stands


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a value; `drawn` says what is not seen by itself, for those who listen."""

    text: str
    changed: bool = False
    drawn: str = ""


def now(value: str, fix: str) -> list[Piece]:
    """The present value with what the proposal would take away or replace."""
    if not _comparable(value, fix):
        return _drawn(value) if value else []
    return _pieces(value, fix, first=True)


def then(value: str, fix: str) -> list[Piece]:
    """The proposed value with what it would add."""
    if not _comparable(value, fix):
        return [Piece(fix)] if fix else []
    found = _pieces(value, fix, first=False)
    # Where everything is new, marking everything says nothing.
    return found if any(not one.changed for one in found) else [Piece(fix)]


def _comparable(value: str, fix: str) -> bool:
    alike = bool(value and fix) and MASK not in value + fix
    return alike and len(value) + len(fix) <= _LONGEST


def _pieces(value: str, fix: str, *, first: bool) -> list[Piece]:
    by_words = _other_words(value, fix)
    cut = _words if by_words else _letters
    before, after = cut(value), cut(fix)
    matcher = SequenceMatcher(str.isspace if by_words else None, before, after, autojunk=False)
    told: list[tuple[str, str]] = []
    for kind, low, high, left, right in matcher.get_opcodes():
        text = "".join(before[low:high] if first else after[left:right])
        if text:
            told.append((kind, text))
    if not first:
        return [Piece(text, kind == "insert") for kind, text in told]
    return [
        Piece(text) if kind == "equal" else _as_drawn(text)
        for kind, text in _whole_runs(told)
        if text
    ]


def _whole_runs(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of a run of spaces some of which go, all are drawn: nobody can say which one is too many."""
    found = list(told)
    for at, (kind, text) in enumerate(told):
        if kind == "equal" or text.strip(" "):
            continue
        if at and found[at - 1][1].endswith(" "):
            found[at - 1] = (found[at - 1][0], found[at - 1][1][:-1])
            found[at] = (kind, found[at][1] + " ")
        if at + 1 < len(found) and found[at + 1][1].startswith(" "):
            found[at + 1] = (found[at + 1][0], found[at + 1][1][1:])
            found[at] = (kind, found[at][1] + " ")
    return found


def _drawn(value: str) -> list[Piece]:
    """A value without a proposal: only what nobody can see is drawn."""
    found: list[Piece] = []
    for one in _clusters(value):
        if one != " " and _unseen(one):
            found.append(_as_drawn(one))
        elif found and not found[-1].changed:
            found[-1] = Piece(found[-1].text + one)
        else:
            found.append(Piece(one))
    return found


def _as_drawn(text: str) -> Piece:
    words = any(char.isalnum() for char in text)  # between words a space is seen by itself
    shown: list[str] = []
    told: list[str] = []
    for char in text:
        if char in _LOOSE:
            shown.append(_LOOSE[char])
            told.append("dấu gõ rời")
        elif char in " \u00a0\t\r\n" and not words:
            shown.append(SPACE)
            told.append("dấu cách")
        elif char != " " and _unseen(char):
            shown.append(HIDDEN)
            told.append("ký tự ẩn")
        else:
            shown.append(char)
    return Piece("".join(shown), True, ", ".join(dict.fromkeys(told)))


def _other_words(value: str, fix: str) -> bool:
    """Whether words come or go (an address), not only the way in which the same ones are written."""
    return " " in value.strip() and _bare(value) != _bare(fix)


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text).casefold() if char.isalnum())


def _letters(text: str) -> list[str]:
    return list(_clusters(text))


def _words(text: str) -> list[str]:
    return _TOKENS.findall(text)


def _clusters(text: str) -> Iterator[str]:
    """Letters with the marks that stand on them."""
    letter = ""
    for char in text:
        if letter and unicodedata.combining(char):
            letter += char
            continue
        if letter:
            yield letter
        letter = char
    if letter:
        yield letter


def _unseen(text: str) -> bool:
    """Whether a letter carries loose marks, or is one that no screen shows."""
    if len(text) > 1:
        return any(char in _LOOSE for char in text)
    return text == "\u00a0" or unicodedata.category(text) in ("Cf", "Cc", "Co", "Zl", "Zp")
