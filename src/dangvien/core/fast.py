"""Canonical forms that need no reader: a native pattern says that the text reads as itself.

A test proves for each pattern that the reader agrees; so this is speed, never a second definition.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dangvien.core import dates, identity, phone, text
from dangvien.core.schema import Kind

TITLE_REASON = "viết hoa chữ cái đầu mỗi tiếng"
_RAW = pl.col("_raw")


@dataclass(frozen=True)
class Path:
    """`plain`: reads as itself without fault. `other`: reads as `value`, without fault, for `reason`."""

    plain: pl.Expr
    other: pl.Expr | None = None
    value: pl.Expr | None = None
    reason: str = ""


def _like(pattern: str) -> pl.Expr:
    return _RAW.str.contains(pattern).fill_null(False)


def _identifier(pattern: str) -> Path:
    banned = sorted(identity.PLACEHOLDER_IDS)
    return Path((_RAW.str.contains(pattern) & ~_RAW.is_in(banned)).fill_null(False))


def _date() -> Path:
    """A day of the calendar written 2000-05-19, or 19/05/2000, 19.5.2000, 19-05-2000."""
    iso = _RAW.str.to_date("%Y-%m-%d", strict=False)
    day = _RAW.str.replace_all("[.-]", "/").str.to_date("%d/%m/%Y", strict=False)
    first = pl.date(1900, 1, 1)  # stands for no date at all
    return Path(
        _like("^(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$") & (iso > first).fill_null(False),
        _like("^[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}$") & (day > first).fill_null(False),
        day.cast(pl.String),
        dates.NOTATION_REASON,
    )


# ASCII and the composed letters without Ð and ð, single spaces: nothing for `text.clean` to do.
_WORD = "[!-~À-ÏÑ-ïñ-ſƠ-ưẠ-ỹ]+"
_TEXT = Path(_like(f"^{_WORD}(?: {_WORD})*$"))

PATHS: dict[Kind, Path] = {
    "name": Path(
        _like(text.PLAIN_TITLE), _like(text.PLAIN_UPPER), _RAW.str.to_titlecase(), TITLE_REASON
    ),
    "date": _date(),
    "citizen_id": _identifier(identity.PLAIN_CITIZEN_ID),
    "old_id": _identifier("^[0-9]{9}$"),
    "card": _identifier(identity.PLAIN_CARD),
    "file_number": Path(_like(identity.PLAIN_FILE_NUMBER)),
    "phone": Path(_like(phone.PLAIN_PHONE)),
    "text": _TEXT,
}
