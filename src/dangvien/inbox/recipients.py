"""Who is told: whoever holds a permission at a unit itself, else at the nearest unit above it."""

from __future__ import annotations

from collections.abc import Iterable

from dangvien import clock
from dangvien.accounts.permissions import roles_with
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.periods import in_force


def holding(permission: str, units: Iterable[int] | None = None) -> set[int]:
    """The units at which somebody holds a permission today; one query."""
    rows = Grant.objects.filter(
        in_force(clock.today()), role__in=roles_with(permission), revoked_at=None,
        user__is_active=True,
    )  # fmt: skip
    if units is not None:
        rows = rows.filter(org__in=list(units))
    return set(rows.values_list("org", flat=True))


def nearest(path: str, held: set[int]) -> int:
    """The lowest unit of a path at which somebody holds it; the unit itself when nobody does."""
    ids = [int(part) for part in path.strip("/").split("/")]
    return next((pk for pk in reversed(ids) if pk in held), ids[-1])


def addressed(org: Organisation, permission: str) -> int:
    """The unit whose people are told of something at this one."""
    return nearest(org.path, holding(permission, [*org.ancestor_ids, org.pk]))
