"""Run the rule book over a frame, one record or an Arrow batch: the same objects in all three.

A finding is coded (rule, cause, field, value, detail); words are made on export (ADR 0009).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from dangvien.core import derive, facts, rules, standardise
from dangvien.core.planning import SMALL, flags
from dangvien.core.rules.rule import Rule, Subject
from dangvien.core.schema import MEMBER, ORGANISATION

FINDING_SCHEMA = {
    "row_id": pl.String, "rule": pl.String, "cause": pl.String, "field": pl.String,
    "value": pl.String, "detail": pl.String, "fix": pl.String, "fix_confidence": pl.Float64,
    "severity": pl.String, "dimension": pl.String, "state": pl.String, "unit": pl.Int32,
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """Which rules run on an input and which do not, with why (Vietnamese)."""

    run: tuple[Rule, ...]
    not_run: dict[str, str]
    absent: frozenset[str]


def plan(
    have: Iterable[str], *, subject: Subject = "member", book: Iterable[Rule] = rules.BOOK
) -> Plan:
    """Choose the rules that an input with these fields and facts can be asked."""
    have = set(have)
    run, not_run = [], {}
    for rule in book:
        if rule.subject != subject:
            continue
        lacking = [name for name in rule.needs if name not in have]
        if lacking:
            not_run[rule.code] = "Chưa có " + ", ".join(facts.label(name) for name in lacking)
        elif rule.any_of and not have & set(rule.any_of):
            not_run[rule.code] = "Chưa có " + " hoặc ".join(map(facts.label, rule.any_of))
        else:
            run.append(rule)
    fields = MEMBER if subject == "member" else ORGANISATION
    absent = frozenset(field.name for field in fields if field.name not in have)
    return Plan(tuple(run), not_run, absent)


def check(frame: pl.DataFrame, book: Iterable[Rule], absent: Iterable[str] = ()) -> pl.DataFrame:
    """Every failing row of every rule, never a sample.

    `frame`: standard frame with fact columns (`unit` optional). `absent`: fields that no input has;
    a rule about an empty field is silent on them, the file gets one finding instead (`no_column`).
    """
    asked = _asked(frame, tuple(book), frozenset(absent))
    if not asked:
        return pl.DataFrame(schema=FINDING_SCHEMA)
    planned = flags(frame)
    numbers = _numbers(frame, asked, planned)
    most = numbers.max().row(0)
    parts: list[pl.LazyFrame] = []
    for (rule, one, _), highest, hit in zip(asked, most, numbers.iter_columns(), strict=True):
        fired = sorted(set(hit.unique().to_list()) - {0}) if highest else []
        parts += [_found(frame, hit == number, rule, one, number - 1) for number in fired]
    if not parts:
        return pl.DataFrame(schema=FINDING_SCHEMA)
    return pl.concat(pl.collect_all(parts, optimizations=planned))


Asked = list[tuple[Rule, Rule, tuple[int, ...]]]


def _asked(frame: pl.DataFrame, book: tuple[Rule, ...], silent: frozenset[str]) -> Asked:
    """The questions worth asking of a frame, one per rule and field, each with its live cases.

    A case that rests on a reading's fault is left out where no row has any fault in that field.
    """
    nulls = dict(zip(frame.columns, frame.null_count().row(0), strict=True))
    asked = []
    for rule, one in _questions(book, silent) if frame.height else ():
        live = tuple(
            index
            for index, case in enumerate(one.cases)
            if not case.fault_of or nulls.get(f"{case.fault_of}__fault") != frame.height
        )
        if live:
            asked.append((rule, one, live))
    return asked


def _numbers(frame: pl.DataFrame, asked: Asked, planned: pl.QueryOptFlags) -> pl.DataFrame:
    """A column per question: the number of the first case that holds in each row, 0 for none.

    Of a large frame, a case that rests on a fault is asked only of the rows that have one.
    """
    if frame.height < SMALL:
        exprs = [_number(one, live) for _, one, live in asked]
        return frame.lazy().select(exprs).collect(optimizations=planned)
    of_fault: dict[str, list[pl.Expr]] = {}
    exprs = []
    for _, one, live in asked:
        rest: dict[str | None, tuple[int, ...]] = {None: ()}
        for index in live:
            fault_of = one.cases[index].fault_of
            rest[fault_of] = (*rest.get(fault_of, ()), index)
        exprs.append(_number(one, rest.pop(None)))
        for name, cases in rest.items():
            of_fault.setdefault(f"{name}__fault", []).append(_number(one, cases))
    numbers = frame.lazy().select("row_id", *exprs).collect(optimizations=planned).drop("row_id")
    columns = {column.name: column for column in numbers.iter_columns()}
    for name, questions in of_fault.items():
        at = frame[name].is_not_null().arg_true()
        roots = list(dict.fromkeys(r for expr in questions for r in expr.meta.root_names()))
        faulty = frame.select(roots)[at].lazy().select(questions).collect(optimizations=planned)
        for late in faulty.iter_columns():
            before = columns[late.name].gather(at)
            first = late.zip_with((late > 0) & ((before == 0) | (late < before)), before)
            columns[late.name] = columns[late.name].scatter(at, first)
    return pl.DataFrame(list(columns.values()))


@lru_cache(maxsize=64)
def _questions(book: tuple[Rule, ...], silent: frozenset[str]) -> list[tuple[Rule, Rule]]:
    return [
        (rule, one)
        for rule in book
        for one in rule.each()
        if not (one.missing and one.field in silent)
    ]


@lru_cache(maxsize=4096)
def _number(one: Rule, live: tuple[int, ...]) -> pl.Expr:
    return one.case_number(live)


def no_column(plan: Plan, heading_row: str, unit: int) -> pl.DataFrame:
    """A column that no input has: one finding for the file, on its heading row, not one per row."""
    rows = [
        {
            "row_id": heading_row, "rule": rule.code, "cause": "no_column", "field": one.field,
            "severity": next(c.severity for c in one.cases if c.missing) or rule.severity,
            "dimension": rule.dimension, "state": "open", "unit": unit,
        }
        for rule in plan.run
        for one in rule.each()
        if one.missing and one.field in plan.absent
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=FINDING_SCHEMA)


def _found(frame: pl.DataFrame, hit: pl.Series, rule: Rule, one: Rule, index: int) -> pl.LazyFrame:
    """The findings of one case. Only its own columns are gathered: a frame has hundreds."""
    field = one.cases[index].field or one.field
    own = tuple(n for n in (f"{field}__raw", f"{field}__conf", "unit") if n in frame.columns)
    roots, columns = _columns(rule, one, index, own)
    return frame.select(roots)[hit.arg_true()].lazy().select(columns)


@lru_cache(maxsize=4096)
def _columns(
    rule: Rule, one: Rule, index: int, own: tuple[str, ...]
) -> tuple[list[str], list[pl.Expr]]:
    """Columns of a finding and those of the frame that they rest on. `own`: what the frame has."""
    case = one.cases[index]
    field = case.field or one.field
    text = pl.lit(None, dtype=pl.String)
    value = pl.col(f"{field}__raw").fill_null(pl.col(field)) if f"{field}__raw" in own else text
    fix = case.fix if case.fix is not None else text
    confidence = pl.lit(case.confidence, dtype=pl.Float64)
    if f"{field}__conf" in own and not case.confidence:
        confidence = pl.col(f"{field}__conf").cast(pl.Float64)
    unit = pl.col("unit") if "unit" in own else pl.lit(None)
    told = {
        "row_id": pl.col("row_id"), "rule": pl.lit(rule.code), "cause": pl.lit(case.key),
        "field": pl.lit(field), "value": value,
        "detail": case.detail if case.detail is not None else text,
        "fix": fix, "fix_confidence": pl.when(fix.is_not_null()).then(confidence),
        "severity": pl.lit(case.severity or rule.severity), "dimension": pl.lit(rule.dimension),
        "state": pl.lit("fixed" if case.fixed else "open"), "unit": unit.cast(pl.Int32),
    }  # fmt: skip
    columns = [expr.alias(name) for name, expr in told.items()]
    roots = dict.fromkeys(name for expr in columns for name in expr.meta.root_names())
    return list(roots), columns


def check_record(
    record: Mapping[str, Any], *, as_of: date, subject: Subject = "member"
) -> list[dict[str, Any]]:
    """Check one record against the whole book while a person types.

    `record`: raw values by field, and facts (counts of other holders, state of the unit …) as the
    register knows them; facts not given take their neutral value.
    """
    fields = MEMBER if subject == "member" else ORGANISATION
    values = standardise.record(record, as_of=as_of, fields=fields)
    given = {name: record.get(name, default) for name, default in facts.NEUTRAL[subject].items()}
    derived = derive.record(values, fields, as_of)
    row = {"row_id": str(record.get("row_id", "")), **values, **given, **derived}
    schema = facts.record_schema(subject)
    told = [
        pl.Series(name, [value], schema[name]) for name, value in row.items() if value is not None
    ]
    frame = facts.empty_record(subject).with_columns(told)
    return check(frame, [rule for rule in rules.BOOK if rule.subject == subject]).to_dicts()


def check_batches(
    batches: Iterable[Any], *, as_of: date, absent: Iterable[str] = ()
) -> Iterator[Any]:
    """Check Arrow record batches, the shape that Spark's `mapInArrow` hands over.

    Each batch: raw fields and fact columns (after one shuffle for the facts). Yields findings.
    """
    book = [rule for rule in rules.BOOK if rule.subject == "member"]
    for batch in batches:
        raw = pl.DataFrame(batch)
        if "source" not in raw.columns:
            raw = raw.with_columns(source=pl.lit(""))
        standard = standardise.standardise(raw, as_of=as_of, votes={}).frame
        frame = standard.hstack(facts.given(raw, "member"))
        yield from check(frame, book, absent).to_arrow().to_batches()
