"""Who sees what: a role granted on a unit reaches its subtree. Forbidden looks like absent."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.http import Http404

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import roles_with
from dangvien.accounts.policy import Refused

if TYPE_CHECKING:
    from dangvien.orgs.models import Organisation


def paths(user: User, permission: str) -> list[str]:
    """The tops of the subtrees in which a user holds a permission today; no path contains another."""
    if not user.is_authenticated or not user.is_active:
        return []
    today = clock.today()
    held = user.grants.filter(
        Q(until=None) | Q(until__gt=today), role__in=roles_with(permission),
        since__lte=today, revoked_at=None,
    ).values_list("org__path", flat=True)  # fmt: skip
    tops: list[str] = []
    for path in sorted(set(held)):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


def under(tops: Iterable[str], column: str = "path") -> Q:
    """The condition "in one of these subtrees"; nothing for no top."""
    asked = [Q(**{f"{column}__startswith": top}) for top in tops]
    return reduce(or_, asked) if asked else Q(pk__in=())


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "org.read") -> OrganisationQuerySet:
        """Those in whose subtree the user holds the permission."""
        return self.filter(under(paths(user, permission)))

    def under(self, org: Organisation) -> OrganisationQuerySet:
        """An organisation and everything below it."""
        return self.filter(path__startswith=org.path)


def may(user: User, permission: str, org: Organisation) -> bool:
    """Whether a user holds a permission on an organisation."""
    return any(org.path.startswith(top) for top in paths(user, permission))


def require(user: User, permission: str, org: Organisation) -> None:
    """Refuse an action whose actor does not hold the permission on the organisation."""
    if not may(user, permission, org):
        raise Refused(permission)


def holds(user: User, permission: str) -> bool:
    """Whether a user holds a permission anywhere."""
    return bool(paths(user, permission))


def found_or_absent(rows: models.QuerySet[Any], **what: Any) -> Any:
    """One visible row, or 404 with the one wording for absent and forbidden."""
    try:
        return rows.get(**what)
    except (rows.model.DoesNotExist, ValueError) as error:
        raise Http404 from error
