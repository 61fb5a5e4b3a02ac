"""The thing itself is done, by whomever: its notices leave every inbox."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from dangvien.inbox.models import Notice

_AT_ONCE = 5000


def done(prefix: str) -> int:
    """End the notices whose key begins so; how many there were."""
    return _open(prefix).update(done_at=timezone.now())


def done_for(keys: Iterable[str]) -> int:
    """End the notices with exactly these keys."""
    rows = Notice.objects.filter(key__in=list(keys), done_at=None)
    return rows.update(done_at=timezone.now())


def done_except(prefix: str, kinds: Collection[str], kept: set[str]) -> int:
    """End the notices of these kinds whose key begins so, but for those that still hold."""
    rows = _open(prefix).filter(kind__in=kinds).values_list("pk", "key")
    over = [pk for pk, key in rows if key not in kept]
    for at in range(0, len(over), _AT_ONCE):
        some = over[at : at + _AT_ONCE]
        Notice.objects.filter(pk__in=some).update(done_at=timezone.now())
    return len(over)


def _open(prefix: str) -> QuerySet[Notice]:
    if not prefix:
        raise ValueError("every notice at once is nothing that is ever done")
    if connection.vendor == "sqlite":  # its LIKE reads the whole table, a range does not
        begins = Q(key__gte=prefix, key__lt=prefix[:-1] + chr(ord(prefix[-1]) + 1))
    else:
        begins = Q(key__startswith=prefix)
    return Notice.objects.filter(begins, done_at=None)
