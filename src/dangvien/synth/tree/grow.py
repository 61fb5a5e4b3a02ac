"""Grows the tree: every organisation with its code, and the cells in the order of the member list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from dangvien.synth.draw import Dice, dice
from dangvien.synth.places import Places, places
from dangvien.synth.tree import words
from dangvien.synth.tree.naming import Named, central_cells, commune_cells
from dangvien.synth.tree.sizes import groups, shares, sizes
from dangvien.synth.tree.villages import VILLAGES

_SCHEMA: dict[str, Any] = {
    "code": pl.String, "name": pl.String, "parent": pl.String, "form": pl.String,
    "kind": pl.String, "status": pl.String, "founded": pl.Date, "closed": pl.Date,
    "consent": pl.String, "cell": pl.Int64, "size": pl.Int64, "province": pl.String,
    "commune": pl.String, "trade": pl.String, "unit": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands between a province and its committees: a commune or a big agency."""

    name: str
    place: str
    kind: str
    province: str
    commune: str | None
    trade: str | None = None


@dataclass(slots=True)
class Tree:
    """`orgs`: every organisation, parents first; `cell` numbers those that hold members."""

    orgs: pl.DataFrame
    faults: list[dict[str, Any]] = field(default_factory=list)

    @property
    def cells(self) -> pl.DataFrame:
        """The cells with members, in the order in which the member list has them."""
        return self.orgs.with_row_index("org").filter(pl.col("cell").is_not_null()).sort("cell")


def grow(members: int, seed: int) -> Tree:
    """Grow a tree whose cells hold exactly `members` people."""
    rng, land = dice(seed, 1), places()
    cell_sizes = sizes(rng, members)
    roots = _roots(rng, land, members, len(cell_sizes))
    units = [(root, unit) for root in roots for unit in root[2]]
    counts = shares(rng, len(cell_sizes), len(units))
    rows: list[tuple[Any, ...]] = []
    first, seen, number = 0, "", 0
    for (root, unit), count in zip(units, counts, strict=True):
        if root[0] != seen:
            seen, number = root[0], 0
            form = words.TOP if seen in words.CENTRAL_CODES else words.PROVINCE
            rows.append(_row(_code(seen), root[1], None, form, words.PARTY, unit=root[1]))
        number += 1
        rows.extend(_unit(rng, unit, seen, number, cell_sizes[first : first + count], first))
        first += int(count)
    founded = _founded(rng, len(rows))
    orgs = pl.DataFrame(rows, schema=_SCHEMA, orient="row").with_columns(founded=founded)
    return Tree(orgs)


Root = tuple[str, str, list[Unit]]


def _roots(rng: Dice, land: Places, members: int, cells: int) -> list[Root]:
    wanted = int(np.clip(members // 700, 1, land.communes.height))
    order = ["38", *rng.permutation([c for c in land.provinces["code"] if c != "38"]).tolist()]
    provinces = sorted(order[: max(1, min(34, wanted // 4))])
    names = dict(land.provinces.select("code", "name").iter_rows())
    roots: list[Root] = []
    each = land.communes.filter(pl.col("province").is_in(provinces)).partition_by(
        "province", as_dict=True
    )
    total = sum(len(frame) for frame in each.values())
    for code in provinces:
        frame = each[(code,)]
        keep = max(1, round(wanted * len(frame) / total))
        chosen = np.sort(rng.permutation(len(frame))[:keep])
        units = [
            Unit(f"Đảng bộ {n[:1].lower()}{n[1:]}", s, n.removesuffix(s).strip(), code, c)
            for c, n, s in frame[chosen].select("code", "name", "short").iter_rows()
        ]
        short = (
            names[code].split(maxsplit=1)[1] if names[code].startswith("Tỉnh") else names[code][10:]
        )
        units += [
            Unit(f"Đảng bộ các cơ quan Đảng {short}", short, words.PARTY, code, None),
            Unit(f"Đảng bộ Ủy ban nhân dân {short}", short, words.STATE, code, None),
        ]
        roots.append((code, f"Đảng bộ {names[code][:1].lower()}{names[code][1:]}", units))
    if members >= 50_000:
        roots += [_central(*entry) for entry in words.CENTRAL]
    while sum(len(root[2]) for root in roots) > cells:
        max(roots, key=lambda root: len(root[2]))[2].pop()
    return [root for root in roots if root[2]]


def _central(code: str, name: str, trade: str) -> Root:
    kind = {"army": words.ARMY, "police": words.POLICE, "state": words.STATE}[trade]
    names = words.CENTRAL_UNITS[trade]
    return code, name, [Unit(f"Đảng bộ {n}", n, kind, "01", None, trade) for n in names]


def _unit(
    rng: Dice, unit: Unit, province: str, number: int, cell_sizes: Any, first: int
) -> Iterator[tuple[Any, ...]]:
    own = _code(province, number)
    yield _row(own, unit.name, _code(province), words.UPPER, unit.kind, unit=unit.name)
    named = iter(_names(rng, unit, len(cell_sizes)))
    place = 0
    for base, size in enumerate(groups(rng, len(cell_sizes)), 1):
        code = _code(province, number, base)
        if size == 1:
            yield _cell(
                next(named), code, own, words.BASE_CELL, unit, cell_sizes[place], first + place
            )
            place += 1
            continue
        total = int(cell_sizes[place : place + size].sum())
        name = f"Đảng bộ {_committee(rng, unit, base)}"
        yield _row(
            code, name, own, words.COMMITTEE, unit.kind, _consent(rng, total), unit=unit.name
        )
        section = _code(province, number, base, 1) if size >= 9 and rng.random() < 0.3 else None
        if section:
            yield _row(
                section, f"{name} - bộ phận 1", code, words.SECTION, unit.kind, unit=unit.name
            )
        for leaf in range(1, size + 1):
            inside = section is not None and leaf <= 3
            child = _code(province, number, base, 1 if inside else 0, leaf)
            parent = section if section is not None and inside else code
            yield _cell(
                next(named), child, parent, words.CELL, unit, cell_sizes[place], first + place
            )
            place += 1


def _names(rng: Dice, unit: Unit, count: int) -> list[Named]:
    if unit.trade:
        return central_cells(rng, unit.trade, unit.kind, unit.place, count)
    trades = words.COMMUNE if unit.commune else words.PROVINCIAL
    return commune_cells(rng, trades, unit.province, unit.name.removeprefix("Đảng bộ ").capitalize(),
                         unit.place, count)  # fmt: skip


def _committee(rng: Dice, unit: Unit, base: int) -> str:
    part = VILLAGES[int(rng.integers(0, len(VILLAGES)))]
    return f"liên cơ quan {unit.place} {base}" if not unit.commune else f"khu vực {part} {base}"


def _consent(rng: Dice, total: int) -> str | None:
    if total >= 45:
        return None
    return f"Công văn số {int(rng.integers(10, 900))}-CV/ĐU"


def _founded(rng: Dice, count: int) -> pl.Series:
    days = rng.integers(0, 20_000, count)
    new = rng.random(count) < 0.4
    old = np.datetime64("1970-02-03") + days.astype("timedelta64[D]")
    return pl.Series(np.where(new, np.datetime64("2025-07-01"), old).astype("datetime64[D]"))


def _cell(
    named: Named, code: str, parent: str, form: str, unit: Unit, size: int, number: int
) -> tuple[Any, ...]:
    name, trade, kind = named
    row = _row(code, name, parent, form, kind or unit.kind, unit=unit.name)
    return (*row[:9], number, int(size), unit.province, unit.commune, trade, unit.name)


def _row(
    code: str, name: str, parent: str | None, form: str, kind: str, consent: str | None = None, *,
    unit: str,
) -> tuple[Any, ...]:  # fmt: skip
    return (code, name, parent, form, kind, words.ACTIVE, None, None, consent,
            None, None, None, None, None, unit)  # fmt: skip


def _code(province: str, *parts: int) -> str:
    padded = [*parts, *([0] * (4 - len(parts)))]
    return ".".join([province, *(f"{part:03d}" for part in padded)])
