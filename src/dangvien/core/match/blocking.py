"""Which pairs are worth comparing: rows that share one of these keys, and never all with all.

The surname is worthless as a key (Nguyễn is a third of all people). A key that too many rows hold
(a placeholder, a very common name) would cost more than it finds: it is left out and counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

PAIR = {"uid_l": pl.UInt32, "uid_r": pl.UInt32}
CAPPED = {"key": pl.String, "blocks": pl.UInt32, "rows": pl.UInt32}


@dataclass(frozen=True)
class Key:
    """Rows that agree on `parts` (none null) form a block of at most `most` rows.

    `partial`: only pairs in which a birth date is a year or a month alone.
    `strangers`: also pairs whose valid citizen ids differ, so that the guard can count them.
    """

    name: str
    parts: tuple[pl.Expr, ...]
    most: int
    partial: bool = False
    strangers: bool = False


_col = pl.col
# Day and month in order of size: a swapped date falls into the same block.
_DATE = (
    _col("year"),
    pl.min_horizontal("month", "day").alias("low"),
    pl.max_horizontal("month", "day").alias("high"),
    pl.when(_col("day").is_not_null()).then(pl.lit(1)).alias("full"),
)
KEYS: tuple[Key, ...] = (
    Key("số căn cước", (_col("cid"),), 20),
    Key("số thẻ đảng viên", (_col("card"),), 20),
    Key("số lý lịch", (_col("file"),), 20),
    Key("số CMND cũ", (_col("old"),), 20),
    Key("số điện thoại", (_col("phone"),), 12),
    Key("họ tên và ngày sinh", (_col("bag"), *_DATE), 200, strangers=True),
    Key("họ, tên và ngày sinh", (_col("family"), _col("given"), *_DATE), 200),
    Key("tên, chữ đệm và ngày sinh", (_col("given"), _col("initials"), *_DATE), 200),
    Key("âm đọc và ngày sinh", (_col("sound"), *_DATE), 200),
    Key("họ tên và năm sinh", (_col("key"), _col("year")), 60, partial=True),
    Key("họ tên, tháng và năm sinh", (_col("key"), _col("year"), _col("month")), 12),
    Key("họ tên, ngày và năm sinh", (_col("key"), _col("year"), _col("day")), 12),
    Key("họ tên, ngày và tháng sinh", (_col("key"), _col("month"), _col("day")), 12),
    Key("họ tên và ngày vào Đảng", (_col("key"), _col("admission")), 30),
    Key("số căn cước (6 số cuối) và năm sinh", (_col("cid").str.tail(6), _col("year")), 20),
    Key("tên, quê quán và năm sinh", (_col("rest"), _col("home"), _col("year")), 60),
    Key("họ tên và quê quán", (_col("key"), _col("home")), 20),
    Key("ngày tháng sinh, tên và quê quán",
        (_col("given"), _col("home"), _col("month"), _col("day")), 30),
    Key("ngày sinh và quê quán", (_col("home"), *_DATE), 50),
    Key("ngày sinh và ngày vào Đảng", (_col("admission"), *_DATE), 30),
    Key("họ, chữ cái đầu và ngày sinh",
        (_col("family"), _col("initials"), _col("given").str.head(1), *_DATE), 60),
)  # fmt: skip


def candidates(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Pairs (uid_l < uid_r, each once, sorted) and the blocks left out (key, blocks, rows)."""
    slim = rows.with_columns(partial=_col("birth").is_null() & _col("year").is_not_null())
    found: list[pl.Series] = []
    capped: list[tuple[str, int, int]] = []
    for key in KEYS:
        pairs, blocks, held = _block(slim, key)
        found.append(pairs)
        if blocks:
            capped.append((key.name, blocks, held))
    codes = pl.concat(found).unique().sort()
    pairs_frame = pl.DataFrame(
        {"uid_l": (codes // 2**32).cast(pl.UInt32), "uid_r": (codes % 2**32).cast(pl.UInt32)}
    )
    return pairs_frame, pl.DataFrame(capped, schema=CAPPED, orient="row")


def _block(rows: pl.DataFrame, key: Key) -> tuple[pl.Series, int, int]:
    """Pairs of one key as uid_l * 2^32 + uid_r; how many blocks and rows were too many."""
    given = pl.all_horizontal(part.is_not_null() for part in key.parts)
    keyed = (
        rows.lazy().filter(given)
        .select("uid", "partial", key=pl.struct(*key.parts).hash())
        .with_columns(size=pl.len().over("key"))
        .filter(_col("size") > 1)
    )  # fmt: skip
    if key.partial:
        keyed = keyed.filter(_col("partial").any().over("key"))
    shared = keyed.collect()
    large = shared.filter(_col("size") > key.most)
    shared = shared.filter(_col("size") <= key.most).select("uid", "key", "partial")
    pairs = shared.lazy().join(shared.lazy(), on="key").filter(_col("uid") < _col("uid_right"))
    if key.partial:
        pairs = pairs.filter(_col("partial") | _col("partial_right"))
    joined = pairs.select(
        code=_col("uid").cast(pl.UInt64) * 2**32 + _col("uid_right").cast(pl.UInt64)
    ).collect()["code"]
    if not key.strangers:
        joined = joined.filter(~_strangers(rows, joined))
    return joined, large["key"].n_unique(), large.height


def _strangers(rows: pl.DataFrame, codes: pl.Series) -> pl.Series:
    """True where both rows hold valid and different citizen ids: they will never be proposed."""
    left, right = (
        rows.select("cid", "cid_valid")[uid.cast(pl.UInt32)]
        for uid in (codes // 2**32, codes % 2**32)
    )
    return left["cid_valid"] & right["cid_valid"] & (left["cid"] != right["cid"]).fill_null(False)
