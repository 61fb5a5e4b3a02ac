"""Which changes of a batch can be taken back: a field goes back only where the batch wrote last.

Pure: on changes in the order in which they were written. A change that was itself taken back, and
the one that took it back, count for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


class Written(Protocol):
    """What is needed of a `Change`."""

    field: str
    before: str
    after: str
    mark: Any
    batch: UUID | None
    undoes: UUID | None


@dataclass(frozen=True, slots=True)
class Back:
    """Fields that go back, with the change undone; fields that stay; fields gone back before."""

    back: dict[str, Any]
    kept: tuple[str, ...]
    done: tuple[str, ...]


def standing(changes: Iterable[Written]) -> dict[str, list[Any]]:
    """Changes by field that were not taken back."""
    by_field: dict[str, list[Any]] = defaultdict(list)
    for change in changes:
        of_field = by_field[change.field]
        if change.undoes is not None and (found := _last(of_field, change.undoes)) is not None:
            of_field.remove(found)
        else:
            of_field.append(change)
    return {name: rows for name, rows in by_field.items() if rows}


def back(changes: Iterable[Written], batch: UUID) -> Back:
    """What taking back a batch would do to one person's fields."""
    changes = list(changes)
    left = standing(changes)
    mine = dict.fromkeys(c.field for c in changes if c.batch == batch and c.undoes is None)
    go, kept, done = {}, [], []
    for name in mine:
        rows = left.get(name, [])
        if rows and rows[-1].batch == batch:
            go[name] = rows[-1]
        elif any(row.batch == batch for row in rows):
            kept.append(name)
        else:
            done.append(name)
    return Back(go, tuple(kept), tuple(done))


def _last(rows: list[Any], batch: UUID) -> Any | None:
    return next((row for row in reversed(rows) if row.batch == batch), None)
