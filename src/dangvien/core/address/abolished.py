"""Words of an organisation's name that still name an abolished unit (O09)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dangvien.core.address.pieces import key, letters
from dangvien.core.reference import units

_KIND = re.compile(
    r"\b(?P<kind>huyện|quận|thị xã|thị trấn|phường|xã|tỉnh"
    r"|(?P<short>h|q|tx|tt|p|x)\.)(?=\s|$|(?<=\.))\s*(?P<rest>[^,;()\-–—/]*)",
    re.I,
)
_SHORT = {"h": "huyện", "q": "quận", "tx": "thị xã", "tt": "thị trấn", "p": "phường", "x": "xã"}
_GONE = ("huyện", "quận", "thị xã", "thị trấn")


@lru_cache(1 << 14)
def abolished_words(name: str) -> str | None:
    """The words of an organisation's name that name an abolished unit, as written; None if none.

    Districts and towns are gone as kinds; a ward, commune or province is gone when an old one had
    the name and no current one has it.
    """
    for found in _KIND.finditer(" ".join(name.split())):
        kind = _SHORT.get((found["short"] or "").lower(), found["kind"].lower())
        words = found["rest"].split()
        if kind in _GONE:
            return _words(found, _proper(words))
        for size in range(min(4, len(words)), 0, -1):
            bare = " ".join(words[:size])
            if (kind, _number(bare)) in _names(True):
                break
            if (kind, _number(bare)) in _names(False):
                return _words(found, size)
    return None


def _words(found: re.Match[str], size: int) -> str:
    head = found[0][: found.start("rest") - found.start()]
    return (head + " ".join(found["rest"].split()[:size])).strip()


def _proper(words: list[str]) -> int:
    """How many words from the first belong to a proper name: capitals or numbers."""
    size = 0
    while size < min(4, len(words)) and (words[size][0].isupper() or words[size][0].isdigit()):
        size += 1
    return size


@cache
def _names(current: bool) -> frozenset[tuple[str, str]]:
    if current:
        listed = [*units.communes(), *(u for u in units.provinces() if not u.successors)]
    else:
        listed = [*units.wards(), *(u for u in units.provinces() if u.successors)]
    return frozenset((unit.kind, _number(unit.bare)) for unit in listed)


def _number(bare: str) -> str:
    return key(bare) if bare.isdigit() else letters(bare)
