"""All that a user may do with the people of a unit, in one question."""

from __future__ import annotations

from django.db.models import Q

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.orgs.models import Organisation


def rights(user: User, unit: Organisation) -> frozenset[str]:
    """The permissions that the user's roles of today give on a unit."""
    if not user.is_active:
        return frozenset()
    today = clock.today()
    held = user.grants.filter(
        Q(until=None) | Q(until__gt=today), since__lte=today, revoked_at=None
    ).values_list("role", "org__path")
    roles = {role for role, path in held if unit.path.startswith(path)}
    return frozenset().union(*(ROLES[role][1] for role in roles if role in ROLES))
