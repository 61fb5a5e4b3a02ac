"""Bytes of a text table → text; which of the byte encodings it is, is told from the bytes."""

from __future__ import annotations

import re

# Letters that windows-1258 has; its tone marks are characters of their own, after their vowel.
_LETTERS = frozenset("ÀÁÂĂÈÉÊÍÓÔƠÙÚƯĐàáâăèéêíóôơùúưđ₫–—‘’“”…•«»°±·½²³\u00a0")
_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
_BYTES = re.compile(rb"[\x80-\xff]+")
SAMPLE = 1 << 20


def to_utf8(content: bytes) -> tuple[bytes, str]:
    """Turn a whole file into UTF-8 without a mark; the note is Vietnamese, or empty."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        if b"\0" not in content[:4096]:
            content.decode("utf-8")
            return content, ""
    except UnicodeDecodeError:
        pass
    text, note = _decode(content)
    return text.encode(), note


def _decode(content: bytes) -> tuple[str, str]:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace"), ""
    if wide := _wide(content[:4096]):
        return content.decode(wide, "replace"), ""
    return _bytes(content)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: in a table full of ASCII separators every other byte is 0."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 8:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _bytes(content: bytes) -> tuple[str, str]:
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if bad <= len(_BYTES.findall(content)) // 20:
        return text, f"Có {bad} ký tự hỏng trong tệp UTF-8, hiện thành “\ufffd”."
    if _is_1258(content[:SAMPLE]):
        return content.decode("cp1258", "replace"), "Tệp theo bảng mã windows-1258."
    # TCVN3, VNI and VISCII files: the characters a font would dress up; columns are decoded later.
    return content.decode("cp1252", "surrogateescape").translate(_UNDEFINED), (
        "Tệp không theo Unicode; từng cột được xét bảng mã cũ (TCVN3, VNI, VISCII)."
    )


_UNDEFINED = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}


def _is_1258(content: bytes) -> bool:
    text = content.decode("cp1258", "replace")
    high = explained = 0
    before = ""
    for character in text:
        if character >= "\x80":
            high += 1
            explained += before in _VOWELS if character in _MARKS else character in _LETTERS
        before = character
    return explained >= 0.97 * high
