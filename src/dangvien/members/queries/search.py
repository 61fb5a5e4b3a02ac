"""Finding people: by any part of the name without accents, or by one exact number.

Sorted as Vietnamese names are, paged by the key of the last row: nobody is lost or shown twice when
people come and go meanwhile. The cursor is sealed, since it holds a name.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.core.identity import read_card, read_citizen_id, read_file_number, read_old_id
from dangvien.core.phone import read_phone
from dangvien.core.text import fold
from dangvien.members import keys
from dangvien.members.models import Identifier, Person, PersonQuerySet
from dangvien.orgs.models import Organisation
from dangvien.seal import Unopenable

_READERS = {
    "citizen_id": read_citizen_id, "old_id_number": read_old_id, "card_number": read_card,
    "phone": read_phone, "file_number": read_file_number,
}  # fmt: skip
_LONGEST = 120
# What a list shows of somebody; a row has forty more.
_SHOWN = ("uid", "full_name", "birth_date", "status", "sort_key", "unit__name")


class BadCursor(Exception):  # noqa: N818
    """A cursor that this register did not make."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some people in order, and the cursor of those that follow, if any."""

    people: list[Person]
    next: str | None


@dataclass(frozen=True, slots=True)
class Sought:
    """What a text asks for: `words` of a name, exact `numbers` (kind, value), or everybody."""

    words: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    kind: str = "all"  # all | name | number: what the log may say of it


def sought(text: str) -> Sought:
    """Read what was typed: something with a digit in it is a number, the rest is a name."""
    text = text.strip()[:_LONGEST]
    if any(char.isdigit() for char in text):
        return Sought(numbers=tuple(_numbers(text)), kind="number")
    words = tuple(dict.fromkeys(fold(text).split()))
    return Sought(words=words, kind="name") if words else Sought()


def search(
    user: User,
    text: str,
    org: Organisation | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """People visible to the user's `member.list` that the text finds, in a unit and below."""
    people = _within(user, org)
    asked = sought(text)
    for word in asked.words:
        people = people.filter(search_key__contains=word)
    if asked.kind == "number":
        people = people.filter(_holding(asked.numbers))
    return _page(people, after, limit)


def listing(
    user: User, org: Organisation | None = None, after: str | None = None, limit: int = 50
) -> Page:
    """Everybody visible to the user's `member.list` in a unit and below."""
    return _page(_within(user, org), after, limit)


def _within(user: User, org: Organisation | None) -> PersonQuerySet:
    people = Person.objects.visible_to(user, "member.list")
    # The root holds everybody: asking for it would only cost.
    return people.of(org) if org is not None and org.parent_id is not None else people


def _numbers(text: str) -> list[tuple[str, str]]:
    found = []
    for kind, reader in _READERS.items():
        reading = reader(text)
        if reading.value and not reading.fault:
            found.append((kind, reading.value))
        elif reading.fix:  # typed as +84…, or without its first zero
            found.append((kind, reading.fix))
            found.append((kind, reading.value or ""))
    return found


def _holding(numbers: tuple[tuple[str, str], ...]) -> Q:
    blinds = [keys.blind(kind, value) for kind, value in numbers if kind != "file_number"]
    held = Identifier.objects.filter(blind__in=blinds, until=None)
    files = [value for kind, value in numbers if kind == "file_number"]
    by_number = Q(pk__in=held.values("person"))
    return by_number | Q(file_number__in=files) if files else by_number


def _page(people: PersonQuerySet, after: str | None, limit: int) -> Page:
    if after:
        key, pk = _opened(after)
        people = people.filter(Q(sort_key__gt=key) | Q(pk__gt=pk), sort_key__gte=key)
    # The ids first: an index holds all that is asked of them, the rows are wide.
    first = people.order_by("sort_key", "pk").values("pk")[: limit + 1]
    rows = Person.objects.filter(pk__in=first).select_related("unit").only(*_SHOWN)
    found = list(rows.order_by("sort_key", "pk"))
    more = len(found) > limit
    return Page(found[:limit], _cursor(found[limit - 1]) if more else None)


def _cursor(person: Person) -> str:
    told = json.dumps([person.sort_key, person.pk])
    return base64.urlsafe_b64encode(settings.RING.seal(told, "cursor")).decode().rstrip("=")


def _opened(cursor: str) -> tuple[str, int]:
    try:
        content = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        key, pk = json.loads(settings.RING.open(content, "cursor"))
    except (ValueError, binascii.Error, Unopenable) as error:
        raise BadCursor from error
    return str(key), int(pk)
