"""Which row speaks of which person: one judgement, asked of a preview and again of every commit.

A number alone never makes two people one: a citizen id or a card counts only where the name or the
birth date agrees. Without that it is two people claiming one number: both are kept, V09 says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Known:
    """What tells a person apart: of a row of the file, or of someone in the register.

    `mark` is the row number or the person's id. `name` is the folded key, `spelt` the name as
    written. `born` is a readable (partial) date. `more` are further values, to tell twins apart.
    """

    mark: int
    name: str
    spelt: str
    born: str
    citizen_id: str
    card: str
    unit: int | None
    more: tuple[str, ...] = ()


@dataclass(slots=True)
class Matches:
    """Row → person; rows that fit several people equally badly; rows whose person is taken."""

    pairs: dict[int, int] = field(default_factory=dict)
    unsure: dict[int, int] = field(default_factory=dict)  # row → how many people it may be
    lost: dict[int, int] = field(default_factory=dict)  # row → somebody, whom another row has taken
    named: set[int] = field(default_factory=set)  # people whom some row may speak of


STRONG = 8  # scores below rest on a name within one cell …
EXACT, FINEST = 7, 15  # … this one on a name and everything else that is compared


def score(one: Known, other: Known) -> int:
    """How surely two descriptions are of one person; 0: they are not, or nobody can tell."""
    name = one.name != "" and one.name == other.name
    born = _agree(one.born, other.born)
    id_same, id_other = _compared(one.citizen_id, other.citizen_id)
    card_same, card_other = _compared(one.card, other.card)
    here = one.unit is not None and one.unit == other.unit
    if id_same or card_same:
        return (64 * id_same + 32 * card_same + _finer(one, other)) if name or born else 0
    if not name:
        return 0
    full_day = one.born == other.born and len(one.born) == 10
    if born:
        if full_day:
            apart = id_other and (card_other or not here)
            apart = apart or (card_other and not here)
        else:
            apart = id_other or card_other or not (here or one.unit is None or other.unit is None)
        return 0 if apart else 16 + 8 * full_day + _finer(one, other) // 2
    missing = not one.born or not other.born
    weak = missing and here and not id_other and not card_other
    finer = _finer(one, other)
    return (EXACT if finer == FINEST else 1 + finer // 4) if weak else 0


def _finer(one: Known, other: Known) -> int:
    """Up to 15: what else agrees, so that each of two alike finds its own record again."""
    same = sum(a == b for a, b in zip(one.more, other.more, strict=False))
    return 4 * (one.spelt == other.spelt) + 4 * (one.born == other.born) + 2 * (
        one.unit == other.unit
    ) + min(same, 5)  # fmt: skip


def agree(name: bool, one: str, other: str) -> bool:
    """Whether a number held by two is one person's: the name or the birth date agrees."""
    return name or _agree(one, other)


def _agree(one: str, other: str) -> bool:
    """Partial dates agree when one says the same as the other or less of it."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return long.startswith(short)


def _compared(one: str, other: str) -> tuple[bool, bool]:
    given = one != "" and other != ""
    return given and one == other, given and one != other


def match(
    rows: Sequence[Known], people: Sequence[Known], beside: Iterable[Known] = (),
    former: Iterable[Known] = (),
) -> Matches:  # fmt: skip
    """Give every row at most one person and every person at most one row, the surest first.

    `beside`: rows that get nobody, and yet name people. `former`: people under numbers that they had.
    """
    found = Matches()
    index = Index(people, former)
    found.named |= {person.mark for row in beside for person, _ in index.alike(row)}
    strong: list[tuple[int, int, int]] = []
    weak: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        for person, points in index.alike(row):
            found.named.add(person.mark)
            if points >= STRONG:
                strong.append((-points, row.mark, person.mark))
            else:
                weak[row.mark].append((points, person.mark))
    taken: dict[int, int] = {}
    for _, row_mark, person_mark in sorted(strong):
        if row_mark not in found.pairs and person_mark not in taken:
            found.pairs[row_mark] = person_mark
            taken[person_mark] = row_mark
    _settle_weak(found, weak, taken)
    tried = strong + [
        (-points, row, person) for row, people in weak.items() for points, person in people
    ]
    for _, row_mark, person_mark in sorted(tried):
        if row_mark not in found.pairs and row_mark not in found.unsure and person_mark in taken:
            found.lost.setdefault(row_mark, taken[person_mark])
    return found


def _settle_weak(
    found: Matches, weak: Mapping[int, list[tuple[int, int]]], taken: dict[int, int]
) -> None:
    """A name within a cell decides only where it leaves no choice."""
    left = {
        row: [(points, person) for points, person in people if person not in taken]
        for row, people in weak.items() if row not in found.pairs
    }  # fmt: skip
    exact = sorted(
        (-points, row, person) for row, people in left.items() for points, person in people
    )
    asked: dict[int, set[int]] = defaultdict(set)
    for row, people in left.items():
        for _, person in people:
            asked[person].add(row)
    for points, row, person in exact:
        if row in found.pairs or person in taken:
            continue
        rivals = {p for _, p in left[row] if p not in taken} - {person}
        others = {r for r in asked[person] if r not in found.pairs} - {row}
        if -points >= EXACT or not (rivals or others):
            found.pairs[row] = person
            taken[person] = row
    for row, people in left.items():
        free = [person for _, person in people if person not in taken]
        if row not in found.pairs and free:
            found.unsure[row] = len(free)


class Index:
    """People found by citizen id, card, name with birth date, and name within a cell."""

    def __init__(self, people: Iterable[Known], former: Iterable[Known] = ()) -> None:
        self.by: dict[tuple[Any, ...], list[Known]] = defaultdict(list)
        for person in people:
            self.add(person)
        for person in former:  # found by the number alone, not by a name
            for key in _numbers(person):
                self.by[key].append(person)

    def add(self, person: Known) -> None:
        """One more person to be found."""
        for key in _keys(person):
            self.by[key].append(person)

    def alike(self, row: Known) -> Iterator[tuple[Known, int]]:
        """Everybody who may be the one of a row, with the score."""
        best: dict[int, tuple[Known, int]] = {}
        for key in _keys(row):
            for person in self.by.get(key, ()):
                points = score(row, person)
                if points > best.get(person.mark, (person, 0))[1]:
                    best[person.mark] = person, points
        yield from best.values()

    def best(self, row: Known) -> Known | None:
        """The one most like a row."""
        found = max(self.alike(row), key=lambda hit: (hit[1], -hit[0].mark), default=None)
        return found[0] if found else None


def _numbers(one: Known) -> Iterator[tuple[Any, ...]]:
    if one.citizen_id:
        yield "citizen_id", one.citizen_id
    if one.card:
        yield "card", one.card


def _keys(one: Known) -> Iterator[tuple[Any, ...]]:
    yield from _numbers(one)
    if one.name:
        if one.born:
            yield "born", one.name, one.born
        if one.unit is not None:
            yield "unit", one.name, one.unit
