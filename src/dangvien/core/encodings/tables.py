"""Legacy letters → Unicode, by tables: TCVN3, VNI and VISCII fonts, and UTF-8 read as windows-1252.

Tables of the fonts: viparse 0.1.31 (MIT); its VNI table lacks ẳ Ẳ and the one-letter ỵ Ỵ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from unicodedata import normalize

from viparse.normalize.tcvn3 import TCVN3
from viparse.normalize.viscii import VISCII
from viparse.normalize.vni import VNI

_VNI_GAPS = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}
_HIGH = bytes(range(128, 256)).decode("latin-1")
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323\u1ea0-\u1ef9]")


def _surface(codec: str) -> dict[int, str]:
    """Characters that a codec shows for a byte → the Latin-1 character of that byte."""
    shown = ((byte, bytes([ord(byte)]).decode(codec, "replace")) for byte in _HIGH)
    return {ord(seen): byte for byte, seen in shown if seen not in (byte, "\ufffd")}


_CP1252 = _surface("cp1252")
_CP1258 = _surface("cp1258")
_TCVN3 = {ord(legacy): letter for legacy, letter in TCVN3.pairs}
_VISCII = {ord(legacy): letter for legacy, letter in VISCII.pairs}
_VNI = dict(VNI.pairs) | _VNI_GAPS
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_CAPITALS = re.compile(r"(?<![a-z])[A-Z]{2}")


def _tcvn3(s: str) -> str:
    """.VnTimeH keeps marked capitals as small letters; plain capitals tell that they are meant."""
    decoded = s.translate(_TCVN3)
    plain_small = any("a" <= letter <= "z" for letter in s)
    return decoded.upper() if not plain_small and _CAPITALS.search(s) else decoded


def _vni(s: str) -> str:
    return _VNI_PATTERN.sub(lambda match: _VNI[match[0]], s)


def _viscii(s: str) -> str:
    return s.translate(_VISCII)


def _utf8(s: str) -> str:
    try:
        return s.translate(_CP1252).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return s


def _over(surface: dict[int, str], decoder: Callable[[str], str], s: str) -> str:
    return decoder(s.translate(surface))


DECODERS: dict[str, Callable[[str], str]] = {
    "TCVN3": _tcvn3,
    "VNI": _vni,
    "VISCII": _viscii,
    "UTF-8": _utf8,
    "VISCII (windows-1252)": partial(_over, _CP1252, _viscii),
    "TCVN3 (windows-1258)": partial(_over, _CP1258, _tcvn3),
    "VNI (windows-1258)": partial(_over, _CP1258, _vni),
}


def decode(s: str, encoding: str) -> str:
    """Decode one cell of a column that `detect` voted on; a cell already in Unicode stays as it is.

    encoding: a key of `DECODERS`; unknown ones raise KeyError.
    """
    decoder = DECODERS[encoding]
    if "(windows-1258)" not in encoding and is_unicode(s):
        return s
    return normalize("NFC", decoder(s))


def is_unicode(s: str) -> bool:
    """Tell whether a text holds Vietnamese letters that neither a legacy font nor Latin-1 shows."""
    return not s.isascii() and _UNICODE_ONLY.search(s) is not None
