"""A block of rows under corruption: what is true, what is shown, what may still be touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from dangvien.synth.dirt.ledger import Ledger
from dangvien.synth.draw import Flags, Index, overlay


@dataclass(slots=True)
class Block:
    """`rows`: unit of each row; `people`: typed truth; `true`: standard values; `shown`: as written."""

    rows: pl.DataFrame
    people: pl.DataFrame
    true: pl.DataFrame
    shown: dict[str, pl.Series]
    ledger: Ledger
    locked: dict[str, Flags] = field(default_factory=dict)
    start: int = 0
    closed: Flags = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def __post_init__(self) -> None:
        self.closed = np.zeros(len(self.rows), dtype=np.bool_)
        self.start = self.ledger.start

    def free(self, *fields: str) -> Flags:
        """Mark the rows in which none of the fields has been touched yet."""
        free = ~self.closed
        for name in fields:
            if name in self.locked:
                free = free & ~self.locked[name]
        return free

    def lock(self, rows: Index, *fields: str) -> None:
        """Keep fields of these rows as they are; without fields: the whole rows."""
        if not fields:
            return
        for name in fields:
            flags = self.locked.setdefault(name, np.zeros(len(self.rows), dtype=np.bool_))
            flags[rows] = True

    def shut(self, rows: Index) -> None:
        """Keep whole rows as they are."""
        self.closed[rows] = True

    def put(self, name: str, rows: Index, values: Sequence[str | None] | pl.Series) -> None:
        """Write wrong texts into cells, lock them and note what is true."""
        if len(rows) == 0:
            return
        self.shown[name] = overlay(self.shown[name], rows, values)
        self.lock(rows, name)
        self.ledger.value(rows, name, self.true[name].gather(rows).alias("value"))

    def amend(self, name: str, rows: Index, values: pl.Series) -> None:
        """Change what is true, and show it."""
        self.true = self.true.with_columns(overlay(self.true[name], rows, values).alias(name))
        self.amend_shown(name, rows, values)

    def amend_shown(self, name: str, rows: Index, values: pl.Series) -> None:
        """Show the same truth in other words."""
        self.shown[name] = overlay(self.shown[name], rows, values)
        self.lock(rows, name)

    def apart(self, name: str, one: Index, two: Index) -> Flags:
        """Tell which of the pairs of rows show two different numbers of twelve digits."""
        plain = self.shown[name].str.replace_all(r"[^\d\p{L}]", "")
        first, second = plain.gather(one), plain.gather(two)
        whole = first.str.contains(r"^\d{12}$") & second.str.contains(r"^\d{12}$")
        return (whole & (first != second)).fill_null(False).to_numpy()

    def same(self, name: str, one: Index, two: Index) -> Flags:
        """Tell which of the pairs of rows show the same number in a field."""
        plain = self.shown[name].str.replace_all(r"[^\d\p{L}]", "")
        same = (plain.gather(one) == plain.gather(two)).fill_null(False)
        return same.to_numpy()
