"""Find rows that are probably one person: blocking, shipped weights, guards, clusters, reasons.

`find_duplicates` proposes; a person decides. Nothing is merged here. See ADR 0006.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from dangvien.core.match import blocking, clusters, explain, guards, keys, predict
from dangvien.core.match.settings import Weights, shipped

THRESHOLD = 0.9
_PAIRS = {"row_id_1": pl.String, "row_id_2": pl.String, "probability": pl.Float64}


@dataclass(frozen=True)
class Duplicates:
    """What `find_duplicates` found, every frame in a fixed order.

    pairs: row_id_1 < row_id_2, probability, reasons. clusters: row_id, cluster (the smallest row_id
    of the group). guarded: row_id_1, row_id_2, probability, reason. capped: key, blocks, rows that
    were too many to compare.
    """

    pairs: pl.DataFrame
    clusters: pl.DataFrame
    guarded: pl.DataFrame
    capped: pl.DataFrame


def find_duplicates(
    frame: pl.DataFrame,
    *,
    threshold: float = THRESHOLD,
    weights: Weights | None = None,
    progress: Callable[[float], None] | None = None,
) -> Duplicates:
    """Pairs of rows of a standard frame that are probably one person.

    `threshold`: least probability (0-1) of a pair that is proposed. `progress` is told the part
    done (0-1). Columns that no input has may be null or absent.
    """
    rows = keys.prepare(frame)
    pairs, capped = blocking.candidates(rows)
    if progress:
        progress(0.4)
    scored = predict.score(
        rows, pairs, threshold=threshold, weights=weights or shipped(),
        progress=(lambda part: progress(0.4 + 0.5 * part)) if progress else None,
    )  # fmt: skip
    reason = guards.hold(rows, scored)
    kept, held = scored.filter(reason.is_null()), scored.filter(reason.is_not_null())
    groups = _groups(rows, kept, held)
    found = Duplicates(
        pairs=_ordered(frame, kept, reasons=explain.reasons(rows, kept)),
        clusters=_clusters(frame, groups),
        guarded=_ordered(frame, held, reason=reason.drop_nulls()),
        capped=capped,
    )
    if progress:
        progress(1.0)
    return found


def _ordered(frame: pl.DataFrame, pairs: pl.DataFrame, **words: pl.Series) -> pl.DataFrame:
    left, right = (frame["row_id"][pairs[uid]] for uid in ("uid_l", "uid_r"))
    return pl.DataFrame(
        {"left": left, "right": right, "probability": pairs["probability"], **words}
    ).select(
        row_id_1=pl.min_horizontal("left", "right"),
        row_id_2=pl.max_horizontal("left", "right"),
        # Nothing is certain before a person has looked.
        probability=pl.col("probability").clip(upper_bound=0.9999),
        **{name: pl.col(name) for name in words},
    ).sort("row_id_1", "row_id_2")  # fmt: skip


def _groups(rows: pl.DataFrame, kept: pl.DataFrame, held: pl.DataFrame) -> list[list[int]]:
    surest = kept.sort("probability", "uid_l", "uid_r", descending=[True, False, False])
    named = rows.filter(pl.col("cid_valid"), pl.col("uid").is_in(_both(kept).implode()))
    return clusters.group(
        surest.select("uid_l", "uid_r").iter_rows(),
        held.select("uid_l", "uid_r").iter_rows(),
        dict(named.select("uid", "cid").iter_rows()),
    )


def _both(pairs: pl.DataFrame) -> pl.Series:
    return pl.concat([pairs["uid_l"], pairs["uid_r"]]).unique()


def _clusters(frame: pl.DataFrame, groups: list[list[int]]) -> pl.DataFrame:
    members = pl.DataFrame(
        {"uid": groups}, schema={"uid": pl.List(pl.UInt32)}
    ).with_row_index("group").explode("uid")  # fmt: skip
    return (
        members.with_columns(row_id=frame["row_id"][members["uid"]])
        .select("row_id", cluster=pl.col("row_id").min().over("group"))
        .sort("cluster", "row_id")
    )


__all__ = ["THRESHOLD", "Duplicates", "find_duplicates"]
