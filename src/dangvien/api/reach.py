"""How far the caller's roles reach into one record."""

from __future__ import annotations

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.api.told import FIELDS_OF
from dangvien.members.models import Person
from dangvien.orgs.models import Grant
from dangvien.orgs.rights import standing


def fields_for(user: User, person: Person) -> frozenset[str]:
    """Every field that a role of the user, in force today over the person's unit, may see."""
    today = clock.today()
    held: list[Grant] = [
        grant for grant in standing(user).filter(since__lte=today, role__in=FIELDS_OF)
        if person.unit.path.startswith(grant.org.path)
    ]  # fmt: skip
    return frozenset().union(*(FIELDS_OF[grant.role] for grant in held))
