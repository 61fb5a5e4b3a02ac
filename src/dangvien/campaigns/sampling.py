"""Which records are looked at again, and what a checker types of each. Pure but for the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from dangvien.core import standardise
from dangvien.core.schema import FIELDS
from dangvien.core.text import clean

# Typed again from the paper; the name is what one finds the paper by, and is compared by eye.
RETYPED = (
    "birth_date", "sex", "citizen_id", "admission_date", "official_date", "card_number",
)  # fmt: skip
NAME = "full_name"


def drawn(lot: Iterable[UUID], seed: str, size: int) -> list[UUID]:
    """A random sample without replacement: the records whose hash with the seed is smallest.

    The same lot and seed give the same sample on any machine and in any language, in the order in
    which it is to be looked at; nobody can know it before the seed is drawn.
    """
    return sorted(lot, key=lambda uid: sha256(f"{seed}:{uid}".encode()).digest())[:size]


def differing(kept: Mapping[str, str], typed: Mapping[str, str], as_of: date) -> list[str]:
    """The fields in which what was typed from paper is not what the register holds."""
    return [
        name for name in RETYPED if _same(name, kept, as_of) != _same(name, typed, as_of)
    ]  # fmt: skip


def _same(name: str, values: Mapping[str, str], as_of: date) -> str:
    text = clean(values.get(name, "") or "")
    if not text:
        return ""
    told = standardise.record({name: text}, as_of=as_of, fields=(FIELDS[name],))
    return str(told[name] or text).casefold()
