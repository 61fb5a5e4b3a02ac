"""Pairs that look like one person and must not be proposed as one: held back, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
from rapidfuzz.distance import DamerauLevenshtein

from dangvien.core.match.sounds import sound

GENERATION = 18  # years: nobody is a parent younger, and no typing error is likely to look like it
BORNE = 20  # a name borne by so many times fewer people than its like is that one mistyped
MOVING = ("in_transit", "transferred")
HERE = ("active", "exempt", "suspended")

OTHER_ID = "hai số căn cước hợp lệ khác nhau"
NEAR_ID = "hai số căn cước hợp lệ chỉ khác một chữ số hoặc đổi chỗ hai chữ số"
SIBLINGS = "cùng họ, cùng ngày sinh, cùng nơi ở nhưng khác tên: có thể là anh chị em sinh đôi"
GENERATIONS = "cùng họ tên nhưng sinh cách nhau từ 18 năm: có thể là hai thế hệ trong một nhà"
TRANSIT = "cùng một đồng chí đang chuyển sinh hoạt giữa hai chi bộ"
STAY = "cùng một đồng chí đang sinh hoạt tạm thời ở chi bộ khác"

_COLUMNS = (
    "family", "given", "called", "plain", "bearers", "odd_given", "birth", "year",
    "cid", "cid_valid", "old", "card", "file", "phone", "home", "address",
    "unit", "cell", "away", "guest", "state",
)  # fmt: skip
_GIVEN = ("given", "called", "plain", "bearers", "odd_given")
_NUMBERS = ("cid", "card", "file", "old")


def hold(rows: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """Reason (Vietnamese) why each pair is held back; null where it may be proposed."""
    slim = rows.select(_COLUMNS)
    sides = pl.concat(
        [slim.select(pl.all().name.suffix(end))[pairs[f"uid{end}"]] for end in ("_l", "_r")],
        how="horizontal",
    )
    marked = sides.with_columns(
        near_id=_each(sides, _two_ids(), ("cid",), _one_off),
        other_name=_each(sides, _one_house(), _GIVEN, _another_name),
    )
    return marked.select(
        reason=pl.when(_two_ids() & pl.col("near_id")).then(pl.lit(NEAR_ID))
        .when(_two_ids()).then(pl.lit(OTHER_ID))
        .when(pl.col("other_name")).then(pl.lit(SIBLINGS))
        .when(_generations()).then(pl.lit(GENERATIONS))
        .when(_transit()).then(pl.lit(TRANSIT))
        .when(_stay()).then(pl.lit(STAY))
    )["reason"]  # fmt: skip


def _each(
    sides: pl.DataFrame,
    where: pl.Expr,
    columns: tuple[str, ...],
    judge: Callable[[dict[str, Any], dict[str, Any]], bool],
) -> pl.Series:
    """What `judge` says of the two rows of each pair `where` it is asked; False elsewhere."""
    asked = sides.with_row_index("at").filter(where)
    rows = [
        asked.select(pl.col(f"{column}{end}").alias(column) for column in columns).iter_rows(
            named=True
        )
        for end in ("_l", "_r")
    ]
    hits = [at for at, one, other in zip(asked["at"], *rows, strict=True) if judge(one, other)]
    return pl.Series(range(sides.height)).is_in(hits)


def _same(column: str) -> pl.Expr:
    return (pl.col(f"{column}_l") == pl.col(f"{column}_r")).fill_null(False)


def _two_ids() -> pl.Expr:
    return pl.col("cid_valid_l") & pl.col("cid_valid_r") & ~_same("cid")


def _one_off(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return DamerauLevenshtein.distance(one["cid"], other["cid"]) == 1


def _one_house() -> pl.Expr:
    """Born on one day into one family, as far as one can see, and no number says: one person."""
    return (
        _same("birth") & _same("family") & (_same("home") | _same("phone") | _same("address"))
        & ~pl.any_horizontal(_same(column) for column in _NUMBERS)
    )  # fmt: skip


def _another_name(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell twins (Hùng and Hưng, Hoàn and Hoàng) from one name written in two ways."""
    left, right = one["given"], other["given"]
    unmarked = left == right and (one["plain"] or other["plain"])
    if one["called"] == other["called"] or unmarked:
        return False
    apart = DamerauLevenshtein.distance(left, right)
    if one["odd_given"] != other["odd_given"] and apart <= 2:
        return False
    few, many = sorted((one["bearers"], other["bearers"]))
    alike = apart <= 1 or sound(left) == sound(right)
    return not (alike and few * BORNE < many)


def _generations() -> pl.Expr:
    apart = (pl.col("year_l") - pl.col("year_r")).abs() >= GENERATION
    one_id = pl.col("cid_valid_l") & pl.col("cid_valid_r") & _same("cid")
    return apart.fill_null(False) & ~one_id


def _transit() -> pl.Expr:
    left, right = pl.col("state_l"), pl.col("state_r")
    moving = (left.is_in(MOVING) & right.is_in(HERE)) | (left.is_in(HERE) & right.is_in(MOVING))
    return moving.fill_null(False) & _two_units()


def _stay() -> pl.Expr:
    """Counted at home and where they stay for a time: that is rule V30, and one cause."""
    named = (pl.col("away_l") == pl.col("cell_r")) | (pl.col("away_r") == pl.col("cell_l"))
    return (named.fill_null(False) | pl.col("guest_l") | pl.col("guest_r")) & _two_units()


def _two_units() -> pl.Expr:
    return (pl.col("unit_l") != pl.col("unit_r")).fill_null(False)
