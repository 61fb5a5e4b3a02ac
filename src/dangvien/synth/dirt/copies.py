"""People entered twice, and people who only look as if they were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

import numpy as np
import polars as pl

from dangvien.synth.dirt.block import Block
from dangvien.synth.dirt.fault import Fault, commit_to
from dangvien.synth.draw import Dice, Flags, Index
from dangvien.synth.people import Pairs

# Within a cell, in another cell nearby (as a rule of the same province), or anywhere in the block.
Reach = Literal["cell", "around", "far"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A way in which one person gets a second row: its share of rows and the slips in that row."""

    kind: str
    rate: float
    slips: tuple[Fault, ...]
    reach: Reach = "around"


@dataclass(frozen=True, slots=True)
class Role:
    """Two rows that have to do with each other without being a mistaken copy."""

    kind: str
    rate: float
    reach: Reach
    dirty: bool = True  # scaled by the amount of dirt


ROLES: tuple[Role, ...] = (
    Role("twins", 0.0008, "cell", dirty=False),
    Role("namesakes", 0.0005, "far", dirty=False),
    Role("in_transit", 0.0006, "around", dirty=False),
    Role("temporary", 0.0006, "around"),
    Role("couple", 0.006, "cell"),
    Role("other_id", 0.0008, "cell"),
    Role("other_card", 0.0006, "around"),
    Role("other_file", 0.0004, "around"),
)


def deal(rng: Dice, cell: Index, free: Flags, copies: Iterable[Copy], dirt: float) -> Pairs:
    """Choose pairs of rows for each kind, each row for one pair at most."""
    free = free.copy()
    kinds = [(role.kind, role.rate * (dirt if role.dirty else 1.0), role.reach) for role in ROLES]
    kinds += [(copy.kind, copy.rate * dirt, copy.reach) for copy in copies]
    pairs: Pairs = {}
    for kind, rate, reach in sorted(kinds, key=lambda entry: entry[2] != "cell"):
        wanted = int(rng.poisson(rate * len(cell))) if rate else 0
        if reach == "cell":
            one, two = _near(rng, cell, free, wanted)
        else:
            one, two = _apart(rng, cell, free, wanted, far=reach == "far")
        free[one] = free[two] = False
        pairs[kind] = (one, two)
    return pairs


def _near(rng: Dice, cell: Index, free: Flags, wanted: int) -> tuple[Index, Index]:
    start = np.flatnonzero(free[:-1] & free[1:] & (cell[:-1] == cell[1:]))
    chosen = np.sort(rng.permutation(start)[:wanted])
    chosen = chosen[np.diff(chosen, prepend=-2) > 1]
    return chosen, chosen + 1


def _apart(rng: Dice, cell: Index, free: Flags, wanted: int, *, far: bool) -> tuple[Index, Index]:
    chosen = rng.permutation(np.flatnonzero(free))[: 2 * wanted]
    chosen = chosen if far else np.sort(chosen)
    one, two = chosen[0 : len(chosen) // 2 * 2 : 2], chosen[1::2]
    different = cell[one] != cell[two]
    one, two = one[different], two[different]
    turn = rng.random(len(one)) < 0.5
    return np.where(turn, one, two), np.where(turn, two, one)


def spoil(block: Block, pairs: Pairs, copies: Iterable[Copy], chance: Random) -> None:
    """Put the slips into second rows and note what follows from a person standing there twice."""
    for copy in copies:
        one, two = pairs[copy.kind]
        for slip in copy.slips:
            allowed = block.people.select(slip.when.fill_null(False)).to_series().to_numpy()
            commit_to(block, slip, two[allowed[two]], chance)
        block.ledger.pair(one, two, copy.kind)
        apart = block.apart("citizen_id", one, two)
        for rows in (one, two):  # two whole ids that differ are never proposed, even for a slip
            block.ledger.finding(rows[~apart], "V11", "full_name", copy.kind)
            block.ledger.maybe(rows[apart], ("V11",), copy.kind)
        _shared(block, one, two, copy.kind)


def _shared(block: Block, one: Index, two: Index, kind: str) -> None:
    rules = {"citizen_id": "V09", "card_number": "V10", "file_number": "V10", "phone": "V22"}
    for field, rule in rules.items():
        same = block.same(field, one, two)
        for rows in (one[same], two[same]):
            if rule == "V22":  # one cause, one finding: the person is the same
                block.ledger.maybe(rows, (rule,), f"same_{kind}")
            else:
                block.ledger.finding(rows, rule, field, f"same_{kind}")


def relate(block: Block, pairs: Pairs) -> None:
    """Put into the rows what the other roles need, and note findings and traps."""
    _lend(block, pairs["couple"], "phone", "V22", "household")
    _lend(block, pairs["other_id"], "citizen_id", "V09", "other_persons_id")
    _lend(block, pairs["other_card"], "card_number", "V10", "other_persons_card")
    _lend(block, pairs["other_file"], "file_number", "V10", "other_persons_file")
    block.ledger.maybe(pairs["other_id"][1], ("V07", "V08", "V17", "V11"), "other_persons_id")
    for kind in ("twins", "namesakes"):
        for rows in pairs[kind]:
            block.ledger.trap(rows, "V11", kind)
    _away(block, *pairs["in_transit"])
    _guest(block, *pairs["temporary"])


def _lend(block: Block, pair: tuple[Index, Index], field: str, rule: str, kind: str) -> None:
    given = block.shown[field].is_not_null().to_numpy()
    if field == "card_number":
        given = given & ~block.people["chip"].to_numpy()
    keep = given[pair[0]] & given[pair[1]]
    one, two = pair[0][keep], pair[1][keep]
    block.put(field, two, block.shown[field].gather(one))
    for rows in (one, two):
        block.ledger.finding(rows, rule, field, kind)


def _away(block: Block, old: Index, new: Index) -> None:
    """A member between two cells: in transit in the old one, already entered in the new one."""
    block.amend("status", old, _text("in_transit", len(old)))
    block.amend_shown("status", old, _text("Chờ chuyển sinh hoạt", len(old)))
    note = "Đang làm thủ tục chuyển sinh hoạt chính thức"
    block.amend("note", old, _text(note, len(old)))
    for rows in (old, new):
        block.ledger.trap(rows, "V11", "in_transit")
        block.ledger.trap(rows, "V30", "in_transit")
        block.ledger.maybe(rows, ("V09", "V10", "V20", "V22"), "in_transit")


def _guest(block: Block, home: Index, away: Index) -> None:
    """A member away for a time, counted at home and in the temporary cell."""
    block.amend("temporary_cell", home, block.rows["name"].gather(away))
    block.amend("note", away, _text("Sinh hoạt tạm thời", len(away)))
    for rows in (home, away):
        block.ledger.finding(rows, "V30", "org_name", "counted_twice")
        block.ledger.maybe(rows, ("V09", "V10", "V11", "V20", "V22", "V28"), "counted_twice")


def _text(text: str, count: int) -> pl.Series:
    return pl.Series([text] * count, dtype=pl.String)
