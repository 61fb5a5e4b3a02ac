"""Synthetic lists to measure on: made once per size and form, kept under build/bench."""

from __future__ import annotations

from pathlib import Path

import measure

BUILD = measure.ROOT / "build" / "bench"
SEED = 7
AS_OF = "2025-12-15"  # the day the synthetic nation is made for


def members(size: int, form: str = "parquet", corruptor: str = "a", seed: int = SEED) -> Path:
    """Folder with members, organisations, control, previous and truth."""
    folder = BUILD / f"{form}-{size}-{corruptor}-{seed}"
    if not (folder / "truth" / "about.json").exists():
        measure.run(measure.dangvien(
            "synth", "--members", str(size), "--seed", str(seed), "--format", form,
            "--corruptor", corruptor, "--out", folder,
        ))  # fmt: skip
    return folder


def commune() -> Path:
    """Folder of the commune of 24 cells, as `make demo` makes it."""
    folder = BUILD / "commune"
    if not folder.exists():
        measure.run(measure.dangvien("synth", "--commune", "--out", folder))
    return folder
