"""The previous export: the eight columns of the upper level, as of half a year before."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dangvien.synth.dirt.ledger import PREVIOUS, Ledger
from dangvien.synth.draw import Dice, Flags, overlay, some
from dangvien.synth.nation import Done

BEFORE = date(2025, 6, 1)


def previous(done: Done, ledger: Ledger, rng: Dice, start: int) -> pl.DataFrame:
    """Give the rows of one block of the previous export, in its own order; notes V29.

    `start`: rows of the blocks before.
    """
    block = done.block
    there = (block.people["admission"] < BEFORE).to_numpy() & ~done.second
    there &= ~some(rng, 0.01, np.ones(len(there), dtype=np.bool_))
    shown = export(block.true).filter(pl.Series(there))
    lost = export(done.gone)
    whole = pl.concat([shown, lost])
    order = rng.permutation(len(whole))
    place = np.empty(len(whole), dtype=np.int64)
    place[order] = np.arange(len(whole))
    kept = place[: len(shown)] + start
    lone, known = (flags[there] for flags in _known(done))
    ledger.trap(kept[some(rng, 0.02, known & ~lone)], "V29", "still_there", PREVIOUS)
    ledger.trap(kept[known & lone], "V29", "entered_twice", PREVIOUS)
    ledger.maybe(kept[~known], ("V29",), "hard_to_recognise", PREVIOUS)
    vanished = place[len(shown) :] + start
    ledger.finding(vanished, "V29", "full_name", "vanished", PREVIOUS)
    moved = np.flatnonzero(some(rng, 0.01, known))
    ledger.trap(place[moved] + start, "V29", "moved", PREVIOUS)
    cell = whole["Chi bộ đang sinh hoạt"]
    elsewhere = cell.gather(rng.integers(0, len(whole), len(moved)))
    return whole.with_columns(overlay(cell, moved, elsewhere))[order]


def export(true: pl.DataFrame) -> pl.DataFrame:
    """Give the eight columns of the upper level from true values."""

    def day(field: str) -> pl.Expr:
        text = pl.col(field)
        parts = text.str.slice(8, 2) + "/" + text.str.slice(5, 2) + "/" + text.str.slice(0, 4)
        return pl.when(text.str.len_chars() == 10).then(parts).otherwise(text)

    return true.select(
        pl.col("full_name").str.to_uppercase().alias("Họ và tên"),
        pl.col("card_number").alias("Số thẻ Đảng viên"),
        pl.col("citizen_id").alias("Số CCCD"),
        day("birth_date").alias("Ngày sinh"),
        day("admission_date").alias("Ngày kết nạp"),
        pl.col("org_name").alias("Chi bộ đang sinh hoạt"),
        pl.col("residence_cell").alias("Chi bộ nơi cư trú"),
        pl.lit("Đang sinh hoạt").alias("Trạng thái"),
    )


def _known(done: Done) -> tuple[Flags, Flags]:
    """Rows whose person has a second row, and rows that a number or name and birth still name."""
    block = done.block
    twice = np.zeros(len(done.person), dtype=np.bool_)
    twice[done.person[done.second]] = True
    same = {name: (block.shown[name] == block.true[name]).fill_null(False).to_numpy()
            for name in ("citizen_id", "card_number")}  # fmt: skip
    intact = block.free("full_name", "birth_date") | block.closed
    return twice, same["citizen_id"] | same["card_number"] | intact
