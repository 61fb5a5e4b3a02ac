"""Sex, birth, ethnic group, name and home of every person."""

from __future__ import annotations

import numpy as np
import polars as pl

from dangvien.synth.draw import Dice, Index, pool, some, spread
from dangvien.synth.names import GROUPS_BY_PROVINCE, RELIGIONS, names
from dangvien.synth.places import AS_OF, places

TODAY = np.datetime64(AS_OF)
_AGES = ((18.6, 30, 0.17), (30, 40, 0.27), (40, 50, 0.22), (50, 60, 0.14), (60, 70, 0.11),
         (70, 80, 0.06), (80, 95.5, 0.03))  # fmt: skip
_FEMALE = 0.36
_WOMEN_OF_TRADE = {"school": 0.72, "health": 0.6, "army": 0.06, "police": 0.12}


def born(rng: Dice, rows: pl.DataFrame) -> pl.DataFrame:
    """Draw who people are; `rows` has one line per member: province, commune, trade.

    Gives male, birth, ethnicity, religion, full_name, home (commune code), age (years).
    """
    count = len(rows)
    band = spread(rng, [share for *_, share in _AGES], count)
    low, high = (np.array([age[side] for age in _AGES])[band] for side in (0, 1))
    age = low + (high - low) * rng.random(count)
    young = (rows["trade"].is_in(["army", "police", "school", "state"])).to_numpy()
    age = np.where(young & (age > 60), 24 + (age - 60), age)
    birth = TODAY - (age * 365.25).astype(np.int64)
    plain = some(rng, 0.05, age > 65)
    birth = np.where(plain, birth.astype("datetime64[Y]"), birth).astype("datetime64[D]")
    chance = rows["trade"].replace_strict(_WOMEN_OF_TRADE, default=_FEMALE).to_numpy()
    male = rng.random(count) >= chance
    group = _groups(rng, rows["folk"])
    year = birth.astype("datetime64[Y]").astype(np.int64) + 1970
    return pl.DataFrame({
        "male": male,
        "birth": birth,
        "age": age,
        "ethnicity": group,
        "religion": _religions(rng, group),
        "full_name": names(rng, group, male, year),
        "home": homes(rng, rows),
    })  # fmt: skip


def _groups(rng: Dice, province: pl.Series) -> pl.Series:
    def draw(code: str, count: int) -> pl.Series:
        shares = GROUPS_BY_PROVINCE.get(code, {})
        return pool({**shares, "Kinh": 1.0 - sum(shares.values())}).draw(rng, count)

    return by_key(province, draw)


def _religions(rng: Dice, group: pl.Series) -> pl.Series:
    key = pl.Series(np.where(group.is_in(list(RELIGIONS)), group, ""))
    return by_key(key, lambda name, count: pool(RELIGIONS[name]).draw(rng, count))


def homes(rng: Dice, rows: pl.DataFrame) -> pl.Series:
    """Draw the commune people come from: mostly their own, else another of the province."""
    communes = places().communes
    by_province = {code: frame["code"] for (code,), frame in communes.group_by("province")}

    def draw(code: str, count: int) -> pl.Series:
        return by_province[code].gather(rng.integers(0, len(by_province[code]), count))

    elsewhere = by_key(rows["province"], draw)
    own = rows["commune"].is_not_null().to_numpy() & (rng.random(len(rows)) < 0.8)
    return elsewhere.zip_with(pl.Series(~own), rows["commune"])


def by_key(key: pl.Series, draw: object) -> pl.Series:
    """Draw for each key the number of texts it needs, and put them where the key stands."""
    where: list[Index] = []
    values: list[pl.Series] = []
    codes = key.to_numpy().astype(str)
    for name in np.unique(codes):
        rows = np.flatnonzero(codes == name)
        where.append(rows)
        values.append(draw(str(name), len(rows)))  # type: ignore[operator]
    return pl.concat(values).gather(np.argsort(np.concatenate(where), kind="stable"))
