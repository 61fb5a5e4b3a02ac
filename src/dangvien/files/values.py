"""Fields of the members of a table, made from its columns by the recipes of a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from dangvien.core.schema import FIELDS
from dangvien.files.plan import Column, Plan, Recipe

UNTICKED = ["0", "-", "không", "false", "."]
_DATE = r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[/.\-]\d{4}|\d{4}"
_DATES = re.compile(_DATE)
_BETWEEN = (re.compile(r"\n"), re.compile(r"[;,/]| [-–] "))


def settle(plan: Plan, frame: pl.DataFrame) -> Plan:
    """Decide by what the cells hold where headings alone cannot: ticks or dates, years or marks."""
    recipes = dict(plan.recipes)
    births = recipes.get("birth_date")
    if births and births.how == "by_sex" and not _share(frame, births, r"\d"):
        del recipes["birth_date"]
    kinds = recipes.get("member_type")
    if kinds and kinds.how == "ticks" and _share(frame, kinds, _DATE) > 0.5:
        del recipes["member_type"]
        for name, position in zip(
            ("official_date", "admission_date"), kinds.positions, strict=True
        ):
            if position >= 0:
                recipes.setdefault(name, Recipe("one", (position,)))
    return replace(plan, recipes=recipes)


def _share(frame: pl.DataFrame, recipe: Recipe, pattern: str) -> float:
    cells = [cell(frame, position) for position in recipe.positions if position >= 0]
    filled = sum(len(column) - column.null_count() for column in cells)
    hits = sum(int(column.str.contains(pattern).sum()) for column in cells)
    return hits / filled if filled else 0.0


def fields(plan: Plan, frame: pl.DataFrame) -> list[pl.Series]:
    """One column for each field of the plan; `frame` holds the members' cells."""
    return [_made(name, recipe, frame) for name, recipe in plan.recipes.items()]


def _made(name: str, recipe: Recipe, frame: pl.DataFrame) -> pl.Series:
    cells = [cell(frame, position) for position in recipe.positions]
    match recipe.how:
        case "one":
            made = cells[0]
        case "words":
            made = _joined(cells, " ")
        case "place":
            made = _joined(cells, ", ")
        case "date":
            made = _joined(cells, "/")
        case "piece":
            made = _piece(cells[0], recipe.fields, name)
        case "by_sex":
            dated = [pl.select(pl.when(c.str.contains(r"\d")).then(c)).to_series() for c in cells]
            made = _joined(dated, "; ")
        case "sex":
            made = _chosen(cells, ("Nam", "Nữ"), alone=recipe.positions[0] < 0)
        case "ticks":
            made = _chosen(cells, ("Chính thức", "Dự bị"), alone=False)
    return made.alias(name)


def cell(frame: pl.DataFrame, position: int) -> pl.Series:
    """The cells of a column; nothing where the sheet holds nothing there."""
    if str(position) in frame.columns:
        return frame[str(position)]
    return pl.Series([None] * frame.height, dtype=pl.String)


def _joined(cells: Sequence[pl.Series], between: str) -> pl.Series:
    text = pl.concat_str([*cells], separator=between, ignore_nulls=True)
    return pl.select(pl.when(text != "").then(text)).to_series()


def _chosen(cells: Sequence[pl.Series], words: tuple[str, str], *, alone: bool) -> pl.Series:
    """The word of the one ticked column; `alone`: only the second exists, blank is the first."""
    first, second = (
        cell.is_not_null()
        & ~cell.str.to_lowercase().str.strip_chars().is_in(UNTICKED).fill_null(False)
        for cell in cells
    )
    other = pl.lit(words[0]) if alone else pl.when(first & ~second).then(pl.lit(words[0]))
    return pl.select(pl.when(second & ~first).then(pl.lit(words[1])).otherwise(other)).to_series()


def _piece(cell: pl.Series, stacked: tuple[str, ...], name: str) -> pl.Series:
    index = stacked.index(name)
    dates = all(FIELDS[field].kind == "date" for field in stacked)
    pieces = {text: _split(text, len(stacked), dates=dates) for text in cell.unique() if text}
    made = [pieces[text][index] if text else None for text in cell]
    return pl.Series(made, dtype=pl.String)


def _split(text: str, count: int, *, dates: bool) -> list[str | None]:
    """The pieces of a stacked cell; one that cannot be told apart stays whole, as the first."""
    ways = [way.split(text.strip()) for way in _BETWEEN]
    if dates:
        ways[1] = _DATES.findall(text)
    found = next((pieces for pieces in ways if len(pieces) == count), [text])
    return [piece.strip() or None for piece in found] + [None] * (count - len(found))


def same(frame: pl.DataFrame, one: Column, other: Column) -> bool:
    """Tell whether two columns hold the same cells."""
    return cell(frame, one.position).equals(cell(frame, other.position), check_names=False)
