"""The tables of truth, with the row ids that a reader of the lists gives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from dangvien.synth.dirt.ledger import MEMBERS, ORGANISATIONS, PREVIOUS, Ledger
from dangvien.synth.places import AS_OF
from dangvien.synth.workbook import SHEET

# For each list its row ids, or what stands before the number of a row and the number of the first.
RowIds = Mapping[str, "tuple[str, int] | pl.Series"]


def plain_ids(format: str) -> dict[str, tuple[str, int] | pl.Series]:
    """Row ids of lists that hold one member per record; record 1 of csv and xlsx is the heading."""
    sheet, first = SHEET if format == "xlsx" else "", 1 if format == "parquet" else 2
    lists = (MEMBERS, ORGANISATIONS, PREVIOUS)
    return {name: (f"{name}.{format}#{sheet}#", first) for name in lists}


def write_truth(ledger: Ledger, folder: Path, row_ids: RowIds, **about: object) -> None:
    """Write findings, traps, maybe, values, duplicates and about.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("findings", "traps", "maybe", "values"):
        table = ledger.table(name)
        ids = name_rows(table["list"], table["row"], row_ids).alias("row_id")
        table.select(ids, *table.columns[2:]).write_parquet(folder / f"{name}.parquet")
    pairs = ledger.table("duplicates")
    members = pl.Series([MEMBERS]).new_from_index(0, len(pairs))
    pairs.select(
        name_rows(members, pairs["one"], row_ids).alias("row_id_1"),
        name_rows(members, pairs["two"], row_ids).alias("row_id_2"),
        "kind",
    ).write_parquet(folder / "duplicates.parquet")
    text = json.dumps({"as_of": AS_OF.isoformat(), **about}, ensure_ascii=False, indent=2)
    (folder / "about.json").write_text(text + "\n", encoding="utf-8")


def name_rows(lists: pl.Series, rows: pl.Series, row_ids: RowIds) -> pl.Series:
    """Row ids of rows that are numbered from 0 within their lists."""
    named = pl.Series([None], dtype=pl.String).new_from_index(0, len(lists))
    for name, ids in row_ids.items():
        mine = lists == name
        if isinstance(ids, pl.Series):
            known = ids.gather(rows.zip_with(mine, rows * 0))
        else:
            known = pl.select(pl.lit(ids[0]) + (rows + ids[1]).cast(pl.String)).to_series()
        named = known.zip_with(mine, named)
    return named
