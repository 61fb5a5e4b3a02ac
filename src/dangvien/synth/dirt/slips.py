"""Small mistakes that both corruptors build upon."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from dangvien.synth.dirt.fault import Cell, Make

_EXCEL = date(1899, 12, 30)


def nothing(_cell: Cell) -> str | None:
    """Leave the cell empty."""
    return None


def one_of(*words: str) -> Make:
    """Write one of these words instead."""
    return lambda cell: cell.chance.choice(words)


def digits(chance: Random, count: int) -> str:
    """Draw digits, the first of them not zero."""
    return str(chance.randrange(10 ** (count - 1), 10**count))


def day(cell: Cell, field: str | None = None) -> date | None:
    """The true date of the cell (or of another field of its row), None when it is not a full day."""
    text = cell.row[field] if field else cell.true
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def written(day: date) -> str:
    """Write a date as most offices do."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def shifted(cell: Cell, field: str, low: int, high: int, until: date) -> str:
    """Write a day that lies so many days after another field's; as shown when it would be too late."""
    start = day(cell, field)
    if start is None:
        return cell.shown
    moved = start + timedelta(days=cell.chance.randint(low, high))
    return cell.shown if moved > until else written(moved)


def month_first(cell: Cell) -> str:
    """Swap day and month so that the date is impossible as it stands (day past the twelfth)."""
    true = day(cell)
    if true is None or true.day <= 12:
        return cell.shown
    return f"{true.month:02}/{true.day:02}/{true.year}"


def swapped(cell: Cell) -> str:
    """Swap day and month without a trace (day up to the twelfth, not equal to the month)."""
    true = day(cell)
    if true is None or true.day > 12 or true.day == true.month:
        return cell.shown
    return f"{true.month:02}/{true.day:02}/{true.year}"


def serial(cell: Cell) -> str:
    """Write the bare number under which Excel keeps a day."""
    true = day(cell)
    return cell.shown if true is None else str((true - _EXCEL).days)


def impossible(cell: Cell) -> str:
    """Write a day that no calendar has, in either order."""
    true = day(cell)
    return cell.shown if true is None else f"{cell.chance.choice((31, 30))}/02/{true.year}"


def transposed(text: str, chance: Random, first: int = 0) -> str:
    """Swap two different neighbouring characters from position `first` on."""
    places = [at for at in range(first, len(text) - 1) if text[at] != text[at + 1]]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def like(shown: str, name: str) -> str:
    """Write a name in the case in which the cell stood."""
    return name.upper() if shown.isupper() else name
