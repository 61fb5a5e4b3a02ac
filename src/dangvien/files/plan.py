"""Which columns of a table feed which fields, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from dangvien.files.headings import Table, key
from dangvien.files.meaning import Meaning

IDENTIFIERS = ("citizen_id", "old_id_number", "card_number", "file_number")
_ANCHORS: dict[str, tuple[str, ...]] = {
    "member": ("full_name", *IDENTIFIERS),
    "organisation": ("org_code", "org_name"),
}

How = Literal["one", "words", "place", "date", "piece", "by_sex", "sex", "ticks"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column under a header; positions count from 0.

    `heading` is shown to people, `span` is where the merged heading above it begins.
    """

    position: int
    heading: str
    stack: tuple[str, ...]
    meaning: Meaning
    span: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a field is made: from which columns, by which of the ways in `values`."""

    how: How
    positions: tuple[int, ...]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Columns under a header, the recipe of each field, and the columns that lost to a better one.

    `twins` are pairs of columns with one and the same heading.
    """

    table: Table
    columns: tuple[Column, ...]
    recipes: dict[str, Recipe] = field(default_factory=dict)
    losers: tuple[tuple[Column, str], ...] = ()
    twins: tuple[tuple[Column, Column], ...] = ()

    def positions(self, *fields: str) -> list[int]:
        """Columns that feed any of the fields."""
        made = [self.recipes[name] for name in fields if name in self.recipes]
        return sorted({position for recipe in made for position in recipe.positions})

    @property
    def numbering(self) -> list[int]:
        """Columns of running numbers."""
        return [c.position for c in self.columns if c.meaning.part == "number"]

    @property
    def usable(self) -> bool:
        """At least two headings are known, a name or an identifier among them."""
        return any(name in self.recipes for name in _ANCHORS[self.table]) and self.score >= 2

    @property
    def score(self) -> int:
        """Number of fields found, and one for a column of running numbers."""
        return len(self.recipes) + bool(self.numbering)


def plan(columns: Sequence[Column], table: Table) -> Plan:
    """Give each field the column with the best heading, and the rest of its parts."""
    twins, single = _twins(columns)
    recipes: dict[str, Recipe] = {}
    losers: list[tuple[Column, str]] = []
    named = [c for c in single if c.meaning.fields]
    for column in sorted(named, key=lambda c: (c.meaning.rank, c.position)):
        fields = column.meaning.fields
        for name in fields:
            how: How = "piece" if len(fields) > 1 else "one"
            if name in recipes:
                losers.append((column, name))
            else:
                recipes[name] = Recipe(how, (column.position,), fields)
    if table == "member":
        _join_names(single, recipes)
        _join_parts(single, recipes)
    used = {position for recipe in recipes.values() for position in recipe.positions}
    losers = [(column, name) for column, name in losers if column.position not in used]
    return Plan(table, tuple(columns), recipes, tuple(losers), tuple(twins))


def _twins(columns: Sequence[Column]) -> tuple[list[tuple[Column, Column]], list[Column]]:
    """Pairs of columns with one heading, and the columns without the second of each pair."""
    first: dict[str, Column] = {}
    twins, single = [], []
    for column in columns:
        name = key(" ".join(column.stack))
        known = first.get(name)
        if known and column.span == column.position and column.meaning.part != "number":
            twins.append((known, column))
            continue
        single.append(column)
        if name and column.span == column.position:
            first[name] = column
    return twins, single


def _join_names(columns: Sequence[Column], recipes: dict[str, Recipe]) -> None:
    """A name in two columns: under one merged heading, or "Họ và chữ đệm" beside "Tên"."""
    given = [c.position for c in columns if c.meaning.part == "given_name"]
    family = [c.position for c in columns if c.meaning.part == "family_name"]
    if "full_name" in recipes:
        (position, *_) = recipes["full_name"].positions
        heads = {c.position: c for c in columns}
        if key(heads[position].stack[-1]) == "ten" and family:
            given = [position]
        else:
            spanned = [c.position for c in columns if c.span == position]
            if len(spanned) > 1:
                recipes["full_name"] = Recipe("words", tuple(spanned))
            return
    if family or given:
        recipes["full_name"] = Recipe("words", (*family[:1], *given[:1]))


def _join_parts(columns: Sequence[Column], recipes: dict[str, Recipe]) -> None:
    """Fields whose value is told by the column it stands in, or spread over columns."""
    parts: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    for column in columns:
        part = column.meaning.part
        parts.setdefault(part, column.position)
        places.setdefault(part, []).append(column.position)
    for male, female in (("male_birth", "female_birth"), ("male", "female")):
        pair = (parts.get(male, -1), parts.get(female, -1))
        if pair != (-1, -1):
            recipes.setdefault("sex", Recipe("sex", pair))
            if male == "male_birth" or "birth_date" not in recipes:
                recipes.setdefault("birth_date", Recipe("by_sex", pair))
    kinds = (parts.get("official", -1), parts.get("probationary", -1))
    if kinds != (-1, -1):
        recipes.setdefault("member_type", Recipe("ticks", kinds))
    days = [parts[name] for name in ("birth_day", "birth_month", "birth_year") if name in parts]
    if days:
        recipes.setdefault("birth_date", Recipe("date", tuple(days)))
    for name in ("hometown", "permanent_address", "temporary_address", "birth_place"):
        if name in places:
            recipes.setdefault(name, Recipe("place", tuple(places[name])))
