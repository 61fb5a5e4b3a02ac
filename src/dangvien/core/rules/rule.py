"""What a rule is: one Polars object, local to one row, its words and examples beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import polars as pl

from dangvien.core.schema import PRESENT

Severity = Literal["E", "W", "N"]
Dimension = Literal["dung", "du", "sach", "song", "thong_nhat", "dung_chung"]
Subject = Literal["member", "organisation"]
Example = Mapping[str, Any]

HOUSE_RULE = "quy tắc nội bộ"
SEVERITIES: dict[str, str] = {"E": "Chặn", "W": "Cần xem", "N": "Ghi chú"}
DIMENSIONS: dict[str, str] = {
    "dung": "Đúng",
    "du": "Đủ",
    "sach": "Sạch",
    "song": "Sống",
    "thong_nhat": "Thống nhất",
    "dung_chung": "Dùng chung",
}


# Compared by identity: two expressions cannot be told equal.
@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """One way in which a rule is broken.

    `when`: boolean expression over standard and fact columns; null counts as false.
    `says`: what is wrong, one Vietnamese sentence; may use {value}, {detail}, {fix} and {field}
    (the field's label).
    `fix`: expression of the proposed value (String, null when there is none), `confidence` 0-1;
    0 takes the confidence of the reading.
    `detail`: expression of what the message needs beside the value.
    `fixed`: True when the fault lies in the raw value and the applied change has put it right.
    `missing`: the case is an empty field; when no input has the column, one finding stands for the
    whole file instead of one per row.
    `fault_of`: the case rests on a fault of this field, so it cannot hold where the field has none.
    `severity`, `field`, `why`, `how`: when they differ from the rule's own.
    """

    key: str
    when: pl.Expr
    says: str
    severity: Severity | None = None
    field: str | None = None
    fix: pl.Expr | None = None
    confidence: float = 0.0
    detail: pl.Expr | None = None
    fixed: bool = False
    missing: bool = False
    fault_of: str | None = None
    why: str | None = None
    how: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One rule of the book. On each of its fields the first case that holds gives the finding.

    So one cause is one finding, and findings are unique by (row, rule, field).

    `needs`: fields (columns of an input) and facts without which the rule cannot run at all.
    `any_of`: of these at least one. `partly`: without these some of its cases stay silent.
    `dated`: names of the dated values (`dated.py`) that it rests on.
    `good` / `bad`: overrides of `sample.MEMBER` (or `sample.ORGANISATION`), raw values and facts.
    """

    code: str
    title: str
    field: str
    severity: Severity
    dimension: Dimension
    why: str
    how: str
    cases: tuple[Case, ...]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    subject: Subject = "member"
    basis: str = HOUSE_RULE
    needs: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the rule judges, in the order of its cases."""
        return tuple(dict.fromkeys(case.field or self.field for case in self.cases))

    @property
    def missing(self) -> bool:
        """Whether the rule is (also) about an empty field."""
        return any(case.missing for case in self.cases)

    def each(self) -> Iterator[Rule]:
        """The rule once per field: the same rule with only the cases of that field."""
        for name in self.fields:
            cases = tuple(case for case in self.cases if (case.field or self.field) == name)
            yield replace(self, field=name, cases=cases)

    def case_number(self, live: Sequence[int] | None = None) -> pl.Expr:
        """Number of the first case that holds, from 1; 0 when none does (UInt8).

        Meant for a rule of one field (see `each`). `live`: indices of the cases that can hold.
        """
        number = pl.lit(0, dtype=pl.UInt8)
        for index in reversed(range(len(self.cases)) if live is None else live):
            here = pl.lit(index + 1, dtype=pl.UInt8)
            number = pl.when(self.cases[index].when).then(here).otherwise(number)
        return number.alias(f"{self.code}:{self.field}")


def fault(name: str, *keys: str) -> pl.Expr:
    """True where the field's reading carries one of the fault keys (no key is part of another)."""
    column = pl.col(f"{name}__fault")
    found = [column.str.contains(key, literal=True) for key in keys]
    return found[0] if len(found) == 1 else pl.any_horizontal(found)


def given(name: str) -> pl.Expr:
    """True where the field has a value in force that is not a placeholder."""
    return pl.col(name).is_not_null() & ~fault(name, "placeholder").fill_null(False)


def active() -> pl.Expr:
    """True for a member who takes part in the life of the cell (status active)."""
    return pl.col("status__state") == "active"


def here() -> pl.Expr:
    """True for a member who has not left: active, exempt, suspended or in transit."""
    return pl.col("status__state").is_in(PRESENT)


def faulty(
    name: str, key: str, says: str, severity: Severity | None = None, how: str | None = None
) -> Case:
    """Build the case of one fault key of a field, proposing what its reader proposed."""
    return Case(
        key=key, when=fault(name, key), says=says, severity=severity, field=name,
        fix=pl.col(f"{name}__fix"), detail=pl.col(f"{name}__detail"), how=how, fault_of=name,
    )  # fmt: skip


def empty(
    name: str, says: str, severity: Severity | None = None, *, when: pl.Expr, how: str | None = None
) -> Case:
    """Build the case of a field that must be there (`when`) and is not."""
    return Case(
        key="missing", when=pl.col(name).is_null() & when, says=says, severity=severity,
        field=name, missing=True, how=how,
    )  # fmt: skip
