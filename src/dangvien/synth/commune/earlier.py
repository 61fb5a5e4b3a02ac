"""The commune's lists as they were six days earlier: the same people, more of them not ready.

What was wrong then and is right in the lists of 15/12 is what a demonstration's campaign puts right.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import polars as pl

from dangvien.synth.commune.book import write_book
from dangvien.synth.commune.cells import CELLS
from dangvien.synth.commune.layout import IN_COMMA, IN_OLD_FONT
from dangvien.synth.commune.others import write_comma, write_old_font
from dangvien.synth.commune.plan import fault_of
from dangvien.synth.dirt.block import Block
from dangvien.synth.dirt.fault import commit_to
from dangvien.synth.dirt.ledger import Ledger
from dangvien.synth.draw import dice
from dangvien.synth.record import HEADINGS

FOLDER, ANSWERS = "truoc-chien-dich", "dap-an.parquet"

# How many of each cell had nothing that blocks them on 09/12, in the order of `CELLS`.
READY = (0, 1, 2, 4, 5, 7, 8, 7, 9, 9, 13, 14, 6, 10, 5, 1, 6, 5, 7, 4, 6, 7, 9, 4)

# Rule, kind, field, and how often among what is wrong: most of it is a box somebody can look up.
_WRONG: tuple[tuple[str, str, str, int], ...] = (
    ("V31", "missing", "sex", 9),
    ("V17", "length", "card_number", 6),
    ("V04", "missing", "citizen_id", 4),
    ("V05", "nine_digits", "citizen_id", 5),
    ("V15", "missing", "official_date", 4),
    ("V31", "missing", "admission_date", 3),
    ("V12", "missing", "birth_date", 2),
    ("V12", "impossible", "birth_date", 2),
    ("V02", "title", "full_name", 2),
)
# What the truth calls wrong and a careful reader puts right by himself: such rows need another fault.
_LIGHT = (("V25", "phone"), ("V17", "card_number"), ("V20", "note"))


def write_earlier(
    block: Block, out: Path, order: dict[str, list[int]], own: set[int], seed: int
) -> None:
    """Write the three lists as of 09/12 and the answers: row id, field, true value, wrong only then."""
    early = replace(block, ledger=Ledger(), shown=dict(block.shown),
                    locked={name: flags.copy() for name, flags in block.locked.items()})  # fmt: skip
    rng, chance = dice(seed, 10), Random(seed + 10)  # noqa: S311
    cell, place = block.rows["cell"].to_numpy(), block.rows["place"].to_numpy()
    at_work = place < block.rows["active"].to_numpy()
    light = _light(block)
    blocked = block.locked["blocked"]
    for number, ready in enumerate(READY):
        mine = np.flatnonzero((cell == number) & at_work & early.free())
        sound = rng.permutation(mine[~blocked[mine]])
        wrong = np.concatenate([sound[ready:], mine[light[mine]]])
        for row in wrong:
            _spoil(early, int(row), rng, chance)
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    shown = pl.DataFrame({name: early.shown[name] for name in HEADINGS})
    ids = write_book(folder, shown, order, own)
    ids |= write_comma(folder, shown, _rows(block, IN_COMMA))
    ids |= write_old_font(folder, shown, _rows(block, IN_OLD_FONT))
    new = early.ledger.table("values").with_columns(early=pl.lit(value=True))
    old = block.ledger.table("values").with_columns(early=pl.lit(value=False))
    answers = pl.concat([new, old])
    named = pl.Series([ids[row] for row in answers["row"]], dtype=pl.String).alias("row_id")
    answers.select(named, "field", "value", "early").write_parquet(folder / ANSWERS)


def _rows(block: Block, cell: str) -> list[int]:
    found: list[int] = np.flatnonzero((block.rows["name"] == cell).to_numpy()).tolist()
    return found


def _light(block: Block) -> np.ndarray:
    """Rows whose only fault is one that does not block."""
    found = block.ledger.table("findings").filter(pl.col("list") == "members")
    kind = pl.struct("rule", "field").is_in([{"rule": r, "field": f} for r, f in _LIGHT])
    flags = np.zeros(len(block.rows), dtype=np.bool_)
    flags[found.filter(kind)["row"].unique().to_numpy()] = True
    return flags & block.locked["blocked"]


def _spoil(block: Block, row: int, rng: np.random.Generator, chance: Random) -> None:
    """One more fault in a row, of the first kind that fits."""
    weights = np.array([one[3] for one in _WRONG], dtype=np.float64)
    for at in rng.choice(len(_WRONG), len(_WRONG), replace=False, p=weights / weights.sum()):
        rule, kind, field, _ = _WRONG[int(at)]
        fault = fault_of(rule, kind, field)
        fits = block.people.select(fault.when.fill_null(False)).to_series()[row]
        free = fits and block.free(fault.field, *fault.locks)[row]
        if free and len(commit_to(block, fault, np.array([row]), chance)):
            return


assert len(READY) == len(CELLS)  # noqa: S101 - one number a cell
