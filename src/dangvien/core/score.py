"""Counts and six scores per organisation, rolled up the tree in one pass.

Every score is a numerator over a denominator (contract, "Counts and scores"); a parent is computed
from summed counts, never from percentages. A dimension that nothing could measure is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from dangvien.core.planning import flags
from dangvien.core.rules.rule import given
from dangvien.core.schema import BOXES, MEMBER, PRESENT, Field

SCORES = ("dung", "du", "sach", "song", "thong_nhat", "dung_chung")
COUNTS = (
    "members", "active", "exempt", "with_citizen_id", "clean_t1", "clean_t2",
    "findings_e", "findings_w", "findings_n",
)  # fmt: skip
FRESH_MONTHS = 3  # "sống": lists are reconciled every three months (member-data §2.5)
_OFFICIAL_ONLY = ("card_number", "official_date")


def verdicts(
    frame: pl.DataFrame, findings: pl.DataFrame, *, as_of: date, absent: Iterable[str] = ()
) -> pl.DataFrame:
    """One narrow row per member: unit, state, clean or not, and its share of every numerator.

    `frame`: standard frame with `unit`. `findings`: coded findings. `absent`: fields no input has.
    """
    absent = set(absent)
    state = pl.col("status__state")
    active = state == "active"
    blocks = _open(findings, ("E",))
    weighs = _open(findings, ("E", "W"))
    by_field = {
        field: set(rows["row_id"])
        for (field,), rows in weighs.filter(pl.col("dimension").is_in(["dung", "du"]))
        .with_columns(pl.col("field").replace({"org_code": "org_name"}))
        .group_by("field")
        if field in BOXES
    }
    filled = {box: _filled(box) for box in BOXES}
    right = {
        box: filled[box] & ~pl.col("row_id").is_in(list(by_field.get(box, ()))) for box in BOXES
    }
    rows = frame.lazy().select(
        "row_id", "unit",
        members=state.is_in(PRESENT), active=active, exempt=state == "exempt",
        with_citizen_id=active & pl.col("citizen_id__valid"),
        clean_t1=_clean(1, blocks, absent, active),
        clean_t2=_clean(2, blocks, absent, active),
        num_du=pl.when(active).then(pl.sum_horizontal(filled.values())).otherwise(0),
        num_dung=pl.when(active).then(pl.sum_horizontal(right.values())).otherwise(0),
        num_sach=active & ~_listed(weighs, "sach"),
        num_thong_nhat=active & ~_listed(weighs, "thong_nhat"),
        num_song=_fresh(as_of, active) if "verified_date" not in absent else _unknown(),
    )  # fmt: skip
    whole = rows.with_columns(pl.exclude("row_id", "unit").cast(pl.Int32))
    return whole.collect(optimizations=flags(frame))


def _unknown() -> pl.Expr:
    return pl.lit(None, dtype=pl.Int32)


def _open(findings: pl.DataFrame, severities: tuple[str, ...]) -> pl.DataFrame:
    return findings.filter(
        (pl.col("state") == "open") & pl.col("severity").is_in(severities)
    ).select("row_id", "field", "dimension")


def _listed(findings: pl.DataFrame, dimension: str) -> pl.Expr:
    rows = findings.filter(pl.col("dimension") == dimension)["row_id"].unique()
    return pl.col("row_id").is_in(rows.implode())


def _filled(box: str) -> pl.Expr:
    """A box is filled when it holds something that is not a placeholder (ADR 0007)."""
    if box == "org_name":
        return pl.any_horizontal(
            given("org_name"), given("org_code"), pl.col("section").is_not_null(),
        )  # fmt: skip
    has = given(box)
    if box in _OFFICIAL_ONLY:
        return has | (pl.col("member_type") == "probationary").fill_null(False)
    return has


def _clean(tier: int, blocks: pl.DataFrame, absent: set[str], active: pl.Expr) -> pl.Expr:
    fields = [field for field in MEMBER if field.tier <= tier]
    needed = [field.name for field in fields if field.required != "optional"]
    if absent & set(needed):
        return _unknown()
    rows = blocks.filter(pl.col("field").is_in([field.name for field in fields]))["row_id"]
    present = pl.all_horizontal(
        stands(field) for field in fields if field.required != "optional"
    )  # fmt: skip
    return active & present & ~pl.col("row_id").is_in(rows.unique().implode())


def stands(field: Field) -> pl.Expr:
    """True where a mandatory field holds what it must; some are asked of official members only."""
    if field.required == "official":
        return _filled(field.name) | (pl.col("member_type") == "probationary").fill_null(False)
    return _filled(field.name)


def _fresh(as_of: date, active: pl.Expr) -> pl.Expr:
    since = pl.lit(as_of).dt.offset_by(f"-{FRESH_MONTHS}mo")
    return active & (pl.col("verified_date__last") >= since).fill_null(False)


def per_unit(verdicts: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Sum verdict rows and open findings by unit (own rows only, no children yet)."""
    sums = verdicts.group_by("unit").agg(pl.exclude("row_id").sum())
    opened = (
        findings.filter(pl.col("state") == "open")
        .group_by("unit")
        .agg(*((pl.col("severity") == s).sum().cast(pl.Int32).alias(f"findings_{s.lower()}")
               for s in "EWN"))
    )  # fmt: skip
    return sums.join(opened, on="unit", how="full", coalesce=True).fill_null(0)


def roll_up(own: pl.DataFrame, ancestors: pl.DataFrame) -> pl.DataFrame:
    """Sum the units' own counts into every ancestor, in one pass.

    `ancestors`: one row per (unit, ancestor), the unit itself included.
    """
    return (
        ancestors.lazy().join(own.lazy(), on="unit", how="left")
        .drop("unit").group_by("ancestor").agg(pl.all().sum())
        .rename({"ancestor": "unit"}).collect()
    )  # fmt: skip


def scores(counts: pl.DataFrame, unmeasured: Iterable[str] = ()) -> pl.DataFrame:
    """Add `num_*`, `den_*` and `score_*` (0–100, two decimals) to rolled-up counts.

    `unmeasured`: names of scores and of counts (`clean_t1` …) that no input could measure: null.
    """
    unknown = set(unmeasured)
    known = counts.with_columns(_unknown().alias(name) for name in COUNTS if name in unknown)
    columns = []
    for name in SCORES:
        num = pl.col("clean_t1" if name == "dung_chung" else f"num_{name}").cast(pl.Int64)
        den = pl.col("active").cast(pl.Int64) * (len(BOXES) if name in ("dung", "du") else 1)
        if name in unknown:
            num = den = pl.lit(None, dtype=pl.Int64)
        columns += [
            pl.when(den > 0).then((num / den * 100).round(2)).alias(f"score_{name}"),
            num.alias(f"num_{name}"),
            den.alias(f"den_{name}"),
        ]
    return known.with_columns(columns)
