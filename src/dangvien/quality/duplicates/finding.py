"""Pairs that look like one person: all of a subtree by the matcher, or those around a few people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import polars as pl
from django.db.models import Count, Max, Min

from dangvien.core.match import THRESHOLD, blocking, find_duplicates, guards, keys
from dangvien.core.match.settings import Weights, shipped
from dangvien.core.text import fold, tones
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.duplicates import rows, weighing

SURE = 0.99  # below it the machine says "có thể", from it on "rất có thể"
CLEARLY_NOT = 0.5  # a pair that a whole run found goes only when it has come apart this far
NEAR_ID = "guard:near_id"
# What a count of the whole register would be too dear for is taken for common: it then says little.
_COMMON = {"home": 0.05, "province": 0.3, "admission": 0.001}
_ONE_NAME = ("same", "unaccented", "accents")
_ANCHORS = ("cid", "card", "file", "old")  # a number that hardly anybody shares


@dataclass(frozen=True, slots=True)
class Found:
    """Two people (lower key first) who may be one, the keys of the reasons, the guard that holds."""

    first: int
    second: int
    probability: float
    doubtful: bool
    why: tuple[str, ...]
    held: str = ""

    @property
    def asked(self) -> bool:
        """Whether people are to be asked: likely enough, and no guard stands before it."""
        return not self.held and self.probability >= THRESHOLD

    @property
    def come_apart(self) -> bool:
        """Whether a pair that was asked about is none any more.

        The guard of twins rests on how often a name is borne, which only a whole run sees.
        """
        if self.held:
            return self.held != guards.SIBLINGS
        return self.probability < CLEARLY_NOT


def within(org: Organisation | None) -> list[Found]:
    """Every pair of a subtree, or of the whole register."""
    frame = rows.of_subtree(org)
    found = find_duplicates(frame)
    # Two valid ids that differ by one slip of the finger are asked about; others are two people.
    near = found.guarded.filter(pl.col("reason") == guards.NEAR_ID)
    both = pl.concat([found.pairs.drop("reasons"), near.drop("reason")])
    if both.is_empty():
        return []
    used = pl.concat([both["row_id_1"], both["row_id_2"]]).unique()
    ready = keys.prepare(frame.filter(pl.col("row_id").is_in(used.implode())))
    at = frame.filter(pl.col("row_id").is_in(used.implode()))["row_id"].to_list()
    place = {row_id: uid for uid, row_id in enumerate(at)}
    pairs = both.select(
        uid_l=pl.col("row_id_1").replace_strict(place, return_dtype=pl.UInt32),
        uid_r=pl.col("row_id_2").replace_strict(place, return_dtype=pl.UInt32),
    )
    told = weighing.levels(ready, pairs)
    reason = pl.Series(
        [None] * found.pairs.height + [guards.NEAR_ID] * near.height, dtype=pl.String
    )
    return _told(ready, told, both["probability"], reason, at)


def around(people: Sequence[Person], known: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """The pairs that these people are in, and the known ones, whatever their probability."""
    known = list(known)
    touched = {one.pk for one in people}
    asked = rows.neighbours(people) | {pk for pair in known for pk in pair}
    if not asked:
        return []
    frame = rows.of_people(asked)
    ready = keys.prepare(frame)
    at = frame["row_id"].to_list()
    pairs = (
        _blocked(ready, at, touched, known)
        if len(at) > rows.FEW_ROWS
        else _pairs(at, touched, known)
    )
    if pairs.is_empty():
        return []
    told = weighing.levels(ready, pairs)
    chance = weighing.probability(told, _total(), _shares(ready, told))
    return _told(ready, told, chance, guards.hold(ready, pairs), at)


def _pairs(at: list[str], touched: set[int], known: list[tuple[int, int]]) -> pl.DataFrame:
    """Each touched person with each other one of the rows, and the known pairs.

    They are so few that blocks would cost more than they spare.
    """
    place = {int(row_id): uid for uid, row_id in enumerate(at)}
    asked = {
        (min(place[one], place[other]), max(place[one], place[other]))
        for one, other in [*known, *product(touched & place.keys(), place)]
        if one != other and one in place and other in place
    }  # fmt: skip
    schema = {"uid_l": pl.UInt32, "uid_r": pl.UInt32}
    return pl.DataFrame(sorted(asked), schema=schema, orient="row")


def _blocked(
    ready: pl.DataFrame, at: list[str], touched: set[int], known: list[tuple[int, int]]
) -> pl.DataFrame:
    """Of many rows: the pairs that share a block, and the known ones."""
    candidates, _ = blocking.candidates(ready)
    mine = [uid for uid, row_id in enumerate(at) if int(row_id) in touched]
    near = candidates.filter(pl.col("uid_l").is_in(mine) | pl.col("uid_r").is_in(mine))
    return pl.concat([near, _pairs(at, set(), known)]).unique().sort("uid_l", "uid_r")


def _total() -> int:
    """About how many people the register has: from the first key to the last, without counting."""
    ends = Person.objects.aggregate(first=Min("pk"), last=Max("pk"))
    return ends["last"] - ends["first"] + 1 if ends["last"] else 0


def _shares(ready: pl.DataFrame, told: pl.DataFrame) -> dict[str, pl.Series | float]:
    """How often a stranger would hold what a pair shares: names are counted in the register."""
    weights: Weights = shipped()
    sides = ready.select("name", "key")[told["uid_l"]]
    names = sides["key"].drop_nulls().unique().to_list()
    bearers = Person.objects.alive().filter(name_key__in=names).order_by()
    of_name, of_key = Counter[str](), Counter[str]()
    for name, count in bearers.values_list("full_name").annotate(n=Count("pk")):
        words = name.split()
        of_name[" ".join(tones(word.lower()) for word in words)] += count
        of_key[" ".join(map(fold, words))] += count
    lean, total = float(weights["lean"]), _total()

    def share(count: int, column: str) -> float:
        usual = float(weights["rarity"][column])
        return (max(count - 2, 0) + lean * usual) / (total + lean)

    by_name = [share(of_name[name], "name") for name in sides["name"]]
    by_key = [
        share(of_key[key] - of_name[name] + 1, "key") for name, key in sides.iter_rows()
    ]  # fmt: skip
    return {
        "name": pl.Series(by_name, dtype=pl.Float64), "key": pl.Series(by_key, dtype=pl.Float64),
        "birth": float(weights["rarity"]["birth"]), **_COMMON,
    }  # fmt: skip


def _told(
    ready: pl.DataFrame, told: pl.DataFrame, chance: pl.Series, reason: pl.Series, at: list[str]
) -> list[Found]:
    """The pairs with their reasons; a guard holds all but the slip of a finger in an id."""
    slip = told.select(pl.col("name").is_in(_ONE_NAME) & (pl.col("birth") == "same")).to_series()
    near = (reason == guards.NEAR_ID).fill_null(False) & slip
    if near.any():
        near &= guards.hold(ready.with_columns(cid_valid=pl.lit(False)), told).is_null()
    found = []
    columns = [name for name in told.columns if not name.startswith("uid_")]
    for row, share, near_id, held in zip(
        told.iter_rows(named=True), chance, near, reason, strict=True
    ):
        first, second = sorted(int(at[row[uid]]) for uid in ("uid_l", "uid_r"))
        doubtful = near_id or share < SURE or _unanchored(row)
        why = [f"{name}:{row[name]}" for name in columns if row[name] != weighing.ABSENT]
        why += [NEAR_ID] * near_id
        found.append(
            Found(
                first, second, round(share, 4), doubtful, tuple(why),
                "" if near_id else held or "",
            )
        )  # fmt: skip
    return found


def _unanchored(row: Mapping[str, str]) -> bool:
    """Whether two people must look, the second not knowing what the first thought.

    Nothing holds the two together that only one person has: no number, nor name and birthday both.
    """
    if row["sex"] == "different":
        return True
    numbered = any(row[name] == "same" for name in _ANCHORS)
    return not numbered and not (row["birth"] == "same" and row["name"] in _ONE_NAME)
