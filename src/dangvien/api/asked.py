"""What clients send: strict types, nothing unasked, no date made out of a number."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def strict_day(value: Any) -> date:
    """A day written YYYY-MM-DD and nothing else: pydantic would read 0 as 1970-01-01."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("Ngày viết theo dạng 2025-12-15.")


Day = Annotated[
    date, BeforeValidator(strict_day), WithJsonSchema({"type": "string", "format": "date"})
]


class Strict(Schema):
    """A body in which every name counts: one that we do not know is refused, not ignored."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Search(Strict):
    """Whom to look for: a name without marks will do, or a whole number."""

    text: str = Field(min_length=2, max_length=120)
    org: int | None = Field(default=None, ge=1, lt=2**63)
    after: str | None = Field(default=None, max_length=400)
    limit: int = Field(default=50, ge=1, le=100)


class Reveal(Strict):
    """Which identifier to show; it is an act that is logged."""

    kind: str = Field(max_length=20)


class Upload(Strict):
    """What a list of members is and whom it speaks for. Numbers arrive as form text."""

    model_config = ConfigDict(extra="forbid", strict=False)

    org: int = Field(ge=1, lt=2**63)
    units: list[int] = Field(default=[], max_length=500)
    source: str = Field(min_length=1, max_length=160)
    as_of: Day


Uid = UUID
