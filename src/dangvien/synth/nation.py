"""One block of the nation after another: people, second rows, dirt, truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from types import ModuleType

import numpy as np
import polars as pl

from dangvien.synth.dirt import copies, logic
from dangvien.synth.dirt.block import Block
from dangvien.synth.dirt.fault import commit
from dangvien.synth.dirt.ledger import Ledger
from dangvien.synth.dirt.traps import note_traps
from dangvien.synth.dirt.units import misplace
from dangvien.synth.draw import Dice, Flags, Index, dice
from dangvien.synth.people import Pairs, people_of
from dangvien.synth.record import HEADINGS, shown_values, true_values
from dangvien.synth.registry import Registry
from dangvien.synth.tree import Tree
from dangvien.synth.tree.words import ACTIVE

BLOCK = 250_000  # rows made at once; some 700 bytes each while they are made
_GONE = 0.004  # listed half a year before, not listed now, and nobody says why
_SMALL = 8  # cells up to this size are kept plain, so that what O07 says of them is known


@dataclass(frozen=True, slots=True)
class Making:
    """What all blocks of a nation have in common.

    `sections`: section rows will tell the cell of a row that does not name it.
    """

    seed: int
    corruptor: ModuleType
    dirt: float
    sections: bool
    ledger: Ledger
    registry: Registry


@dataclass(frozen=True, slots=True)
class Done:
    """A finished block, and what the list of organisations still needs to know.

    `person`: row of the block where each person was first drawn. `closed_used`: closed
    organisations that got a member. `second`: rows that are a second row of somebody. `gone`: true
    values of people who were listed before and have vanished since.
    """

    block: Block
    person: Index
    closed_used: Index
    second: Flags
    gone: pl.DataFrame


def blocks(tree: Tree, making: Making) -> Iterator[Done]:
    """Yield the blocks of the nation in the order of the member list."""
    cells = _cells(tree)
    closed = tree.orgs.filter(pl.col("status") != ACTIVE).select("code", "name")
    group = (np.cumsum(cells["size"].to_numpy()) - 1) // BLOCK
    for number in np.unique(group).tolist():
        rng = dice(making.seed, 2, number)
        rows = _rows(cells.filter(pl.Series(group == number)))
        yield _block(making, rows, closed, rng, Random(making.seed * 1000 + number))  # noqa: S311
        making.ledger.start += len(rows)


def _cells(tree: Tree) -> pl.DataFrame:
    above = tree.orgs.select(parent="code", parent_name="name").unique("parent")
    village = pl.when(pl.col("trade") == "village").then(pl.col("name").str.slice(7))
    names = tree.orgs["name"]
    alone = names.filter(names.is_unique())  # nobody else in the nation is called so
    return tree.cells.join(above, on="parent", how="left", maintain_order="left").with_columns(
        root=pl.col("code").str.slice(0, 2),
        village=village,
        office=pl.col("unit").rle_id(),
        folk="province",
        alone=pl.col("name").is_in(alone.implode()),
    )


def _rows(cells: pl.DataFrame) -> pl.DataFrame:
    """One line per member of the cells; one of each cell is its secretary."""
    size = cells["size"].to_numpy()
    cell = np.repeat(np.arange(len(cells)), size)
    place = np.arange(len(cell)) - np.repeat(np.cumsum(size) - size, size)
    secretary = place == (cells["cell"].to_numpy() * 7 % size)[cell]
    return cells[cell].with_columns(secretary=pl.Series(secretary))


def _block(
    making: Making, rows: pl.DataFrame, closed: pl.DataFrame, rng: Dice, chance: Random
) -> Done:
    keep = (rows["size"] <= _SMALL).to_numpy() | rows["secretary"].to_numpy()
    second_rows = making.corruptor.COPIES
    pairs = copies.deal(rng, rows["cell"].to_numpy(), ~keep, second_rows, making.dirt)
    people = people_of(rng, rows, making.registry, keep, pairs, making.dirt)
    person = np.arange(len(rows))
    for kind in (*(copy.kind for copy in second_rows), "in_transit", "temporary"):
        one, two = pairs[kind]
        person[two] = one
    block = written(rng, rows, people[person], making.ledger)
    used = _spoil(making, block, keep, pairs, closed, rng, chance)
    gone = _gone(making, rows, rng)
    return Done(block, person, used, person != np.arange(len(rows)), gone)


def _gone(making: Making, rows: pl.DataFrame, rng: Dice) -> pl.DataFrame:
    """True values of people who stood in these cells half a year ago."""
    count = rng.poisson(_GONE * making.dirt * len(rows))
    if count == 0:
        return pl.DataFrame(schema=dict.fromkeys(HEADINGS, pl.String))
    lost = rows[np.sort(rng.integers(0, len(rows), count))]
    kept = np.ones(count, dtype=np.bool_)
    return true_values(lost, people_of(rng, lost, making.registry, kept, {}, making.dirt))


def written(rng: Dice, rows: pl.DataFrame, people: pl.DataFrame, ledger: Ledger) -> Block:
    """Put people into a block: what is true of them and how their offices write it."""
    true = true_values(rows, people)
    shown = shown_values(rng, rows, people, true)
    capitals = shown["full_name"] == shown["full_name"].str.to_uppercase()
    extra = people.select(_former="former", _badge_before="badge_before")
    return Block(rows, people.with_columns(capitals=capitals), true.hstack(extra), shown, ledger)


def _spoil(
    making: Making, block: Block, keep: Flags, pairs: Pairs, closed: pl.DataFrame,
    rng: Dice, chance: Random,
) -> Index:  # fmt: skip
    block.lock(np.flatnonzero(keep), "full_name", "status", "org_code", "org_name", "member_type")
    copies.relate(block, pairs)
    copies.spoil(block, pairs, making.corruptor.COPIES, chance)
    for one, two in pairs.values():
        block.shut(one)
        block.shut(two)
    _odd(block)
    used = misplace(block, closed, rng, chance, making.dirt, sections=making.sections)
    for fault in (*logic.FAULTS, *making.corruptor.FAULTS):
        commit(block, fault, rng, chance, making.dirt)
    note_traps(block, rng)
    return used


def _odd(block: Block) -> None:
    """Lives that are true and still need a look: admitted too young or too old, long on probation."""
    active = (block.people["status"] == "active").to_numpy()
    for odd, rule, field in (("young", "V14", "admission_date"), ("old", "V14", "admission_date"),
                             ("long", "V16", "member_type")):  # fmt: skip
        is_odd = (block.people["odd"] == odd).fill_null(False).to_numpy()
        rows = np.flatnonzero(is_odd & active)
        block.ledger.finding(rows, rule, field, odd)
        block.ledger.maybe(np.flatnonzero(is_odd & ~active), (rule,), odd)
        block.lock(rows, "birth_date", "admission_date", "official_date", "member_type")
    block.ledger.maybe(np.flatnonzero(block.people["year_only"]), ("V12",), "year_only")
    doubtful = np.flatnonzero(block.rows["doubtful"])
    block.ledger.maybe(doubtful, ("V19", "V30", "V34"), "doubtful_code")
