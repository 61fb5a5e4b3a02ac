"""Tables on disk: parts while a nation grows, one file in the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from dangvien.synth.dirt.block import Block
from dangvien.synth.record import HEADINGS
from dangvien.synth.workbook import write_plain


@dataclass(slots=True)
class Parts:
    """Parts of big tables, kept as parquet until all are there."""

    folder: Path
    heights: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, frame: pl.DataFrame) -> None:
        """Keep one more part."""
        heights = self.heights.setdefault(name, [])
        frame.write_parquet(self.folder / f"{name}-{len(heights):04}.parquet", compression="lz4")
        heights.append(len(frame))

    def height(self, name: str) -> int:
        """Rows kept so far."""
        return sum(self.heights.get(name, []))

    def whole(self, name: str) -> pl.LazyFrame:
        """All parts of a table, in order."""
        return pl.scan_parquet(sorted(self.folder.glob(f"{name}-*.parquet")))


def write(table: pl.LazyFrame, target: Path) -> None:
    """Write a table in the format that the name of the file says."""
    if target.suffix == ".parquet":
        table.sink_parquet(target, compression="zstd", compression_level=1)
    elif target.suffix == ".csv":
        table.sink_csv(target, include_bom=True)
    else:
        frame = table.collect()
        write_plain(target, frame.columns, frame.iter_rows())


def shown(block: Block) -> pl.DataFrame:
    """The rows of a block as a list has them."""
    return pl.DataFrame({heading: block.shown[name] for name, heading in HEADINGS.items()})
