"""Draws full names: by ethnic group, sex and generation."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from dangvien.synth.draw import Dice, Flags, Index, Pool, pool, zipf
from dangvien.synth.names import kinh
from dangvien.synth.names.minorities import STYLES

STYLE_OF_GROUP: dict[str, str] = {
    "Thái": "thai", "Lào": "thai", "Lự": "thai", "Mông": "mong", "Tày": "tay", "Nùng": "tay",
    "Giáy": "tay", "Lô Lô": "tay", "La Chí": "tay", "Mường": "muong", "Thổ": "muong", "Dao": "dao",
    "Khmer": "khmer", "Ê Đê": "ede", "Mnông": "ede", "Gia Rai": "giarai", "Xơ Đăng": "xodang",
    "Ba Na": "xodang", "Giẻ Triêng": "xodang", "Hrê": "hre", "Co": "hre", "Ra Glai": "raglai",
    "Cơ Ho": "coho", "Mạ": "coho", "Chăm": "cham", "Cơ Tu": "cotu", "Bru Vân Kiều": "bru",
    "Tà Ôi": "bru", "Chứt": "bru", "Xtiêng": "xtieng", "Chơ Ro": "xtieng", "Khơ Mú": "khomu",
    "Xinh Mun": "khomu", "Hà Nhì": "hanhi", "La Hủ": "hanhi",
}  # fmt: skip

_TURNS = (1955, 1980)  # birth years that part the three generations of names


def generation(birth_year: Index) -> Index:
    """Tell the generation of names: 0 before 1955, 1 before 1980, 2 since."""
    return np.searchsorted(_TURNS, birth_year, side="right")


@cache
def _kinh() -> tuple[Pool, tuple[tuple[Pool, Pool], ...], tuple[tuple[Pool, Pool], ...]]:
    men = tuple(
        (_middle(middle), zipf(given.split()))
        for middle, given in zip(kinh.MALE_MIDDLE, kinh.MALE_GIVEN, strict=True)
    )
    women = tuple(
        (_middle(middle), zipf(given.split()))
        for middle, given in zip(kinh.FEMALE_MIDDLE, kinh.FEMALE_GIVEN, strict=True)
    )
    surnames = pool({f"{word} ": weight for word, weight in kinh.SURNAMES.items()})
    return surnames, men, women


def _middle(weights: dict[str, float]) -> Pool:
    return pool({f"{word} " if word else "": weight for word, weight in weights.items()})


@cache
def _parts(style: str, male: bool) -> tuple[Pool, Pool, Pool]:
    first, middle, last = STYLES[style][0 if male else 1]
    return _part(first, spaced=True), _part(middle, spaced=True), _part(last, spaced=False)


def _part(text: str, *, spaced: bool) -> Pool:
    weights: dict[str, float] = {}
    for place, item in enumerate(text.split()):
        word = "" if item == "-" else item.replace("_", " ")
        word += " " if spaced and word and not word.endswith("'") else ""
        weights[word] = weights.get(word, 0.0) + (place + 4.0) ** -0.5
    return pool(weights)


def names(rng: Dice, group: pl.Series, male: Flags, birth_year: Index) -> pl.Series:
    """Draw one full name per person; `group` is the ethnic group."""
    style = group.replace_strict(STYLE_OF_GROUP, default="kinh").to_numpy()
    where, values = [], []
    for kind in np.unique(style.astype(str)):
        for man in (True, False):
            rows = np.flatnonzero((style == kind) & (male == man))
            if len(rows):
                where.append(rows)
                values.append(_draw(rng, str(kind), man, birth_year[rows]))
    order = np.argsort(np.concatenate(where), kind="stable")
    return pl.concat(values).gather(order).alias("full_name")


def _draw(rng: Dice, style: str, male: bool, birth_year: Index) -> pl.Series:
    count = len(birth_year)
    if style != "kinh":
        first, middle, last = _parts(style, male)
        return _glue(first.draw(rng, count), middle.draw(rng, count), last.draw(rng, count))
    surnames, men, women = _kinh()
    age = generation(birth_year)
    rows = [np.flatnonzero(age == number) for number in range(3)]
    tails = [
        _glue(part[0].draw(rng, len(row)), part[1].draw(rng, len(row)))
        for part, row in zip(men if male else women, rows, strict=True)
    ]
    order = np.argsort(np.concatenate(rows), kind="stable")
    return _glue(surnames.draw(rng, count), pl.concat(tails).gather(order))


def _glue(*parts: pl.Series) -> pl.Series:
    columns = [part.alias(f"part{place}") for place, part in enumerate(parts)]
    return pl.DataFrame(columns).select(pl.concat_str(pl.all()).alias("full_name")).to_series()
