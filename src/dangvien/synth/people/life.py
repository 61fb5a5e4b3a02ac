"""Work, schooling, addresses, second cells, notes."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from dangvien.synth.draw import Dice, pool, some
from dangvien.synth.people.born import by_key
from dangvien.synth.places import AS_OF, places

WORKING = frozenset({"school", "health", "party", "state", "army", "police", "firm"})
_JOBS: dict[str, dict[str, float]] = {
    "village": {"Nông dân": 6, "Làm ruộng": 2, "Làm nương rẫy": 1},
    "school": {"Giáo viên": 8, "Viên chức": 1, "Hiệu trưởng": 0.3, "Kế toán": 0.4},
    "health": {"Bác sĩ": 3, "Y sĩ": 2, "Điều dưỡng": 3, "Dược sĩ": 1, "Hộ sinh": 0.5},
    "party": {"Cán bộ": 3, "Công chức": 6, "Chuyên viên": 3},
    "state": {"Công chức": 7, "Viên chức": 2, "Chuyên viên": 4, "Kế toán": 1},
    "army": {"Bộ đội": 6, "Sĩ quan quân đội": 3, "Quân nhân chuyên nghiệp": 1},
    "police": {"Công an": 6, "Sĩ quan công an": 2},
    "firm": {"Công nhân": 6, "Kỹ sư": 2, "Kế toán": 1, "Nhân viên": 3, "Giám đốc": 0.3},
}
_THEORY = {"Chưa": 3, "Sơ cấp": 5, "Trung cấp": 3, "Cao cấp": 0.6, "Cử nhân": 0.1}
_LEVEL = {"Sơ cấp": 1, "Trung cấp": 3, "Cao đẳng": 2, "Đại học": 6, "Thạc sĩ": 0.8, "Tiến sĩ": 0.05}
_REASONS = ("Miễn giới thiệu về nơi cư trú (lực lượng vũ trang, đóng quân tập trung)",
            "Miễn theo Hướng dẫn 33-HD/BTCTW (công tác lưu động)")  # fmt: skip


def life(rng: Dice, rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Draw occupation, theory, level, hometown, address, residence_cell, note, verified …"""
    count, age = len(rows), people["age"].to_numpy()
    job = by_key(rows["trade"], lambda trade, number: pool(_JOBS[trade]).draw(rng, number))
    retired, student = (
        age >= 62,
        some(rng, 0.1, (age < 23) & (rows["trade"] == "village").to_numpy()),
    )
    job = pl.Series(np.where(retired, "Hưu trí", np.where(student, "Sinh viên", job)))
    working = rows["trade"].is_in(list(WORKING)).to_numpy() & ~retired
    uniform = rows["trade"].is_in(["army", "police"]).to_numpy() & working
    spared = some(rng, 0.6, uniform)
    reason = pool(dict.fromkeys(_REASONS, 1.0)).draw(rng, count)
    where = _place(people["home"])
    address = _addresses(rng, rows, where)
    settled = working & ~spared
    texts = pl.DataFrame({
        "occupation": job,
        "education": pool({"12/12": 8, "10/10": 2, "9/12": 1, "7/10": 1}).draw(rng, count),
        "political_theory": pool(_THEORY).draw(rng, count),
        "professional_level": _sparse(pool(_LEVEL).draw(rng, count), rng, working * 0.95 + 0.2),
        "hometown": _place(people["home"]),
        "permanent_address": address,
        "residence_cell": _residence(rng, people["home"], settled),
        "note": reason.zip_with(pl.Series(spared), pl.Series([None], dtype=pl.String)
                                .new_from_index(0, count)),
        "working": working,
    })  # fmt: skip
    ago = np.where(
        rng.random(count) < 0.66, rng.integers(1, 85, count), rng.integers(100, 700, count)
    )
    days = pl.duration(days=pl.lit(pl.Series(ago)))
    return texts.with_columns(verified=pl.lit(AS_OF) - days)


@cache
def _texts() -> pl.DataFrame:
    return places().communes.select(home="code", text="text", short="short")


def _place(home: pl.Series) -> pl.Series:
    return home.to_frame("home").join(_texts(), on="home", how="left", maintain_order="left")[
        "text"
    ]


def _addresses(rng: Dice, rows: pl.DataFrame, where: pl.Series) -> pl.Series:
    count = len(rows)
    number = pl.Series(rng.integers(1, 30, count)).cast(pl.String)
    village = rows["village"].fill_null("")
    word = pl.Series(np.where(where.str.starts_with("phường"), "Tổ dân phố ", "Thôn "))
    own = pl.Series(np.where(village != "", village, (word + number).to_numpy()))
    return own + ", " + where


def _residence(rng: Dice, home: pl.Series, settled: np.ndarray) -> pl.Series:
    frame = home.to_frame("home").join(_texts(), on="home", how="left", maintain_order="left")
    number = pl.Series(rng.integers(1, 30, len(home))).cast(pl.String)
    text = "Chi bộ thôn " + number + ", Đảng bộ " + frame["text"].str.split(",").list.first()
    none = pl.Series([None], dtype=pl.String).new_from_index(0, len(home))
    return text.zip_with(pl.Series(settled), none)


def _sparse(words: pl.Series, rng: Dice, chance: np.ndarray) -> pl.Series:
    none = pl.Series([None], dtype=pl.String).new_from_index(0, len(words))
    return words.zip_with(pl.Series(rng.random(len(words)) < chance), none)
