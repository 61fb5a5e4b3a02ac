"""Where each field of the standard record lies: a column, a sealed identifier, an event, a section."""

from __future__ import annotations

import unicodedata
from datetime import date

from django.conf import settings

from dangvien import clock
from dangvien.core.schema import FIELDS, MEMBER
from dangvien.members.models import Identifier

IDENTIFIERS: tuple[str, ...] = Identifier.KINDS
UNIT: tuple[str, ...] = ("org_code", "org_name")
# Written by events only; the columns are their projection.
PROJECTED: tuple[str, ...] = (
    "status", "member_type", "admission_date", "admission_decision_date", "official_date",
    "exemption_date",
)  # fmt: skip
# Kept in `Person.sections`: optional (T3), and the day on which a list was last checked.
SECTIONS: tuple[str, ...] = (
    *(field.name for field in MEMBER if field.tier == 3), "verified_date",
)  # fmt: skip
PLAIN: tuple[str, ...] = tuple(
    field.name for field in MEMBER
    if field.name not in (*IDENTIFIERS, *UNIT, *PROJECTED, *SECTIONS)
)  # fmt: skip
IDENTITY: frozenset[str] = frozenset(field.name for field in MEMBER if field.identity)

_LONG = frozenset(
    field.name for field in MEMBER if field.kind in ("address", "text", "code", "organisation")
)
_LONGEST, _LONGEST_INDEXED = 4000, 300


def switched_on() -> frozenset[str]:
    """T3 fields kept today: `settings.MEMBER_SECTIONS` (field → since); none by default."""
    told: dict[str, str] = getattr(settings, "MEMBER_SECTIONS", {})
    today = clock.today()
    return frozenset(
        name for name, since in told.items()
        if name in SECTIONS and date.fromisoformat(since) <= today
    )  # fmt: skip


def kept() -> frozenset[str]:
    """Fields that the register stores today; a list may carry more (it stays in the evidence file)."""
    sections = switched_on() | {"verified_date"}
    return frozenset((*PLAIN, *IDENTIFIERS, *PROJECTED, *sections))


def fits(name: str, text: str) -> bool:
    """Whether a value can be stored: an index holds short values only, and no cell is a book."""
    return "\x00" not in text and len(text) <= (_LONGEST if name in _LONG else _LONGEST_INDEXED)


def notation_only(name: str, before: str, after: str) -> bool:
    """Whether a name changes only in letter case, spacing or Unicode form: who is meant stays the same.

    Letters and marks are kept, one by one: a moved tone mark is another spelling. An invisible
    character counts as a space or as nothing.
    """
    if name != "full_name" or not after.strip():
        return False
    return _letters(after, "") in (_letters(before, ""), _letters(before, " "))


def _letters(text: str, hidden: str) -> str:
    told = unicodedata.normalize("NFC", text).lower()
    seen = (hidden if unicodedata.category(one) == "Cf" else one for one in told)
    return unicodedata.normalize("NFC", " ".join("".join(seen).split()))


def label(name: str) -> str:
    """What a person calls the field."""
    return FIELDS[name].label
