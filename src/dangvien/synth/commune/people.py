"""The 640 rows of the commune: who they are, and what is wrong with which of them."""

from __future__ import annotations

import numpy as np
import polars as pl

from dangvien.synth.commune.cells import CELLS, COMMUNE, OTHERS, PARENT_CODE, PARENT_NAME
from dangvien.synth.dirt.block import Block
from dangvien.synth.dirt.ledger import Ledger
from dangvien.synth.draw import Dice, overlay
from dangvien.synth.nation import written
from dangvien.synth.people import people_of
from dangvien.synth.people.whole import Pairs
from dangvien.synth.places import AS_OF
from dangvien.synth.registry import Registry

NAMESAKE = "Phạm Thị Hiền"


def block_of(rng: Dice, seed: int, ledger: Ledger) -> tuple[Block, Pairs]:
    """Draw the commune: a block of 640 rows and the pairs of rows that are one person.

    The first row of each cell is its secretary; after the active members come the others.
    """
    rows = cell_rows()
    first = rows["secretary"].to_numpy()
    pairs = _pairs(rows)
    people = _named(rng, seed, rows, pairs)
    people = _others(people, rows)
    person = np.arange(len(rows))
    for kind, (one, two) in pairs.items():
        person[two] = two if kind == "twins" else one
    block = written(rng, rows, people[person], ledger)
    for field in ("birth_date", "admission_date", "admission_decision_date", "official_date"):
        block.shown[field] = _house_date(block.true[field])
    block.shown["full_name"] = block.true["full_name"]
    block.lock(np.flatnonzero(first), "full_name", "status", "org_name", "org_code", "member_type")
    return block, pairs


def cell_rows() -> pl.DataFrame:
    """One line per row of the lists, with its cell."""
    counts = [cell.active + cell.others for cell in CELLS]
    at = np.repeat(np.arange(len(CELLS)), counts)
    place = np.concatenate([np.arange(count) for count in counts])
    frame = pl.DataFrame({
        "cell": at, "place": place,
        "code": [f"{PARENT_CODE[:6]}.{number + 1:03}.000.000" for number in at],
        "name": [CELLS[number].name for number in at],
        "size": [counts[number] for number in at],
        "trade": [CELLS[number].trade for number in at],
        "active": [CELLS[number].active for number in at],
    })  # fmt: skip
    return frame.with_columns(
        parent=pl.lit(PARENT_CODE), parent_name=pl.lit(PARENT_NAME), province=pl.lit("38"),
        root=pl.lit("38"), commune=pl.lit(COMMUNE), folk=pl.lit("Tam Lư"), office=pl.lit(0),
        doubtful=pl.lit(False), secretary=pl.col("place") == 0,
        village=pl.when(pl.col("trade") == "village").then(pl.col("name").str.slice(7)),
    )  # fmt: skip


def _pairs(rows: pl.DataFrame) -> Pairs:
    """The five pairs that the work list shows, two of them under one citizen id, and twins."""
    start = {cell.name: int(rows["name"].index_of(cell.name) or 0) for cell in CELLS}

    def pair(one: str, two: str, at: int) -> tuple[np.ndarray, np.ndarray]:
        rows_of = [start[f"Chi bộ {name}"] + at for name in (one, two)]
        return np.array(rows_of[:1]), np.array(rows_of[1:])

    return {
        "id_slip": pair("bản Na Nghịu", "Trường Tiểu học", 5),
        "moved": pair("bản Xía Nọi", "bản Hón Pháy", 6),
        "same_id": pair("bản Piềng Mòn", "bản Pọng Ca", 7),
        "hard": pair("bản Che Khót", "bản Nà Lốc", 8),
        "old_id": pair("bản Mường Hin", "HTX Nông – lâm nghiệp", 9),
        "twins": pair("bản Suối Khoai", "bản Suối Khoai", 10)[:1] * 2,
    }


def _named(rng: Dice, seed: int, rows: pl.DataFrame, pairs: Pairs) -> pl.DataFrame:
    one = pairs["twins"][0]
    pairs["twins"] = (one, one + 1)
    names = {int(at): cell.secretary for at, cell in
             zip(np.flatnonzero(rows["secretary"]), CELLS, strict=True)}  # fmt: skip
    names[int(pairs["id_slip"][0][0])] = NAMESAKE
    return people_of(rng, rows, Registry(seed), rows["secretary"].to_numpy(), pairs, 0.0, names)


def _others(people: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Those after the active members of a cell are exempt, gone or between two cells."""
    extra = np.flatnonzero(rows["place"].to_numpy() >= rows["active"].to_numpy())
    status = overlay(pl.Series(["active"] * len(rows)), extra, list(OTHERS))
    exempt = status == "exempt"
    since = pl.Series(np.arange(len(rows)) * 7 % 2000 + 100)
    return people.with_columns(
        status=status,
        exemption=pl.when(exempt).then(pl.lit(AS_OF) - pl.duration(days=pl.lit(since))),
        odd=pl.lit(None, pl.String),
    )


def _house_date(iso: pl.Series) -> pl.Series:
    day = iso.str.slice(8, 2) + "/" + iso.str.slice(5, 2) + "/" + iso.str.slice(0, 4)
    return day.zip_with((iso.str.len_chars() == 10).fill_null(True), iso)
