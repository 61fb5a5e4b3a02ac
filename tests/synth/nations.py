"""A written nation and the ways into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

MEMBERS = 12_000


@dataclass(frozen=True)
class Nation:
    """A folder that `synth.build` wrote as parquet."""

    folder: Path

    def listed(self, name: str) -> pl.DataFrame:
        """A list with the row ids that a reader gives it."""
        frame = pl.read_parquet(self.folder / f"{name}.parquet").with_row_index("row")
        number = (pl.col("row") + 1).cast(pl.String)
        return frame.with_columns(row_id=pl.lit(f"{name}.parquet##") + number)

    def truth(self, name: str) -> pl.DataFrame:
        """A table of truth."""
        return pl.read_parquet(self.folder / "truth" / f"{name}.parquet")

    def members_of(self, kind: str, table: str = "findings") -> pl.DataFrame:
        """The members that a table of truth lists under one kind."""
        rows = self.truth(table).filter(pl.col("kind") == kind).select("row_id").unique()
        return self.listed("members").join(rows, on="row_id")
