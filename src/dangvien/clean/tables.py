"""The csv files of DIR: columns as the contract names them, UTF-8 with BOM, safe against formulas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from dangvien.core.assess import Assessment
from dangvien.core.rules import get
from dangvien.core.rules.words import message
from dangvien.core.schema import FIELDS, names
from dangvien.core.score import COUNTS, SCORES
from dangvien.files.safe_cells import safe_expr

FINDING_COLUMNS = (
    "row_id", "rule", "severity", "dimension", "field", "value", "message",
    "fix", "fix_confidence", "org_code", "state",
)  # fmt: skip

# A cell can only be at risk if it begins with no letter or digit, or may be split inside.
_MAYBE_RISKY = r"^\W|[;\t\r\n]"


def write(frame: pl.DataFrame, path: Path) -> None:
    """Write one csv: text made safe against formula injection, the rest as it is."""
    texts = [column for column in frame if column.dtype == pl.String]
    frame.with_columns(map(_safe, texts)).write_csv(path, include_bom=True)


def _safe(column: pl.Series) -> pl.Series:
    """A text column made safe; only the few cells that could be at risk are read closely."""
    at = column.str.contains(_MAYBE_RISKY).arg_true()
    if at.is_empty():
        return column
    closely = column.gather(at).to_frame("_").select(safe_expr("_")).to_series()
    return column.clone().scatter(at, closely)


def codes(assessment: Assessment) -> pl.DataFrame:
    """unit → org_code and org_name."""
    return assessment.tree.units.select("unit", "org_code", unit_name="org_name")


def members(assessment: Assessment) -> pl.DataFrame:
    """Values in force: applied changes only; the unit is the one the row was placed in."""
    placed = assessment.members.join(
        codes(assessment).rename({"org_code": "unit_code"}), on="unit", how="left",
        maintain_order="left",
    )  # fmt: skip
    known = pl.col("unit") != assessment.tree.unknown
    return placed.with_columns(
        org_code=pl.when(known).then("unit_code").otherwise("org_code"),
        org_name=pl.coalesce("org_name", "section", pl.when(known).then("unit_name")),
    ).select("row_id", *names())


def findings(assessment: Assessment) -> pl.DataFrame:
    """Every finding with its words, in the order of the lists; message, fix and state as contracted."""
    order = assessment.members.select("row_id").with_row_index("_at")
    rows = (
        assessment.findings.lazy()
        .join(codes(assessment).lazy(), on="unit", how="left")
        .join(order.lazy(), on="row_id", how="left")
        .sort("_at", "row_id", "rule", "field", "unit", "cause", nulls_last=True)
        .collect()
    )
    return rows.with_columns(message=pl.Series(_messages(rows), dtype=pl.String)).select(
        *FINDING_COLUMNS, "cause", "detail"
    )


def _messages(rows: pl.DataFrame) -> Iterator[str]:
    for told in rows.select("rule", "cause", "value", "detail", "fix", "field").iter_rows():
        yield words(*told)


def words(
    rule: str, cause: str, value: str | None, detail: str | None, fix: str | None, field: str
) -> str:
    """A finding in words, the same wherever it is shown; also one about a column that is not there."""
    label = FIELDS[field].label if field in FIELDS else field
    if cause == "no_column":
        return f"Danh sách không có cột {label}. {get(rule).why} Thêm cột này rồi làm lại."
    return message(get(rule), cause, value, detail, fix, label)


def progress(assessment: Assessment) -> pl.DataFrame:
    """One row per organisation: counts, then every score with its numerator and denominator."""
    units = assessment.progress
    above = units.select(parent="unit", parent_code="org_code")
    scored = [f"{part}_{name}" for name in SCORES for part in ("score", "num", "den")]
    unknown = pl.col("unit") == assessment.tree.unknown
    keep = ~unknown | (pl.col("members") > 0) | (pl.col("findings_e") > 0)
    return (
        units.join(above, on="parent", how="left", maintain_order="left")
        .filter(keep)
        .select("org_code", "org_name", "parent_code", *COUNTS, *scored)
    )
