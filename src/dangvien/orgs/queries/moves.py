"""What a move would change, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES, roles_with
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.periods import in_force
from dangvien.orgs.queries.people import count_by_unit, subtrees
from dangvien.orgs.scope import begins, paths


@dataclass(frozen=True, slots=True)
class Sight:
    """Who would see more or less. `hidden`: how many whom the asking user may not see by name."""

    named: tuple[tuple[str, str, str], ...]  # full name, role, unit of the grant
    hidden: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Units, members and grants that move along, and whose sight changes."""

    units: int
    members: int
    grants: int
    gain: Sight
    lose: Sight


def preview_move(*, actor: User, org: Organisation, parent: Organisation) -> Preview:
    """What hanging an organisation under another would change, as things stand today."""
    before = set(org.ancestor_ids)
    after = {*parent.ancestor_ids, parent.pk}
    both = (before & after) | {org.pk}
    members = count_by_unit(subtrees([org.path]), clock.today()).values()
    return Preview(
        units=Organisation.objects.under(org).count(),
        members=sum(count for count, _ in members),
        grants=_held().filter(begins("org__path", org.path)).count(),
        gain=_sight(actor, after - before, both),
        lose=_sight(actor, before - after, both),
    )


def _held() -> QuerySet[Grant]:
    return Grant.objects.filter(
        in_force(clock.today()),
        revoked_at=None,
        user__is_active=True,
        role__in=roles_with("org.read"),
    )


def _sight(actor: User, units: set[int], anyway: set[int]) -> Sight:
    """Users with a grant on one of these units and none that shows them the organisation anyway."""
    rows = (
        _held().filter(org__in=units).exclude(user__in=_held().filter(org__in=anyway).values("user"))
        .select_related("user", "org").order_by("user__full_name", "pk")
    )  # fmt: skip
    tops = paths(actor, "org.read")
    seen = [g for g in rows if any(g.org.path.startswith(top) for top in tops)]
    named = ((g.user.full_name, ROLES[g.role][0], g.org.name) for g in seen)
    return Sight(tuple(dict.fromkeys(named)), len(rows) - len(seen))
