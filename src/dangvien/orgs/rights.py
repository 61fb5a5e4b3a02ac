"""Who may hand out which role where, and who may administer whose account."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import MAY_GRANT
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.scope import may

ADMINISTRATOR = "administrator"


def unended() -> Q:
    """Of grants: those that hold today or will hold on a day to come."""
    return (Q(until=None) | Q(until__gt=clock.today())) & Q(revoked_at=None)


def standing(user: User) -> QuerySet[Grant]:
    """The grants of somebody that hold today or will."""
    return user.grants.filter(unended()).select_related("org")


def grantable(actor: User, org: Organisation) -> frozenset[str]:
    """The roles that somebody may hand out on a unit, by the roles they hold on it or above it."""
    today = clock.today()
    held = standing(actor).filter(since__lte=today) if actor.is_active else ()
    allowed = [MAY_GRANT.get(g.role, frozenset()) for g in held if org.path.startswith(g.org.path)]
    return frozenset().union(*allowed)


def may_give(actor: User, role: str, org: Organisation) -> bool:
    """Whether somebody may hand out, or take back, a role on a unit."""
    return may(actor, "grant.manage", org) and role in grantable(actor, org)


def administers(actor: User, user: User) -> bool:
    """Whether somebody may reset, close and reopen an account.

    Their reach must cover every grant of the account, and they must be able to hand out each of its
    roles: a commune never resets a province officer who also serves in the commune. An account that
    holds nothing any more is judged by what it last held, for it may be given that again.
    """
    if actor.pk == user.pk or not actor.is_active:
        return False
    grants = list(standing(user)) or list(user.grants.select_related("org"))
    return bool(grants) and all(
        may(actor, "account.manage", grant.org) and may_give(actor, grant.role, grant.org)
        for grant in grants
    )


def administrators() -> QuerySet[Grant]:
    """The grants by which active technical administrators serve today."""
    return Grant.objects.filter(
        unended(), role=ADMINISTRATOR, since__lte=clock.today(), user__is_active=True
    )
