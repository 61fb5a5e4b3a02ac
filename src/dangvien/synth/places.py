"""Provinces, communes and the units they replaced, as text for addresses and names of cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import polars as pl

AS_OF = date(2025, 12, 15)  # the day on which the nation is true

_UNIT = r"^(?:Tỉnh|Thành phố|Xã|Phường|Đặc khu)\s+"


@dataclass(frozen=True, slots=True)
class Places:
    """`communes`: code, name, province, short, text; `former`: commune, text, single (one successor).

    `provinces`: code, name, short, title ("tỉnh Thanh Hóa"). Texts read as inside an address.
    `former_provinces`: code, short, successor.
    """

    provinces: pl.DataFrame
    communes: pl.DataFrame
    former: pl.DataFrame
    former_provinces: pl.DataFrame


@cache
def places() -> Places:
    """Read the reference tables as they stood on `AS_OF`."""
    provinces = _in_force(_table("provinces")).select(
        "code", "name", short=_short("name"), title=_inside("name")
    )
    communes = (
        _in_force(_table("communes"))
        .join(provinces.select(province="code", title="title"), on="province")
        .select(
            "code",
            "name",
            "province",
            short=_short("name"),
            text=pl.concat_str(_inside("name"), pl.lit(", "), "title"),
        )
        .sort("province", "code")
    )
    before = _before_merger().select("code", _short("name").alias("short"), "successor")
    return Places(provinces, communes, _former(), before)


def _former() -> pl.DataFrame:
    provinces = _before_merger().select(province="code", above=_inside("name"))
    districts = _table("districts_2025_06").join(provinces, on="province")
    whole = pl.concat_str(_inside("name"), pl.lit(", "), "above")
    named = districts.select(district="code", above=whole)
    successors = pl.col("successors").str.split(" ")
    return (
        _table("wards_2025_06")
        .join(named, on="district")
        .select(
            commune=successors,
            text=pl.concat_str(_inside("name"), pl.lit(", "), "above"),
            single=successors.list.len() == 1,
        )
        .explode("commune")
        .sort("commune", "text")
    )


def _before_merger() -> pl.DataFrame:
    return _table("provinces").filter(pl.col("valid_to") == "2025-06-30")


def _in_force(table: pl.DataFrame) -> pl.DataFrame:
    day = AS_OF.isoformat()
    return table.filter(
        pl.col("valid_from").fill_null("") <= day, pl.col("valid_to").fill_null("9") >= day
    )


def _table(name: str) -> pl.DataFrame:
    with (files("dangvien.core.reference") / "data" / f"{name}.csv").open("rb") as file:
        return pl.read_csv(file.read(), infer_schema=False)


def _short(column: str) -> pl.Expr:
    return pl.col(column).str.replace(_UNIT, "")


def _inside(column: str) -> pl.Expr:
    """Inside an address the kind of unit is not capitalised: "xã Tam Lư"."""
    name = pl.col(column)
    return name.str.slice(0, 1).str.to_lowercase() + name.str.slice(1)
