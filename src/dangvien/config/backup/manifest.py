"""What a backup says of itself: how many rows of each kind, where the log's chains stood."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from dangvien import __version__

_CHAINS = "audit_chain"


@dataclass(frozen=True)
class Manifest:
    """Counts by table, heads by chain (length, hash), the schema as the last migration of each app."""

    made_at: str
    vendor: str
    tables: dict[str, int]
    heads: dict[str, list[Any]]
    migrations: list[list[str]]
    files: int = 0
    version: str = field(default=__version__)

    def text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, text: str) -> Manifest:
        """From JSON."""
        return cls(**json.loads(text))


def counted(cursor: Any, tables: list[str]) -> dict[str, int]:
    """Rows of each table; table names are the database's own."""
    counts = {}
    for table in tables:
        cursor.execute('SELECT COUNT(*) FROM "{}"'.format(table.replace('"', '""')))  # noqa: S608
        counts[table] = int(cursor.fetchone()[0])
    return counts


def heads(cursor: Any) -> dict[str, list[Any]]:
    """Where every chain of the log stands."""
    cursor.execute(f"SELECT number, length, head FROM {_CHAINS} ORDER BY number")  # noqa: S608
    return {str(number): [length, head] for number, length, head in cursor.fetchall()}


def migrations(cursor: Any) -> list[list[str]]:
    """Which migrations were applied."""
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [[app, name] for app, name in cursor.fetchall()]
