"""Questions that every request asks: written as queries, put into SQL once, asked as text.

Building a query costs Django several times what the database needs to answer a small one. So whoever
asks the same thing on every page keeps what `compiled` gives, by all that the question depends on.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


class Compiled(NamedTuple):
    """A statement and its values; without a statement the answer is known to be nothing."""

    statement: str
    values: tuple[Any, ...]

    def rows(self) -> list[tuple[Any, ...]]:
        """Ask the database now; the rows as its driver gives them."""
        if not self.statement:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.statement, self.values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def compiled(query: QuerySet[Any, Any]) -> Compiled:
    """A query of plain values, ready to be asked again and again."""
    try:
        statement, values = query.query.sql_with_params()
    except EmptyResultSet:
        return Compiled("", ())
    return Compiled(statement, tuple(values))
