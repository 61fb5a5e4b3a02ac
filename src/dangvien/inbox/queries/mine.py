"""Notices of one person: those to them by name, and those to a permission they hold at its unit."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from dangvien.accounts.compiled import Compiled, compiled
from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.inbox.models import Notice, Seen
from dangvien.orgs.scope import held

MOST = 99  # the bell says "99+" above it


Duties = frozenset[tuple[str, int]]  # role, unit


def _duties(user: User) -> Duties:
    """What a user's grants of today are."""
    return frozenset(
        (role, int(path.strip("/").rpartition("/")[2])) for role, path, _ in held(user)
    )


def _to(user: int, duties: Duties) -> Q:
    """Notices to a user with these duties."""
    mine: dict[int, set[str]] = {}
    for role, at in duties:
        mine.setdefault(at, set()).update(ROLES[role][1] if role in ROLES else ())
    asked = Q(user=user)
    for org, permissions in mine.items():
        asked |= Q(user=None, org=org, permission__in=permissions)
    return asked


def for_user(user: User) -> QuerySet[Notice]:
    """What is open for somebody, the most pressing first."""
    rows = Notice.objects.filter(_to(user.pk, _duties(user)), done_at=None).select_related("org")
    return rows.order_by(F("due").asc(nulls_last=True), "-at", "-pk")


def unread(user: User) -> QuerySet[Notice]:
    """What is open for somebody who has not read it."""
    return for_user(user).filter(_unseen(user.pk))


def _unseen(user: int) -> Combinable:
    return ~Exists(Seen.objects.filter(notice=OuterRef("pk"), user=user))


def over(user: User) -> QuerySet[Notice]:
    """What is done by now, the last first."""
    rows = Notice.objects.filter(_to(user.pk, _duties(user)), done_at__isnull=False)
    return rows.select_related("org").order_by("-done_at", "-pk")


def count(user: User) -> int:
    """How many somebody has not read, `MOST` + 1 at most: one query for the bell of every page."""
    return len(_bell(user.pk, _duties(user)).rows())


@lru_cache(maxsize=4096)
def _bell(user: int, duties: Duties) -> Compiled:
    rows = Notice.objects.filter(_to(user, duties), _unseen(user), done_at=None)
    return compiled(rows.values_list("pk")[: MOST + 1])
