"""Writing what differs: one statement a kind of difference, however many findings; COPY for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from dangvien.quality.models import Finding, Waiver
from dangvien.quality.settling.differing import Differences, Found
from dangvien.quality.settling.telling import sealed

MANY = 200  # from here on COPY pays, where there is one
_TABLE = Finding._meta.db_table
_NEW = (
    "uid", "person_id", "unit_id", "rule", "field", "cause", "severity", "dimension", "safe", "told",
    "state", "holder", "opened_on", "opened_run_id", "times", "version",
)  # fmt: skip
_CHANGED = (
    "UPDATE quality_finding SET unit_id = %s, cause = %s, severity = %s, dimension = %s,"
    " safe = %s, told = %s, version = version + 1 WHERE id = %s"
)
_BACK = (
    "UPDATE quality_finding SET unit_id = %s, cause = %s, severity = %s, dimension = %s,"
    " safe = %s, told = %s, state = 'open', holder = 'cell', taken_by_id = NULL, due = NULL,"
    " opened_on = %s, opened_run_id = %s, closed_on = NULL, closed_run_id = NULL,"
    " times = times + 1, version = version + 1 WHERE id = %s"
)


def write(told: Differences, *, run: int | None, today: date, of_people: bool = True) -> None:
    """Write the differences inside the caller's transaction."""
    if told.new:
        _begin(told.new, run, today, of_people)
    if told.back:
        day = connection.ops.adapt_datefield_value(today)
        _each(_BACK, (
            (*_coded(one, old.uid), day, run, old.pk) for old, one in told.back
        ))  # fmt: skip
    if told.changed:
        _each(_CHANGED, ((*_coded(one, old.uid), old.pk) for old, one, _ in told.changed))
        _reopen([old.pk for old, _, other in told.changed if other])
    end([old.pk for old in told.over], run=run, today=today)


def end(ids: list[int], *, run: int | None, today: date) -> None:
    """Put findings down as over, and the exceptions to them with them."""
    for some in pieces(ids):
        Finding.objects.filter(pk__in=some, closed_on=None).update(
            state=Finding.FIXED, closed_on=today, closed_run=run
        )
        _end_waivers(some)


def pieces(keys: Sequence[Any], size: int = 5000) -> Iterable[list[Any]]:
    """Some at a time: a statement has a longest length."""
    told = iter(keys)
    while some := list(islice(told, size)):
        yield some


def _reopen(ids: list[int]) -> None:
    """An approval or an exception was about another value than the one that stands there now."""
    for some in pieces(ids):
        states = (Finding.WAITING, Finding.WAIVED)
        Finding.objects.filter(pk__in=some, state__in=states).update(state=Finding.OPEN)
        _end_waivers(some)


def _end_waivers(ids: list[int]) -> None:
    live = (Waiver.ASKED, Waiver.GRANTED)
    Waiver.objects.filter(finding__in=ids, state__in=live).update(state=Waiver.ENDED)


def _coded(one: Found, uid: UUID) -> tuple[Any, ...]:
    told = sealed(one.text, uid)
    return one.unit, one.cause, one.severity, one.dimension, one.safe, told


def _begin(found: list[Found], run: int | None, today: date, of_people: bool) -> None:
    rows = []
    for one in found:
        uid = uuid4()
        unit, *coded = _coded(one, uid)
        person = one.subject if of_people else None
        cause, severity, dimension, safe, told = coded
        rows.append((
            uid, person, unit, one.rule, one.field, cause, severity, dimension, safe, told,
            Finding.OPEN, "cell", today, run, 1, 1,
        ))  # fmt: skip
    if connection.vendor == "postgresql" and len(rows) >= MANY:
        copy(_TABLE, _NEW, rows)
        return
    Finding.objects.bulk_create(
        (Finding(**dict(zip(_NEW, row, strict=True))) for row in rows), batch_size=500
    )


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """PostgreSQL's own way in for many rows; names of tables and columns are ours."""
    names = ", ".join(columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as into,
    ):
        for row in rows:
            into.write_row(row)


def _each(statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """One prepared statement: bulk_update would build a CASE a row."""
    with connection.cursor() as cursor:
        cursor.executemany(statement, [list(row) for row in rows])
