"""Names of units by folded key, per period and per unit above: what a piece can be looked up in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from dangvien.core.address.pieces import Name, key, letters, toned
from dangvien.core.reference import units
from dangvien.core.reference.units import Unit

# Short and other spellings in daily use → the province's name.
_SPELLINGS = {
    "hn": "Hà Nội", "hcm": "Hồ Chí Minh", "hochiminhcity": "Hồ Chí Minh", "saigon": "Hồ Chí Minh",
    "sg": "Hồ Chí Minh", "hp": "Hải Phòng", "brvt": "Bà Rịa - Vũng Tàu", "tthue": "Thừa Thiên Huế",
    "thuathien": "Thừa Thiên Huế", "daclac": "Đắk Lắk", "daklac": "Đắk Lắk", "daclak": "Đắk Lắk",
    "dacnong": "Đắk Nông", "baccan": "Bắc Kạn",
}  # fmt: skip
SURE = {"kind": 0.85, "former": 0.75, "tone": 0.8}


class Place(NamedTuple):
    """A province name: the old provinces and the new one so named, and the kinds it goes with."""

    old: tuple[str, ...]
    new: str | None
    kinds: frozenset[str]

    @property
    def merged(self) -> tuple[str, ...]:
        """Old provinces that went into the new one, besides those of the same name."""
        return tuple(c for c in _parts().get(self.new or "", ()) if c not in self.old)


class Entry(NamedTuple):
    """A unit under one of its names; `kind` is the kind in that name."""

    unit: Unit
    kind: str
    former: bool


Shelf = dict[str, list[Entry]]


@cache
def _parts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for unit in units.provinces():
        if unit.successors:
            found.setdefault(unit.successors[0], []).append(unit.code)
    return found


def successor_of(old_province: str) -> str:
    """Code of the province that an old province went into."""
    return _old_provinces()[old_province].successors[0]


@cache
def _old_provinces() -> dict[str, Unit]:
    return {unit.code: unit for unit in units.provinces() if unit.successors}


@cache
def places() -> dict[str, Place]:
    """Provinces of every period by folded bare name; abolished ones stand for several."""
    found: dict[str, Place] = {}

    def add(bare: str, kind: str, old: str | None, new: str | None) -> None:
        folded = key(bare)
        place = found.get(folded, Place((), None, frozenset()))
        olds = (*place.old, old) if old and old not in place.old else place.old
        found[folded] = Place(olds, new or place.new, place.kinds | {kind})

    for unit in units.provinces():
        old, new = (unit.code, None) if unit.successors else (None, unit.code)
        add(unit.bare, unit.kind, old, new)
        for name in unit.former:
            kind, bare = units.split_kind(name)
            add(bare, kind, old, new)
    for spelling, name in _SPELLINGS.items():
        found.setdefault(key(spelling), found[key(name)])
    return found


@cache
def districts() -> dict[str, Shelf]:
    """Districts by old province, then by key; under "" those of the whole country."""
    found: dict[str, Shelf] = {"": {}}
    for unit in units.districts():
        for shelf in (found.setdefault(unit.above, {}), found[""]):
            _put(shelf, unit)
    return found


@cache
def wards() -> dict[str, Shelf]:
    """Old wards by district, then by key."""
    return _shelves(units.wards(), lambda unit: unit.above)


@cache
def province_wards() -> dict[str, Shelf]:
    """Old wards by old province, then by key."""
    above = {unit.code: unit.above for unit in units.districts()}
    return _shelves(units.wards(), lambda unit: above[unit.above])


@cache
def communes() -> dict[str, Shelf]:
    """Communes since 2025-07-01 by province, then by key."""
    return _shelves(units.communes(), lambda unit: unit.above)


@cache
def district_of(code: str) -> Unit:
    """The old district of a code."""
    return next(unit for unit in units.districts() if unit.code == code)


def _shelves(listed: Iterable[Unit], above: Callable[[Unit], str]) -> dict[str, Shelf]:
    found: dict[str, Shelf] = {}
    for unit in listed:
        _put(found.setdefault(above(unit), {}), unit)
    return found


def _put(shelf: Shelf, unit: Unit) -> None:
    shelf.setdefault(key(unit.bare), []).append(Entry(unit, unit.kind, False))
    for name in unit.former:
        kind, bare = units.split_kind(name)
        shelf.setdefault(key(bare), []).append(Entry(unit, kind, True))


def find(shelf: Shelf, names: Iterable[Name], kinds: frozenset[str]) -> tuple[list[Unit], float]:
    """Units that one of the names can mean, and how sure: exact kind and spelling first.

    Names of another level (`kinds`) are passed over; a bare number is never a name.
    """
    for name in names:
        if name.kind not in kinds and name.kind is not None:
            continue
        if name.kind is None and name.key.isdigit():
            continue
        if entries := _spelt(shelf.get(name.key, []), name):
            return _of_kind(entries, name)
    return [], 0.0


def _spelt(entries: list[Entry], name: Name) -> list[Entry]:
    """Entries whose letters agree; tones decide only between several."""
    if not name.accented or not entries:
        return entries
    if not name.words.isascii():
        entries = [e for e in entries if e.former or letters(e.unit.bare) == letters(name.words)]
    if len(entries) > 1:
        return [e for e in entries if _as_written(e, name)] or entries
    return entries


def _as_written(entry: Entry, name: Name) -> bool:
    return not entry.former and (letters(entry.unit.bare), toned(entry.unit.bare)) == (
        letters(name.words), toned(name.words)
    )  # fmt: skip


def _of_kind(entries: list[Entry], name: Name) -> tuple[list[Unit], float]:
    if len(entries) == 1 and entries[0].kind == name.kind and not entries[0].former:
        chosen, sure = entries, 0.95
    else:
        chosen, sure = _best_kind(entries, name)
    own = [e for e in chosen if not e.former]
    if not name.words.isascii() and not all(_as_written(e, name) for e in own):
        sure = min(sure, SURE["tone"])
    return list({(e.unit.code, e.unit.name): e.unit for e in chosen}.values()), sure


def _best_kind(entries: list[Entry], name: Name) -> tuple[list[Entry], float]:
    """The kind that is written; else any kind, and names that were abolished before 2025."""
    real = [e for e in entries if not e.former]
    if exact := [e for e in real if e.kind == name.kind]:
        return exact, 0.95
    if name.kind is None and real:
        return real, 0.9
    past = [e for e in entries if e.former and name.kind in (None, e.kind)]
    return real + past, SURE["former" if past else "kind"]
