"""An organisation as its rules read it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Unit(NamedTuple):
    """What is read of an organisation; `path` as it stands today."""

    pk: int
    name: str
    form: str
    kind: str
    code: str
    parent: int | None
    path: str
    founded_on: date | None
    closed_on: date | None
    consent: str


# The columns of a row, in the order of a unit's fields.
COLUMNS = ("pk", "name", "form", "kind", "code", "parent_id", "path", "founded_on", "closed_on",
           "consent")  # fmt: skip
