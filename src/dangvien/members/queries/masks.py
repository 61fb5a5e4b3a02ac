"""Numbers as a list may show them."""

from __future__ import annotations

from collections.abc import Iterable

from dangvien.members import sealed
from dangvien.members.models import Identifier, Person


def masks(people: Iterable[Person], kind: str) -> dict[int, str]:
    """The masked number in use of each person; one query."""
    uids = {person.pk: person.uid for person in people}
    rows = Identifier.objects.filter(person__in=list(uids), kind=kind, until=None)
    return {
        person: sealed.masked(sealed.opened(content, uids[person], kind))
        for person, content in rows.values_list("person", "sealed")
    }
