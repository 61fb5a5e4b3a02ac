"""An address cut into pieces, and what each piece may name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

CACHE = 1 << 16
_DELETE = bytes(c for c in range(128) if not chr(c).isalnum())
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONELESS = {ord(tone): None for tone in _TONES}
_ZEROS = re.compile(r"^0+(?=\d)")

# A kind of unit at the start of a piece. Read before accents go: "Quan Sơn" is not "quận Sơn".
_KIND = re.compile(
    r"""(?: (?P<tỉnh>tỉnh\s|t[.\s])
      | (?P<thànhphố>thành\s*phố\s|tp[.\s]*|t\.\s?p[.\s])
      | (?P<quận>quận\s|q[.\s]|q(?=\d))
      | (?P<huyện>huyện\s|h[.\s])
      | (?P<thịxã>thị\s*xã\s|tx[.\s]*|t\.\s?x[.\s])
      | (?P<thịtrấn>thị\s*trấn\s|tt[.\s]+|t\.\s?t[.\s])
      | (?P<phường>phường\s|p[.\s]|p(?=\d))
      | (?P<xã>xã\s|x[.\s])
      | (?P<đặckhu>đặc\s*khu\s|đk[.\s]) ) \s* (?=\S)""",
    re.X,
)
_PLAIN_KIND = re.compile(
    r"(?:(?P<tỉnh>tinh)|(?P<thànhphố>thanh pho)|(?P<quận>quan)|(?P<huyện>huyen)|(?P<thịxã>thi xa)"
    r"|(?P<thịtrấn>thi tran)|(?P<phường>phuong)|(?P<xã>xa)|(?P<đặckhu>dac khu))\s+(?=\S)"
)
_SPACED = {"thànhphố": "thành phố", "thịxã": "thị xã", "thịtrấn": "thị trấn", "đặckhu": "đặc khu"}

# Names that carry a dash of their own, not a separator (trap 4).
_DASHED = (
    "bà rịa", "phan rang", "thừa thiên", "gia lai", "quảng nam", "văn miếu", "chân mây",
    "lang biang", "lâm viên", "xuân hương", "cam ly", "xuân trường",
)  # fmt: skip
_AFTER = (
    "vũng tàu", "tháp chàm", "huế", "kon tum", "đà nẵng", "quốc tử giám", "lăng cô", "đà lạt",
)  # fmt: skip
_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+[-–—]\s+|(?<=[^\W\d])\s*[-–—/]\s*(?=[^\W\d])")
# A kind inside a piece starts a new one, unless another kind follows: "xã Tân Xã huyện Thạch Thất".
_NAMED = r"\s+(?!(?:huyện|quận|thị xã|thành phố|tỉnh|tp)[\s.])\S"
_OTHER = re.compile(r"[-–—/;]|,(?! )| ,")
_MARK = re.compile(
    rf"(?<=[\s.)])(?=(?:tỉnh|thành\s*phố|quận|huyện|thị\s*xã|thị\s*trấn|phường|đặc\s*khu){_NAMED})"
    rf"|(?<=\s)(?<!thị\s)(?=xã{_NAMED})"
    r"|(?<=[\s.)])(?=(?:tp|tx[.\s]|tt[.\s]|[tqhpx]\.|[qp]\s?\d)\s*\S)"
)
_PLAIN_NAMED = r"\s+(?!(?:huyen|quan|thi xa|thanh pho|tinh|tp)[\s.])\S"
_PLAIN_MARK = re.compile(
    rf"(?<=\s)(?=(?:tinh|thanh pho|huyen|thi xa|thi tran|phuong){_PLAIN_NAMED})"
    rf"|(?<=\s)(?<!thi\s)(?=xa{_PLAIN_NAMED})"
    rf"|(?<=\s)(?<!huyen\s)(?<!xa\s)(?<!tran\s)(?=quan{_PLAIN_NAMED})"
    r"|(?<=\s)(?=tp|[qp]\.?\s?\d)"
)


class Piece(NamedTuple):
    """Part of an address and where it starts."""

    start: int
    text: str


class Name(NamedTuple):
    """One thing a piece may name: kind (None when not said), folded key, words of the name.

    `accented`: accents are used in the piece, so that words without any mean what they say.
    """

    kind: str | None
    key: str
    words: str
    accented: bool


def key(text: str) -> str:
    """Folded key: no accents, case, spaces or punctuation, y as i; "07" as "7"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d")).encode("ascii", "ignore")
    return _ZEROS.sub("", plain.translate(None, _DELETE).decode().replace("y", "i"))


_BEFORE_DASH = tuple(map(key, _DASHED))
_AFTER_DASH = tuple(map(key, _AFTER))


@lru_cache(CACHE)
def letters(text: str) -> str:
    """Key that keeps letters (ă â đ ê ô ơ ư) and drops tones."""
    bare = unicodedata.normalize("NFD", text.lower()).translate(_TONELESS)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", bare).replace("y", "i")))


@lru_cache(CACHE)
def toned(text: str) -> tuple[str, ...]:
    """Tone of each word, wherever it is written: hoà and hòa are the same."""
    return tuple(
        next((c for c in unicodedata.normalize("NFD", word) if c in _TONES), "")
        for word in text.split()
    )


@lru_cache(CACHE)
def readings(text: str) -> tuple[Name, ...]:
    """What a piece may name; two readings where accents are missing ("Quan Son")."""
    lower = text.lower().strip(" .")
    if found := _KIND.match(lower):
        return (_name(found, lower),)
    whole = Name(None, key(lower), lower, not lower.isascii())
    if found := _PLAIN_KIND.match(lower):
        return _name(found, lower), whole
    return (whole,)


def _name(found: re.Match[str], lower: str) -> Name:
    kind = found.lastgroup or ""
    words = lower[found.end() :]
    return Name(_SPACED.get(kind, kind), key(words), words, not lower.isascii())


def cut(text: str) -> list[Piece]:
    """Pieces between commas, semicolons and dashes that separate."""
    pieces: list[Piece] = []
    start = 0
    if not _OTHER.search(text):
        for part in text.split(", "):
            pieces.append(Piece(start, part))
            start += len(part) + 2
        return [piece for piece in pieces if piece.text.strip(" .")]
    for found in _SEPARATOR.finditer(text):
        if "," in found[0] or ";" in found[0] or not _own_dash(text, found):
            pieces.append(Piece(start, text[start : found.start()]))
            start = found.end()
    pieces.append(Piece(start, text[start:]))
    return [piece for piece in pieces if piece.text.strip(" .")]


def _own_dash(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    return key(before[-16:]).endswith(_BEFORE_DASH) and key(after[:16]).startswith(_AFTER_DASH)


def cut_at_kinds(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces cut again before each kind of unit: "P.Bến Nghé Q1 TPHCM" has no commas."""
    result = []
    for start, text in pieces:
        lower = text.lower()
        if len(lower) != len(text):  # İ and its like: offsets would not hold
            result.append(Piece(start, text))
            continue
        marks = (_PLAIN_MARK if lower.isascii() else _MARK).finditer(lower)
        at = [0, *(mark.start() for mark in marks), len(text)]
        result += [
            Piece(start + a, text[a:b].rstrip(" .,"))
            for a, b in pairwise(at)
            if text[a:b].strip(" .,")
        ]
    return result
