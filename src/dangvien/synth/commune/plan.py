"""Which rows of the commune are not ready, and why: as many in each cell as the pictures show."""

from __future__ import annotations

from random import Random

import numpy as np
import polars as pl

from dangvien.synth.commune.cells import CELLS
from dangvien.synth.commune.layout import IN_COMMA, IN_OLD_FONT
from dangvien.synth.commune.legacy import tcvn3
from dangvien.synth.dirt import a, logic
from dangvien.synth.dirt.block import Block
from dangvien.synth.dirt.copies import Copy, spoil
from dangvien.synth.dirt.fault import Fault, commit_to
from dangvien.synth.draw import Dice, Flags
from dangvien.synth.people import Pairs

# Faults that keep a member from being ready: rule, kind, field, how many.
_BLOCKING: tuple[tuple[str, str, str, int], ...] = (
    ("V04", "missing", "citizen_id", 29),
    ("V05", "nine_digits", "citizen_id", 22),
    ("V05", "lost_zero", "citizen_id", 10),
    ("V05", "letters", "citizen_id", 2),
    ("V05", "length", "citizen_id", 4),
    ("V25", "placeholder", "citizen_id", 6),
    ("V15", "missing", "official_date", 24),
    ("V31", "missing", "sex", 18),
    ("V31", "missing", "admission_date", 14),
    ("V31", "missing", "member_type", 6),
    ("V12", "missing", "birth_date", 6),
    ("V12", "impossible", "birth_date", 6),
    ("V25", "placeholder", "birth_date", 6),
    ("V33", "unreadable", "admission_date", 5),
    ("V13", "before_admission", "official_date", 6),
    ("V17", "length", "card_number", 12),
    ("V17", "lost_zero", "card_number", 4),
    ("V20", "gone", "note", 7),
    ("V01", "one_word", "full_name", 3),
    ("V02", "digits", "full_name", 5),
    ("V02", "title", "full_name", 8),
    ("V25", "placeholder", "phone", 14),
)
# Faults that a member may have and still be ready.
_LIGHT: tuple[tuple[str | None, str, str, int], ...] = (
    ("V02", "nfd", "full_name", 30),
    ("V02", "double_space", "full_name", 25),
    ("V03", "case", "full_name", 9),
    ("V22", "missing", "phone", 26),
    ("V22", "lost_zero", "phone", 18),
    ("V22", "old_prefix", "phone", 9),
    (None, "spaced", "phone", 40),
    ("V24", "old_unit", "permanent_address", 90),
    ("V24", "old_unit", "hometown", 110),
    ("V32", "missing", "file_number", 14),
    ("V32", "missing", "religion", 12),
    ("V32", "missing", "admission_decision_date", 10),
    ("V18", "malformed", "file_number", 9),
    ("V23", "unknown", "political_theory", 4),
    ("V26", "month_first", "birth_date", 7),
    ("V26", "bare_number", "official_date", 9),
    ("V27", "missing_badge", "badge", 8),
    ("V28", "missing", "residence_cell", 10),
    ("V21", "missing", "exemption_date", 2),
)
# "Ông" may be a surname too; the pictures' numbers should not hang on that.
_COMRADE = Fault(
    rule="V02",
    field="full_name",
    kind="title",
    rate=1.0,
    make=lambda cell: f"{cell.chance.choice(('Đ/c', 'Đồng chí'))} {cell.shown}",
)
_COPIES = (
    *(copy for copy in a.COPIES if copy.kind in {"id_slip", "moved", "hard", "old_id"}),
    Copy("same_id", 1.0, ()),
)


def unsettle(block: Block, pairs: Pairs, rng: Dice, chance: Random) -> None:
    """Put the faults into the block; exactly the rows above `Cell.ready` of each cell are blocked."""
    spoil(block, pairs, _COPIES, chance)
    block.ledger.maybe(np.flatnonzero(block.people["year_only"]), ("V12",), "year_only")
    for rows in pairs["twins"]:
        block.ledger.trap(rows, "V11", "twins")
    for kind in ("id_slip", "moved", "hard", "old_id", "same_id", "twins"):
        for rows in pairs[kind]:
            block.shut(rows)
    room = _room(block)
    for rule, kind, field, count in _BLOCKING:
        for _ in range(count):
            _block_one(block, fault_of(rule, kind, field), room, rng, chance)
    _fill(block, room, rng, chance)
    _lone_old_font(block, rng)
    ready = np.ones(len(block.rows), dtype=np.bool_)
    for light, kind, field, count in _LIGHT:
        fault = fault_of(light, kind, field)
        rows = rng.permutation(np.flatnonzero(ready & _allowed(block, fault)))
        _some(block, fault, rows, count, chance)


def _lone_old_font(block: Block, rng: Dice) -> None:
    """Three names typed in .VnTime within a list that is not; their rows are blocked anyway."""
    blocked = block.locked["blocked"] & block.free("full_name")
    old = ~(block.rows["name"].is_in([IN_OLD_FONT, IN_COMMA])).to_numpy()
    rows = rng.permutation(np.flatnonzero(blocked & old))[:3]
    names = [tcvn3(name) for name in block.shown["full_name"].gather(rows)]
    block.put("full_name", rows, names)
    block.ledger.finding(rows, "V02", "full_name", "tcvn3_alone")


def _room(block: Block) -> np.ndarray:
    """How many more rows of each cell must be blocked, besides those that copies block."""
    severe = pl.col("rule").is_in(["V04", "V05", "V09", "V10", "V15"])
    severe &= pl.col("field") != "file_number"
    rows = block.ledger.table("findings").filter(severe)["row"].unique().to_numpy()
    cell = block.rows["cell"].to_numpy()
    return np.array([cell.active - cell.ready for cell in CELLS]) - np.bincount(
        cell[rows], minlength=len(CELLS)
    )


def _allowed(block: Block, fault: Fault) -> Flags:
    fits = block.people.select(fault.when.fill_null(False)).to_series().to_numpy()
    allowed: Flags = fits & block.free(fault.field, *fault.locks)
    return allowed


def _block_one(block: Block, fault: Fault, room: np.ndarray, rng: Dice, chance: Random) -> bool:
    """Block one more row of some cell that still has room for it."""
    cell = block.rows["cell"].to_numpy()
    fit = np.flatnonzero(_allowed(block, fault) & (room[cell] > 0) & block.free("blocked"))
    for row in rng.permutation(fit)[:20]:
        if len(commit_to(block, fault, np.array([row]), chance)):
            room[cell[row]] -= 1
            block.lock(np.array([row]), "blocked")
            return True
    return False


def _fill(block: Block, room: np.ndarray, rng: Dice, chance: Random) -> None:
    """Use up what room the planned faults have left."""
    spare = [fault_of("V05", "nine_digits", "citizen_id"), fault_of("V31", "missing", "sex")]
    while room.sum() > 0:
        done = [_block_one(block, fault, room, rng, chance) for fault in spare]
        if not any(done):
            raise RuntimeError("no row left to block")


def _some(block: Block, fault: Fault, rows: np.ndarray, count: int, chance: Random) -> None:
    done = 0
    for row in rows:
        if done == count:
            return
        done += len(commit_to(block, fault, np.array([row]), chance))


def fault_of(rule: str | None, kind: str, field: str) -> Fault:
    """The fault of this rule, kind and field."""
    known = (_COMRADE, *logic.FAULTS, *a.FAULTS)
    wanted = (rule, kind, field)
    return next(fault for fault in known if (fault.rule, fault.kind, fault.field) == wanted)
