"""Codes of organisations: digits in groups, one group a level. Parentage proper is in the list."""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache

from dangvien.core.reference.units import DATA

_DIGITS = re.compile(r"\d+(?:[ .\-/_]\d+)*")


@cache
def patterns() -> tuple[tuple[tuple[int, ...], str, str], ...]:
    """Sizes of the groups of each known pattern, with its first and last day ("" when open)."""
    with (DATA / "org_code_patterns.csv").open(encoding="utf-8", newline="") as opened:
        return tuple(
            (tuple(map(int, row["groups"].split("."))), row["valid_from"], row["valid_to"])
            for row in csv.DictReader(opened)
        )


def code_digits(code: str | None) -> str | None:
    """Digits of a code written with or without dots; None when it holds anything else."""
    text = (code or "").strip(" .")
    return re.sub(r"\D", "", text) if text.isascii() and _DIGITS.fullmatch(text) else None


def code_groups(code: str | None, on: date | None = None) -> tuple[str, ...] | None:
    """Groups of a code by the pattern of its length in force on that day; None when none fits."""
    digits = code_digits(code)
    day = on.isoformat() if on else ""
    for sizes, since, until in patterns():
        held = not day or (since <= day and (not until or day <= until))
        if digits and held and len(digits) == sum(sizes):
            ends = [sum(sizes[: at + 1]) for at in range(len(sizes))]
            return tuple(digits[end - size : end] for end, size in zip(ends, sizes, strict=True))
    return None


def code_parent(code: str | None) -> str | None:
    """Digits of the code one level up: the last group in use set to zeros; None at the top."""
    groups = code_groups(code)
    used = [at for at, group in enumerate(groups or ()) if int(group)]
    if not groups or not used or used[-1] == 0:
        return None
    last = used[-1]
    return "".join("0" * len(g) if at >= last else g for at, g in enumerate(groups))
