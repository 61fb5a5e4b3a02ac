"""How alike the two rows of a pair are: the level of each comparison, and the probability.

`core.match` weighs all pairs of a list with Splink. Of a few pairs, named beforehand, the same levels
(its SQL) and the same weights are asked here at once, without building a linker: a saved record is
looked at within the request that saved it. A test holds the two to the same answers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import Any

import polars as pl

from dangvien.core.match.comparisons import COMPARISONS, Comparison
from dangvien.core.match.settings import settings, shipped

_COLUMNS = (
    "uid", "name", "key", "odd", "bag", "sound", "family", "given", "birth", "year", "month", "day",
    "cid", "cid_valid", "old", "card", "file", "phone", "home", "province", "sex", "admission",
)  # fmt: skip
ABSENT = "absent"
_LOCK = Lock()


def levels(rows: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs (uid_l, uid_r) with the key of the level of each comparison, "absent" where none holds.

    `rows`: of `core.match.keys.prepare`.
    """
    slim = rows.select(_COLUMNS)
    sides = pl.concat(
        [slim[pairs[f"uid_{end}"]].select(pl.all().name.suffix(f"_{end}")) for end in ("l", "r")],
        how="horizontal",
    ).with_row_index("nth")
    told = ", ".join(f"{_case(one)} as {one.name}" for one in COMPARISONS)
    asked = f"select nth, {told} from sides order by nth"  # noqa: S608 - ours alone
    with _LOCK:
        connection = _connection()
        connection.register("sides", sides.to_arrow())
        try:
            found = pl.DataFrame(connection.sql(asked).to_arrow_table()).drop("nth")
        finally:
            connection.unregister("sides")
    return pairs.select("uid_l", "uid_r").hstack(found)


@cache
def _connection() -> Any:
    """One engine a process, kept: to begin one takes longer than the question."""
    import duckdb  # noqa: PLC0415 - slow to import, and most requests meet no pair

    return duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})


def probability(
    told: pl.DataFrame, total: int, common: Mapping[str, pl.Series | float]
) -> pl.Series:
    """How probable each pair is in a register of `total` people.

    `told`: of `levels`. `common`: for each column that is weighed by its rarity, how often a stranger
    holds the value of the pair (a share of all).
    """
    model = settings(max(total, 2), shipped())
    prior = model["probability_two_random_records_match"]
    weight = pl.lit(math.log2(prior / (1 - prior)))
    columns = {
        f"tf_{name}": share if isinstance(share, pl.Series) else pl.lit(share)
        for name, share in common.items()
    }
    frame = told.with_columns(**columns)
    for one, asked in zip(COMPARISONS, model["comparisons"], strict=True):
        weight = weight + _weight(one.name, asked["comparison_levels"])
    odds = pl.lit(2.0) ** weight
    return frame.select(probability=(1 - 1 / (1 + odds)).clip(upper_bound=0.9999))["probability"]


def _weight(name: str, asked: list[dict[str, Any]]) -> pl.Expr:
    """Bits for or against of the level that holds; a rare value shared says more than a common one."""
    told = pl.lit(0.0)
    for level in asked:
        if level.get("is_null_level"):
            continue
        bits = pl.lit(math.log2(level["m_probability"] / level["u_probability"]))
        if column := level.get("tf_adjustment_column"):
            share = pl.max_horizontal(
                pl.col(f"tf_{column}"), pl.lit(float(level.get("tf_minimum_u_value", 0.0)))
            )
            bits = bits + math.log2(level["u_probability"]) - share.log(2)
        told = pl.when(pl.col(name) == level["label_for_charts"]).then(bits).otherwise(told)
    return told


def _case(one: Comparison) -> str:
    """The comparison's levels as one SQL expression that gives the key of the first that holds."""
    whens = [f"when {one.absent} then '{ABSENT}'"]
    whens += [f"when {level.sql} then '{level.key}'" for level in one.levels if level.sql != "ELSE"]
    last = next((level.key for level in one.levels if level.sql == "ELSE"), ABSENT)
    return f"case {' '.join(whens)} else '{last}' end"
