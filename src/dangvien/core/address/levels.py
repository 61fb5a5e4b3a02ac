"""Level by level: which unit the pieces of an address mean. Rather unknown than wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from dangvien.core.address import gazetteer as names
from dangvien.core.address.gazetteer import Place, Shelf, find
from dangvien.core.address.pieces import CACHE, Name, Piece, readings
from dangvien.core.reference.units import Unit, full_name, in_sentence, province_name
from dangvien.core.reference.units import commune as current_commune

State = Literal["unknown", "current", "old", "split", "ambiguous"]

DISTRICT = frozenset({"quận", "huyện", "thị xã", "thành phố"})
WARD = frozenset({"phường", "xã", "thị trấn"})
COMMUNE = frozenset({"phường", "xã", "đặc khu"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the administrative part of an address means.

    `start`: where that part begins in the text; what stands before is house, street and hamlet.
    `commune`, `province`: current codes, where certain. `candidates`: what a person chooses from.
    `depth`: 3 a commune was found, 2 a district, 1 only a province, 0 nothing.
    """

    state: State = "unknown"
    start: int = 0
    commune: str | None = None
    province: str | None = None
    candidates: tuple[str, ...] = ()
    confidence: float = 0.0
    depth: int = 0

    @property
    def name(self) -> str:
        """The current name of what was found, "xã Tam Lư, tỉnh Thanh Hóa"."""
        if self.commune:
            return full_name(self.commune)
        return province_name(self.province) if self.province else ""


UNKNOWN = Resolution()


@lru_cache(CACHE)
def place_of(text: str) -> Place | None:
    """The province that a piece names; "TP Thanh Hóa" is a town, not the province."""
    for name in readings(text):
        place = names.places().get(name.key)
        if place and (name.kind in (None, "tỉnh") or name.kind in place.kinds):
            return place
    return None


def deeper(one: Resolution, other: Resolution) -> Resolution:
    return other if other.depth > one.depth else one


def choices(found: Resolution) -> tuple[str, ...]:
    return found.candidates or (found.name,)


def within(rest: list[Piece], start: int, place: Place) -> Resolution:
    province = place.new or the_one(map(names.successor_of, place.old))
    if not rest:
        state: State = "current" if place.new else "old" if province else "unknown"
        return Resolution(state, start, None, province, confidence=0.95, depth=1)
    only_province = Resolution("unknown", start, None, province, depth=1)
    second = readings(rest[-1].text)
    best = UNKNOWN
    for codes in (place.old, place.merged):
        districts, sure = districts_named(codes, second)
        if districts and best.depth < 3:
            best = deeper(best, _in_districts(rest, place, districts, sure))
    if best.depth:
        return best
    return _two_levels(rest, place) or _lost_district(rest, place) or only_province


def districts_named(provinces: tuple[str, ...], read: tuple[Name, ...]) -> tuple[list[Unit], float]:
    return _found((names.districts().get(code, {}) for code in provinces), read, DISTRICT)


def _found(
    shelves: Iterable[Shelf], read: tuple[Name, ...], kinds: frozenset[str]
) -> tuple[list[Unit], float]:
    """Units of all the shelves; as sure as the least sure of them."""
    units: list[Unit] = []
    sure = 1.0
    for shelf in shelves:
        some, some_sure = find(shelf, read, kinds)
        if some:
            units += some
            sure = min(sure, some_sure)
    return units, sure


def _in_districts(
    rest: list[Piece], place: Place | None, districts: list[Unit], sure: float
) -> Resolution:
    """A district is known: the ward is looked for in it and nowhere else."""
    second, third = rest[-1], rest[-2] if len(rest) > 1 else None
    if third:
        wards, ward_sure = _wards_in(districts, third)
        if wards:
            return _moved(wards, third.start, min(sure, ward_sure))
    own = tuple(code for unit in districts for code in unit.successors)
    if own:
        typed = third is not None and any(n.kind in WARD for n in readings(third.text))
        start = third.start if third and typed else second.start
        return _ended(own, start, sure, len(districts))
    all_codes = sorted({c for unit in districts for c in _successors(unit.code)})
    province = the_one(names.successor_of(unit.above) for unit in districts)
    if place and province and any(name.kind is None for name in readings(second.text)):
        same, _ = find(names.communes().get(province, {}), readings(second.text), COMMUNE)
        if same:  # "Quan Sơn, Thanh Hóa": the old district or the new commune (trap 3)
            told = tuple(f"{in_sentence(unit.name)} (cũ)" for unit in districts)
            choice = (*told, *dict.fromkeys(full_name(unit.code) for unit in same))
            return Resolution("ambiguous", second.start, None, province, choice, depth=2)
    state: State = "ambiguous" if third or len(districts) > 1 else "split"
    candidates = tuple(full_name(code) for code in all_codes)
    return Resolution(state, second.start, None, province, candidates, depth=2)


def _wards_in(districts: list[Unit], piece: Piece) -> tuple[list[Unit], float]:
    shelves = (names.wards().get(district.code, {}) for district in districts)
    return _found(shelves, readings(piece.text), WARD)


@lru_cache(1024)
def _successors(district: str) -> tuple[str, ...]:
    shelf = names.wards().get(district, {})
    units = {e.unit.code: e.unit for entries in shelf.values() for e in entries}
    return tuple(sorted({code for unit in units.values() for code in unit.successors}))


def _two_levels(rest: list[Piece], place: Place) -> Resolution | None:
    """Commune and province: the form in force, or an old ward without its district."""
    piece = rest[-1]
    read = readings(piece.text)
    province = place.new or the_one(map(names.successor_of, place.old))
    current, sure = find(names.communes().get(province or "", {}), read, COMMUNE)
    old, old_sure = _old_wards(place, read)
    if sure <= names.SURE["tone"]:  # Thuận Hòa is not Thuận Hóa
        current = []
    codes = {unit.code for unit in current}
    exact = [unit for unit in current if any(n.kind in (None, unit.kind) for n in read)]
    if exact and len(codes) == 1:
        (code,) = codes
        moved = {c for unit in old for c in unit.successors}
        renamed = not place.new or all(unit.valid_to for unit in exact)
        doubtful = moved and moved != {code} and (renamed or read[-1].kind is None)
        if not place.new and not _came_from(code, place):
            doubtful = True
        if doubtful:
            choice = tuple(full_name(c) for c in sorted(codes | moved))
            return Resolution("ambiguous", piece.start, None, province, choice, depth=3)
        state: State = "old" if renamed else "current"
        return Resolution(state, piece.start, code, province, confidence=sure, depth=3)
    if not old:
        return None
    found = _moved(old, piece.start, min(old_sure, 0.85))
    if old_sure <= names.SURE["tone"]:  # without its district a name must be as written
        return replace(found, state="ambiguous", commune=None, candidates=choices(found))
    typed = read[0].kind is not None and {unit.kind for unit in old} == {read[0].kind}
    return found if typed or found.state != "old" else replace(found, confidence=0.7)


def _old_wards(place: Place, read: tuple[Name, ...]) -> tuple[list[Unit], float]:
    for codes in (place.old, place.merged):
        shelves = (names.province_wards().get(code, {}) for code in codes)
        if (found := _found(shelves, read, WARD))[0]:
            return found
    return [], 0.0


def _came_from(code: str, place: Place) -> bool:
    """True when part of the commune lay in one of the old provinces of that name."""
    return any(code in _province_successors(old) for old in place.old)


@lru_cache(128)
def _province_successors(old: str) -> frozenset[str]:
    shelf = names.province_wards().get(old, {})
    return frozenset(c for entries in shelf.values() for e in entries for c in e.unit.successors)


def _lost_district(rest: list[Piece], place: Place) -> Resolution | None:
    """The district is in no list (abolished long ago, misspelt): the ward's name is only a hint."""
    if len(rest) < 2 or not any(n.kind in DISTRICT for n in readings(rest[-1].text)):
        return None
    wards, _ = _old_wards(place, tuple(n for n in readings(rest[-2].text) if n.kind in WARD))
    if not wards:
        return None
    found = _moved(wards, rest[-2].start, 0.0)
    return replace(found, state="ambiguous", commune=None, candidates=choices(found))


def without_province(pieces: list[Piece]) -> Resolution:
    """Ward and district whose names together are found once in the country."""
    last = readings(pieces[-1].text)
    districts, sure = find(names.districts()[""], last, DISTRICT)
    if not districts:
        return UNKNOWN
    typed = last[0].kind in DISTRICT
    if typed and sure == names.SURE["kind"]:  # "thành phố Quảng Ninh" is not huyện Quảng Ninh
        return UNKNOWN
    if len(pieces) > 1:
        third = readings(pieces[-2].text)
        wards, ward_sure = _wards_in(districts, pieces[-2])
        if wards and (typed or third[0].kind in WARD):
            return _moved(wards, pieces[-2].start, min(sure, ward_sure, 0.85))
    if typed and len(districts) == 1:
        return _in_districts(pieces, None, districts, sure)
    return UNKNOWN


def _moved(wards: list[Unit], start: int, sure: float) -> Resolution:
    wards = list({unit.code: unit for unit in wards}.values())
    codes = tuple(sorted({code for unit in wards for code in unit.successors}))
    return _ended(codes, start, sure, len(wards))


def _ended(codes: tuple[str, ...], start: int, sure: float, meant: int) -> Resolution:
    province = the_one(_province_of(code) for code in codes)
    if len(codes) == 1:
        return Resolution("old", start, codes[0], province, confidence=sure, depth=3)
    state: State = "split" if meant == 1 else "ambiguous"
    candidates = tuple(full_name(code) for code in codes)
    return Resolution(state, start, None, province, candidates, depth=3)


@lru_cache(4096)
def _province_of(commune: str) -> str:
    unit = current_commune(commune)
    return unit.above if unit else ""


def the_one(codes: Iterable[str]) -> str | None:
    distinct = set(codes)
    return distinct.pop() if len(distinct) == 1 else None
