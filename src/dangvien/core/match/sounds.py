"""How a name sounds: a key under which dialect and typing confusions fall together."""

from __future__ import annotations

import re
from functools import cache

# s/x, ch/tr, d/gi/r, l/n, i/y, final n/ng/nh and c/t/ch (vietnamese-data §4).
_CONFUSED = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:gi(?=[aeou])|gi|d|r)", "d"), (r"^x", "s"), (r"^tr", "ch"), (r"^l", "n"),
        (r"y", "i"), (r"(?:ng|nh)$", "n"), (r"(?:ch|c)$", "t"),
    )
]  # fmt: skip


def sound(key: str) -> str:
    """Key of a folded name, whatever the order of its words."""
    return " ".join(sorted(map(_word, key.split())))


@cache
def _word(word: str) -> str:
    for pattern, letter in _CONFUSED:
        word = pattern.sub(letter, word, count=1)
    return word
