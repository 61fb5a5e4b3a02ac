"""Old code pages: how letters of TCVN3 (.VnTime) and windows-1258 lie in a file."""

from __future__ import annotations

import unicodedata

# Facts of the standard TCVN 5712:1993, table 3: lower case with tone, then capitals without.
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĂÂÊÔƠƯĐ"
_BYTES = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ®¡¢£¤¥¦§"
_TCVN3 = str.maketrans(_LETTERS, _BYTES)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def tcvn3(text: str) -> str:
    """Write a text as the .VnTime fonts hold it; capitals with a tone become small letters."""
    low = "".join(c.lower() if c not in _LETTERS and c.lower() in _LETTERS else c
                  for c in unicodedata.normalize("NFC", text))  # fmt: skip
    return low.translate(_TCVN3)


def windows_1258(text: str) -> bytes:
    """Write a text in windows-1258, where the tone follows its letter."""
    out: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in _TONES)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        out.append(base + tone)
    return "".join(out).encode("cp1258")
