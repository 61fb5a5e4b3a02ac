"""Raw frame → standard frame and changes: each reader runs once per distinct value, then joins back.

Nothing is lost: the text as read (`f__raw`), the value in force (`f`), what is wrong (`f__fault`) and
what is proposed (`f__fix`, `f__conf`) stand side by side. See ADR 0002 and 0003.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dangvien.core import derive, fast
from dangvien.core.cells import Vote, read_cell
from dangvien.core.schema import MEMBER, Field
from dangvien.core.votes import Votes, vote

BLANK = " \t\r\n\u00a0"  # a cell of nothing but these holds nothing
SUFFIXES = ("raw", "fault", "fix", "conf", "detail")
CHANGE_SCHEMA = {
    "row_id": pl.String, "field": pl.String, "before": pl.String, "after": pl.String,
    "reason": pl.String, "confidence": pl.Float64, "applied": pl.String,
}  # fmt: skip
_READ_SCHEMA = {
    "_raw": pl.String, "_value": pl.String, "_fault": pl.String, "_fix": pl.String,
    "_conf": pl.Float32, "_detail": pl.String, "_reason": pl.String, "_fix_reason": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Standard:
    """The standard frame (one row per member row), every change, and how columns were voted on."""

    frame: pl.DataFrame
    changes: pl.DataFrame
    votes: Votes


def standardise(
    raw: pl.DataFrame,
    *,
    as_of: date,
    votes: Votes | None = None,
    fields: tuple[Field, ...] = MEMBER,
) -> Standard:
    """Standardise a raw frame (all String, one row per member; see `files.read`).

    `votes` carries the column votes of a larger whole when `raw` is only a part of it.
    """
    raw = raw.rechunk()
    votes = vote(raw, fields) if votes is None else votes
    columns = [name for name in ("row_id", "source", "section", "section_parent")
               if name in raw.columns]  # fmt: skip
    frame = raw.select(columns)
    changes: list[pl.DataFrame] = []
    for field in fields:
        if field.name in raw.columns and raw[field.name].null_count() < raw.height:
            read = _read_column(raw, field, votes, as_of)
            changes += _changes(field, read)
            frame = frame.hstack(read.select(_named(field.name)))
        else:
            frame = frame.with_columns(_nothing(field.name))
    frame = derive.columns(frame, fields, as_of)
    rows = pl.concat(changes) if changes else pl.DataFrame(schema=CHANGE_SCHEMA)
    return Standard(frame, rows, votes)


def record(
    values: Mapping[str, Any], *, as_of: date, fields: tuple[Field, ...] = MEMBER
) -> dict[str, Any]:
    """Standardise one record without a frame: the same readers, for a form that checks as one types."""
    standard: dict[str, Any] = {}
    for field in fields:
        raw = values.get(field.name)
        text = None if raw is None or not str(raw).strip(BLANK) else str(raw)
        reading = read_cell(field, text, Vote(), as_of) if text is not None else None
        standard[field.name] = reading.value if reading else None
        standard[f"{field.name}__raw"] = text
        standard[f"{field.name}__fault"] = reading.fault if reading else None
        standard[f"{field.name}__fix"] = reading.fix if reading else None
        standard[f"{field.name}__conf"] = reading.confidence if reading and reading.fix else None
        standard[f"{field.name}__detail"] = reading.detail if reading else None
    return standard


def _read_column(raw: pl.DataFrame, field: Field, votes: Votes, as_of: date) -> pl.DataFrame:
    """Read one column; rows keep their order. Sources that voted differently are read apart."""
    special = {s for (s, name) in votes if name == field.name}
    text = pl.col(field.name)
    filled = pl.when(text.str.strip_chars(BLANK) != "").then(text)
    column = raw.select("row_id", filled.alias("_raw"), source=pl.col("source"))
    if not special:
        return _read_part(column, field, Vote(), as_of)
    keyed = column.with_row_index("_at").with_columns(
        _vote=pl.when(pl.col("source").is_in(list(special))).then("source")
    )
    parts = [
        _read_part(part, field, votes.get((str(key[0]), field.name), Vote()), as_of).select(
            "_at", "row_id", *_READ_SCHEMA
        )
        for key, part in keyed.group_by("_vote")
    ]
    return pl.concat(parts).sort("_at").drop("_at")


def _read_part(column: pl.DataFrame, field: Field, voted: Vote, as_of: date) -> pl.DataFrame:
    quick = fast.PATHS.get(field.kind) if voted == Vote() else None
    if quick is not None:
        other = quick.other if quick.other is not None else pl.lit(False)
        column = column.with_columns(_plain=quick.plain, _other=other)
        odd = column.lazy().filter(~pl.col("_plain") & ~pl.col("_other"))
    else:
        odd = column.lazy()
    distinct = odd.select(pl.col("_raw").drop_nulls().unique()).collect()["_raw"].to_list()
    rows = []
    for text in distinct:
        reading = read_cell(field, text, voted, as_of)
        conf = reading.confidence if reading.fix is not None else None
        rows.append((text, reading.value, reading.fault, reading.fix, conf,
                     reading.detail, reading.reason, reading.fix_reason))  # fmt: skip
    table = pl.DataFrame(rows, schema=_READ_SCHEMA, orient="row")
    # Columns without any value stay literals: a joined column of nulls costs 16 bytes a cell.
    none = [name for name in table.columns[2:] if table[name].null_count() == table.height]
    joined = column.join(table.drop(none), on="_raw", how="left", maintain_order="left")
    joined = joined.with_columns(
        pl.lit(None, dtype=_READ_SCHEMA[name]).alias(name) for name in none
    )
    if quick is None:
        return joined
    value = pl.when("_plain").then("_raw")
    if quick.value is None:
        return joined.with_columns(_value=value.otherwise("_value"))
    return joined.with_columns(
        _value=value.when("_other").then(quick.value).otherwise("_value"),
        _reason=pl.when("_other").then(pl.lit(quick.reason)).otherwise("_reason"),
    )


def _named(name: str) -> list[pl.Expr]:
    return [
        pl.col("_value").alias(name),
        *(pl.col(f"_{suffix}").alias(f"{name}__{suffix}") for suffix in SUFFIXES),
    ]


def _nothing(name: str) -> list[pl.Expr]:
    empty = pl.lit(None, dtype=pl.String)
    return [
        empty.alias(name),
        *(
            pl.lit(None, dtype=pl.Float32 if suffix == "conf" else pl.String).alias(
                f"{name}__{suffix}"
            )
            for suffix in SUFFIXES
        ),
    ]


def _changes(field: Field, read: pl.DataFrame) -> list[pl.DataFrame]:
    """Every difference as a row: applied (raw → in force) and proposed (in force → fix)."""
    shown = read.lazy()
    applied = shown.filter(pl.col("_value").ne_missing(pl.col("_raw"))).select(
        "row_id", field=pl.lit(field.name), before="_raw", after="_value",
        reason=pl.col("_reason").fill_null("chuẩn hóa cách viết"),
        confidence=pl.lit(1.0), applied=pl.lit("yes"),
    )  # fmt: skip
    proposed = shown.filter(pl.col("_fix").is_not_null()).select(
        "row_id", field=pl.lit(field.name), before=pl.col("_value"), after="_fix",
        reason=pl.col("_fix_reason").fill_null("đề xuất của máy, chờ người xem"),
        confidence=pl.col("_conf").cast(pl.Float64), applied=pl.lit("no"),
    )  # fmt: skip
    return pl.collect_all([applied, proposed])
