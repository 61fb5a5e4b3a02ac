"""A register's folder with a log in it, as `fill.py` leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass
class Loaded:
    """The file, its export, and the checkpoints that somebody else kept."""

    home: Path

    @property
    def file(self) -> Path:
        """The register's own file."""
        return self.home / "register.sqlite3"

    @property
    def log(self) -> Path:
        """The export."""
        return self.home / "log.jsonl"

    @property
    def checkpoints(self) -> list[Path]:
        """Half-way, and at the end."""
        return [self.home / "checkpoint-1.json", self.home / "checkpoint-2.json"]
