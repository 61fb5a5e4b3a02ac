"""The demonstration commune: Đảng bộ xã Tam Lư, 24 cells, 640 people, in the files people send."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import polars as pl

from dangvien.core.schema import PRESENT
from dangvien.synth.commune.book import REJECTS, write_book
from dangvien.synth.commune.cells import CELLS
from dangvien.synth.commune.earlier import write_earlier
from dangvien.synth.commune.layout import IN_COMMA, IN_OLD_FONT
from dangvien.synth.commune.legacy import tcvn3
from dangvien.synth.commune.others import (
    SERIAL,
    write_comma,
    write_control,
    write_old_font,
    write_organisations,
)
from dangvien.synth.commune.people import block_of
from dangvien.synth.commune.plan import unsettle
from dangvien.synth.dirt.block import Block
from dangvien.synth.dirt.ledger import MEMBERS, ORGANISATIONS, PREVIOUS, Ledger
from dangvien.synth.draw import dice
from dangvien.synth.former import export
from dangvien.synth.record import HEADINGS
from dangvien.synth.truth import write_truth
from dangvien.synth.write import write

_STRAY = 3  # rows that stand in another cell's section and name their own


def commune(seed: int, out: Path) -> None:
    """Write the commune into `out`: lists, to-chuc.xlsx, so-giay.xlsx, ky-truoc.csv, truth/, and the
    lists of six days earlier in truoc-chien-dich/.

    612 active members, 391 of them with nothing that blocks them; the same seed, the same files.
    """
    rng, chance, ledger = dice(seed, 9), Random(seed), Ledger()  # noqa: S311
    out.mkdir(parents=True, exist_ok=True)
    block, pairs = block_of(rng, seed, ledger)
    unsettle(block, pairs, rng, chance)
    shown = pl.DataFrame({name: block.shown[name] for name in HEADINGS})
    order, own = _order(block, rng)
    ids = write_book(out, shown, order, own)
    ids |= write_comma(out, shown, _rows(block, IN_COMMA))
    ids |= write_old_font(out, shown, _rows(block, IN_OLD_FONT))
    old = np.array(_rows(block, IN_OLD_FONT))
    told = [tcvn3(name or "") != name for name in block.shown["full_name"].gather(old)]
    ledger.finding(old[told], "V02", "full_name", "tcvn3_column")
    given = block.shown[SERIAL].gather(old).is_not_null().to_numpy()
    ledger.finding(old[given], "V26", SERIAL, "serial_column")
    ledger.maybe(old, ("V03",), "tcvn3_capitals")  # the font has no capitals with a tone
    ledger.maybe(np.array(_rows(block, IN_COMMA)), ("V02",), "windows_1258")
    write_organisations(out)
    _paper(block, out)
    _last_time(block, out, rng)
    row_ids = pl.Series([ids[row] for row in range(len(block.rows))])
    write_truth(ledger, out / "truth", {
        MEMBERS: row_ids, PREVIOUS: ("ky-truoc.csv##", 2), ORGANISATIONS: ("to-chuc.xlsx#Sheet1#", 4),
    }, members=len(ids), seed=seed, active=612, ready=391, rejects=REJECTS)  # fmt: skip
    write_earlier(block, out, order, own, seed)


def _rows(block: Block, cell: str) -> list[int]:
    found: list[int] = np.flatnonzero((block.rows["name"] == cell).to_numpy()).tolist()
    return found


def _order(block: Block, rng: np.random.Generator) -> tuple[dict[str, list[int]], set[int]]:
    """Rows of the workbook by section; a few people stand in the wrong one."""
    order = {cell.name: _rows(block, cell.name) for cell in CELLS
             if cell.name not in {IN_COMMA, IN_OLD_FONT}}  # fmt: skip
    names = list(order)
    own = set(np.flatnonzero(rng.random(len(block.rows)) < 0.3).tolist())
    for number in range(_STRAY):
        row = order[names[number]].pop(3)
        order[names[number + 5]].append(row)
        own.add(row)
        block.ledger.finding(np.array([row]), "V34", "org_name", "other_section")
    return order, own


def _paper(block: Block, out: Path) -> None:
    present = block.true["status"].is_in(PRESENT).to_numpy()
    counts = np.bincount(block.rows["cell"].to_numpy()[present], minlength=len(CELLS))
    wrong = write_control(out, counts)
    block.ledger.finding(np.array(wrong) + 1, "O12", "paper_count", "paper_differs", ORGANISATIONS)


def _last_time(block: Block, out: Path, rng: np.random.Generator) -> None:
    """Half a year ago: 22 people not yet there, six there who have vanished since."""
    second = np.unique(np.concatenate([block.ledger.table("duplicates")["two"].to_numpy()]))
    here = np.setdiff1d(np.arange(len(block.rows)), second)
    new = rng.choice(here, 22, replace=False)
    before = export(block.true[np.setdiff1d(here, new)])
    gone = export(block.true[rng.choice(here, 6, replace=False)]).with_columns(
        pl.col("Họ và tên").str.replace(r" \p{L}+$", " VẮNG"),
        pl.col("Số thẻ Đảng viên", "Số CCCD").str.replace(r"\d{3}$", "000"),
        pl.col("Ngày sinh").str.replace(r"^\d\d/\d\d", "29/12"),
    )
    start = before.height
    block.ledger.finding(np.arange(start, start + 6), "V29", "full_name", "vanished", PREVIOUS)
    write(pl.concat([before, gone]).lazy(), out / "ky-truoc.csv")
