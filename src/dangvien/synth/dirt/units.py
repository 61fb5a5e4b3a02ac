"""Members entered under a unit that does not exist, is closed, or holds no members."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import polars as pl

from dangvien.synth.dirt.block import Block
from dangvien.synth.draw import Dice, Flags, Index, some

_FIELDS = ("org_code", "org_name")
_NOWHERE = (
    "Chi bộ bản Piềng Cú",
    "Chi bộ thôn Cồn Mây",
    "Chi bộ khu Vườn Ươm",
    "Chi bộ Nông trường 19",
)


def misplace(
    block: Block, closed: pl.DataFrame, rng: Dice, chance: Random, dirt: float, *, sections: bool
) -> Index:
    """Put V19 faults into the block; `closed`: code and name of closed organisations.

    `sections`: a row without a unit takes that of its section and is no fault. Returns the rows of
    `closed` that got an active member.
    """
    none: list[str | None] = [None]
    rows = _chosen(block, rng, 0.0008 * dirt)
    _put(block, rows, "unknown_unit", none * len(rows), [chance.choice(_NOWHERE) for _ in rows])
    if not sections:
        rows = _chosen(block, rng, 0.0006 * dirt)
        _put(block, rows, "no_unit", none * len(rows), none * len(rows))
    rows = _chosen(block, rng, 0.0005 * dirt)
    above = block.rows[rows]
    _put(block, rows, "not_a_cell", above["parent"].to_list(), above["parent_name"].to_list())
    rows = _chosen(block, rng, 0.001 * dirt)
    names = [_misspelt(name, chance) for name in block.rows["name"].gather(rows)]
    _put(block, rows, "misspelt_unit", none * len(rows), names)
    rows = _chosen(block, rng, 0.0008 * dirt) if len(closed) else np.zeros(0, dtype=np.int64)
    target = rng.integers(0, max(len(closed), 1), len(rows))
    there = closed[target]
    _put(block, rows, "closed_unit", there["code"].to_list(), there["name"].to_list())
    return np.unique(target)


def _chosen(block: Block, rng: Dice, rate: float) -> Index:
    active: Flags = (block.people["status"] == "active").to_numpy()
    return np.flatnonzero(some(rng, rate, active & block.free(*_FIELDS)))


def _put(
    block: Block, rows: Index, kind: str, codes: Sequence[str | None], names: Sequence[str | None]
) -> None:
    block.put("org_code", rows, codes)
    block.put("org_name", rows, names)
    block.ledger.finding(rows, "V19", "org_name", kind)
    block.ledger.maybe(rows, ("V34",), kind)  # the section row above names another unit


def _misspelt(name: str, chance: Random) -> str:
    words = name.split(" ")
    long = [at for at, word in enumerate(words) if at > 1 and len(word) > 2 and word.isalpha()]
    at = chance.choice(long or [len(words) - 1])
    words[at] = words[at][:-1] if len(words[at]) > 2 else words[at] + "n"
    return " ".join(words)
