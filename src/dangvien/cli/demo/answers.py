"""What the papers of the demonstration's people say: the true values of what the lists have wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from dangvien.core.schema import FIELDS
from dangvien.exchange.models import Row
from dangvien.members.models import Person
from dangvien.quality.field_policy import TABLE
from dangvien.quality.models import Finding
from dangvien.synth.commune.earlier import ANSWERS, FOLDER

_TIER = 1


@dataclass(slots=True)
class Blocked:
    """Somebody who is not ready, and what would make them so."""

    person: Person
    findings: list[Finding] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    @property
    def curable(self) -> bool:
        """Whether the papers answer everything that blocks."""
        return {one.field for one in self.findings} <= self.values.keys()

    @property
    def approved(self) -> bool:
        """Whether somebody else has to approve one of the values."""
        return any(TABLE[one.field].approve for one in self.findings)


@dataclass(slots=True)
class Papers:
    """What the papers say: person → field → value; and who was not ready then and is on 15/12."""

    said: dict[int, dict[str, str]] = field(default_factory=dict)
    early: set[int] = field(default_factory=set)


def known(files: Path) -> Papers:
    """The true values of everybody who came in from the lists."""
    told = pl.read_parquet(files / FOLDER / ANSWERS).drop_nulls("value")
    people = dict(Row.objects.exclude(person=None).values_list("row_id", "person"))
    found = Papers()
    for row_id, name, value, early in told.iter_rows():
        person = people.get(row_id)
        if person is not None and name in TABLE:
            found.said.setdefault(person, {}).setdefault(name, value)
            if early:
                found.early.add(person)
    return found


def blocked(papers: Papers, units: Iterable[int]) -> list[Blocked]:
    """Those in these units who are not ready: first whom the papers of the last days make ready."""
    rows = Finding.objects.filter(
        unit__in=units, closed_on=None, severity="E", person__verdict__active=True,
        person__verdict__clean_t1=False, state__in=(Finding.OPEN, Finding.WORKING),
        field__in=[one.name for one in FIELDS.values() if one.tier <= _TIER],
    )  # fmt: skip
    found: dict[int, Blocked] = {}
    for one in rows.select_related("person__unit").order_by("person", "pk"):
        assert one.person is not None  # noqa: S101 - asked for above
        told = found.setdefault(one.person.pk, Blocked(one.person))
        told.findings.append(one)
        if (value := papers.said.get(one.person.pk, {}).get(one.field)) is not None:
            told.values[one.field] = value
    return sorted(
        found.values(),
        key=lambda one: (not one.curable, one.person.pk not in papers.early, one.person.pk),
    )
