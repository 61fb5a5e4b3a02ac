"""What a merge has to choose: whose value each field keeps; what one record alone fills is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dangvien.members.actions.merging import choosable
from dangvien.members.models import Person
from dangvien.members.sheet import value_of
from dangvien.quality.duplicates.comparing import (
    DIFFERS,
    FIRST,
    ONLY_FIRST,
    ONLY_SECOND,
    OTHERS,
    Numbers,
    verdict,
)

SIDES = ("first", "second")


@dataclass(frozen=True, slots=True)
class Open:
    """Fields to choose between; fields that only one side fills, with that side."""

    differ: tuple[str, ...]
    filled: Mapping[str, str]


def to_choose(first: Person, second: Person, numbers: tuple[Numbers, Numbers]) -> Open:
    """What is open between two records. Unit and status follow the record that is kept."""
    differ, filled = [], {}
    may = choosable()
    sections = sorted({*first.sections, *second.sections} & may)
    for name in (*FIRST, *OTHERS, *sections):
        if name not in may:
            continue
        one, other = (
            value_of(person, name, held)
            for person, held in zip((first, second), numbers, strict=True)
        )
        how = verdict(name, one, other) if name not in sections else _plainly(one, other)
        if how == DIFFERS:
            differ.append(name)
        elif how in (ONLY_FIRST, ONLY_SECOND):
            filled[name] = "first" if how == ONLY_FIRST else "second"
    return Open(tuple(differ), filled)


def taken(choices: Mapping[str, str], keeps: str) -> list[str]:
    """Fields whose value comes from the record that goes."""
    return [name for name, side in choices.items() if side != keeps]


def _plainly(one: str, other: str) -> str:
    if one == other:
        return "same"
    return DIFFERS if one and other else ONLY_FIRST if one else ONLY_SECOND
