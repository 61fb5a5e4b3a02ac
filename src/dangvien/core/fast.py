"""Canonical forms that need no reader: a native pattern says that the text reads as itself.

A test proves for each pattern that the reader agrees; so this is speed, never a second definition.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dangvien.core import identity, phone, text
from dangvien.core.schema import Kind

TITLE_REASON = "viết hoa chữ cái đầu mỗi tiếng"
_RAW = pl.col("_raw")


@dataclass(frozen=True)
class Path:
    """`plain`: reads as itself without fault. `title`: reads as its Polars title case."""

    plain: pl.Expr
    title: pl.Expr | None = None


def _identifier(pattern: str) -> Path:
    banned = sorted(identity.PLACEHOLDER_IDS)
    return Path((_RAW.str.contains(pattern) & ~_RAW.is_in(banned)).fill_null(False))


PATHS: dict[Kind, Path] = {
    "name": Path(
        _RAW.str.contains(text.PLAIN_TITLE).fill_null(False),
        _RAW.str.contains(text.PLAIN_UPPER).fill_null(False),
    ),
    "citizen_id": _identifier(identity.PLAIN_CITIZEN_ID),
    "card": _identifier(identity.PLAIN_CARD),
    "file_number": Path(_RAW.str.contains(identity.PLAIN_FILE_NUMBER).fill_null(False)),
    "phone": Path(_RAW.str.contains(phone.PLAIN_PHONE).fill_null(False)),
}
