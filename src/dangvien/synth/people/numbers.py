"""Citizen id, old id, card, file number and phone of every person."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from dangvien.synth.draw import Dice, some
from dangvien.synth.places import places
from dangvien.synth.registry import Registry


@cache
def _former_codes() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Code and letters of the provinces before the merger, by the province of today."""
    former = places().former_provinces
    letters: dict[str, str] = {}
    for code, short in former.select("code", "short").iter_rows():
        words = [word for word in short.replace("-", " ").split() if word]
        start = "".join(word[0] for word in words).upper()
        tries = [start, *(start + letter for letter in words[-1][1:].upper() if letter.isascii())]
        free = [t for t in tries if len(t) >= 2 and t[:3] not in letters.values() and t.isalpha()]
        letters[code] = next(iter(free), start + "X")[:3]
    out: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for (code,), frame in former.group_by("successor"):
        codes = tuple(sorted(frame["code"]))
        out[str(code)] = (codes, tuple(letters[one] for one in codes))
    for code, sign in (("97", "QĐ"), ("98", "CA"), ("99", "CP")):
        out[code] = ((code,), (sign,))
    return out


def numbers(
    rng: Dice, registry: Registry, rows: pl.DataFrame, people: pl.DataFrame
) -> pl.DataFrame:
    """Issue the numbers: citizen_id, old_id_number, card_number, file_number, phone, chip (flag)."""
    count = len(rows)
    male, birth = people["male"].to_numpy(), people["birth"].to_numpy()
    citizen = registry.citizen_ids(male, birth.astype("datetime64[Y]").astype(np.int64) + 1970)
    former = _former_codes()
    at = rng.integers(0, 1000, count)
    place = pl.Series(rows["root"]).to_frame("root").with_columns(at=pl.Series(at))
    part = place.join(_choices(former), on="root", how="left", maintain_order="left").select(
        prefix=pl.col("codes").list.get(pl.col("at") % pl.col("codes").list.len()),
        letters=pl.col("signs").list.get(pl.col("at") % pl.col("codes").list.len()),
    )
    cards = registry.cards(part["prefix"])
    chip = some(rng, 0.35, np.ones(count, dtype=np.bool_))
    official = (people["member_type"] == "official").to_numpy()
    cards = cards.zip_with(pl.Series(~chip), citizen)
    none = pl.Series([None], dtype=pl.String).new_from_index(0, count)
    old = some(rng, 0.3, people["age"].to_numpy() > 25)
    return pl.DataFrame({
        "citizen_id": citizen,
        "old_id_number": registry.old_ids(count).zip_with(pl.Series(old), none),
        "card_number": cards.zip_with(pl.Series(official), none),
        "file_number": registry.files(part["letters"]),
        "phone": registry.phones(count),
        "chip": chip & official,
    })  # fmt: skip


def _choices(former: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> pl.DataFrame:
    return pl.DataFrame({
        "root": list(former),
        "codes": [list(codes) for codes, _ in former.values()],
        "signs": [list(signs) for _, signs in former.values()],
    })  # fmt: skip
