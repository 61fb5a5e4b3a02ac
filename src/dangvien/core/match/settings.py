"""Splink settings built from the comparisons and from shipped numbers: `clean` never trains.

A model saved by Splink is tied to one dialect, so only m and u travel (engine.md §B). Two things
depend on the size n of the list and are worked out here, so that 640 rows and 5.6 million rows are
judged alike: how probable it is that two rows picked blindly are one person (`duplicates_per_row`),
and how often strangers share a number (stored as strangers per row).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from dangvien.core.match.comparisons import COMPARISONS, RARITIES, Comparison, Level

Weights = dict[str, Any]
_SMALLEST = 1e-9


@cache
def shipped() -> Weights:
    """Numbers of `weights.json`, made by scripts/train_weights.py."""
    text = files("dangvien.core.match").joinpath("weights.json").read_text(encoding="utf-8")
    weights: Weights = json.loads(text)
    return weights


def settings(rows: int, weights: Weights | None = None) -> dict[str, Any]:
    """Splink settings for a list of `rows` rows; without weights, ready to be trained."""
    prior = 2 * weights["duplicates_per_row"] / max(rows - 1, 1) if weights else 1e-6
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "uid",
        "probability_two_random_records_match": min(prior, 0.5),
        "blocking_rules_to_generate_predictions": [],
        "comparisons": [_comparison(one, rows, weights) for one in COMPARISONS],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(one: Comparison, rows: int, weights: Weights | None) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [{"sql_condition": one.absent, "is_null_level": True}]
    for level in one.levels:
        entry: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.key}
        if weights is not None:
            entry |= _weights(one, level, rows, weights)
        levels.append(entry)
    return {"output_column_name": one.name, "comparison_levels": levels}


def _weights(one: Comparison, level: Level, rows: int, weights: Weights) -> dict[str, Any]:
    m, u = weights["levels"][one.name][level.key]
    if one.number and level.sql != "ELSE":
        u = min(u / max(rows - 1, 1), 0.5)
    entry = {"m_probability": max(m, _SMALLEST), "u_probability": max(u, _SMALLEST)}
    if level.rarity:
        entry |= {"tf_adjustment_column": level.rarity, "disable_tf_exact_match_detection": True}
        # Names run in families and valleys: even one that stands once in a list may meet its like.
        entry["tf_minimum_u_value"] = weights["least_rarity"].get(level.rarity, 0.0)
    return entry


def rarities(rows: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    """Add `tf_<column>` (Float32): how often a stranger would hold the row's value.

    The pair itself is taken out of the count, and a small list leans on the shipped average. `key`
    counts only those who spell the same folded name otherwise (the rest is `name`).
    """
    count = {
        column: pl.len().over(column).cast(pl.Float64) for column in RARITIES
    }  # fmt: skip
    count["key"] = count["key"] - count["name"] + 1
    lean = float(weights["lean"])
    return rows.with_columns(
        pl.when(pl.col(column).is_not_null())
        .then(
            ((number - 2).clip(lower_bound=0) + lean * weights["rarity"][column])
            / (rows.height + lean)
        )
        .cast(pl.Float32).alias(f"tf_{column}")
        for column, number in count.items()
    )  # fmt: skip
