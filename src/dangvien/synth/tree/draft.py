"""The tree as plain columns that faults may be written into."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from dangvien.synth.draw import Dice
from dangvien.synth.tree.grow import Tree


@dataclass(slots=True)
class Draft:
    """Columns as lists, and the cells that have not been given a fault yet."""

    columns: dict[str, list[Any]]
    rng: Dice
    dirt: float
    free: list[int]
    codes: set[str]
    notes: list[dict[str, Any]] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, tree: Tree, rng: Dice, dirt: float) -> Draft:
        """Open a tree for faults; small cells stay as they are."""
        columns = tree.orgs.to_dict(as_series=False)
        sizes = columns["size"]
        big = [at for at, size in enumerate(sizes) if size is not None and size > 8]
        order = [big[place] for place in rng.permutation(len(big))]
        return cls(columns, rng, dirt, order, set(columns["code"]))

    def take(self, rate: float, *, form: str | None = None) -> list[int]:
        """Choose cells for one kind of fault: their share, at least one."""
        wanted = max(1, round(rate * self.dirt * len(self.columns["code"]))) if self.dirt else 0
        fit = (at for at in self.free if form is None or self.columns["form"][at] == form)
        chosen = [at for at, _ in zip(fit, range(wanted), strict=False)]
        self.free = [at for at in self.free if at not in set(chosen)]
        return chosen

    def take_pairs(self, rate: float) -> list[tuple[int, int]]:
        """Choose pairs of cells under one parent: their share, one at least if there is any."""
        wanted = max(1, round(rate * self.dirt * len(self.columns["code"]))) if self.dirt else 0
        free, pairs = set(self.free), list[tuple[int, int]]()
        for at in self.free:
            twin = self._sibling(at, free) if at in free and len(pairs) < wanted else None
            if twin is not None:
                pairs.append((at, twin))
                free -= {at, twin}
        self.free = [at for at in self.free if at in free]
        return pairs

    def _sibling(self, at: int, free: set[int]) -> int | None:
        nearby = range(at + 1, min(at + 4, len(self.columns["code"])))
        parent = self.columns["parent"]
        return next((n for n in nearby if n in free and parent[n] == parent[at]), None)

    def note(self, at: int, rule: str, field: str, kind: str, table: str = "findings") -> None:
        """Write down what is known of an organisation."""
        self.notes.append({"table": table, "row": at, "rule": rule, "field": field, "kind": kind})

    def append(self, **values: Any) -> int:
        """Add an organisation without members; returns its row."""
        for name, column in self.columns.items():
            column.append(values.get(name))
        self.codes.add(values["code"])
        return len(self.columns["code"]) - 1

    def tree(self, schema: pl.Schema) -> Tree:
        """Close the draft."""
        flags = [at in self.doubtful for at in range(len(self.columns["code"]))]
        orgs = pl.DataFrame(self.columns, schema=schema).with_columns(doubtful=pl.Series(flags))
        return Tree(orgs, self.notes)
