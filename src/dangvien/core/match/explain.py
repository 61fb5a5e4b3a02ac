"""Why two rows look like one person, in words that a secretary reads."""

from __future__ import annotations

import polars as pl

from dangvien.core.match.comparisons import COMPARISONS, Comparison

RESIDENCE = {"cùng quê quán": "cùng nơi thường trú", "khác quê quán": "khác nơi thường trú",
             "quê cùng tỉnh": "nơi thường trú cùng tỉnh"}  # fmt: skip


def reasons(rows: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """One Vietnamese sentence a pair (String): what agrees, then what nearly does or differs."""
    units = pl.DataFrame({end: rows["unit"][pairs[f"uid_{end}"]] for end in ("l", "r")})
    same_unit = units.select(pl.col("l") == pl.col("r")).to_series()
    agree = [_words(one, same=True) for one in COMPARISONS]
    differ = [_words(one, same=False) for one in COMPARISONS]
    told = pairs.with_columns(same_unit=same_unit).select(
        agree=pl.concat_str(
            *agree, pl.when("same_unit").then(pl.lit("cùng chi bộ")),
            separator=", ", ignore_nulls=True,
        ),
        differ=pl.concat_str(
            *differ, pl.when(~pl.col("same_unit")).then(pl.lit("khác chi bộ")),
            separator="; ", ignore_nulls=True,
        ),
    )  # fmt: skip
    filled = [pl.when(pl.col(name) != "").then(pl.col(name)) for name in ("agree", "differ")]
    sentence = pl.concat_str(*filled, separator="; ", ignore_nulls=True)
    if rows["home"].equals(rows["address"]):  # a list without origins is matched by residence
        sentence = sentence.str.replace_many(RESIDENCE)
    return told.select(reasons=sentence.str.head(1).str.to_uppercase() + sentence.str.slice(1))[
        "reasons"
    ]


def _words(one: Comparison, *, same: bool) -> pl.Expr:
    """Words of the level that holds, where it is (or is not) full agreement; null otherwise."""
    top = len(one.levels) - 1
    words = {
        top - place: level.words
        for place, level in enumerate(one.levels)
        if level.words and (level.key == "same") == same
    }
    return pl.col(f"gamma_{one.name}").replace_strict(words, default=None, return_dtype=pl.String)
