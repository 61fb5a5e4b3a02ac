"""Which unit an address means, over the whole history of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from dangvien.core.address.levels import (
    UNKNOWN,
    Resolution,
    choices,
    deeper,
    districts_named,
    place_of,
    the_one,
    within,
    without_province,
)
from dangvien.core.address.pieces import CACHE, Piece, cut, cut_at_kinds, key, readings

_COUNTRY = frozenset({"vietnam", "vn", "chxhcnvietnam", "nuocchxhcnvietnam"})
_BOTH = re.compile(
    r"[()\[\]]|\b(?:nay là|nay thuộc|hiện nay là|trước là|trước đây là|trước đây|trước thuộc|cũ)\b",
    re.I,
)
_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\bcũ\b", re.I)


@lru_cache(CACHE)
def resolve(text: str) -> Resolution:
    """Read the administrative part of a cleaned address (from `split_tail`), or a whole one."""
    return _old_and_new(text) if _BOTH.search(text) else _resolve(text)


def _resolve(text: str) -> Resolution:
    pieces = _without_country(cut(text))
    if not pieces:
        return UNKNOWN
    best = _read(pieces)
    if best.depth < 3:
        smaller = cut_at_kinds(pieces)
        if smaller != pieces:
            best = deeper(best, _read(_without_country(smaller)))
    if best.depth < 1:
        for guess in _cut_province(cut_at_kinds(pieces)):
            best = deeper(best, _read(guess))
    return best


def _old_and_new(text: str) -> Resolution:
    """Both names written, as for a place of origin: nothing to change. Other notes are dropped."""
    parts = [part.strip(" ,.-") for part in _BOTH.split(text)]
    read = [(part, _resolve(part)) for part in parts if part]
    for _, one in read:
        if one.state == "current" and one.commune:
            return replace(one, start=len(text))
    if "nay" in text.lower():  # the new name is there, only without its province
        return Resolution(province=the_one(one.province or "" for _, one in read) or None)
    joined = _NOTE.sub(lambda note: " " * len(note[0]), text)
    return _resolve(joined.replace("(", " ").replace(")", " "))


def _without_country(pieces: list[Piece]) -> list[Piece]:
    return pieces[:-1] if pieces and key(pieces[-1].text) in _COUNTRY else pieces


def _cut_province(pieces: list[Piece]) -> Iterable[list[Piece]]:
    """Readings of "Tam Lư Quan Sơn Thanh Hóa": last words as province, the next as district."""
    start, text = pieces[-1]
    for at in _word_starts(text):
        if place := place_of(text[at:]):
            front = [*pieces[:-1], Piece(start, text[:at].rstrip())]
            last = Piece(start + at, text[at:])
            yield [*front, last]
            codes = (*place.old, *place.merged)
            for cut_at in _word_starts(front[-1].text):
                piece = Piece(start + cut_at, front[-1].text[cut_at:])
                if districts_named(codes, readings(piece.text))[0]:
                    yield [*front[:-1], Piece(start, front[-1].text[:cut_at].rstrip()), piece, last]


def _word_starts(text: str) -> list[int]:
    return [m.start() + 1 for m in re.finditer(" ", text)][-4:]


def _read(pieces: list[Piece]) -> Resolution:
    if not pieces:
        return UNKNOWN
    place = place_of(pieces[-1].text)
    if place is None:
        return without_province(pieces)
    inside = within(pieces[:-1], pieces[-1].start, place)
    if len(pieces) > 1 and any(name.kind == "thành phố" for name in readings(pieces[-1].text)):
        if inside.state == "current" and inside.confidence >= 0.95:
            return inside
        town = without_province(pieces)
        if town.depth == 3 and inside.depth == 3 and town.commune != inside.commune:
            both = tuple(dict.fromkeys((*choices(inside), *choices(town))))
            return replace(inside, state="ambiguous", commune=None, candidates=both)
        return deeper(inside, town)
    return inside
