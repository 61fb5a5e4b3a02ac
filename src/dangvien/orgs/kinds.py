"""The list of kinds ("loại hình") in use on a day: dated data of the rule book."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache

from dangvien.core.organisation_names import kind_state
from dangvien.core.reference.units import DATA


def kinds(on: date) -> list[str]:
    """Kinds in use on a day, in the order of the statistics form."""
    return [kind for kind in _all() if kind_state(kind, on) == "current"]


@cache
def _all() -> tuple[str, ...]:
    with (DATA / "org_kinds.csv").open(encoding="utf-8", newline="") as opened:
        return tuple(dict.fromkeys(row["kind"] for row in csv.DictReader(opened)))
