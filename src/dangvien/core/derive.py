"""Columns that follow from the standard values alone: day bounds of dates, the parts of a citizen id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from dangvien.core import dates, identity
from dangvien.core.schema import STATUSES, Field

_READ_ALL_THE_SAME = ("serial", "legacy", "legacy serial")  # faults put right already


def columns(frame: pl.DataFrame, fields: Iterable[Field], as_of: date) -> pl.DataFrame:
    """Add `f__first`/`f__last` for dates, `citizen_id__…`, `status__state`, and `as_of`."""
    return frame.with_columns(_derived(tuple(fields), as_of))


def record(values: Mapping[str, Any], fields: Iterable[Field], as_of: date) -> dict[str, Any]:
    """The same for one record without a frame; a test holds the two to the same answers."""
    derived: dict[str, Any] = {"as_of": as_of}
    for field in fields:
        name = field.name
        value, fault = values[name], values[f"{name}__fault"] or ""
        if field.kind == "date":
            read = not fault or fault in _READ_ALL_THE_SAME
            told = dates.bounds(value) if value and read else None
            derived[f"{name}__first"], derived[f"{name}__last"] = told or (None, None)
        elif field.kind == "citizen_id":
            parts = identity.citizen_parts(value) if value and not fault else None
            derived |= {
                "citizen_id__valid": parts is not None and parts.birth_year <= as_of.year,
                "citizen_id__sex": parts.sex if parts else None,
                "citizen_id__year": parts.birth_year if parts else None,
                "citizen_id__prefix": parts.prefix_kind if parts else None,
            }
        elif field.kind == "status":
            derived["status__state"] = value if value in STATUSES else "active"
    return derived


def schema(fields: Iterable[Field]) -> dict[str, pl.DataType]:
    """Types of the derived columns."""
    types: dict[str, pl.DataType] = {"as_of": pl.Date()}
    for field in fields:
        if field.kind == "date":
            types |= {f"{field.name}__first": pl.Date(), f"{field.name}__last": pl.Date()}
        elif field.kind == "citizen_id":
            types |= {"citizen_id__valid": pl.Boolean(), "citizen_id__sex": pl.String()}
            types |= {"citizen_id__year": pl.Int32(), "citizen_id__prefix": pl.String()}
        elif field.kind == "status":
            types["status__state"] = pl.String()
    return types


@lru_cache(maxsize=16)
def _derived(fields: tuple[Field, ...], as_of: date) -> list[pl.Expr]:
    derived = [bound for field in fields if field.kind == "date" for bound in bounds(field.name)]
    if any(field.name == "citizen_id" for field in fields):
        derived += [*_citizen_id(as_of), _state()]
    return [*derived, pl.lit(as_of).alias("as_of")]


def bounds(name: str) -> list[pl.Expr]:
    """Earliest and latest day that a partial date can mean; null where it says no day at all."""
    fault = pl.col(f"{name}__fault")
    text = pl.when(fault.is_null() | fault.is_in(_READ_ALL_THE_SAME)).then(name)
    size = text.str.len_bytes()
    first = pl.when(size == 10).then(text).when(size == 7).then(text + "-01")
    first = first.when(size == 4).then(text + "-01-01")
    last = pl.when(size == 4).then(text + "-12-31")
    start, end = (side.str.to_date("%Y-%m-%d", strict=False) for side in (first, last))
    return [
        start.alias(f"{name}__first"),
        pl.when(size == 4).then(end).when(size == 7).then(start.dt.month_end())
        .otherwise(start).alias(f"{name}__last"),
    ]  # fmt: skip


def _citizen_id(as_of: date) -> list[pl.Expr]:
    value = pl.col("citizen_id")
    fine = pl.col("citizen_id__fault").is_null() & value.str.contains(r"^\d{12}$")
    digits = pl.when(fine).then(value)
    century = digits.str.slice(3, 1).cast(pl.Int32)
    year = 1900 + 100 * (century // 2) + digits.str.slice(4, 2).cast(pl.Int32)
    prefix = digits.str.slice(0, 3)
    return [
        (fine & (year <= as_of.year)).fill_null(False).alias("citizen_id__valid"),
        pl.when(century % 2 == 0).then(pl.lit("nam"))
        .when(century % 2 == 1).then(pl.lit("nữ")).alias("citizen_id__sex"),
        year.alias("citizen_id__year"),
        pl.when(prefix.is_in(sorted(identity.KNOWN_PREFIXES))).then(pl.lit("known"))
        .when(prefix == "099").then(pl.lit("synthetic"))
        .when(prefix.is_not_null()).then(pl.lit("unknown")).alias("citizen_id__prefix"),
    ]  # fmt: skip


def _state() -> pl.Expr:
    """A list that gives no (readable) status counts everyone as active; the summary says so."""
    status = pl.col("status")
    return (
        pl.when(status.is_in(STATUSES)).then(status).otherwise(pl.lit("active"))
        .alias("status__state")
    )  # fmt: skip
