"""What the page of a paste shows: columns recognised, rows with cells, rows set aside, the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dangvien.accounts.models import User
from dangvien.core.rules.words import show
from dangvien.members.fields import IDENTIFIERS, label
from dangvien.members.models import Person
from dangvien.members.sealed import masked
from dangvien.orgs.models import Organisation
from dangvien.quality.words import is_faulty
from dangvien.worklists.paste import checking, matching, reading, values

SHOWN_BAD, SHOWN_GOOD, INPUTS = 300, 100, 900


@dataclass(frozen=True, slots=True)
class Box:
    """One cell on the page. `name`: of its input, where it may be typed over."""

    label: str
    typed: str
    before: str
    state: str
    said: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row on the page."""

    number: int
    name: str
    unit: str
    uid: str
    boxes: tuple[Box, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A paste, read, matched and checked."""

    table: reading.Table
    people: Mapping[int, Person]
    aside: Mapping[int, str]
    cells: checking.Checked

    @property
    def states(self) -> Counter[str]:
        """How many cells of each state."""
        return Counter(cell.state for cells in self.cells.values() for cell in cells.values())

    @property
    def wrong(self) -> list[int]:
        """Rows with a cell that is held back."""
        return [
            row for row, cells in self.cells.items()
            if any(cell.state in (checking.WRONG, checking.WAITING) for cell in cells.values())
        ]  # fmt: skip

    @property
    def versions(self) -> dict[str, int]:
        """Of the records as they were read."""
        return {str(person.uid): person.version for person in self.people.values()}


def judge(
    user: User, org: Organisation | None, text: str, typed: Mapping[tuple[int, str], str]
) -> Judged:
    """Read, match and check a paste; `Unreadable` when it is no table."""
    table = reading.read(text, typed)
    sound, faulty = values.in_force(table)
    found = matching.match(user, org, table.rows, sound)
    cells = checking.check(table, found.people, sound, faulty)
    return Judged(table, found.people, found.aside, cells)


def lines(told: Judged, refused: Mapping[int, str]) -> tuple[list[Line], list[Line], list[Line]]:
    """Rows to put right, rows that are good, rows set aside: as many as a page can carry."""
    wrong = set(told.wrong) | set(refused)
    inputs = 0
    bad: list[Line] = []
    good: list[Line] = []
    for row, person in told.people.items():
        cells = told.cells.get(row, {})
        if row in wrong and len(bad) < SHOWN_BAD:
            inputs += sum(cell.state == checking.WRONG for cell in cells.values())
            bad.append(_line(row, person, cells, refused.get(row, ""), typed=inputs <= INPUTS))
        elif row not in wrong and len(good) < SHOWN_GOOD and _news(cells):
            good.append(_line(row, person, cells, "", typed=False))
    texts = {row.number: row for row in told.table.rows}
    aside = [
        Line(row, _named(texts[row]), "", "", (), why)
        for row, why in list(told.aside.items())[:SHOWN_BAD]
    ]
    return bad, good, aside


def _news(cells: Mapping[str, checking.Cell]) -> bool:
    return any(cell.state == checking.GOOD for cell in cells.values())


def _line(
    row: int, person: Person, cells: Mapping[str, checking.Cell], said: str, *, typed: bool
) -> Line:
    boxes = tuple(
        Box(label(name), cell.typed, _shown(name, cell.before), cell.state, _with_fix(cell),
            f"o-{row}-{name}" if typed and cell.state == checking.WRONG else "")
        for name, cell in cells.items() if cell.state != checking.SAME
    )  # fmt: skip
    return Line(row, person.full_name, person.unit.name, str(person.uid), boxes, said)


def _with_fix(cell: checking.Cell) -> str:
    return f"{cell.said} Máy đề xuất: {show(cell.fix)}." if cell.fix else cell.said


def _shown(name: str, text: str) -> str:
    """What the record holds, as a list may show it: a sound number only as its mask."""
    if name in IDENTIFIERS and text and not is_faulty(name, text):
        return masked(text)
    return show(text or None)


def _named(row: reading.Row) -> str:
    """How a row that is nobody's is called: by what somebody pasted of it."""
    return row.cells.get("full_name") or next((text for text in row.texts if text.strip()), "")
