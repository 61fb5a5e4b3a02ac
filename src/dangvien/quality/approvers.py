"""Who may approve: the lowest level above a unit at which somebody else than the proposer may."""

from __future__ import annotations

from django.db.models import Q

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import roles_with
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.scope import may


def level(unit: Organisation, proposer: User) -> Organisation | None:
    """The organisation that has to approve what this person proposes; None where nobody can."""
    today = clock.today()
    above = [int(part) for part in unit.path.strip("/").split("/")]
    held = Grant.objects.filter(
        Q(until=None) | Q(until__gt=today), org__in=above, since__lte=today, revoked_at=None,
        role__in=roles_with("finding.approve"), user__is_active=True,
    ).exclude(user=proposer)  # fmt: skip
    found = set(held.values_list("org", flat=True))
    nearest = next((pk for pk in reversed(above) if pk in found), None)
    return Organisation.objects.get(pk=nearest) if nearest is not None else None


def may_decide(user: User, unit: Organisation, proposer_id: int) -> bool:
    """Whether a user may approve or refuse what somebody proposed for this unit."""
    return user.pk != proposer_id and may(user, "finding.approve", unit)
