"""What may stand in the log: plain JSON that every database gives back as it was, and no identifier."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

# A number as long as an identifier or a phone, standing alone; a uid is let through whole.
_NUMBER = re.compile(
    r"(?P<uid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"|(?<![0-9A-Za-z])\d{9,12}(?![0-9A-Za-z])"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
HIDDEN = "•••"


def line(text: object, size: int) -> str:
    """One line of at most `size` letters: no control character, no long number."""
    return _CONTROL.sub(" ", _covered(str(text)))[:size]


def plain(value: Any) -> Any:
    """The value as JSON without fractions; sealed bytes become base64.

    An entry stays for ever, so a caller's slip must not put an identifier into it: numbers as long as
    one are covered. Fractions become text, because databases write them back differently.
    """
    if isinstance(value, Mapping):
        return {_text(key): plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return [plain(one) for one in sorted(value, key=str)]
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return _single(value)


def _single(value: Any) -> bool | int | str | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 10**8:
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, str | int | float | Decimal | UUID | date | time):
        return _text(value)
    raise TypeError(f"no place in the log for {type(value).__name__}")


def _text(value: object) -> str:
    return _covered(str(value)).replace("\0", " ")


def _covered(text: str) -> str:
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair has no UTF-8
    return _NUMBER.sub(lambda found: found["uid"] or HIDDEN, text)
