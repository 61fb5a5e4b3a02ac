"""People of the register in the standard form: one by one for a handful, by columns for a set."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db.models import QuerySet

from dangvien import clock
from dangvien.core import derive, facts, standardise
from dangvien.core.schema import MEMBER
from dangvien.members import sealed
from dangvien.members.models import Person
from dangvien.members.queries import raw_record
from dangvien.quality.examining import bulk

FEW = 24  # reading one by one is faster up to about here


def standard(
    people: QuerySet[Person], *, few: bool, fields: frozenset[str] | None = None
) -> pl.DataFrame:
    """Standard columns with neutral facts, and `person`, `unit` (primary keys); one row a person.

    `fields`: of a set, read only these.
    """
    return _one_by_one(people) if few else _at_once(people, fields)


def _one_by_one(people: QuerySet[Person]) -> pl.DataFrame:
    found = list(people.select_related("unit"))
    held = sealed.numbers_of(found)
    rows: list[dict[str, Any]] = []
    for person in found:
        numbers = {
            kind: sealed.opened(row.sealed, person.uid, kind)
            for kind, row in held.get(person.pk, {}).items()
        }
        record = raw_record(person, numbers)
        values = standardise.record(record, as_of=clock.today())
        derived = derive.record(values, MEMBER, clock.today())
        rows.append({
            "row_id": record["row_id"], "person": person.pk, "unit": person.unit_id,
            **values, **facts.NEUTRAL["member"], **derived,
        })  # fmt: skip
    schema = {"person": pl.Int64(), "unit": pl.Int32(), **facts.record_schema("member")}
    columns = {name: [row.get(name) for row in rows] for name in schema}
    return pl.DataFrame(columns, schema=schema)


def _at_once(people: QuerySet[Person], fields: frozenset[str] | None = None) -> pl.DataFrame:
    told = bulk.raw(people, fields)
    read = standardise.standardise(told, as_of=clock.today(), votes={}).frame
    neutral = [
        pl.lit(value, dtype=facts.dtype(name)).alias(name)
        for name, value in facts.NEUTRAL["member"].items()
    ]
    return read.with_columns(*neutral, told["unit"], told["person"])
