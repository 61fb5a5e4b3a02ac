"""People as a raw frame for the engine; the one place where many identifiers are opened, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import QuerySet

from dangvien.core.schema import names
from dangvien.members import sealed
from dangvien.members.fields import IDENTIFIERS, PLAIN, PROJECTED, SECTIONS
from dangvien.members.models import Identifier, Person

SCHEMA: dict[str, pl.DataType] = {
    "row_id": pl.String(), **dict.fromkeys(names(), pl.String()),
    "unit_id": pl.Int64(), "version": pl.Int64(),
}  # fmt: skip
_COLUMNS = ("pk", "uid", "unit_id", "version", "unit__code", "unit__name", "sections",
            *PLAIN, *PROJECTED)  # fmt: skip
_AT_ONCE = 5000


def frame(people: QuerySet[Person] | Iterable[Person], *, reveal: bool = True) -> pl.DataFrame:
    """The standard record of each person as text as stored; empty is null.

    Columns: `row_id` (the uid), every name of `core.schema.MEMBER`, `unit_id`, `version`. With
    `reveal=False` identifiers come masked and none is opened for longer than that.
    Two queries for a QuerySet; an iterable of people is asked for in chunks.
    """
    rows: list[dict[str, Any]] = []
    for some in _asked(people):
        numbers = _numbers(some, reveal)
        for told in some.values_list(*_COLUMNS).iterator(chunk_size=_AT_ONCE):
            person = dict(zip(_COLUMNS, told, strict=True))
            rows.append(_row(person, numbers.get(person["pk"], {})))
    columns = {name: [row.get(name) for row in rows] for name in SCHEMA}
    return pl.DataFrame(columns, schema=SCHEMA)


def raw_record(person: Person, numbers: dict[str, str]) -> dict[str, Any]:
    """One person's stored values by field, as `engine.check_record` takes them."""
    values = {name: getattr(person, name) or None for name in (*PLAIN, *PROJECTED)}
    values |= {name: person.sections.get(name) or None for name in SECTIONS}
    values |= {kind: numbers.get(kind) for kind in IDENTIFIERS}
    unit = {"org_code": person.unit.code or None, "org_name": person.unit.name}
    return {"row_id": str(person.uid), **values, **unit}


def _asked(people: QuerySet[Person] | Iterable[Person]) -> Iterator[QuerySet[Person]]:
    if isinstance(people, QuerySet):
        yield people
        return
    ids = [person.pk for person in people]
    for start in range(0, len(ids), 500):
        yield Person.objects.filter(pk__in=ids[start : start + 500])


def _numbers(people: QuerySet[Person], reveal: bool) -> dict[int, dict[str, str]]:
    held = Identifier.objects.filter(until=None, person__in=people.order_by().values("pk"))
    if people.query.is_sliced:
        ids = list(people.values_list("pk", flat=True))
        held = Identifier.objects.filter(until=None, person__in=ids)
    found: dict[int, dict[str, str]] = {}
    columns = ("person_id", "person__uid", "kind", "sealed")
    rows: Iterable[tuple[int, UUID, str, bytes]] = held.values_list(*columns)
    for person, uid, kind, content in rows:
        number = sealed.opened(content, uid, kind)
        found.setdefault(person, {})[kind] = number if reveal else sealed.masked(number)
    return found


def _row(person: dict[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    values = {name: person[name] or None for name in (*PLAIN, *PROJECTED)}
    values |= {name: person["sections"].get(name) or None for name in SECTIONS}
    return {
        "row_id": str(person["uid"]), "unit_id": person["unit_id"], "version": person["version"],
        "org_code": person["unit__code"] or None, "org_name": person["unit__name"] or None,
        **values, **numbers,
    }  # fmt: skip
