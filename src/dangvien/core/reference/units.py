"""Administrative units by period: 63 provinces and three tiers to 2025-06-30, two tiers since.

Nearly every code of a new commune is a re-used ward code and two in three carry another name, so a
code means nothing without its period. Tables: `data/SOURCES.md`, section "administrative units".
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
TWO_WORDS = ("thành phố", "thị xã", "thị trấn", "đặc khu")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit in one period.

    `name` with its kind ("Xã Tam Lư"), `above` the code of the unit above, `valid_from` and
    `valid_to` ISO days ("" when open), `successors` codes of the period that follows, `former`
    names that the unit took over before 2025 (of wards and districts: kind and folded key).
    """

    code: str
    name: str
    kind: str
    bare: str
    above: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()
    former: tuple[str, ...] = ()

    def holds(self, on: date) -> bool:
        """True when the unit existed under this name on that day."""
        day = on.isoformat()
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


@cache
def provinces() -> tuple[Unit, ...]:
    """Provinces of both periods, old ones first."""
    return _read("provinces.csv")


@cache
def districts() -> tuple[Unit, ...]:
    """The 696 districts as of 2025-06-30; the five islands without wards have a successor."""
    return _read("districts_2025_06.csv", above="province")


@cache
def wards() -> tuple[Unit, ...]:
    """The 10,035 wards as of 2025-06-30 with their successors; `above` is the district."""
    return _read("wards_2025_06.csv", above="district")


@cache
def communes() -> tuple[Unit, ...]:
    """Communes since 2025-07-01, one row per name in force; `above` is the province."""
    return _read("communes.csv", above="province")


def commune(code: str, on: date | None = None) -> Unit | None:
    """The commune of a code on a day since 2025-07-01, by default the latest."""
    return _held(_by_code(communes), code, on)


def province(code: str, on: date | None = None) -> Unit | None:
    """The province of a code on a day, by default the latest; an old code has no latest."""
    return _held(_by_code(provinces), code, on)


@cache
def in_sentence(name: str) -> str:
    """Name as written within a sentence: "xã Tam Lư", "tỉnh Thanh Hóa", "Thành phố Hồ Chí Minh"."""
    return name if name == "Thành phố Hồ Chí Minh" else name[0].lower() + name[1:]


@lru_cache(1 << 14)
def full_name(code: str, on: date | None = None) -> str:
    """Names of a commune and its province on a day, the latest by default: "xã X, tỉnh Y"."""
    unit = _held(_by_code(communes), code, on) or _by_code(communes)[code][-1]
    return f"{in_sentence(unit.name)}, {province_name(unit.above, on)}"


def province_name(code: str, on: date | None = None) -> str:
    """Name of a province on a day, the latest by default: "tỉnh Thanh Hóa"."""
    return in_sentence((_held(_by_code(provinces), code, on) or _by_code(provinces)[code][-1]).name)


@cache
def _by_code(list_units: Callable[[], tuple[Unit, ...]]) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in list_units():
        found.setdefault(unit.code, []).append(unit)
    return found


def _held(found: dict[str, list[Unit]], code: str, on: date | None) -> Unit | None:
    for unit in reversed(found.get(code, ())):
        if unit.holds(on) if on else not unit.valid_to:
            return unit
    return None


def _read(file: str, above: str = "") -> tuple[Unit, ...]:
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return tuple(_unit(row, above) for row in csv.DictReader(opened))


def _unit(row: dict[str, str], above: str) -> Unit:
    kind, bare = split_kind(row["name"])
    former = row.get("former", "")
    return Unit(
        row["code"], row["name"], kind, bare, row.get(above, ""),
        row.get("valid_from", ""), row.get("valid_to", ""),
        tuple((row.get("successors") or row.get("successor", "")).split()),
        tuple(former.split("; ")) if former else (),
    )  # fmt: skip


def split_kind(name: str) -> tuple[str, str]:
    """Kind (lower case) and bare name: "Thị xã Sa Pa" → ("thị xã", "Sa Pa")."""
    words = name.split()
    size = 2 if " ".join(words[:2]).lower() in TWO_WORDS else 1
    return " ".join(words[:size]).lower(), " ".join(words[size:])
