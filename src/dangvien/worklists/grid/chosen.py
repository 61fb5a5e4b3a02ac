"""Which findings a form means: those ticked, and whole groups with what was not on the page."""

from __future__ import annotations

from django.db.models import Q
from django.http import QueryDict

from dangvien.accounts.models import User
from dangvien.quality.models import Finding
from dangvien.quality.models.findings import FindingQuerySet
from dangvien.worklists.grid.asked import Asked, read, uids
from dangvien.worklists.grid.cube import narrowed
from dangvien.worklists.grid.groups import condition_of
from dangvien.worklists.grid.reach import reach

BULK = "finding.bulk"


def back(told: QueryDict) -> Asked:
    """The page that the form stood on."""
    return read(QueryDict(told.get("loc", "").removeprefix("?")))


def chosen(user: User, told: QueryDict, permission: str = BULK) -> FindingQuerySet:
    """The open findings that the form means, of units where the user holds the permission.

    `mot`: the one button of a row; `ca-nhom`: the one button of a group; else `viec` and `nhom`.
    """
    rows = Finding.objects.visible_to(user, permission).alive().exclude(state=Finding.WAIVED)
    if told.get("mot"):
        return rows.filter(uid__in=uids([told.get("mot", "")]))
    if told.get("ca-nhom"):
        return rows.filter(_groups(user, told, [told.get("ca-nhom", "")]))
    named = uids(told.getlist("viec"))
    return rows.filter(Q(uid__in=named) | _groups(user, told, told.getlist("nhom")))


def _groups(user: User, told: QueryDict, keys: list[str]) -> Q:
    asked = back(told)
    conditions = [one for one in map(condition_of, keys) if one is not None]
    if not conditions:
        return Q(pk__in=())
    where = reach(user, asked.unit)
    found = Q()
    for one in conditions:
        found |= one
    inside = Q(unit__in=list(where.units)) if where.few else Q()
    return found & narrowed(asked, where) & inside
