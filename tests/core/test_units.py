"""The tables of units, against the yardstick where it lies beside the project."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from dangvien.core.reference import units
from dangvien.core.text import tones

YARDSTICK = Path(__file__).resolve().parents[3] / "shared" / "reference"
beside = pytest.mark.skipif(
    not YARDSTICK.is_dir(), reason="the yardstick ../shared/reference is not beside the project"
)
# The conversion table says "whole"; the notes of both communes in the NSO list say "a part of it".
TOLD_TWO_WAYS = {"23053"}


def rows(file: str) -> list[dict[str, str]]:
    with (YARDSTICK / file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_there_are_as_many_units_as_the_law_made() -> None:
    assert len(units.wards()) == 10_035
    assert len({unit.code for unit in units.communes()}) == 3_321
    assert len([unit for unit in units.provinces() if unit.successors]) == 63
    assert len({unit.code for unit in units.provinces() if not unit.successors}) == 34


def test_every_old_ward_went_somewhere_that_exists() -> None:
    codes = {unit.code for unit in units.communes()}
    assert all(unit.successors and set(unit.successors) <= codes for unit in units.wards())


def test_a_code_means_nothing_without_its_period() -> None:
    old = {unit.code: unit.name for unit in units.wards()}
    now = units.commune("00004")
    assert now is not None
    assert (old["00004"], now.name) == ("Phường Trúc Bạch", "Phường Ba Đình")


@pytest.mark.parametrize(
    ("day", "province", "commune"),
    [
        (date(2025, 6, 30), "Tỉnh Đồng Nai", None),
        (date(2025, 7, 1), "Tỉnh Đồng Nai", "Xã Long Thành"),
        (date(2026, 4, 29), "Tỉnh Đồng Nai", "Xã Long Thành"),
        (date(2026, 4, 30), "Thành phố Đồng Nai", "Phường Long Thành"),
    ],
)
def test_names_follow_the_day(day: date, province: str, commune: str | None) -> None:
    held, ward = units.province("75", day), units.commune("26368", day)
    assert held is not None
    assert held.name == province
    assert (ward.name if ward else None) == commune


def test_three_provinces_and_22_communes_changed_in_2026() -> None:
    def changed(listed: tuple[units.Unit, ...]) -> set[str]:
        return {unit.code for unit in listed if unit.valid_from >= "2026"}

    assert changed(units.provinces()) == {"22", "24", "75"}
    assert len(changed(units.communes())) == 22


def test_names_within_a_sentence() -> None:
    assert units.full_name("15019") == "xã Tam Lư, tỉnh Thanh Hóa"
    assert units.full_name("26740") == "phường Sài Gòn, Thành phố Hồ Chí Minh"


@beside
def test_old_wards_went_where_the_yardstick_says() -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for row in rows("ward_map_old_to_new_2025.csv"):
        told[row["old_ward_code"]].add(row["new_ward_code"])
    told.pop("")  # islands and a mudflat, which had no ward
    ours = {unit.code: set(unit.successors) for unit in units.wards()}
    assert ours.keys() == told.keys()
    assert {code for code in told if ours[code] != told[code]} == TOLD_TWO_WAYS
    assert all(told[code] < ours[code] for code in TOLD_TWO_WAYS)


@beside
def test_old_wards_are_named_as_in_the_yardstick() -> None:
    districts = {unit.code: unit.name for unit in units.districts()}
    ours = {unit.code: (unit.name, districts[unit.above]) for unit in units.wards()}
    for row in rows("ward_map_old_to_new_2025.csv"):
        if code := row["old_ward_code"]:
            assert ours[code] == (row["old_ward_name"], row["old_district_name"])


@beside
@pytest.mark.parametrize(
    ("column", "day"),
    [("ward_name_2025_07_01", date(2025, 7, 1)), ("ward_name_2026_10", date(2026, 10, 10))],
)
def test_communes_are_named_as_in_the_yardstick(column: str, day: date) -> None:
    for row in rows("wards_2025.csv"):
        unit = units.commune(row["ward_code"], day)
        assert unit is not None
        assert tones(unit.name) == tones(row[column])
        assert unit.above == row["province_code"]


@beside
def test_provinces_are_those_of_the_yardstick() -> None:
    for row in rows("provinces_2025.csv"):
        for column, day in (("name_2025_07_01", 2025), ("name_2026_10", 2026)):
            unit = units.province(row["province_code"], date(day, 10, 1))
            assert unit is not None
            assert unit.name == row[column]
    ours = {u.code: (u.name, u.successors) for u in units.provinces() if u.successors}
    for row in rows("provinces_old63_to_34.csv"):
        expected = row["old_province_name"], (row["new_province_code"],)
        assert ours[row["old_province_code"]] == expected


@beside
def test_abolished_names_are_those_of_the_yardstick() -> None:
    """Spellings of a ward's own name are left out; what is left must be known there."""
    known = {(row["old_ward_code"], row["alias_key_unaccented"].replace("phuong0", "phuong"))
             for row in rows("ward_aliases_pre2025.csv")}  # fmt: skip
    kinds = {"phường": "phuong", "xã": "xa", "thị trấn": "thitran"}
    for unit in units.wards():
        for former in unit.former:
            kind, key = units.split_kind(former)
            assert (unit.code, kinds[kind] + key) in known
