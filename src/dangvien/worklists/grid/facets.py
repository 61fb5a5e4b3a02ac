"""The facets beside the grid and the chips above it: plain addresses, each with its count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dangvien.core.rules import get
from dangvien.orgs.words import CELLS
from dangvien.worklists import words
from dangvien.worklists.grid.asked import HOLDERS, Asked
from dangvien.worklists.grid.cube import Cube
from dangvien.worklists.grid.reach import Reach, Unit
from dangvien.worklists.grid.rows import holder_words

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. `count` None: too many units to count one by one."""

    words: str
    count: int | None
    address: str
    on: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: what is seen at once, and what is folded."""

    key: str
    title: str
    options: tuple[Option, ...]
    folded: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """The units to choose from: as a list that opens, for there are many."""

    shown: str
    options: tuple[Option, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One facet in force, and the address without it."""

    words: str
    address: str


def facets(cube: Cube, asked: Asked, reach: Reach) -> list[Facet]:
    """Severity, subject, where it lies."""
    return [
        _facet("muc", "Mức", words.SEVERITIES, cube, asked),
        _subjects(cube, asked),
        _facet("dang-o", "Đang ở",
               {key: holder_words(key, reach.province) for key in HOLDERS}, cube, asked),
    ]  # fmt: skip


def units(cube: Cube, asked: Asked, reach: Reach) -> Units:
    """The cells in reach, those with something to do; where there are many, the next level."""
    counts: Counter[str] = cube.counts(asked, "chi-bo") if reach.few else Counter()
    options = [
        Option(one.name, counts[str(pk)] if reach.few else None,
               asked.toggled("chi-bo", str(pk)).query(), str(pk) in asked.units)
        for pk, one in reach.units.items()
        if str(pk) in asked.units or counts[str(pk)] or _offered(one, reach)
    ]  # fmt: skip
    if reach.few:
        options.sort(key=lambda one: (-(one.count or 0), one.words))
    what = "chi bộ" if reach.few else "đơn vị"
    chosen = next((one.words for one in options if one.on), "")
    if not chosen and asked.units and reach.org:
        chosen = reach.org.name
    return Units(chosen or f"Tất cả {len(options)} {what}", tuple(options), bool(asked.units))


def _offered(unit: Unit, reach: Reach) -> bool:
    """Whether a unit stands in the list even with nothing to do: every cell, or the next level."""
    return unit.form in CELLS if reach.few else unit.path not in reach.tops


def chips(asked: Asked, reach: Reach) -> list[Chip]:
    """The facets in force, each to be taken away."""
    named: list[tuple[str, str, str]] = [
        *(("muc", one, words.SEVERITIES[one]) for one in asked.severities),
        *(("loai", one, _kind(one)) for one in asked.kinds),
        *(("dang-o", one, f"Đang ở: {holder_words(one, reach.province)}") for one in asked.holders),
        *(("chi-bo", one, _unit(one, reach)) for one in asked.units),
    ]
    return [Chip(text, asked.toggled(name, value).query()) for name, value, text in named]


def _facet(key: str, title: str, named: dict[str, str], cube: Cube, asked: Asked) -> Facet:
    counts = cube.counts(asked, key)
    return Facet(key, title, tuple(_options(key, named.items(), counts, asked)))


def _subjects(cube: Cube, asked: Asked) -> Facet:
    """Subjects with something in them, the fullest first; a rule asked for by its code stands on top."""
    counts = cube.counts(asked, "loai")
    rules = [(one, _kind(one)) for one in asked.kinds if one not in words.SUBJECTS]
    named = [
        (key, name)
        for key, (name, _) in words.SUBJECTS.items()
        if counts[key] or key in asked.kinds
    ]
    named.sort(key=lambda one: (one[0] not in asked.kinds, -counts[one[0]]))
    options = tuple(_options("loai", [*rules, *named], counts, asked))
    most = max(SHOWN, sum(one.on for one in options))
    return Facet("loai", "Loại việc", options[:most], options[most:])


def _options(
    key: str, named: Iterable[tuple[str, str]], counts: Counter[str], asked: Asked
) -> Iterable[Option]:
    on = {value for values in (asked.severities, asked.kinds, asked.holders) for value in values}
    return (
        Option(name, counts[value], asked.toggled(key, value).query(), value in on)
        for value, name in named
    )


def _kind(key: str) -> str:
    return words.SUBJECTS[key][0] if key in words.SUBJECTS else words.title(key, get(key).severity)


def _unit(pk: str, reach: Reach) -> str:
    if int(pk) in reach.units:
        return reach.units[int(pk)].name
    return reach.org.name if reach.org else ""
