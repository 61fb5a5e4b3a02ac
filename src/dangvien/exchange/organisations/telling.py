"""What a preview says of the list as a whole: its columns and what the rule book found in it."""

from __future__ import annotations

from typing import Any

import polars as pl

from dangvien.core.schema import ORGANISATION
from dangvien.exchange.organisations.listed import Listed, words_of
from dangvien.exchange.recognise import rule_counts
from dangvien.look.numbers import thousands

LABELS = {field.name: field.label for field in ORGANISATION}


def told_of(found: Listed) -> dict[str, Any]:
    """Columns, notes, counts and findings; nothing here is anybody's number."""
    return {
        "columns": _columns(found),
        "notes": list(found.intake.notes),
        "findings": rule_counts(found.found),
    }


def _columns(found: Listed) -> list[dict[str, Any]]:
    rows = found.intake.rows
    told = []
    for one in found.intake.columns.to_dicts():
        field, column = one["field"] or "", one["column"]
        filled = rows[column].drop_nulls().len() if column in rows.columns else 0
        label = LABELS.get(field, "")
        told.append({"sheet": one["sheet"], "position": one["position"], "heading": one["heading"],
                     "field": field, "label": label, "told": f"{thousands(filled)} ô"})  # fmt: skip
    return told


def findings_frame(found: Listed) -> pl.DataFrame:
    """The findings in words, worst first, with the name of the organisation each speaks of."""
    names = {row["row_id"]: row.get("org_name") or "" for row in found.rows}
    order = pl.col("severity").replace_strict({"E": 0, "W": 1, "N": 2}, return_dtype=pl.Int8)
    rows = found.found.with_columns(_rank=order).sort("_rank", "rule", maintain_order=True)
    return rows.select(
        "row_id", "rule", "severity", "field",
        name=pl.Series([names.get(row_id, "") for row_id in rows["row_id"]], dtype=pl.String),
        message=pl.Series([words_of(one) for one in rows.to_dicts()], dtype=pl.String),
    )  # fmt: skip
