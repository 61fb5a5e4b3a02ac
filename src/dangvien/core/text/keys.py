"""Keys for matching and sorting. Keys only: a person's own spelling is never replaced by one."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, normalize

from viet_text_tools import normalize_diacritics

from dangvien.core.encodings.syllable import TONES
from dangvien.core.text.cleaning import clean

_MARKED = {
    letter: plain
    for row, plain in zip(TONES.values(), "aaaeeiooouuy", strict=True)
    for letter in row
} | {"đ": "d", "Đ": "d", "Ð": "d", "ð": "d"}
_FOLD = str.maketrans(_MARKED | {letter.upper(): plain for letter, plain in _MARKED.items()})

# Root order of ICU: space, punctuation, digits, letters; vi adds ă â, đ, ê, ô ơ, ư as letters.
_ORDER = " _-,;:!?.'‘’\"“”()[]{}@*/\\&#%0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY = {letter: chr(0x21 + place) for place, letter in enumerate(_ORDER)}
_LETTER = {letter: (base, tone) for base, row in TONES.items() for tone, letter in enumerate(row)}
_TONE_ORDER = "012345"  # ngang, huyền, hỏi, ngã, sắc, nặng: the order of TONES and of ICU


def fold(s: str) -> str:
    """Return lower-case letters without any mark (đ as d), single spaces; blind to NFC and NFD."""
    folded = s.translate(_FOLD).lower()
    if not folded.isascii():
        letters = (c for c in normalize("NFD", folded) if not combining(c))
        folded = normalize("NFC", "".join(letters)).lower().translate(_FOLD)
    return " ".join(folded.split())


def tones(s: str) -> str:
    """Return the text with tone marks placed the one old way (hoà → hòa), a key for comparing."""
    return s if s.isascii() else " ".join(map(_tones_of_word, s.split(" ")))


def name_key(s: str) -> str:
    """Return the folded name by which people are matched; tone placement cannot matter in it."""
    return fold(clean(s))


def sort_key(s: str) -> str:
    """Return a key that sorts as text in Vietnamese dictionary order (PostgreSQL `vi-x-icu`)."""
    primary, tone, case = [], [], []
    for char in normalize("NFC", s):
        low = char.lower()
        base, mark = _LETTER.get(low, (low, 0))
        primary.append(_PRIMARY.get(base) or "~" + base)
        tone.append(_TONE_ORDER[mark])
        case.append("0" if low == char else "1")
    marks = "".join(tone).rstrip("0"), "".join(case).rstrip("0")
    return " ".join(("".join(primary), *marks)).rstrip()


@lru_cache(maxsize=1 << 16)
def _tones_of_word(word: str) -> str:
    placed: str = normalize_diacritics(word)
    return placed
