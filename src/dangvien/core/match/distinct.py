"""Plain Python once per distinct value, joined back: one behaviour at frame speed (ADR 0002)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl


def each(
    values: pl.Series,
    names: Sequence[str],
    read: Callable[[str], Sequence[object] | None],
    *,
    dtype: type[pl.DataType] = pl.String,
) -> pl.DataFrame:
    """Table of the distinct values (column `value`) and what `read` makes of each."""
    distinct = values.drop_nulls().unique()
    nothing = (None,) * len(names)
    rows = [read(value) or nothing for value in distinct.to_list()]
    made = pl.DataFrame(rows, schema=dict.fromkeys(names, dtype), orient="row")
    return made.with_columns(value=distinct)


def join(values: pl.Series, table: pl.DataFrame) -> pl.DataFrame:
    """The table's columns beside every row of the values, in their order."""
    left = values.alias("value").to_frame()
    return left.join(table, on="value", how="left", maintain_order="left").drop("value")


def hashed(value: pl.Expr) -> pl.Expr:
    """UInt64 that stands for the value; null stays null (Polars alone would hash it too)."""
    return pl.when(value.is_not_null()).then(value.hash())
