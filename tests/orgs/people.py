"""Members for tests of the tree: only what a count needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from dangvien.members.models import Membership, Person
from dangvien.orgs.models import Organisation
from register import keys


def member(
    unit: Organisation, name: str = "Vi Thị Lan", *, since: date | None = None,
    until: date | None = None, status: str = "active", **more: Any,
) -> Person:  # fmt: skip
    """Somebody with one official membership; `unit` is also where they are now."""
    person = Person.objects.create(
        unit=unit, full_name=name, status=status, member_type="official", **keys(name), **more
    )
    Membership.objects.create(person=person, unit=unit, kind="official", since=since, until=until)
    return person
