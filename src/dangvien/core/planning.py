"""How the questions of a frame are planned: on a few rows planning costs more than it saves."""

from __future__ import annotations

import polars as pl

SMALL = 64  # rows


def flags(frame: pl.DataFrame) -> pl.QueryOptFlags:
    """Polars' own planning for a large frame, none for a small one."""
    return pl.QueryOptFlags.none() if frame.height < SMALL else pl.QueryOptFlags()
