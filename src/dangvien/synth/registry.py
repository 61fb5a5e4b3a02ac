"""Numbers that no two people share: citizen ids, cards, files, phones."""

from __future__ import annotations

from dataclasses import dataclass, field
from zlib import crc32

import numpy as np
import polars as pl

from dangvien.synth.draw import Flags, Index

SYNTHETIC = "099"  # reserved for people who do not exist

# Prefixes whose every number a network may issue.
_MOBILE = np.array([
    "032", "033", "034", "035", "036", "037", "038", "039", "070", "076", "077", "078", "079", "081",
    "082", "083", "084", "085", "086", "088", "090", "091", "093", "094", "096", "097", "098",
])  # fmt: skip
_MILLION, _TEN_MILLION = 10**6, 10**7
_STEP = 2**27 - 39  # a prime: serial numbers jump about instead of counting up


@dataclass(slots=True)
class Registry:
    """Counts what has been issued so far; one registry serves all blocks of a nation."""

    seed: int
    issued: dict[str, dict[str, int]] = field(default_factory=dict)

    def citizen_ids(self, male: Flags, year: Index) -> pl.Series:
        """Issue ids: 099, century and sex, two digits of the year, six unique digits."""
        digit = 2 * (year // 100 - 19) + np.where(male, 0, 1)
        head = np.char.add(digit.astype(str), np.char.zfill((year % 100).astype(str), 2))
        tail = self._unique("citizen_id", head, _MILLION)
        return _text(pl.lit(SYNTHETIC), pl.Series(head), _padded(tail, 6))

    def old_ids(self, count: int) -> pl.Series:
        """Issue old nine-digit numbers."""
        tail = self._unique("old_id", np.full(count, ""), _TEN_MILLION * 10)
        return _text(pl.lit("1"), _padded(tail, 8))

    def cards(self, prefix: pl.Series) -> pl.Series:
        """Issue cards of eight digits; the first two are those of the issuing province."""
        return _text(prefix, _padded(self._unique("card", prefix.to_numpy(), _MILLION), 6))

    def files(self, letters: pl.Series) -> pl.Series:
        """Issue file numbers: six digits and the letters of the province."""
        return _text(_padded(self._unique("file", letters.to_numpy(), _MILLION), 6), letters)

    def phones(self, count: int) -> pl.Series:
        """Issue mobile numbers."""
        number = self._unique("phone", np.full(count, ""), _TEN_MILLION * len(_MOBILE))
        prefix = pl.Series(_MOBILE).gather(number // _TEN_MILLION)
        return _text(prefix, _padded(number % _TEN_MILLION, 7))

    def _unique(self, what: str, keys: np.ndarray, space: int) -> Index:
        """Jump about in the space, each key from its own start."""
        issued = self.issued.setdefault(what, {})
        names, place, counts = np.unique(keys.astype(str), return_inverse=True, return_counts=True)
        order = np.argsort(place, kind="stable")
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        before = np.array([issued.get(str(name), 0) for name in names])
        serial = np.empty(len(keys), dtype=np.int64)
        serial[order] = np.arange(len(keys)) - np.repeat(starts - before, counts)
        for name, count in zip(names, counts, strict=True):
            issued[str(name)] = issued.get(str(name), 0) + int(count)
        start = np.array([crc32(f"{self.seed} {what} {name}".encode()) for name in names])
        numbers: Index = (serial * _STEP + start[place]) % space
        return numbers


def _padded(number: Index, width: int) -> pl.Series:
    return pl.Series(number).cast(pl.String).str.zfill(width)


def _text(*parts: pl.Series | pl.Expr) -> pl.Series:
    named = [part.alias(str(place)) for place, part in enumerate(parts)]
    height = next(len(part) for part in parts if isinstance(part, pl.Series))
    frame = pl.DataFrame({"row": np.arange(height)}).select(pl.concat_str(named).alias("text"))
    return frame.to_series()
