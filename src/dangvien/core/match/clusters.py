"""Groups of rows that are probably one person: surest pairs first, never against a guard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Pair = tuple[int, int]


def group(
    pairs: Iterable[Pair], apart: Iterable[Pair], identifiers: dict[int, str]
) -> list[list[int]]:
    """Groups (each sorted, two or more rows) from pairs given surest first.

    A join that would bring together two rows held `apart`, or two different valid `identifiers`, is
    left out: A may look like B, and B like C, while A and C are known to be two people.
    """
    strangers: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        strangers[one].add(other)
        strangers[other].add(one)
    groups: dict[int, list[int]] = {}
    for one, other in pairs:
        mine, theirs = groups.get(one, [one]), groups.get(other, [other])
        if mine is theirs or _at_odds(mine, theirs, strangers, identifiers):
            continue
        joined = mine + theirs
        groups |= dict.fromkeys(joined, joined)
    distinct = {id(rows): sorted(rows) for rows in groups.values()}
    return sorted(distinct.values())


def _at_odds(
    mine: list[int], theirs: list[int], strangers: dict[int, set[int]], identifiers: dict[int, str]
) -> bool:
    held = {identifiers[row] for row in (*mine, *theirs) if row in identifiers}
    return len(held) > 1 or any(strangers.get(row, set()).intersection(theirs) for row in mine)
