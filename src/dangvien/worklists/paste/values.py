"""Pasted cells read as a list is read: each column is looked at whole, then cell by cell."""

from __future__ import annotations

import polars as pl

from dangvien import clock
from dangvien.core.standardise import standardise
from dangvien.worklists.paste.reading import Table, is_formula

Values = dict[int, dict[str, str]]


def in_force(table: Table) -> tuple[Values, Values]:
    """Row number → field → the value in force; and the same for cells whose reading has a fault."""
    fields = table.fields
    columns = {name: [_cell(row.cells.get(name)) for row in table.rows] for name in fields}
    numbers = [str(row.number) for row in table.rows]
    raw = pl.DataFrame(
        {"row_id": numbers, "source": [""] * len(numbers), **columns},
        schema=dict.fromkeys(("row_id", "source", *fields), pl.String),
    )
    read = standardise(raw, as_of=clock.today()).frame
    told = read.select(*fields, *(f"{name}__fault" for name in fields)).to_dicts()
    sound: Values = {}
    faulty: Values = {}
    for row, values in zip(table.rows, told, strict=True):
        for name in fields:
            text = row.cells.get(name)
            if text is None:
                continue
            target = faulty if values[f"{name}__fault"] else sound
            target.setdefault(row.number, {})[name] = values[name] or text
    return sound, faulty


def _cell(text: str | None) -> str | None:
    """A formula is no value of anything: it does not even speak for its column."""
    return None if text is None or is_formula(text) else text
