"""Names of organisations as keys: one key for all the ways in which one name is written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dangvien.core.text import clean, fold, tones

# What is written long and short in turn; the short word stands in the key.
_SHORT = [
    (re.compile(pattern), short)
    for pattern, short in (
        (r"\b(?:dang uy|dang bo|db|bch dang bo|ban chap hanh dang bo)\b", "db"),
        (r"\b(?:chi bo|chi uy|cb)\b", "cb"),
        (r"\bto dan pho\b", "tdp"),
        (r"\bkhu pho\b", "kp"),
        (r"\btieu khu\b", "tk"),
        (r"\b(?:truong )?(?:trung hoc co so|thcs)\b", "thcs"),
        (r"\b(?:truong )?(?:trung hoc pho thong|thpt|ptth)\b", "thpt"),
        (r"\b(?:truong )?(?:tieu hoc|th)\b", "th"),
        (r"\b(?:truong )?(?:mam non|mn)\b", "mn"),
        (r"\b(?:uy ban nhan dan|ubnd|uy ban)\b", "ubnd"),
        (r"\b(?:hoi dong nhan dan|hdnd)\b", "hdnd"),
        (r"\b(?:(?:uy ban )?mat tran to quoc|ubmttq|mttq)(?: viet nam)?\b", "mttq"),
        (r"\b(?:hop tac xa|htx)\b", "htx"),
        (r"\b(?:trach nhiem huu han|tnhh)\b", "tnhh"),
        (r"\bso (?=\d)", ""),
    )
]
_OF_CELL = re.compile(r"^cb (?:(?:co so|truc thuoc|cs|tt) (?=\D))?")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_ZEROS = re.compile(r"\b0+(?=\d)")
_DU = re.compile(r"\bđ(?:/u|u|\.u)\b")


class Parts(NamedTuple):
    """A name taken apart: "db" for a committee and what it leads, "" for a cell; the rest; numbers.

    `kinds` are the words that make two names different things however alike they are spelt.
    """

    form: str
    core: str
    numbers: tuple[str, ...]
    kinds: tuple[str, ...]


_KINDS = frozenset((
    "db", "th", "thcs", "thpt", "mn", "thon", "xom", "ban", "ap", "khu", "to", "tdp", "kp", "tk",
    "lang", "doi", "cum", "buon", "soc", "phum", "khoi", "xa", "phuong", "ubnd", "hdnd", "mttq",
    "htx", "tnhh", "bac", "nam", "dong", "tay", "thuong", "ha", "trung", "tren", "duoi", "trong",
    "ngoai",
))  # fmt: skip
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")


@lru_cache(1 << 16)
def org_key(name: str) -> str:
    """Folded key of a name: "CB thôn 03", "Chi bộ Thôn 3" and "thôn 3" have the same.

    A cell needs no word for its form; "db" stays before the name of a committee. Number words and
    Roman numbers stay as they are: "thôn Ba" may be a name.
    """
    text = _DU.sub("đảng ủy", clean(name).lower())
    key = _NOT_WORD.sub(" ", fold(text)).strip()
    for pattern, short in _SHORT:
        key = pattern.sub(short, key)
    key = _OF_CELL.sub("", key) or key
    return _ZEROS.sub("", " ".join(key.split()))


@lru_cache(1 << 16)
def spelt(name: str) -> str:
    """Key that keeps accents, to tell "thôn Hạ" from "thôn Hà"; empty where none are written."""
    low = tones(clean(name).lower())
    if low.isascii():
        return ""
    return " ".join(re.sub(r"\W+", " ", re.sub(r"^(?:chi bộ|cb|chi ủy)\b", "", low)).split())


@lru_cache(1 << 16)
def parts(key: str) -> Parts:
    """Take a key apart; numbers are words with a digit, Roman numbers and single letters."""
    words = key.split()
    form = "db" if words[:1] == ["db"] else ""
    numbers = tuple(w for w in words if not w.isalpha() or len(w) == 1 or _ROMAN.fullmatch(w))
    kinds = tuple(sorted(w for w in words if w in _KINDS))
    return Parts(form, key.removeprefix("db "), numbers, kinds)
