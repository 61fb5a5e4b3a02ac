"""The facets beside the grid and the chips above it: plain addresses, each with its count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dangvien.core.rules import get
from dangvien.orgs.scope import paths
from dangvien.orgs.words import CELLS
from dangvien.worklists import words
from dangvien.worklists.grid.asked import HOLDERS, Asked
from dangvien.worklists.grid.cube import Cube
from dangvien.worklists.grid.reach import WORK, Reach, Unit

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. `count` None: too many units to count. `deep`: belongs to the one above."""

    words: str
    count: int | None
    address: str
    on: bool
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: what is seen at once, and what is folded."""

    key: str
    title: str
    options: tuple[Option, ...]
    folded: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """The units to choose from: as a list that opens, for there are many. `up`: one level wider."""

    shown: str
    options: tuple[Option, ...]
    chosen: bool
    up: Option | None = None


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
               {key: reach.holders[key] for key in HOLDERS}, cube, asked),
    ]  # fmt: skip


def units(cube: Cube, asked: Asked, reach: Reach) -> Units:
    """The cells in reach, those with something to do; where there are many, the next level.

    A unit of the next level leads to the one below it, and `up` back again.
    """
    known = reach.few or reach.org is not None
    counts: Counter[str] = cube.counts(asked, "chi-bo") if known else Counter()
    if asked.units and reach.org is not None and not reach.few:
        counts[str(reach.org.pk)] = counts.total()  # the unit one stands in holds all below it
    options = [
        Option(one.name, counts[str(pk)] if known else None,
               asked.toggled("chi-bo", str(pk)).query(), str(pk) in asked.units)
        for pk, one in reach.units.items()
        if str(pk) in asked.units or counts[str(pk)] or _offered(one, reach)
    ]  # fmt: skip
    if known:
        options.sort(key=lambda one: (not one.on, -(one.count or 0), one.words))
    what = "chi bộ" if reach.few else "đơn vị"
    chosen = next((one.words for one in options if one.on), "")
    if not chosen and asked.units and reach.org:
        chosen = reach.org.name
    return Units(chosen or f"Tất cả {len(options)} {what}", tuple(options), bool(asked.units),
                 _up(asked, reach))  # fmt: skip


def _up(asked: Asked, reach: Reach) -> Option | None:
    """Back to the superior of the unit asked for, as far as the person's own reach goes."""
    if not asked.units or reach.above is None:
        return None
    own = reach.above.path in paths(reach.user, WORK)  # as wide as the person's reach is
    wider = replace(asked.plain(), units=() if own else (str(reach.above.pk),))
    return Option(f"Lên {reach.above.name}", None, wider.query(), on=False)


def _offered(unit: Unit, reach: Reach) -> bool:
    """Whether a unit stands in the list even with nothing to do: every cell, or the next level."""
    return unit.form in CELLS if reach.few else unit.path not in reach.tops


def chips(asked: Asked, reach: Reach) -> list[Chip]:
    """The facets in force, each to be taken away."""
    named: list[tuple[str, str, str]] = [
        *(("muc", one, words.SEVERITIES[one]) for one in asked.severities),
        *(("loai", one, _kind(one)) for one in asked.kinds),
        *(("dang-o", one, f"Đang ở: {reach.holders[one]}") for one in asked.holders),
        *(("chi-bo", one, _unit(one, reach)) for one in asked.units),
    ]
    return [Chip(text, asked.toggled(name, value).query()) for name, value, text in named]


def _facet(key: str, title: str, named: dict[str, str], cube: Cube, asked: Asked) -> Facet:
    counts = cube.counts(asked, key)
    return Facet(key, title, tuple(_options(key, named.items(), counts, asked)))


def _subjects(cube: Cube, asked: Asked) -> Facet:
    """Subjects with something in them, the fullest first; one that was chosen opens into its rules."""
    counts = cube.counts(asked, "loai")
    opened = {words.SUBJECT_OF.get(one, one) for one in asked.kinds}
    named = [key for key in words.SUBJECTS if counts[key] or key in opened]
    named.sort(key=lambda key: (key not in opened, -counts[key]))
    options: list[Option] = []
    for key in named:
        options += (
            _with_rules(key, counts, asked) if key in opened else [_subject(key, counts, asked)]
        )
    most = max(SHOWN, sum(one.on or one.deep for one in options) + len(opened))
    return Facet("loai", "Loại việc", tuple(options[:most]), tuple(options[most:]))


def _subject(key: str, counts: Counter[str], asked: Asked) -> Option:
    """A subject; chosen, it takes the place of those of its rules that were chosen alone."""
    rules = words.SUBJECTS[key][1]
    wider = replace(asked, kinds=tuple(one for one in asked.kinds if one not in rules))
    address = wider.toggled("loai", key).query()
    return Option(words.SUBJECTS[key][0], counts[key], address, key in asked.kinds)


def _with_rules(key: str, counts: Counter[str], asked: Asked) -> list[Option]:
    """A subject that is open, and below it the rules it holds; one of them narrows the subject."""
    narrower = replace(asked, kinds=tuple(one for one in asked.kinds if one != key))
    rules = [one for one in words.SUBJECTS[key][1] if counts[one] or one in asked.kinds]
    below = [
        Option(_kind(one), counts[one], narrower.toggled("loai", one).query(), one in asked.kinds,
               deep=True)
        for one in sorted(rules, key=lambda one: -counts[one])
    ]  # fmt: skip
    return [_subject(key, counts, asked), *(below if len(below) > 1 else ())]


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
