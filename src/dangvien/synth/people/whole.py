"""Everybody of a block, put together: birth, career, numbers, life, and what dirt must know."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from dangvien.synth.draw import Dice, Flags, Index, overlay
from dangvien.synth.names import STYLE_OF_GROUP
from dangvien.synth.people.born import born
from dangvien.synth.people.career import career
from dangvien.synth.people.life import life
from dangvien.synth.people.numbers import numbers
from dangvien.synth.places import places
from dangvien.synth.registry import Registry

Pairs = dict[str, tuple[Index, Index]]

_BORN_ALIKE = {"twins": ("birth", "ethnicity", "religion", "home"),
               "namesakes": ("birth", "full_name", "male", "ethnicity")}  # fmt: skip


def people_of(
    rng: Dice, rows: pl.DataFrame, registry: Registry, keep: Flags, pairs: Pairs, dirt: float,
    named: Mapping[int, str] | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Draw the people of these rows; `keep` marks those who are plain active members.

    `rows`: province, commune, trade, root, village, code, name. `pairs`: rows of twins, namesakes
    and of people who will stand there twice. `named`: names that certain rows must bear.
    """
    people = _alike(_called(born(rng, rows), named or {}), pairs)
    people = people.hstack(career(rng, people, keep, _paired(len(rows), pairs), dirt))
    people = people.hstack(numbers(rng, registry, rows, people))
    return _marked(rng, people.hstack(life(rng, rows, people)))


def _called(people: pl.DataFrame, named: Mapping[int, str]) -> pl.DataFrame:
    """Give rows their names; the middle name tells the sex."""
    at = np.array(list(named), dtype=np.int64)
    male = people["male"].to_numpy().copy()
    male[at] = ["Thị" not in name for name in named.values()]
    return people.with_columns(
        overlay(people["full_name"], at, list(named.values())), male=pl.Series(male)
    )


def _alike(people: pl.DataFrame, pairs: Pairs) -> pl.DataFrame:
    """Let twins share birth and home, namesakes share name and birth."""
    for kind, columns in _BORN_ALIKE.items():
        if kind in pairs:
            one, two = pairs[kind]
            at = np.arange(len(people))
            at[two] = one
            shared = [people[column].gather(at) for column in (*columns, "age")]
            people = people.with_columns(shared)
            if kind == "twins":
                people = people.with_columns(full_name=_family(people["full_name"], one, two))
    return people


def _family(names: pl.Series, one: Index, two: Index) -> pl.Series:
    """Give the second twin the surname of the first."""
    mine, theirs = names.gather(two).str.splitn(" ", 2), names.gather(one).str.splitn(" ", 2)
    new = theirs.struct.field("field_0") + " " + mine.struct.field("field_1")
    return overlay(names, two, new.fill_null(names.gather(two)))


def _paired(count: int, pairs: Pairs) -> Flags:
    flags = np.zeros(count, dtype=np.bool_)
    for one, two in pairs.values():
        flags[one] = flags[two] = True
    return flags


def _marked(rng: Dice, people: pl.DataFrame) -> pl.DataFrame:
    """Add what dirt and traps need to know of a person."""
    birth = pl.col("birth")
    first = (birth.dt.ordinal_day() == 1) & (pl.col("age") > 65)
    return people.with_columns(
        year_only=first & pl.Series(rng.random(len(people)) < 0.5),
        minority=pl.col("ethnicity").is_in(list(STYLE_OF_GROUP)),
        spared=pl.col("note").is_not_null(),
        former=_formers(rng, people["home"]),
        badge_before=pl.col("badge").replace_strict(
            {40: "30 năm", 45: "40 năm", 50: "45 năm", 55: "50 năm", 60: "55 năm", 65: "60 năm",
             70: "65 năm", 75: "70 năm", 80: "75 năm"}, default=None, return_dtype=pl.String),
    )  # fmt: skip


def _formers(rng: Dice, home: pl.Series) -> pl.Series:
    """For each home, one of the units that the commune replaced, in the words of the three tiers."""
    texts = places().former.group_by("commune", maintain_order=True).agg("text")
    at = pl.Series(rng.integers(0, 1 << 20, len(home)))
    joined = (
        home.to_frame("commune")
        .with_columns(at=at)
        .join(texts, on="commune", how="left", maintain_order="left")
    )
    return joined.select(
        pl.col("text").list.get(pl.col("at") % pl.col("text").list.len())
    ).to_series()
