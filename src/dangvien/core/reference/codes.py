"""Code tables: ethnic groups, religions, aliases of coded fields, phone and citizen-id prefixes.

Where each fact comes from: `data/SOURCES.md`, section "codes".
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a code value; `applied` when it is the value's own label, not a guess."""

    alias: str
    value: str
    applied: bool


@dataclass(frozen=True, slots=True)
class Coded:
    """A name, its code in each of two lists ("" where a list lacks it), its former spelling."""

    name: str
    codes: tuple[str, str]
    former: str = ""


@cache
def id_prefixes() -> dict[str, str]:
    """First three digits of a citizen id → "known" (63 provinces) or "synthetic"."""
    return {row["prefix"]: row["kind"] for row in _rows("id_prefixes.csv")}


@cache
def phone_prefixes() -> dict[str, str]:
    """Four-digit mobile prefixes before September 2018 → the three digits that replaced them."""
    return {row["old"]: row["new"] for row in _rows("phone_prefixes.csv")}


@cache
def ethnic_groups() -> tuple[Coded, ...]:
    """The 54 groups and "Người nước ngoài", codes of the lists of 1979 and 2008 (37 differ)."""
    return tuple(
        Coded(row["name"], (row["code_1979"], row["code_2008"]), row["name_1979"])
        for row in _rows("ethnic_groups.csv")
    )


@cache
def religions() -> tuple[Coded, ...]:
    """Religions and "Không", codes of QCVN 109:2017 and of the population database."""
    return tuple(
        Coded(row["name"], (row["code_qcvn"], row["code_population"]))
        for row in _rows("religions.csv")
    )


@cache
def aliases(field: str) -> tuple[Alias, ...]:
    """Aliases of a coded field; one that belongs to several values explains nothing."""
    if field == "ethnicity":
        return tuple(Alias(r["alias"], r["name"], False) for r in _rows("ethnic_aliases.csv"))
    return tuple(
        Alias(row["alias"], row["value"], row["applied"] == "yes")
        for row in _rows("code_aliases.csv")
        if row["field"] == field
    )


@cache
def surnames() -> tuple[str, ...]:
    """Frequent surnames of all ethnic groups, in title case; "Ông", "Anh", "Đồng" left out."""
    return tuple(row["name"] for row in _rows("surnames.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
