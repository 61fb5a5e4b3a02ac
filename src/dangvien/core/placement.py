"""Put every member row into a unit of the tree, and say how sure that is.

A row's own cell wins over its section row; a code wins over a name. What cannot be placed goes to the
line "chưa rõ chi bộ": nothing is guessed, a near name is only proposed (V19).
"""

from __future__ import annotations

import polars as pl

from dangvien.core.organisation_names import code_digits, match_names, org_key
from dangvien.core.organisation_names.keys import spelt
from dangvien.core.organisations import Tree

KEYS = ["org_code", "org_name", "section", "section_parent"]


def told(members: pl.DataFrame) -> pl.DataFrame:
    """Every distinct way in which the rows tell their unit."""
    return members.select(KEYS).unique(maintain_order=True)


def find(told: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """Find the unit of each distinct way of telling it."""
    return told.hstack(_find(told, tree))


def place(members: pl.DataFrame, tree: Tree, found: pl.DataFrame | None = None) -> pl.DataFrame:
    """Add `unit` and the facts `unit_*`, `section_disagrees` to a standard frame.

    `found`: what `find` said of a larger whole, when `members` is only a part of it.
    """
    found = find(told(members), tree) if found is None else found
    frame = members.join(found, on=KEYS, how="left", nulls_equal=True, maintain_order="left")
    states = tree.units.select(
        "unit",
        _state=pl.when("is_active").then(pl.lit("active")).otherwise(pl.lit("closed")),
        unit_is_leaf=pl.col("children").fill_null(0) == 0,
    )
    frame = frame.join(states, on="unit", how="left", maintain_order="left")
    given = pl.coalesce("org_name", "section", "org_code").is_not_null()
    known = pl.col("unit") != tree.unknown
    state = (
        pl.when(~given).then(pl.lit("not_given"))
        .when(pl.lit(not tree.listed)).then(pl.lit("no_list"))
        .when(~known).then(pl.lit("unknown"))
        .otherwise("_state")
    )  # fmt: skip
    return frame.with_columns(
        unit_state=state, unit_is_leaf=pl.col("unit_is_leaf") | ~known | pl.lit(not tree.listed)
    ).drop("_state")


def _find(distinct: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    units = tree.units.filter(~pl.col("made"))
    by_code = _first_active(units, [code_digits(c) or c for c in units["org_code"].to_list()])
    named = [(str(unit), name or "") for unit, name in units.select("unit", "org_name").rows()]
    texts = {t for t in (*distinct["org_name"].to_list(), *distinct["section"].to_list()) if t}
    order = sorted(texts)
    matches = dict(zip(order, match_names(order, named), strict=True)) if tree.listed else {}
    exact = _by_name(units)
    names = units["org_name"].to_list()
    rows = []
    for code, name, section, above in distinct.iter_rows():
        unit = by_code.get(code_digits(code) or code) if code else None
        how, guess = ("code" if unit is not None else None), None
        told = name or section
        if unit is None and told:
            unit = _exact(told, above, exact, units)
            how = "exact" if unit is not None else None
            if unit is None and told in matches and matches[told].guess_code is not None:
                how, guess = "near", int(matches[told].guess_code or 0)
        other = None
        if unit is not None:
            if name and section and org_key(name) != org_key(section):
                other = section
            elif how == "code" and told and org_key(told) != org_key(names[unit] or ""):
                other = told
        rows.append((
            tree.unknown if unit is None else unit, how,
            names[guess] if guess is not None else None,
            units["org_code"][guess] if guess is not None else None, other,
        ))  # fmt: skip
    schema = {
        "unit": pl.Int32, "unit_match": pl.String, "unit_guess": pl.String,
        "unit_guess_code": pl.String, "section_disagrees": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _first_active(units: pl.DataFrame, keys: list[str | None]) -> dict[str, int]:
    found: dict[str, int] = {}
    active = units["is_active"].to_list()
    for unit, key in enumerate(keys):
        if key and (key not in found or (active[unit] and not active[found[key]])):
            found[key] = unit
    return found


def _by_name(units: pl.DataFrame) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for unit, name in units.select("unit", "org_name").iter_rows():
        found.setdefault(org_key(name or ""), []).append(unit)
    return found


def _exact(
    told: str, above: str | None, exact: dict[str, list[int]], units: pl.DataFrame
) -> int | None:
    """The one unit of that name; of several, the active one or the one under the section's parent."""
    found = exact.get(org_key(told), [])
    if len(found) > 1 and spelt(told):
        names = units["org_name"]
        found = [unit for unit in found if spelt(names[unit] or "") == spelt(told)] or found
    if len(found) > 1 and above:
        parents = set(exact.get(org_key(above), ()))
        found = [unit for unit in found if units["parent"][unit] in parents] or found
    if len(found) > 1:
        found = [unit for unit in found if units["is_active"][unit]] or found
    return found[0] if len(found) == 1 else None
