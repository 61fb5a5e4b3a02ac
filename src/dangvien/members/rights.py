"""All that a user may do with the people of a unit, in one question."""

from __future__ import annotations

from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import held


def rights(user: User, unit: Organisation) -> frozenset[str]:
    """The permissions that the user's roles of today give on a unit; a request asks for them once."""
    roles = {role for role, path, _ in held(user) if unit.path.startswith(path)}
    return frozenset().union(*(ROLES[role][1] for role in roles if role in ROLES))
