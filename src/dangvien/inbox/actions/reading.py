"""Somebody has read a notice: it counts no more beside their bell, and stays until it is done."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.inbox.models import Notice, Seen
from dangvien.inbox.queries import for_user, unread


@transaction.atomic
def read(*, actor: User, notices: Iterable[Notice]) -> None:
    """Note that these were read; reading twice is nothing."""
    mine = for_user(actor).filter(pk__in=[notice.pk for notice in notices])
    Seen.objects.bulk_create(
        (Seen(notice=notice, user=actor) for notice in mine), ignore_conflicts=True
    )


@transaction.atomic
def read_all(*, actor: User) -> int:
    """Note that everything in somebody's inbox was read; how many were new."""
    new = list(unread(actor))
    Seen.objects.bulk_create(
        (Seen(notice=notice, user=actor) for notice in new), batch_size=1000, ignore_conflicts=True
    )
    return len(new)
