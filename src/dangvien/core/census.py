"""What an organisation's own rules need to know of its members: counts, paper totals, the secretary."""

from __future__ import annotations

import polars as pl

from dangvien.core import text
from dangvien.core.organisation_names import code_digits, org_key
from dangvien.core.organisations import Tree
from dangvien.core.schema import PRESENT


def count(tree: Tree, members: pl.DataFrame) -> pl.DataFrame:
    """Units with `members` and `official` (whole subtree) and `active` (own rows).

    `official` is null when no list says who is official.
    """
    state = pl.col("status__state")
    typed = members["member_type"].null_count() < members.height
    present = state.is_in(PRESENT)
    own = members.group_by("unit").agg(
        members=present.sum().cast(pl.Int32),
        official=(present & (pl.col("member_type") == "official").fill_null(False))
        .sum().cast(pl.Int32),
        active=(state == "active").sum().cast(pl.Int32),
    )  # fmt: skip
    rolled = (
        tree.ancestors().join(own, on="unit", how="left").group_by("ancestor")
        .agg(pl.col("members", "official").sum()).rename({"ancestor": "unit"})
    )  # fmt: skip
    return (
        tree.units.join(rolled, on="unit", how="left", maintain_order="left")
        .join(own.select("unit", "active"), on="unit", how="left", maintain_order="left")
        .with_columns(pl.col("members", "official", "active").fill_null(0))
        .with_columns(official=pl.when(pl.lit(typed)).then("official"))
    )


def paper(units: pl.DataFrame, control: pl.DataFrame | None) -> pl.DataFrame:
    """Add `paper`: the total reported on paper, found by code, else by a name that is alone.

    What the list of organisations itself reports stands where no control list speaks.
    """
    own = units["paper_count"].to_list() if "paper_count" in units.columns else []
    reported = [_number(told) for told in own] or [None] * units.height
    if control is None:
        return units.with_columns(paper=pl.Series(reported, dtype=pl.Int32))
    by_code: dict[str, int] = {}
    by_name: dict[str, int | None] = {}
    for row in control.iter_rows(named=True):
        code, name, told = row.get("org_code"), row.get("org_name"), row["paper_count"]
        number = _number(told)
        if number is None:
            continue
        if code:
            by_code[code_digits(code) or code] = number
        if name:
            key = org_key(name)
            by_name[key] = number if key not in by_name else None
    found = [
        by_code.get(code_digits(code) or code or "", by_name.get(org_key(name or "")))
        for code, name in units.select("org_code", "org_name").iter_rows()
    ]
    both = [told if told is not None else own for told, own in zip(found, reported, strict=True)]
    return units.with_columns(paper=pl.Series(both, dtype=pl.Int32))


def _number(told: str | None) -> int | None:
    digits = (told or "").strip().removesuffix(".0").replace(".", "").replace(" ", "")
    return int(digits) if digits.isdigit() and len(digits) <= 8 else None


def secretaries(units: pl.DataFrame, members: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """Add `secretary_found`: here | elsewhere | not_active | absent (null when none is recorded)."""
    if "secretary" not in units.columns:
        return units.with_columns(secretary_found=pl.lit(None, dtype=pl.String))
    wanted = units.select(
        "unit", key=pl.col("secretary").map_elements(_person, return_dtype=pl.String)
    ).drop_nulls("key")
    people = (
        members.lazy().select("unit", key="name_key", active=pl.col("status__state") == "active")
        .join(wanted.lazy().select("key").unique(), on="key").collect()
    )  # fmt: skip
    inside = (
        people.join(tree.ancestors(), on="unit")
        .group_by("ancestor", "key").agg(here=pl.len(), active=pl.col("active").any())
        .rename({"ancestor": "unit"})
    )  # fmt: skip
    anywhere = people.select("key", known=pl.lit(True)).unique()
    found = (
        wanted.join(inside, on=["unit", "key"], how="left").join(anywhere, on="key", how="left")
        .select(
            "unit",
            secretary_found=pl.when("active").then(pl.lit("here"))
            .when(pl.col("here") > 0).then(pl.lit("not_active"))
            .when("known").then(pl.lit("elsewhere")).otherwise(pl.lit("absent")),
        )
    )  # fmt: skip
    return units.join(found, on="unit", how="left", maintain_order="left")


def _person(told: str) -> str | None:
    reading = text.read_name(told)
    return text.name_key(reading.fix or reading.value or told)
