"""One way of getting a cell wrong, and how it is put into a block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

import numpy as np
import polars as pl

from dangvien.synth.dirt.block import Block
from dangvien.synth.draw import Dice, Index, some

ACTIVE = pl.col("status") == "active"
OFFICIAL = ACTIVE & (pl.col("member_type") == "official")
PROBATIONARY = ACTIVE & (pl.col("member_type") == "probationary")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell to get wrong: as shown, its true value, and other true values of the row."""

    shown: str
    true: str
    row: Mapping[str, str]
    chance: Random


Make = Callable[[Cell], str | None]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A kind of dirt: `rule` must find it (None: nothing to find, only a value to restore).

    `make` returns the wrong text, None for an empty cell, or the text as shown when it cannot be
    got wrong this way. `rate` is a share of the rows that `when` allows. `locks`: other fields that
    must be, and must stay, right. `maybe`: rules that may speak as a consequence.
    """

    rule: str | None
    field: str
    kind: str
    rate: float
    make: Make
    when: pl.Expr = ACTIVE
    needs: tuple[str, ...] = ()
    locks: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    empty: bool = False  # the cell may be empty
    alone: bool = False  # nothing else may be wrong in the row


def commit(block: Block, fault: Fault, rng: Dice, chance: Random, dirt: float) -> None:
    """Put a fault into the rows that luck chooses."""
    allowed = block.people.select(fault.when.fill_null(False)).to_series().to_numpy()
    free = allowed & block.free(fault.field, *fault.locks)
    commit_to(block, fault, np.flatnonzero(some(rng, fault.rate * dirt, free)), chance)


def commit_to(block: Block, fault: Fault, rows: Index, chance: Random) -> Index:
    """Put a fault into the given rows; returns those that it could be put into."""
    made = [None if cell is None else (fault.make(cell), cell.shown) for cell in
            _cells(block, fault, rows, chance)]  # fmt: skip
    done = np.array([pair is not None and pair[0] != pair[1] for pair in made], dtype=np.bool_)
    rows = rows[done]
    values = [pair[0] for pair, ok in zip(made, done, strict=True) if ok and pair is not None]
    block.put(fault.field, rows, values)
    if fault.alone:
        block.shut(rows)
    block.lock(rows, *fault.locks)
    if fault.rule:
        block.ledger.finding(rows, fault.rule, fault.field, fault.kind)
    block.ledger.maybe(rows, fault.maybe, fault.kind)
    return rows


def _cells(block: Block, fault: Fault, rows: Index, chance: Random) -> list[Cell | None]:
    shown = block.shown[fault.field].gather(rows).to_list()
    true = block.true[fault.field].gather(rows).to_list()
    others = block.true.select(fault.needs)[rows].to_dicts() if fault.needs else [{}] * len(rows)
    return [
        Cell(text or "", value or "", row, chance) if text is not None or fault.empty else None
        for text, value, row in zip(shown, true, others, strict=True)
    ]
