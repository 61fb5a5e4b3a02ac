"""Who sees what: a role granted on a unit reaches its subtree. Forbidden looks like absent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import Q
from django.http import Http404

from dangvien import clock
from dangvien.accounts.compiled import Compiled, compiled
from dangvien.accounts.models import User
from dangvien.accounts.permissions import roles_with
from dangvien.accounts.policy import Refused

if TYPE_CHECKING:
    from dangvien.orgs.models import Organisation


def held(user: User) -> list[tuple[str, str, str]]:
    """Role, path and name of the unit of every grant in force today, the widest unit first.

    Asked of the database each time, but for the user of a request: the gate gives that one a place to
    keep the answer until the answer is sent (ADR 0015).
    """
    if not user.is_authenticated or not user.is_active:
        return []
    kept: dict[str, Any] | None = getattr(user, "rights", None)
    if kept and "held" in kept:
        rights: list[tuple[str, str, str]] = kept["held"]
        return rights
    found = _grants(user.pk, clock.today()).rows()
    if kept is not None:
        kept["held"] = found
    return found


@lru_cache(maxsize=4096)
def _grants(user: int, today: date) -> Compiled:
    from dangvien.orgs.models import Grant  # noqa: PLC0415 - its manager stands here

    rows = Grant.objects.filter(
        Q(until=None) | Q(until__gt=today), user=user, since__lte=today, revoked_at=None
    )
    ordered = rows.order_by("org__path", "pk")
    return compiled(ordered.values_list("role", "org__path", "org__name"))


def paths(user: User, permission: str) -> list[str]:
    """The tops of the subtrees in which a user holds a permission today; no path contains another."""
    roles = roles_with(permission)
    tops: list[str] = []
    for path in sorted({path for role, path, _ in held(user) if role in roles}):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


def reaches_all(user: User, tops: list[str]) -> bool:
    """Whether these subtrees are the whole register; what the roots are is kept like the grants."""
    kept: dict[str, Any] | None = getattr(user, "rights", None)
    roots = kept.get("roots") if kept else None
    if roots is None:
        roots = {path for (path,) in _roots().rows()}
        if kept is not None:
            kept["roots"] = roots
    return bool(roots) and roots <= set(tops)


def begins(column: str, top: str) -> Q:
    """The condition "a path in this subtree", in the form that each database has an index for.

    SQLite's LIKE reads the whole table, a range does not; PostgreSQL's order of texts depends on the
    place, its LIKE has an index of its own. "0" is the character after "/".
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": top, f"{column}__lt": top[:-1] + "0"})
    return Q(**{f"{column}__startswith": top})


def under(tops: Iterable[str], column: str = "path") -> Q:
    """The condition "in one of these subtrees"; nothing for no top."""
    asked = [begins(column, top) for top in tops]
    return reduce(or_, asked) if asked else Q(pk__in=())


@cache
def _roots() -> Compiled:
    from dangvien.orgs.models import Organisation  # noqa: PLC0415 - its manager stands here

    return compiled(Organisation.objects.filter(parent=None).values_list("path"))


def highest(tops: Iterable[str]) -> Q:
    """The condition "one of these tops, or right below one": by key, a join would read every unit."""
    ids = [int(top.strip("/").rpartition("/")[2]) for top in tops]
    return Q(pk__in=ids) | Q(parent__in=ids)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "org.read") -> OrganisationQuerySet:
        """Those in whose subtree the user holds the permission."""
        return self.filter(under(paths(user, permission)))

    def under(self, org: Organisation) -> OrganisationQuerySet:
        """An organisation and everything below it."""
        return self.filter(begins("path", org.path))


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
