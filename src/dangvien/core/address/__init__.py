"""Addresses: what they say today, and what an address in an abolished form says now.

Nothing is looked up outside; tables of units by period are in `core.reference`.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from dangvien.core.address.abolished import abolished_words
from dangvien.core.address.levels import DISTRICT, Resolution, place_of
from dangvien.core.address.pieces import CACHE, key, readings
from dangvien.core.address.resolve import resolve
from dangvien.core.reading import Reading
from dangvien.core.reference.units import full_name, province_name
from dangvien.core.text import clean, is_placeholder, what_was_cleaned

__all__ = [
    "Resolution", "abolished_words", "clean_address", "place_key", "province_of", "read_address",
    "resolve", "split_tail",
]  # fmt: skip

_COMMA = re.compile(r"\s*,(?!(?<=\d,)\d)\s*")
_ASIDE = re.compile(r"[(\[]|nay |cũ|trước")
# Characters that `clean` leaves as they are: ASCII and the composed letters, without Ð and ð.
_PLAIN = re.compile(r"[ -~À-ÏÑ-ïñ-ſƠ-ưẠ-ỹ]+")


def clean_address(raw: str) -> str:
    """`text.clean`, one space after a comma and none before it; no letter or digit changes."""
    plain = _PLAIN.fullmatch(raw) and "  " not in raw and raw[:1] != " " != raw[-1:]
    text = raw if plain else clean(raw)
    if text.count(",") != text.count(", ") or " ," in text:
        text = _COMMA.sub(", ", text).strip(" ,")
    return text


def read_address(raw: str, on: date | None = None) -> Reading:
    """Read one address as of a day since 2025-07-01, by default today's names.

    Faults: `old_unit` (one successor: `fix` is the whole new address), `split` (several, in
    `detail`), `ambiguous` (a person says which unit is meant). An unknown place has no fault.
    """
    text = clean_address(raw)
    reason = None if text == raw else _why(raw)
    head, tail = split_tail(text)
    found = resolve(tail)
    state = found.state
    if state == "old":
        name = full_name(found.commune, on) if found.commune else found.name
        bare = re.sub(r", (?:tỉnh|thành phố) ", ", ", name, flags=re.IGNORECASE)
        if key(tail[found.start :]) in (key(name), key(bare)):  # renamed only after that day
            return Reading(text, reason=reason)
        why = "đổi sang tên đơn vị hành chính hiện nay"
        fix = _fixed(text, head, tail, found, name)
        return Reading(text, "old_unit", fix, reason, why, found.confidence)
    if state in ("split", "ambiguous"):
        return Reading(text, state, reason=reason, detail=_choices(found))
    if found.depth == 0 and is_placeholder(text):
        return Reading(text or None, "placeholder" if text else None, reason=reason)
    return Reading(text, reason=reason)


def _why(raw: str) -> str | None:
    """What was done besides trimming the edges."""
    reasons = what_was_cleaned(raw) or ["sửa dấu cách quanh dấu phẩy"]
    return None if clean_address(raw) == raw.strip() else ", ".join(reasons)


def _fixed(text: str, head: str, tail: str, found: Resolution, name: str) -> str:
    """House, street and hamlet as written, then the names in force."""
    before = (head + tail[: found.start]).rstrip(" ,;-–—")
    if before:
        return f"{before}, {name}"
    return name[0].upper() + name[1:] if text[0].isupper() else name


def _choices(found: Resolution) -> str:
    """Candidates in a row; the province is left out where all share it."""
    same = f", {province_name(found.province)}" if found.province else " "
    return "; ".join(name.removesuffix(same) for name in found.candidates)


def split_tail(text: str) -> tuple[str, str]:
    """Cut a cleaned address into house, street and hamlet, and the administrative tail.

    Many addresses share a tail: `resolve` keeps what it found for each.
    """
    last = text.rfind(", ")
    second = text.rfind(", ", 0, last)
    if second < 0 or _ASIDE.search(text):
        return "", text
    third = text.rfind(", ", 0, second)
    size = _tail_size(text[second + 2 : last], text[last + 2 :])
    if size == 3:
        second = third
    elif size == 4:
        second = text.rfind(", ", 0, third) if third > 0 else third
    return ("", text) if second < 0 else (text[: second + 2], text[second + 2 :])


@lru_cache(CACHE)
def _tail_size(second: str, last: str) -> int:
    """How many of the last parts make the tail: a district may stand between two units."""
    if key(last) in ("vietnam", "vn"):
        return 4
    typed = {name.kind for name in readings(second)} - {None}
    return 2 if place_of(last) and typed and not typed & DISTRICT else 3


def province_of(raw: str) -> str | None:
    """Code of the current province that an address lies in; None when it cannot be told."""
    return resolve(split_tail(clean_address(raw))[1]).province


def place_key(raw: str) -> str:
    """Key for comparing places: the commune if certain, else the province, else the words."""
    found = resolve(split_tail(clean_address(raw))[1])
    if found.commune or found.province:
        return found.commune or found.province or ""
    return "|".join(key(part) for part in raw.split(",")[-2:])
