"""Findings and verdicts of some people brought to what was found; only differences are written."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from dangvien import clock
from dangvien.quality.book import Choices, digest
from dangvien.quality.examining import Examined
from dangvien.quality.models import Finding, Run, Verdict
from dangvien.quality.settling import counting, differing, writing
from dangvien.quality.settling.differing import Found
from dangvien.quality.settling.telling import Said

_COUNTS = 3  # the first columns of a verdict say where somebody counts: unit, member, active


class Round:
    """One run, or one settling: its row is made when there is something to tell."""

    def __init__(self, settings: Choices, row: Run | None = None) -> None:
        self.settings, self.row, self.today = settings, row, clock.today()
        self.counts: dict[str, int] = {}
        self.stirred: set[int] = set()  # units that somebody joined or left, or counts in otherwise

    @property
    def pk(self) -> int:
        """The run's row."""
        if self.row is None:
            self.row = Run.objects.create(
                kind=Run.SETTLE, as_of=self.today, book=digest(self.settings)
            )
        return self.row.pk

    def add(self, counts: dict[str, int]) -> None:
        """Count what was written."""
        for name, number in counts.items():
            self.counts[name] = self.counts.get(name, 0) + number

    def end(self) -> None:
        """Close the row, if there is one."""
        if self.row is not None:
            told = {name: number for name, number in self.counts.items() if number}
            Run.objects.filter(pk=self.row.pk).update(ended_at=timezone.now(), counts=told)


def keep(asked: Collection[int], examined: Examined, now: Round) -> None:
    """Write what differs of everybody asked; who no longer stands has neither findings nor verdict."""
    told = differing.differences(_stored(asked), _found(examined))
    now.add(told.counts | {"people": len(asked)})
    if told.any():
        writing.write(told, run=now.pk, today=now.today)
    verdicts(asked, counting.counted(examined.frame, told.standing), now)


def _stored(asked: Collection[int]) -> list[tuple[Any, ...]]:
    return [
        row for some in writing.pieces(sorted(asked))
        for row in Finding.objects.filter(person__in=some).order_by("pk").values_list(*differing.COLUMNS)
    ]  # fmt: skip


def _found(examined: Examined) -> list[Found]:
    columns = (
        "person", "unit", "rule", "field", "cause", "severity", "dimension", "safe", "value",
        "detail", "fix", "fix_confidence",
    )  # fmt: skip
    rows = examined.findings.select(columns).iter_rows()
    return [Found._make((*row[:8], Said(*row[8:]).text())) for row in rows]


def verdicts(asked: Collection[int], rows: list[counting.Counted], now: Round) -> None:
    """Write the verdict rows that differ, and take away those of people who no longer stand."""
    columns = ("person_id", *counting.COLUMNS, "clean_since")
    before = {
        row[0]: row[1:] for some in writing.pieces(sorted(asked))
        for row in Verdict.objects.filter(person__in=some).values_list(*columns)
    }  # fmt: skip
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for one in rows:
        old = before.pop(one.person, None)
        if old is not None and old[:-1] == one.values:
            continue
        if old is None or old[:_COUNTS] != one.values[:_COUNTS]:
            now.stirred |= {int(str(row[0])) for row in (old, one.values) if row}
        since = (old[-1] if old else None) or now.today if one.clean else None
        (changed if old else new).append((*one.values, now.today, since, one.person))
    now.stirred |= {int(row[0]) for row in before.values()}
    for some in writing.pieces(list(before)):
        Verdict.objects.filter(person__in=some).delete()
    now.add({"verdicts": len(new) + len(changed)})
    _write(new, changed)


def _write(new: list[tuple[Any, ...]], changed: list[tuple[Any, ...]]) -> None:
    names = (*counting.COLUMNS, "checked_on", "clean_since")
    if new and connection.vendor == "postgresql" and len(new) >= writing.MANY:
        writing.copy(Verdict._meta.db_table, (*names, "person_id"), new)
    elif new:
        Verdict.objects.bulk_create(
            (Verdict(**dict(zip((*names, "person_id"), row, strict=True))) for row in new),
            batch_size=500,
        )
    if changed:
        assigned = ", ".join(f"{name} = %s" for name in names)
        adapt = connection.ops.adapt_datefield_value
        told = [tuple(adapt(v) if isinstance(v, date) else v for v in row) for row in changed]
        with connection.cursor() as cursor:
            table = Verdict._meta.db_table
            cursor.executemany(
                f"UPDATE {table} SET {assigned} WHERE person_id = %s",  # noqa: S608 - our own names
                told,
            )
