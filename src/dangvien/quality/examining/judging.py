"""Findings as the units' settings have them: rules switched off, other severity, other thresholds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import polars as pl

from dangvien.core.engine import check
from dangvien.core.rules.rule import Rule
from dangvien.core.rules.tuned import tuned
from dangvien.quality.book import Choices


def as_set(
    found: pl.DataFrame, frame: pl.DataFrame, book: Iterable[Rule], settings: Choices
) -> pl.DataFrame:
    """The findings of a frame after the settings in force in each row's unit.

    `found`: what the book itself says of the frame. Both carry `unit`.
    """
    if not settings or not frame.height:
        return found
    present = frame["unit"].unique().to_list()
    asked = {rule.code for rule in book}
    for rule, by_unit in settings.of(present).items():
        if rule not in asked:
            continue
        mine = pl.col("rule") == rule
        off = [unit for unit, choice in by_unit.items() if not choice.on]
        if off:
            found = found.filter(~(mine & pl.col("unit").is_in(off)))
        groups: dict[tuple[tuple[str, int], ...], list[int]] = defaultdict(list)
        for unit, choice in by_unit.items():
            if choice.on and choice.thresholds:
                groups[choice.thresholds].append(unit)
        for values, units in groups.items():
            again = check(frame.filter(pl.col("unit").is_in(units)), [tuned(rule, dict(values))])
            kept = found.filter(~(mine & pl.col("unit").is_in(units)))
            found = pl.concat([kept, again])
        for weight in "EWN":
            units = [unit for unit, choice in by_unit.items() if choice.severity == weight]
            if units:
                found = found.with_columns(
                    severity=pl.when(mine & pl.col("unit").is_in(units))
                    .then(pl.lit(weight)).otherwise("severity")
                )  # fmt: skip
    return found
