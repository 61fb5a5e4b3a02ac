"""Admission, official date, kind of membership, status, badge."""

from __future__ import annotations

import numpy as np
import polars as pl

from dangvien.synth.draw import Dice, Flags, pool, some
from dangvien.synth.places import AS_OF

MILESTONES = (30, 40, 45, 50, 55, 60, 65, 70, 75, 80)
_STATUS = {"active": 0.925, "in_transit": 0.006, "suspended": 0.001, "transferred": 0.016,
           "died": 0.008, "struck_off": 0.003, "resigned": 0.001, "expelled": 0.001}  # fmt: skip
_OLD_RULES = np.datetime64("1960-01-01")  # before: probation of 2 to 12 months by class and era


def career(rng: Dice, born: pl.DataFrame, keep: Flags, paired: Flags, dirt: float) -> pl.DataFrame:
    """Draw the life in the Party; `keep` marks secretaries and small cells: all active.

    `paired`: people who have to do with a second row: active, and nothing odd about them.

    Gives admission, decision, official (dates), member_type, status, exemption, badge,
    odd ("young", "old", "long": admitted too young or too old, probation too long; else null).
    """
    count, age = len(born), born["age"].to_numpy()
    odd = _odd(rng, age, keep | paired, dirt)
    at = 18.15 + rng.beta(1.6, 4.2, count) * 41.0
    late = at > age - 0.02
    at = np.where(late, 18.15 + (age - 18.2).clip(0.01) * rng.random(count) ** 1.7, at)
    at = np.where(odd == 1, 15.2 + rng.random(count) * 2.6, at)
    at = np.where(odd == 2, 60.4 + rng.random(count) * (age - 61.8).clip(0.1, 8.0), at)
    at = np.where(odd == 3, age - (430 + rng.integers(10, 500, count)) / 365.25, at)
    kept = keep & (at > age - 1.3)
    at = np.where(kept, (age - 3.0).clip(18.15), at)
    birth = born["birth"].to_numpy()
    admission = birth + np.ceil(at * 365.25).astype(np.int64)
    admission = np.minimum(admission, np.datetime64(AS_OF) - rng.integers(3, 90, count))
    frame = pl.DataFrame({
        "birth": birth, "admission": admission, "late": rng.integers(0, 45, count),
        "early": rng.integers(4, 32, count),
        "short": some(rng, 0.5, admission < _OLD_RULES), "long": odd == 3,
        "months": rng.choice([2, 3, 4, 6], count), "keep": keep | paired, "age": age,
        "status": _statuses(rng, count),
        "exempt": some(rng, 0.35, age > 70) | some(rng, 0.02, (age > 60) & (age <= 70)),
        "since": rng.integers(30, 3500, count),
    }).with_columns(
        odd=pl.Series(odd).replace_strict({1: "young", 2: "old", 3: "long"}, default=None),
        decision=pl.col("admission") - pl.duration(days="early"),
    )  # fmt: skip
    return frame.with_columns(official=_official()).select(
        "admission", "decision", "odd",
        official=pl.when(pl.col("official") <= AS_OF).then("official"),
        member_type=pl.when(pl.col("official") <= AS_OF).then(pl.lit("official"))
        .otherwise(pl.lit("probationary")),
        status=_status(),
        exemption=pl.when(_status() == "exempt").then(pl.lit(AS_OF) - pl.duration(days="since")),
        badge=_badge(),
        at=(pl.col("admission") - pl.col("birth")).dt.total_days() / 365.25,
    ).with_columns(
        badge_sure=(pl.lit(AS_OF) - pl.col("decision")).dt.total_days() / 365.25
        - pl.col("badge") > 1.1,
    )  # fmt: skip


def _odd(rng: Dice, age: np.ndarray, keep: Flags, dirt: float) -> np.ndarray:
    chance = rng.random(len(age)) / max(dirt, 1e-9)
    odd = np.zeros(len(age), dtype=np.int8)
    odd[(chance < 0.0012) & (age > 22)] = 1
    odd[(chance < 0.012) & (age > 66)] = 2
    odd[(chance > 0.0012) & (chance < 0.0022) & (age < 60) & (age > 22)] = 3
    odd[keep] = 0
    return odd


def _official() -> pl.Expr:
    usual = pl.col("admission").dt.offset_by("12mo") + pl.duration(days="late")
    short = pl.col("admission") + pl.duration(days=pl.col("months") * 30)
    return pl.when("long").then(pl.lit(None, pl.Date)).when("short").then(short).otherwise(usual)


def _status() -> pl.Expr:
    official = pl.col("official").is_not_null() & (pl.col("official") <= AS_OF)
    return (
        pl.when("keep").then(pl.lit("active"))
        .when(pl.col("exempt") & official & (pl.col("status") == "active")).then(pl.lit("exempt"))
        .otherwise("status")
    )  # fmt: skip


def _statuses(rng: Dice, count: int) -> pl.Series:
    return pool(_STATUS).draw(rng, count)


def _badge() -> pl.Expr:
    """The highest badge a member must have by now; party age counts from the decision."""
    badge = pl.lit(None, pl.Int64)
    for years in MILESTONES:
        reached = pl.col("decision").dt.offset_by(f"{years}y") <= AS_OF
        badge = pl.when(reached).then(pl.lit(years)).otherwise(badge)
    return badge
