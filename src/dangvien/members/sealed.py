"""Identifiers at rest: sealed for their own place, opened in memory only, masked on the screen."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings

from dangvien.members import keys
from dangvien.members.models import Identifier, Person


def identifier(
    person: Person, kind: str, number: str, *, source: str = "", since: date | None = None
) -> Identifier:
    """A new identifier row, not yet saved."""
    return Identifier(
        person=person, kind=kind, blind=keys.blind(kind, number), since=since, source=source[:200],
        sealed=settings.RING.seal(number, f"identifier:{person.uid}:{kind}"),
    )  # fmt: skip


def opened(sealed: bytes | memoryview, uid: UUID, kind: str) -> str:
    """The number of an identifier row."""
    return settings.RING.open(bytes(sealed), f"identifier:{uid}:{kind}")


def numbers(person: Person) -> dict[str, str]:
    """The numbers in use of one person, opened: kind → number."""
    rows = person.identifiers.filter(until=None).values_list("kind", "sealed")
    return {kind: opened(sealed, person.uid, kind) for kind, sealed in rows}


def numbers_of(people: Iterable[Person]) -> dict[int, dict[str, Identifier]]:
    """The identifier rows in use of many people: person id → kind → row; one query."""
    found: dict[int, dict[str, Identifier]] = {}
    ids = [person.pk for person in people]
    for row in Identifier.objects.filter(person__in=ids, until=None):
        found.setdefault(row.person_id, {})[row.kind] = row
    return found


def change_value(uid: UUID, field: str, text: str) -> str:
    """A value for `Change`, sealed when the field is an identifier; empty stays empty."""
    if not text or field not in Identifier.KINDS:
        return text
    return base64.b64encode(settings.RING.seal(text, f"change:{uid}:{field}")).decode()


def changed_value(uid: UUID, field: str, told: str) -> str:
    """The value that `change_value` wrote."""
    if not told or field not in Identifier.KINDS:
        return told
    return settings.RING.open(base64.b64decode(told), f"change:{uid}:{field}")


def masked(number: str) -> str:
    """A number as it may stand on any page: 099•••••2846; the shorter it is, the less it shows."""
    head, tail = (3, 4) if len(number) >= 12 else (2, 2) if len(number) >= 8 else (0, 0)
    return number[:head] + "•" * (len(number) - head - tail) + number[len(number) - tail :]
