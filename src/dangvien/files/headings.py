"""What a heading means: the alias table, found by a key that forgives how people write."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from dangvien.core.encodings import DECODERS, decode
from dangvien.core.schema import MEMBER, ORGANISATION
from dangvien.core.text import fold

Table = Literal["member", "organisation"]
Settled = Mapping[str, str]  # key of a heading → field, or "" to leave the column out
NONE_SETTLED: Settled = {}

_OWN = {"member": MEMBER, "organisation": ORGANISATION}
LONGEST = 160  # characters; what is longer is no heading
_WORDS = re.compile(r"[a-z0-9]+")
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_LEGACY = [name for name in DECODERS if name != "UTF-8"]


_SHORT = {
    "cb": "chi bo", "sh": "sinh hoat", "shd": "sinh hoat dang", "dv": "dang vien",
    "tcd": "to chuc dang", "qd": "quyet dinh",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """Fold a text to bare small words: no marks, no punctuation, the usual short forms in full."""
    return " ".join(_SHORT.get(word, word) for word in _WORDS.findall(fold(text)))


@cache
def aliases(table: str) -> dict[str, tuple[str, int]]:
    """Key of a heading → field and rank; of two columns that mean a field the lower rank wins.

    The table "part" names what makes a field only together with another column.
    """
    source = files("dangvien.core.reference") / "data" / "headings.csv"
    found: dict[str, tuple[str, int]] = {}
    lines = source.read_text(encoding="utf-8").splitlines()
    for rank, row in enumerate(csv.DictReader(lines)):
        if row["table"] == table:
            found.setdefault(key(row["heading"]), (row["field"], rank))
    for rank, field in enumerate(_OWN.get(table, ()), 10_000):  # our own csv files come back
        found.setdefault(key(field.name), (field.name, rank))
        found.setdefault(key(field.label), (field.name, rank))
    return found


@lru_cache(maxsize=1 << 16)
def readings(text: str) -> tuple[str, ...]:
    """Keys a heading may be looked up by, the most literal first; legacy fonts decoded last."""
    if len(text) > LONGEST:
        return ()
    found = dict.fromkeys(_plain(text))
    if not text.isascii():
        for encoding in _LEGACY:
            found.update(dict.fromkeys(_plain(decode(text, encoding))))
    found.pop("", None)
    return tuple(found)


def _plain(text: str) -> list[str]:
    """The whole; without what stands in brackets; without numbering before or after."""
    whole = key(text)
    bare = key(_BRACKETS.sub(" ", text))
    return [whole, bare, *(re.sub(r"^(?:\d+ )+|(?: \d+)+$", "", words) for words in (whole, bare))]


def field_of(text: str, table: str) -> tuple[str, int] | None:
    """Field and rank of a heading in a table ("member", "organisation", "part"), or None."""
    known = aliases(table)
    return next((known[words] for words in readings(text) if words in known), None)


def settled(headings: Mapping[str, str]) -> Settled:
    """What a person said that headings mean (text as shown → field or ""), ready to be looked up."""
    known = {field.name for field in (*MEMBER, *ORGANISATION)} | {""}
    if unknown := set(headings.values()) - known:
        raise ValueError(f"no such field: {sorted(unknown)}")
    return {found: field for text, field in headings.items() if (found := key(text))}


def is_heading(text: str, table: str) -> bool:
    """Tell whether a text is a heading of the table, or a part of one."""
    return field_of(text, table) is not None or field_of(text, "part") is not None
