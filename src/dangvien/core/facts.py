"""Fact columns: what a row cannot know alone, brought to it as a column so that rules stay local.

On frames they come from group-bys, on Spark from one shuffle, in the register from indexed counts.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl

from dangvien.core import derive
from dangvien.core.rules.rule import Subject, fault
from dangvien.core.schema import FIELDS, MEMBER, ORGANISATION, PRESENT

# Neutral values: nothing known against the row.
NEUTRAL: dict[Subject, dict[str, Any]] = {
    "member": {
        "same_citizen_id": 0, "same_card": 0, "same_file_number": 0, "same_phone": 0,
        "twin_row": None, "twin_probability": None,
        "unit_state": "no_list", "unit_is_leaf": True, "unit_match": None,
        "unit_guess": None, "unit_guess_code": None,
        "section": None, "section_parent": None, "section_disagrees": None,
        "counted_twice": False, "left_list": False,
    },
    "organisation": {
        "same_code": 0, "code_digits": None, "parent_digits": None, "code_under_parent": None,
        "parent_state": "none", "parent_form": None, "form_key": None, "child_allowed": None,
        "children": 0, "twin_name": None, "members": 0, "active": 0, "official": 0,
        "is_active": True, "paper": None, "secretary_found": None, "abolished": None,
        "kind_state": None,
    },
}  # fmt: skip
_INTEGERS = {
    "same_citizen_id", "same_card", "same_file_number", "same_phone", "same_code", "children",
    "members", "active", "official", "paper",
}  # fmt: skip
_BOOLEANS = {
    "unit_is_leaf", "counted_twice", "left_list", "is_active", "child_allowed",
    "code_under_parent",
}  # fmt: skip
_LABELS = {
    "organisations": "danh sách tổ chức đảng (--orgs)",
    "previous": "danh sách kỳ trước (--previous)",
    "paper": "số đảng viên theo sổ giấy (--control)",
    "twin_row": "kết quả dò trùng",
}


def label(name: str) -> str:
    """What a person calls a field or a fact that a rule needs."""
    field = FIELDS.get(name)
    return f"cột {field.label}" if field else _LABELS.get(name, name)


def dtype(name: str) -> pl.DataType:
    """Type of a fact column."""
    if name in _INTEGERS:
        return pl.Int32()
    if name in _BOOLEANS:
        return pl.Boolean()
    return pl.Float64() if name == "twin_probability" else pl.String()


@cache
def record_schema(subject: Subject) -> dict[str, pl.DataType]:
    """Schema of a one-row frame: row_id, standard columns, facts, derived columns."""
    schema: dict[str, pl.DataType] = {"row_id": pl.String()}
    fields = MEMBER if subject == "member" else ORGANISATION
    for field in fields:
        schema[field.name] = pl.String()
        for suffix in ("raw", "fault", "fix", "conf", "detail"):
            schema[f"{field.name}__{suffix}"] = pl.Float32() if suffix == "conf" else pl.String()
    return schema | {name: dtype(name) for name in NEUTRAL[subject]} | derive.schema(fields)


@cache
def empty_record(subject: Subject) -> pl.DataFrame:
    """A one-row frame of nulls over `record_schema`: what a record's values are laid over."""
    schema = record_schema(subject)
    return pl.DataFrame({name: [None] for name in schema}, schema=schema)


def given(frame: pl.DataFrame, subject: Subject) -> pl.DataFrame:
    """The fact columns that a frame carries already, neutral where it does not."""
    return frame.select(
        pl.col(name).cast(dtype(name)) if name in frame.columns
        else pl.lit(value, dtype=dtype(name)).alias(name)
        for name, value in NEUTRAL[subject].items()
        if name not in ("section", "section_parent")
    )  # fmt: skip


def sharing(frame: pl.DataFrame) -> pl.DataFrame:
    """Add same_citizen_id, same_card, same_file_number, same_phone: how many OTHER rows hold the value.

    Only people still on the list count, and only values that are what they should be. A person in
    transit is legitimately on two lists (member-data §2.5), so such a row counts for nobody.
    """
    here = pl.col("status__state").is_in([s for s in PRESENT if s != "in_transit"])
    keys = {
        "same_citizen_id": ("citizen_id", pl.col("citizen_id__valid")),
        "same_card": ("card_number", pl.col("card_number__fault").is_null()),
        "same_file_number": ("file_number", pl.col("file_number__fault").is_null()),
        "same_phone": ("phone", pl.col("phone__fault").is_null()),
    }
    for fact, (name, fine) in keys.items():
        key = pl.when(here & fine).then(pl.col(name))
        holders = (
            frame.lazy().select(_key=key).drop_nulls().group_by("_key").len("_n")
            .filter(pl.col("_n") > 1).collect()
        )  # fmt: skip
        frame = (
            frame.with_columns(_key=key)
            .join(holders, on="_key", how="left", maintain_order="left")
            .with_columns((pl.col("_n").cast(pl.Int32) - 1).fill_null(0).alias(fact))
            .drop("_key", "_n")
        )
    return frame


def stays(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `counted_twice`: the same person active in two units, one of them a temporary stay.

    Such rows are one cause (V30), so they no longer count as sharing an identifier (V09, V10).
    """
    temporary = (
        pl.col("temporary_cell").is_not_null()
        & ~fault("temporary_cell", "placeholder").fill_null(False)
    ) | pl.col("note").str.to_lowercase().str.contains("tạm thời").fill_null(False)
    active = pl.col("status__state") == "active"
    suspects = frame.lazy().with_row_index("_at").filter(active).select(
        "_at", "unit", temporary=temporary,
        key=pl.when(pl.col("same_citizen_id") > 0).then("citizen_id")
        .when(pl.col("same_card") > 0).then("card_number"),
    ).filter(pl.col("key").is_not_null()).collect()  # fmt: skip
    twice = (
        suspects.group_by("key")
        .agg("_at", places=pl.col("unit").n_unique(), away=pl.col("temporary").any())
        .filter((pl.col("places") > 1) & pl.col("away"))["_at"].explode()
    )  # fmt: skip
    frame = frame.with_row_index("_at").with_columns(
        counted_twice=pl.col("_at").is_in(twice.implode())
    ).drop("_at")  # fmt: skip
    return frame.with_columns(
        pl.when("counted_twice").then(pl.lit(0, dtype=pl.Int32)).otherwise(name).alias(name)
        for name in ("same_citizen_id", "same_card", "same_file_number", "same_phone")
    )


def twins(frame: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `twin_row` and `twin_probability`: each row's most probable duplicate (V11)."""
    if "counted_twice" in frame.columns:
        twice = frame.filter("counted_twice")["row_id"].implode()
        pairs = pairs.filter(~(pl.col("row_id_1").is_in(twice) & pl.col("row_id_2").is_in(twice)))
    both = pl.concat([
        pairs.select(row_id="row_id_1", twin_row="row_id_2", twin_probability="probability"),
        pairs.select(row_id="row_id_2", twin_row="row_id_1", twin_probability="probability"),
    ])  # fmt: skip
    best = both.sort("twin_probability", "twin_row", descending=[True, False]).unique(
        "row_id", keep="first", maintain_order=True
    )
    return frame.join(best, on="row_id", how="left", maintain_order="left")
