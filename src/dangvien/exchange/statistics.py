"""After a large load the database counts its tables again, so that it goes on finding rows quickly."""

from __future__ import annotations

from django.db import connection


def renew() -> None:
    """Let the database look at how its values lie; half a second for a commune, seconds for a city.

    Without it SQLite knows nothing of a new table and reads all of it for a unit of ten;
    PostgreSQL would do it by itself, some minutes later.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
