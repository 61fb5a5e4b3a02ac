"""What the API answers with: every field named here, and which role sees which field of a record."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from dangvien.core.schema import MEMBER
from dangvien.members.models import Identifier

_HIDDEN = (*Identifier.KINDS, "org_code", "org_name", "verified_date")
_T1 = frozenset(f.name for f in MEMBER if f.tier == 1 and f.name not in _HIDDEN)
_T2 = frozenset(f.name for f in MEMBER if f.tier <= 2 and f.name not in _HIDDEN)

# Role → fields of a record that the API may show to it. A role that is not here sees none.
FIELDS_OF: dict[str, frozenset[str]] = {
    "cell_secretary": _T2,
    "cell_committee": _T1,
    "grassroots_officer": _T2,
    "commune_officer": _T2,
    "province_officer": _T2,
}


class Hit(Schema):
    """One person of a list."""

    uid: UUID
    full_name: str
    birth_date: str
    unit: int
    unit_name: str
    status: str


class Hits(Schema):
    """A page of people; `next` goes back as `after`."""

    people: list[Hit]
    next: str | None


class Masked(Schema):
    """An identifier as it is shown before anybody asks to see it."""

    kind: str
    masked: str
    state: str


class Record(Schema):
    """One record, as far as the role of the caller reaches."""

    uid: UUID
    unit: int
    unit_name: str
    version: int
    values: dict[str, str]
    identifiers: list[Masked]


class Revealed(Schema):
    """An identifier in full."""

    kind: str
    value: str


class Unit(Schema):
    """One organisation of the tree on a day."""

    id: int
    parent: int | None
    name: str
    code: str
    form: str
    kind: str
    members: int


class Tree(Schema):
    """Organisations, parents before children."""

    on: date
    units: list[Unit]


class Import(Schema):
    """One import: its state and its closing sum."""

    uid: UUID
    kind: str
    org: int
    state: str
    file_name: str
    source: str
    as_of: date
    uploaded_at: datetime
    committed_at: datetime | None
    done: int
    total: int
    counts: dict[str, int]
    refusal: str


class Session(Schema):
    """Who is asking, and the token that every POST carries in X-CSRFToken."""

    username: str
    full_name: str
    csrf_token: str
