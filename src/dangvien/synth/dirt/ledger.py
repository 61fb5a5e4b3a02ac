"""What is known about the dirt: the truth that a judge is measured against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from dangvien.synth.draw import Index

MEMBERS, ORGANISATIONS, PREVIOUS = "members", "organisations", "previous"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "findings": ("rule", "field", "kind"),  # must be found
    "traps": ("rule", "field", "kind"),  # must not be found (field: empty for any)
    "maybe": ("rule", "kind"),  # a consequence: may be found or not
    "values": ("field", "value"),  # true value of a corrupted cell
}


@dataclass(slots=True)
class Ledger:
    """Tables of truth, written while the nation grows; rows are numbered from 0 in each list."""

    start: int = 0
    parts: dict[str, list[pl.DataFrame]] = field(default_factory=dict)

    def finding(self, rows: Index, rule: str, field: str, kind: str, where: str = MEMBERS) -> None:
        """Note faults that must be found."""
        self._add("findings", rows, {"rule": rule, "field": field, "kind": kind}, where)

    def trap(
        self, rows: Index, rule: str, kind: str, where: str = MEMBERS, field: str = ""
    ) -> None:
        """Note what looks wrong and is right; `field` when the rule may speak of other fields."""
        self._add("traps", rows, {"rule": rule, "field": field, "kind": kind}, where)

    def maybe(self, rows: Index, rules: Iterable[str], kind: str, where: str = MEMBERS) -> None:
        """Note consequences that a judge may report or leave."""
        for rule in rules:
            self._add("maybe", rows, {"rule": rule, "kind": kind}, where)

    def value(self, rows: Index, field: str, values: pl.Series) -> None:
        """Note true values of corrupted cells."""
        frame = self._rows(rows, MEMBERS).with_columns(field=pl.lit(field), value=values)
        self.parts.setdefault("values", []).append(frame)

    def pair(self, one: Index, two: Index, kind: str) -> None:
        """Note two rows of one person."""
        frame = pl.DataFrame({"one": one + self.start, "two": two + self.start})
        self.parts.setdefault("duplicates", []).append(frame.with_columns(kind=pl.lit(kind)))

    def table(self, name: str) -> pl.DataFrame:
        """Return one table, every line once."""
        parts = self.parts.get(name, [])
        if parts:
            return pl.concat(parts).unique(maintain_order=True)
        if name == "duplicates":
            return pl.DataFrame(schema={"one": pl.Int64, "two": pl.Int64, "kind": pl.String})
        texts = dict.fromkeys(_COLUMNS[name], pl.String)
        return pl.DataFrame(schema={"list": pl.String, "row": pl.Int64, **texts})

    def _add(self, name: str, rows: Index, texts: dict[str, str], where: str) -> None:
        if len(rows):
            frame = self._rows(rows, where)
            columns = {key: pl.lit(text) for key, text in texts.items()}
            self.parts.setdefault(name, []).append(frame.with_columns(**columns))

    def _rows(self, rows: Index, where: str) -> pl.DataFrame:
        offset = self.start if where == MEMBERS else 0
        row = np.asarray(rows, dtype=np.int64) + offset
        return pl.DataFrame({"row": row}).select(pl.lit(where).alias("list"), "row")
