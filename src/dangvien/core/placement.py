"""Put every member row into a unit of the tree, and say how sure that is.

A row's own cell wins over its section row; a code wins over a name. What cannot be placed goes to the
line "chưa rõ chi bộ": nothing is guessed, a near name is only proposed (V19).
"""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from dangvien.core.organisation_names import code_digits, match_names, org_key
from dangvien.core.organisation_names.keys import spelt
from dangvien.core.organisations import Tree

KEYS = ["org_code", "org_name", "section", "section_parent"]
COLUMNS = [*KEYS, "org_code__fault", "org_name__fault"]  # what placing rests on
_TOLD = ["told_code", "told_name", "section", "section_parent"]


def told(members: pl.DataFrame) -> pl.DataFrame:
    """Every distinct way in which the rows tell their unit; a filler ("x", ".") tells nothing."""
    return _told(members).select(_TOLD).unique(maintain_order=True)


def _told(members: pl.DataFrame) -> pl.DataFrame:
    return members.with_columns(
        pl.when(pl.col(f"{name}__fault").is_null()).then(name).alias(alias)
        for name, alias in zip(KEYS[:2], _TOLD[:2], strict=True)
    )


def find(told: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """Find the unit of each distinct way of telling it."""
    return told.hstack(_find(told, tree))


def place(members: pl.DataFrame, tree: Tree, found: pl.DataFrame | None = None) -> pl.DataFrame:
    """Add `unit` and the facts `unit_*`, `section_disagrees` to a standard frame.

    `found`: what `find` said of a larger whole, when `members` is only a part of it.
    """
    found = find(told(members), tree) if found is None else found
    frame = _told(members).join(
        found, on=_TOLD, how="left", nulls_equal=True, maintain_order="left"
    )
    states = tree.units.select(
        "unit",
        _state=pl.when("is_active").then(pl.lit("active")).otherwise(pl.lit("closed")),
        unit_is_leaf=pl.col("children").fill_null(0) == 0,
    )
    frame = frame.join(states, on="unit", how="left", maintain_order="left")
    given = pl.coalesce("told_name", "section", "told_code").is_not_null()
    known = pl.col("unit") != tree.unknown
    state = (
        pl.when(~given).then(pl.lit("not_given"))
        .when(pl.lit(not tree.listed)).then(pl.lit("no_list"))
        .when(~known).then(pl.lit("unknown"))
        .otherwise("_state")
    )  # fmt: skip
    return frame.with_columns(
        unit_state=state, unit_is_leaf=pl.col("unit_is_leaf") | ~known | pl.lit(not tree.listed)
    ).drop("_state", *_TOLD[:2])


def _find(distinct: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    known = _Known(tree.units.filter(~pl.col("made")))
    placed = [known.place(*row) for row in distinct.iter_rows()]
    lost = sorted({
        told
        for (unit, _, _), (_, name, section, _) in zip(placed, distinct.iter_rows(), strict=True)
        if unit is None and (told := name or section)
    })  # fmt: skip
    near = dict(zip(lost, match_names(lost, known.listed), strict=True)) if tree.listed else {}
    rows = []
    for (unit, how, other), (_, name, section, _) in zip(placed, distinct.iter_rows(), strict=True):
        match = near.get(name or section or "") if unit is None else None
        guess = int(match.guess_code) if match and match.guess_code is not None else None
        rows.append((
            tree.unknown if unit is None else unit,
            how if guess is None else "near",
            None if guess is None else known.names[guess],
            None if guess is None else known.codes[guess],
            other,
        ))  # fmt: skip
    schema = {
        "unit": pl.Int32, "unit_match": pl.String, "unit_guess": pl.String,
        "unit_guess_code": pl.String, "section_disagrees": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


class _Known:
    """The listed organisations, found by code and by name."""

    def __init__(self, units: pl.DataFrame) -> None:
        self.names: list[str] = units["org_name"].fill_null("").to_list()
        self.codes: list[str | None] = units["org_code"].to_list()
        self.active: list[bool] = units["is_active"].to_list()
        self.parents: list[int | None] = units["parent"].to_list()
        self.by_code: dict[str, list[int]] = defaultdict(list)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for unit, (code, name) in enumerate(zip(self.codes, self.names, strict=True)):
            if code:
                self.by_code[code_digits(code) or code].append(unit)
            self.by_name[org_key(name)].append(unit)

    @property
    def listed(self) -> list[tuple[str, str]]:
        """Unit numbers and names, as `match_names` takes them."""
        return [(str(unit), name) for unit, name in enumerate(self.names)]

    def place(
        self, code: str | None, name: str | None, section: str | None, above: str | None
    ) -> tuple[int | None, str | None, str | None]:
        """The unit, how it was found, and what else the row says of its unit when that disagrees."""
        told = name or section
        holders = self.by_code.get(code_digits(code) or code, []) if code else []
        if holders:
            alike = [unit for unit in holders if told and self._same(unit, told)]
            unit = next(iter(self._active(alike or holders)))
            other = self.names[unit] if told and not self._same(unit, told) else None
            return unit, "code", other or self._against(name, section)
        found = self._named(told, above) if told else None
        if found is None:
            return None, None, None
        return found, "exact", code or self._against(name, section)

    def _same(self, unit: int, told: str) -> bool:
        return org_key(told) == org_key(self.names[unit])

    def _against(self, name: str | None, section: str | None) -> str | None:
        return section if name and section and org_key(name) != org_key(section) else None

    def _active(self, units: list[int]) -> list[int]:
        return [unit for unit in units if self.active[unit]] or units

    def _named(self, told: str, above: str | None) -> int | None:
        """The one unit of that name; of several the one so spelt, under that parent, or active."""
        found = self.by_name.get(org_key(told), [])
        if len(found) > 1 and (wanted := spelt(told)):
            found = [unit for unit in found if spelt(self.names[unit]) == wanted] or found
        if len(found) > 1 and above:
            parents = set(self.by_name.get(org_key(above), ()))
            found = [unit for unit in found if self.parents[unit] in parents] or found
        if len(found) > 1:
            found = self._active(found)
        return found[0] if len(found) == 1 else None
