"""Two who look at the same people at once wait for each other, so that the later one sees the truth.

SQLite has one writer at a time anyway. On PostgreSQL each person has an advisory lock, taken in order
of the key; whoever looks at a whole set takes the one lock of all instead. No row is locked: people at
work are not held up.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

_PERSON, _ALL, _ORG = 4701, 4702, 4703  # any numbers that nobody else uses
FEW = 500  # more people than that are a set


def hold(people: Iterable[int]) -> None:
    """Hold these people until the transaction ends."""
    if connection.vendor != "postgresql":
        return
    ids = sorted(set(people))
    if len(ids) > FEW:
        hold_all()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_ALL])
        if ids:
            # In the order of the list: unnest keeps it, and the lock is taken row by row.
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, (pk %% 2147483647)::int)"
                " FROM unnest(%s::bigint[]) AS pk",
                [_PERSON, ids],
            )


def hold_all() -> None:
    """Hold everybody until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ALL])


def hold_organisations() -> None:
    """Hold the findings about organisations until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ORG])
