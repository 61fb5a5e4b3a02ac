"""Weighted draws over whole columns: the only source of chance in the synthetic nation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Index = NDArray[np.int64]
Flags = NDArray[np.bool_]
Dice = np.random.Generator

_SLOTS = 1 << 14


def dice(seed: int, *part: int) -> Dice:
    """Return the generator of one part of the nation; the same numbers give the same draws."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *part])))


@dataclass(frozen=True, slots=True)
class Pool:
    """Words with weights, laid out as a table of slots so that a draw is one look-up."""

    words: pl.Series
    slots: Index

    def index(self, rng: Dice, count: int) -> Index:
        """Draw positions of words."""
        return self.slots[rng.integers(0, len(self.slots), count)]

    def draw(self, rng: Dice, count: int) -> pl.Series:
        """Draw words."""
        return self.words.gather(self.index(rng, count))


def pool(weights: Mapping[str, float]) -> Pool:
    """Build a pool of words with their own weights."""
    share = np.array(list(weights.values()), dtype=np.float64)
    edges = np.round(np.cumsum(share / share.sum()) * _SLOTS).astype(np.int64)
    counts = np.maximum(np.diff(edges, prepend=0), 1)
    return Pool(
        pl.Series(list(weights), dtype=pl.String), np.repeat(np.arange(len(counts)), counts)
    )


def zipf(words: Iterable[str], steepness: float = 0.7, head: float = 4.0) -> Pool:
    """Build a pool of words listed from the most to the least frequent."""
    listed = list(dict.fromkeys(words))
    return pool({word: (place + head) ** -steepness for place, word in enumerate(listed)})


def spread(rng: Dice, shares: Sequence[float], count: int) -> Index:
    """Draw positions by their shares (which need not add up to one)."""
    edges = np.cumsum(np.asarray(shares, dtype=np.float64))
    return np.searchsorted(edges / edges[-1], rng.random(count), side="right")


def some(rng: Dice, rate: float, among: Flags) -> Flags:
    """Choose each of the marked rows with the given chance."""
    return among & (rng.random(len(among), dtype=np.float32) < rate)


def overlay(base: pl.Series, where: Index, values: Sequence[str | None] | pl.Series) -> pl.Series:
    """Put values at the given positions of a text column."""
    if len(where) == 0:
        return base
    row = np.arange(len(base))
    row[where] = np.arange(len(base), len(base) + len(where))
    new = values if isinstance(values, pl.Series) else pl.Series(values, dtype=pl.String)
    return pl.concat([base, new.alias(base.name)], rechunk=True).gather(row)
