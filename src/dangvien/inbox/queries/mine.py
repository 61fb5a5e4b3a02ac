"""Notices of one person: those to them by name, and those to a permission they hold at its unit."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.inbox.models import Notice, Seen
from dangvien.orgs.scope import held

MOST = 99  # the bell says "99+" above it


def _to(user: User) -> Q:
    """Notices to a user, by the grants of today."""
    mine: dict[int, set[str]] = {}
    for role, path, _ in held(user):
        at = int(path.strip("/").rpartition("/")[2])
        mine.setdefault(at, set()).update(ROLES[role][1] if role in ROLES else ())
    asked = Q(user=user)
    for org, permissions in mine.items():
        asked |= Q(user=None, org=org, permission__in=permissions)
    return asked


def for_user(user: User) -> QuerySet[Notice]:
    """What is open for somebody, the most pressing first."""
    rows = Notice.objects.filter(_to(user), done_at=None).select_related("org")
    return rows.order_by(F("due").asc(nulls_last=True), "-at", "-pk")


def unread(user: User) -> QuerySet[Notice]:
    """What is open for somebody who has not read it."""
    seen = Seen.objects.filter(notice=OuterRef("pk"), user=user)
    return for_user(user).filter(~Exists(seen))


def over(user: User) -> QuerySet[Notice]:
    """What is done by now, the last first."""
    rows = Notice.objects.filter(_to(user), done_at__isnull=False)
    return rows.select_related("org").order_by("-done_at", "-pk")


def count(user: User) -> int:
    """How many somebody has not read, `MOST` + 1 at most: one query for the bell of every page."""
    return unread(user).order_by()[: MOST + 1].count()
