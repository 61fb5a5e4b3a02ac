"""Writes a nation: lists as parquet, csv or xlsx, and the truth beside them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import polars as pl

from dangvien.files.problem import InputProblem
from dangvien.synth.dirt import a, b
from dangvien.synth.dirt.ledger import MEMBERS, Ledger
from dangvien.synth.draw import dice, some
from dangvien.synth.former import previous
from dangvien.synth.nation import BLOCK, Done, Making, blocks
from dangvien.synth.offices import Tally, control, organisations
from dangvien.synth.registry import Registry
from dangvien.synth.tree import grow, unsettle
from dangvien.synth.truth import RowIds, name_rows, plain_ids, write_truth
from dangvien.synth.workbook import write_members
from dangvien.synth.write import Parts, shown, write

DIRT = 1.0
XLSX_ROWS = 100_000
_STRAY = 0.003  # members who stand under the heading of another cell
_CORRUPTORS: dict[str, ModuleType] = {"a": a, "b": b}


def build(
    members: int,
    seed: int,
    out: Path,
    format: str,
    corruptor: str = "a",
    dirt: float = DIRT,
    progress: Callable[[str], object] | None = None,
) -> None:
    """Write a nation of exactly `members` rows into `out`; the same arguments give the same files.

    `format`: parquet, csv or xlsx (up to 100,000 rows). `corruptor`: a or b. `dirt` scales every
    kind of fault (0: none). Raises `InputProblem` for what cannot be written.
    """
    _refuse(members, format, corruptor)
    say = progress or (lambda _text: None)
    out.mkdir(parents=True, exist_ok=True)
    tree, ledger, tally = unsettle(grow(members, seed), seed, dirt), Ledger(), Tally()
    with tempfile.TemporaryDirectory(dir=out, prefix=".") as folder:
        parts = Parts(Path(folder))
        making = Making(
            seed, _CORRUPTORS[corruptor], dirt, format == "xlsx", ledger, Registry(seed)
        )
        for done in blocks(tree, making):
            say(f"Sinh khối {ledger.start // BLOCK + 1}")
            parts.add("members", shown(done.block))
            rng = dice(seed, 4, ledger.start)
            parts.add("previous", previous(done, ledger, rng, parts.height("previous")))
            parts.add("people", pl.DataFrame({"person_id": done.person + ledger.start}))
            if format == "xlsx":
                parts.add("sections", _sections(done, seed, dirt))
            tally.add(done)
        say("Ghi tệp")
        row_ids = _write_lists(parts, out, format)
        rng = dice(seed, 5)
        orgs = organisations(tree, tally, ledger, rng, dirt)
        write(orgs.lazy(), out / f"organisations.{format}")
        write(control(tree, tally, ledger, rng, dirt).lazy(), out / f"control.{format}")
        _write_people(parts, out / "truth", row_ids)
    write_truth(ledger, out / "truth", row_ids, members=members, seed=seed, corruptor=corruptor,
                dirt=dirt)  # fmt: skip


def _refuse(members: int, format: str, corruptor: str) -> None:
    if format not in {"parquet", "csv", "xlsx"}:
        raise InputProblem(f"Chưa ghi được dạng {format}; đồng chí chọn parquet, csv hoặc xlsx.")
    if format == "xlsx" and members > XLSX_ROWS:
        raise InputProblem("Excel chỉ nhận tới 100.000 đảng viên; đồng chí chọn csv hoặc parquet.")
    if corruptor not in _CORRUPTORS:
        raise InputProblem("Cách làm bẩn là a hoặc b.")


def _sections(done: Done, seed: int, dirt: float) -> pl.DataFrame:
    """Under which section rows each member stands; a few under the one of the next cell (V34)."""
    block = done.block
    active = (block.people["status"] == "active").to_numpy() & block.free("org_code", "org_name")
    cell = block.rows["cell"].to_numpy()
    last = np.flatnonzero(np.diff(cell, append=cell[-1]) == 1)  # last member before the next cell
    chance = some(dice(seed, 6, block.start), _STRAY * 24 * dirt, active[last])
    same_unit = (block.rows["unit"].gather(last) == block.rows["unit"].gather(last + 1)).to_numpy()
    stray = last[chance & same_unit]
    block.ledger.finding(stray, "V34", "org_name", "other_section")
    at = np.arange(len(cell))
    at[stray] = stray + 1
    return block.rows.select("unit", "name")[at]


def _write_lists(parts: Parts, out: Path, format: str) -> RowIds:
    row_ids = plain_ids(format)
    if format == "xlsx":
        frame, sections = parts.whole("members").collect(), parts.whole("sections").collect()
        row_ids[MEMBERS] = write_members(out / "members.xlsx", frame, sections)
    else:
        write(parts.whole("members"), out / f"members.{format}")
    write(parts.whole("previous"), out / f"previous.{format}")
    return row_ids


def _write_people(parts: Parts, folder: Path, row_ids: RowIds) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    people = parts.whole("people").collect()
    lists = pl.Series([MEMBERS]).new_from_index(0, len(people))
    ids = name_rows(lists, pl.int_range(len(people), eager=True), row_ids)
    people.select(ids.alias("row_id"), "person_id").write_parquet(folder / "people.parquet")
