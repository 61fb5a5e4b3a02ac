"""Two lists of the same people at two times: who joined, left, moved, changed."""

from __future__ import annotations

import polars as pl

from dangvien.core.organisation_names import org_key
from dangvien.core.schema import MEMBER

_KEYS = ("citizen_id", "card_number", "person")
_COMPARED = tuple(f.name for f in MEMBER if f.kind != "organisation" and f.name != "note")
SCHEMA = {
    "kind": pl.String, "row_id": pl.String, "previous_row_id": pl.String,
    "field": pl.String, "before": pl.String, "after": pl.String,
}  # fmt: skip


def pair(current: pl.DataFrame, previous: pl.DataFrame) -> pl.DataFrame:
    """Pair rows by citizen id, then card, then name with birth date. Returns row_id, previous_row_id.

    Both frames: standard frames with `name_key`. First only keys held by one row a side; a person
    entered twice is then paired with whom is left, so that nobody seems to have come or gone.
    """
    left, right = _keyed(current), _keyed(previous).rename({"row_id": "previous_row_id"})
    everyone, everyone_before = left, right
    found: list[pl.DataFrame] = []
    for key in _KEYS:
        pairs = _once(left, key).join(_once(right, key), on=key)
        pairs = pairs.select("row_id", "previous_row_id")
        found.append(pairs)
        left = left.join(pairs, on="row_id", how="anti")
        right = right.join(pairs, on="previous_row_id", how="anti")
    for key in _KEYS:
        twice = pl.concat([
            _any(left, everyone_before, key), _any(everyone, right, key)
        ]).unique()  # fmt: skip
        found.append(twice)
        left = left.join(twice, on="row_id", how="anti")
        right = right.join(twice, on="previous_row_id", how="anti")
    return pl.concat(found)


def _any(left: pl.DataFrame, right: pl.DataFrame, key: str) -> pl.DataFrame:
    """Pair the rows of the shorter side with any one row of the other that holds the key."""
    if left.height < right.height:
        right = right.unique(key, keep="first", maintain_order=True)
    else:
        left = left.unique(key, keep="first", maintain_order=True)
    return left.join(right, on=key).select("row_id", "previous_row_id")


def _keyed(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        "row_id",
        citizen_id=pl.when(pl.col("citizen_id__valid")).then("citizen_id"),
        card_number=pl.when(pl.col("card_number__fault").is_null()).then("card_number"),
        person=pl.when(pl.col("birth_date__first").is_not_null()).then(
            pl.col("name_key") + "|" + pl.col("birth_date")
        ),
    )


def _once(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    return frame.filter(pl.col(key).is_not_null() & pl.col(key).is_unique())


def differences(current: pl.DataFrame, previous: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """One row per person joined, left or moved, and per field changed (`SCHEMA`).

    An empty cell in one of the lists is no change: lists differ in what they carry.
    """
    none = pl.lit(None, dtype=pl.String)
    joined = current.join(pairs, on="row_id", how="anti").select(
        kind=pl.lit("joined"), row_id="row_id", previous_row_id=none,
        field=none, before=none, after=none,
    )  # fmt: skip
    left = previous.join(
        pairs, left_on="row_id", right_on="previous_row_id", how="anti"
    ).select(
        kind=pl.lit("left"), row_id=none, previous_row_id="row_id",
        field=none, before=none, after=none,
    )  # fmt: skip
    both = pairs.join(current, on="row_id").join(
        previous, left_on="previous_row_id", right_on="row_id", suffix="__before"
    )
    moved = both.filter(_elsewhere(both)).select(
        kind=pl.lit("moved"), row_id="row_id", previous_row_id="previous_row_id",
        field=pl.lit("org_name"), before=_unit("__before"), after=_unit(""),
    )  # fmt: skip
    changed = [
        both.filter(pl.col(name) != pl.col(f"{name}__before")).select(
            kind=pl.lit("changed"), row_id="row_id", previous_row_id="previous_row_id",
            field=pl.lit(name), before=f"{name}__before", after=name,
        )
        for name in _COMPARED
    ]  # fmt: skip
    return pl.concat([joined, left, moved, *changed]).cast(SCHEMA)  # type: ignore[arg-type]


def people(differences: pl.DataFrame) -> dict[str, int]:
    """How many people joined, left, moved or changed; each counted once a kind."""
    once = differences.unique(["kind", "row_id", "previous_row_id"])
    counts = dict(once.group_by("kind").len().rows())
    return {kind: counts.get(kind, 0) for kind in ("joined", "left", "moved", "changed")}


def _elsewhere(both: pl.DataFrame) -> pl.Series:
    """Whether a pair's units differ; a unit that was only named is compared by its name."""
    states = pl.col("unit_state"), pl.col("unit_state__before")
    given = pl.all_horizontal(state != "not_given" for state in states)
    known = pl.all_horizontal(state.is_in(["active", "closed"]) for state in states)
    names = pl.struct(now=_unit(""), before=_unit("__before"))
    renamed = names.map_elements(
        lambda told: org_key(told["now"] or "") != org_key(told["before"] or ""),
        return_dtype=pl.Boolean,
    )
    moved = given & (pl.col("unit") != pl.col("unit__before"))
    asked = both.select(moved=moved, known=known)
    named = both.select(pl.when(moved & ~known).then(renamed)).to_series().fill_null(False)
    return (asked["moved"] & asked["known"]) | named


def _unit(suffix: str) -> pl.Expr:
    return pl.coalesce(f"org_name{suffix}", f"section{suffix}", f"org_code{suffix}")
