"""One writing of a text: NFC, nothing invisible, single spaces; and what means "nothing"."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

# Control and format characters, fillers, variation selectors, lone surrogates. White space stays.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_ICELANDIC = str.maketrans("Ðð", "Đđ")  # U+00D0, U+00F0: look the same, sort and match differently

_NOTHING = (
    "không", "không có", "không rõ", "không biết", "không xác định", "ko", "ko có", "k", "k có",
    "chưa", "chưa có", "chưa rõ", "chưa biết", "chưa cập nhật", "chưa xác định", "đang cập nhật",
    "null", "none", "nan", "nil", "n/a", "#n/a", "#ref!", "#value!", "#name?", "trống", "(trống)",
)  # fmt: skip
_UNMARKED = str.maketrans("ôóõđêếâậưáị", "ooodeeaauai")
_PLACEHOLDERS = frozenset(_NOTHING) | {nothing.translate(_UNMARKED) for nothing in _NOTHING}
_EMPTY_SHAPE = re.compile(r"[\W_]+|[xX]+|0+|[\W_]*[xX]{2,}[\W_]*")


def clean(s: str) -> str:
    """Return the text in NFC, Ð as Đ, without invisible characters, with single plain spaces.

    Never use it on text in a legacy encoding: there U+00AD is the letter ư.
    """
    s = INVISIBLE.sub("", s).translate(_ICELANDIC)
    return " ".join((s if is_normalized("NFC", s) else normalize("NFC", s)).split())


def is_placeholder(cleaned: str) -> bool:
    """Tell whether a text says that there is nothing to say: "x", ".", "không có", "n/a", "0" …"""
    return cleaned.lower() in _PLACEHOLDERS or _EMPTY_SHAPE.fullmatch(cleaned) is not None


def what_was_cleaned(raw: str) -> list[str]:
    """Reasons why `clean` changes more than the edges of a text; empty when it does not."""
    inner = raw.strip()
    if inner == clean(inner):
        return []
    visible = INVISIBLE.sub("", inner)
    reasons = []
    if visible != inner:
        reasons.append("bỏ ký tự ẩn")
    if not is_normalized("NFC", visible):
        reasons.append("đưa về dạng NFC")
    if " ".join(visible.split()) != visible:
        reasons.append("bỏ dấu cách thừa")
    return reasons or ["thay chữ Ð bằng chữ Đ"]
