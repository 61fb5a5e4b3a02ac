"""The shape of a Vietnamese syllable: onset, nucleus with its tone, coda.

A dictionary would not do: names of people and hamlets are in none. The shape is enough, because a
legacy encoding breaks it in almost every marked syllable ("NguyÔn", "Nguyeãn").
"""

from __future__ import annotations

import re
from functools import lru_cache

TONES = {
    "a": "aàảãáạ", "ă": "ăằẳẵắặ", "â": "âầẩẫấậ", "e": "eèẻẽéẹ", "ê": "êềểễếệ", "i": "iìỉĩíị",
    "o": "oòỏõóọ", "ô": "ôồổỗốộ", "ơ": "ơờởỡớợ", "u": "uùủũúụ", "ư": "ưừửữứự", "y": "yỳỷỹýỵ",
}  # fmt: skip
LETTERS = "".join(TONES.values()) + "bcdđghklmnpqrstvx"

_ONSETS = [
    "ngh", "ng", "nh", "n", "gh", "gi", "g", "ch", "c", "kh", "k", "ph", "p", "th", "tr", "t",
    "b", "d", "đ", "h", "l", "m", "qu", "r", "s", "v", "x",
]  # fmt: skip
_STOPS = ("c", "ch", "p", "t")  # such syllables bear only the tones sắc and nặng
# Nucleus → codas; "." is no coda. The tone sits on the last letter of the nucleus.
_NUCLEI = {
    "a": ". c ch i m n ng nh o p t u y",
    "ă": "c k m n ng p t",  # k: Đắk, Lắk
    "â": "c m n ng p t u y",
    "e": ". c m n ng o p t",
    "ê": ". ch m n nh p t u",
    "i": ". ch m n nh p t u",
    "iê": "c m n ng p t u",
    "o": ". c i m n ng p t",
    "oa": ". c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": ". m n ng o t",
    "oo": "c ng",
    "ô": ". c i m n ng p t",
    "ơ": ". i m n p t",
    "u": ". c i m n ng p t",
    "uâ": "n ng t y",
    "uê": ". ch n nh",
    "uô": "c i m n ng t",
    "uơ": ". n",
    "uy": ". a ch n nh p t u",
    "uyê": "n t",
    "ư": ". c i m n ng t u",
    "ươ": "c i m n ng p t u",
    "y": ". ch n nh t u",  # beyond the open one only after qu
    "yê": "m n ng t u",
}
_TONE_FIRST = ("ia", "ua", "ưa", "oa", "oe", "uy")  # open; the last three bear it either way


def rhymes(case: str = "lower") -> str:
    """Regular expression of all rhymes: "lower", "upper", or "title" (a capital first)."""
    parts = []
    for nucleus, codas in _NUCLEI.items():
        head, bearer = nucleus[:-1], nucleus[-1]
        smooth = [coda for coda in codas.split() if coda not in _STOPS]
        stops = [coda for coda in codas.split() if coda in _STOPS]
        if smooth:
            parts.append((head, TONES[bearer], smooth))
        if stops:
            parts.append((head, TONES[bearer][4:], stops))
    written = [_cased([*head], tones, codas, case) for head, tones, codas in parts]
    written += [_cased([], TONES[pair[0]], [pair[1]], case) for pair in _TONE_FIRST]
    return "(?:" + "|".join(written) + ")"


def _cased(head: list[str], tones: str, codas: list[str], case: str) -> str:
    vowels = [*head, f"[{tones}]"]
    if case == "title":
        vowels[0] = vowels[0].upper()
    optional = "." in codas
    ends = [coda for coda in codas if coda != "."]
    tail = f"(?:{'|'.join(ends)})" if ends else ""
    pattern = "".join(vowels) + tail + ("?" if ends and optional else "")
    return pattern.upper() if case == "upper" else pattern


def syllables(case: str = "lower") -> str:
    """Regular expression of one syllable, without look-around, so that Polars takes it too."""
    if case == "title":
        onsets = "|".join(onset.capitalize() for onset in _ONSETS)
        return f"(?:(?:{onsets}){rhymes()}|{rhymes('title')})"
    onsets = "|".join(onset.upper() if case == "upper" else onset for onset in _ONSETS)
    return f"(?:(?:{onsets})?{rhymes(case)})"


_SYLLABLE = re.compile(syllables())


@lru_cache(maxsize=1 << 15)
def valid_syllable(word: str) -> bool:
    """Tell whether a word (NFC, any regular case) has the shape of a Vietnamese syllable."""
    regular = word.islower() or word.istitle() or word.isupper()
    return regular and _SYLLABLE.fullmatch(word.lower()) is not None
