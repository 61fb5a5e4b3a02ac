"""Many people read at once, column by column: no object a row, numbers opened in memory only.

What `members.queries.frame` gives for a list or an export, this gives for a city: the same columns from
the same two questions, without a dictionary for every person.
"""

from __future__ import annotations

import json
from typing import Any

import polars as pl
from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from dangvien.core.schema import names
from dangvien.members.fields import IDENTIFIERS, PLAIN, PROJECTED, SECTIONS
from dangvien.members.models import Identifier, Person

_OWN = ("pk", "uid", "unit_id", "sections", "unit__code", "unit__name")
_UUID = ((0, 8), (8, 4), (12, 4), (16, 4), (20, 12))
_STORED = {"pk": "person", "unit_id": "unit", "unit__code": "org_code", "unit__name": "org_name"}


def raw(people: QuerySet[Person], fields: frozenset[str] | None = None) -> pl.DataFrame:
    """Stored texts of these people by field (empty is null), with `person`, `unit` and `row_id`.

    `fields`: only these are read and opened, the others stay null.
    """
    wanted = [name for name in (*PLAIN, *PROJECTED) if fields is None or name in fields]
    rows = _rows(people.order_by().values_list(*_OWN, *wanted))
    if connection.vendor == "postgresql":  # the other one keeps 32 digits
        rows = [(row[0], row[1].hex, *row[2:]) for row in rows]
    columns = [_STORED.get(name, name) for name in (*_OWN, *wanted)]
    integers = {"person": pl.Int64(), "unit": pl.Int32()}
    schema = {name: integers.get(name, pl.String()) for name in columns}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    parts = [pl.col("uid").str.slice(at, size) for at, size in _UUID]
    frame = frame.with_columns(uid=pl.concat_str(parts, separator="-"))
    told = pl.col(pl.String).exclude("uid", "sections")
    frame = frame.with_columns(pl.when(told != "").then(told))
    frame = frame.hstack(_sections(frame["sections"], fields)).rename({"uid": "row_id"})
    numbers = _numbers(people, frame, fields)
    frame = frame.drop("sections").join(numbers, on="person", how="left", maintain_order="left")
    absent = [pl.lit(None, pl.String()).alias(n) for n in names() if n not in frame.columns]
    return frame.with_columns(*absent, source=pl.lit(""))


def _rows(query: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows as the driver gives them: converting every cell costs more than reading it."""
    try:
        statement, values = query.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _sections(stored: pl.Series, fields: frozenset[str] | None) -> pl.DataFrame:
    """Optional fields; hardly anybody has one."""
    kept = [name for name in SECTIONS if fields is None or name in fields]
    columns: dict[str, list[str | None]] = {name: [None] * stored.len() for name in kept}
    for at in (stored != "{}").arg_true():
        told = json.loads(stored[at])
        for name in kept:
            columns[name][at] = told.get(name) or None
    return pl.DataFrame(columns, schema=dict.fromkeys(kept, pl.String()))


def _numbers(
    people: QuerySet[Person], frame: pl.DataFrame, fields: frozenset[str] | None
) -> pl.DataFrame:
    kinds = [kind for kind in IDENTIFIERS if fields is None or kind in fields]
    schema = {"person": pl.Int64(), **dict.fromkeys(kinds, pl.String())}
    if not kinds:
        return pl.DataFrame(schema=schema)
    held = Identifier.objects.filter(until=None, person__in=people.order_by().values("pk"))
    if len(kinds) < len(IDENTIFIERS):
        held = held.filter(kind__in=kinds)
    uids = dict(zip(frame["person"].to_list(), frame["row_id"].to_list(), strict=True))
    open_, found = settings.RING.open, dict[int, dict[str, str]]()
    for person, kind, content in _rows(held.values_list("person_id", "kind", "sealed")):
        uid = uids.get(person)
        if uid is not None:
            number = open_(content, f"identifier:{uid}:{kind}")
            found.setdefault(person, {})[kind] = number
    rows = [(person, *map(told.get, kinds)) for person, told in found.items()]
    return pl.DataFrame(rows, schema=schema, orient="row")
