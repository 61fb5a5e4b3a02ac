"""Which columns a list has, and what stands in them: an allow-list by tier."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from dangvien.core.schema import LABELS_OF_VALUES, MEMBER, Field

MARK = "Dấu xuất"
NUMBER = "STT"
_CODED = ("sex", "member_type", "status")
_LEFT_OUT = ("verified_date",)


def fields(tier: int) -> list[Field]:
    """The fields of a tier, in the order of the standard record."""
    return [field for field in MEMBER if field.tier <= tier and field.name not in _LEFT_OUT]


def shown(frame: pl.DataFrame, tier: int, *, mark: str) -> pl.DataFrame:
    """The rows as they leave, under Vietnamese headings; every row carries the mark."""
    chosen = [_column(field).alias(field.label) for field in fields(tier)]
    ordered = frame.with_columns(
        pl.col(field.name).fill_null("") if field.name in frame.columns
        else pl.lit("").alias(field.name)
        for field in fields(tier)
    )  # fmt: skip
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).alias(NUMBER)
    return ordered.select(number, *chosen, pl.lit(mark).alias(MARK))


def _column(field: Field) -> pl.Expr:
    text = pl.col(field.name)
    if field.kind in _CODED:
        return text.replace(LABELS_OF_VALUES)
    if field.kind == "date":
        return _each(text, written_day)
    return text


def _each(text: pl.Expr, function: Callable[[str], str]) -> pl.Expr:
    return text.map_elements(function, return_dtype=pl.String, skip_nulls=True)


def written_day(iso: str) -> str:
    """A partial ISO date as people write it: dd/mm/yyyy, mm/yyyy or yyyy."""
    parts = iso.split("-")
    return "/".join(reversed(parts)) if all(part.isdigit() for part in parts) else iso
