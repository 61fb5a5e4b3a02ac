"""Score candidate pairs with Splink on DuckDB; nothing else imports them, and not before a call."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl

from dangvien.core.match.comparisons import COMPARISONS
from dangvien.core.match.settings import Weights, rarities, settings

CHUNK = 2_000_000
MEMORY = "4GB"
_COLUMNS = (
    "uid", "name", "key", "odd", "bag", "sound", "family", "given", "birth", "year", "month", "day",
    "cid", "cid_valid", "old", "card", "file", "phone", "home", "province", "sex", "admission",
)  # fmt: skip
_LEVELS = tuple(f"gamma_{one.name}" for one in COMPARISONS)


def score(
    rows: pl.DataFrame,
    pairs: pl.DataFrame,
    *,
    threshold: float,
    weights: Weights,
    progress: Callable[[float], None] | None = None,
) -> pl.DataFrame:
    """Pairs at or above the threshold: uid_l, uid_r, probability (Float64), gamma_<comparison>.

    gamma (Int32) counts from 0 (different) to the number of levels less one (same); -1: a value is
    missing.
    """
    if pairs.is_empty():
        return _empty()
    used = pl.concat([pairs["uid_l"], pairs["uid_r"]]).unique()
    ready = rarities(rows, weights)
    ready = ready.select(*_COLUMNS, pl.col("^tf_.*$")).filter(pl.col("uid").is_in(used.implode()))
    found: list[pl.DataFrame] = []
    with _linker(ready, settings(rows.height, weights)) as (linker, api, connection):
        del ready
        for start in range(0, pairs.height, CHUNK):
            chunk = pairs.slice(start, CHUNK).select(
                join_key_l="uid_l", join_key_r="uid_r", match_key=pl.lit("0")
            )
            connection.register("chunk", chunk.to_arrow())
            linker.table_management.register_blocked_pairs_for_predict(api.register("chunk"))
            scored = linker.inference.predict(
                threshold_match_probability=threshold, warning_mode="never"
            )
            found.append(
                pl.DataFrame(scored.as_pyarrow_table()).select(
                    "uid_l", "uid_r", pl.col("match_probability").alias("probability"), *_LEVELS
                )
            )
            scored.drop_table_from_database_and_remove_from_cache()
            connection.unregister("chunk")
            if progress:
                progress(min(start + CHUNK, pairs.height) / pairs.height)
    return pl.concat(found).sort("uid_l", "uid_r")


@contextmanager
def _linker(rows: pl.DataFrame, settings: dict[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
    # Slow to import, and most commands never look for duplicates.
    import duckdb  # noqa: PLC0415
    from splink import Linker  # noqa: PLC0415
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="dangvien-") as spill:
        connection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": spill,
                "autoinstall_known_extensions": False,  # no outbound call
            }
        )
        try:
            connection.register("frame", rows.to_arrow())
            connection.execute("create table rows as select * from frame")
            connection.unregister("frame")
            api = DuckDBAPI(connection)
            linker = Linker(api.register("rows"), settings, log_level=logging.ERROR)
            yield linker, api, connection
        finally:
            connection.close()


def _empty() -> pl.DataFrame:
    return pl.DataFrame(
        schema={"uid_l": pl.UInt32, "uid_r": pl.UInt32, "probability": pl.Float64}
        | dict.fromkeys(_LEVELS, pl.Int32)
    )
