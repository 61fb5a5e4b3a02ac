"""How many members a cell has, and which cells stand under which unit."""

from __future__ import annotations

import numpy as np

from dangvien.synth.draw import Dice, Index

SMALLEST, LARGEST, MEAN = 3, 75, 24.0


def sizes(rng: Dice, members: int) -> Index:
    """Draw cell sizes of 3 to 75 members, about 24 on average, that add up to `members`."""
    count = max(1, round(members / MEAN))
    drawn = rng.gamma(2.6, MEAN / 2.6, count).round().astype(np.int64).clip(SMALLEST, LARGEST)
    while (gap := members - int(drawn.sum())) != 0:
        room = np.flatnonzero(drawn < LARGEST if gap > 0 else drawn > SMALLEST)
        if len(room) == 0:
            return _few(drawn, gap)
        drawn[rng.permutation(room)[: abs(gap)]] += np.sign(gap)
    return drawn


def _few(drawn: Index, gap: int) -> Index:
    """Nations too small for their own cells: one odd cell takes the rest."""
    drawn[-1] += gap
    return drawn


def shares(rng: Dice, cells: int, units: int) -> Index:
    """Draw how many of the cells each unit gets: at least one, few get many."""
    weight = rng.lognormal(0.0, 0.55, units)
    extra = cells - units
    counts: Index = np.floor(weight / weight.sum() * extra).astype(np.int64) + 1
    counts[rng.permutation(units)[: cells - int(counts.sum())]] += 1
    return counts


def groups(rng: Dice, cells: int) -> list[int]:
    """Part the cells of a unit into committees of 4 to 12 cells and single cells (1)."""
    parts: list[int] = []
    left = cells
    while left > 0:
        size = int(rng.integers(4, 13)) if left > 6 and rng.random() < 0.16 else 1
        size = min(size, left)
        parts.append(size)
        left -= size
    return parts
