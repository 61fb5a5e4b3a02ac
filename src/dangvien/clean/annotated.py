"""What goes into cleaned.xlsx: the source's own columns, values in force, proposals beside them."""

from __future__ import annotations

import polars as pl

from dangvien.clean.intake import Intake
from dangvien.core.assess import Assessment
from dangvien.core.schema import FIELDS, LABELS_OF_VALUES
from dangvien.files.cleaned import ADDED, Sheet


def annotated(assessment: Assessment, intake: Intake) -> list[Sheet]:
    """One sheet per source, columns in the source's order under its own headings."""
    proposals = assessment.standard.changes.filter(pl.col("applied") == "no")
    opened = (
        assessment.findings.filter(pl.col("state") == "open")
        .group_by("row_id").agg(open=pl.len().cast(pl.Int64))
    )  # fmt: skip
    sheets = []
    columns = intake.members.columns
    for (source,), part in intake.members.rows.group_by("source", maintain_order=True):
        values = assessment.members.join(part.select("row_id"), on="row_id", how="semi")
        own = columns.filter(pl.col("source") == source).sort("position")
        file, sheet = own.select("file", "sheet").row(0)
        chosen: dict[str, pl.Expr] = {}
        headings: dict[str, str] = {}
        extras = part.select("row_id", pl.selectors.starts_with("extra:"))
        if set(ADDED) <= set(own["heading"]):  # our own earlier cleaned.xlsx: its notes are old
            own = own.filter(~pl.col("heading").is_in(ADDED))
        for heading, field, column, feeds in own.select(
            "heading", "field", "column", "feeds"
        ).iter_rows():
            title = _free(heading.replace("\n", " ").strip(), chosen)
            if field in FIELDS:
                chosen[title] = pl.col(field).replace(_spoken(field))
            elif column in extras.columns:
                chosen[title] = pl.col(column)
            else:
                continue
            for fed in filter(None, [field, *(feeds or "").split(", ")]):
                headings.setdefault(fed, title)
        rows = values.join(extras, on="row_id", how="left", maintain_order="left")
        marks = proposals.filter(pl.col("field").is_in(list(headings))).select(
            "row_id", column=pl.col("field").replace(headings),
            note=pl.format("{} ({})", "after", "reason"),
        )  # fmt: skip
        marks = marks.join(part.select("row_id"), on="row_id", how="semi")
        sheets.append(Sheet(
            name=sheet or file, rows=rows.select("row_id", **chosen), marks=marks,
            findings=opened.join(part.select("row_id"), on="row_id", how="semi"),
        ))  # fmt: skip
    return sheets


def _spoken(field: str) -> dict[str, str]:
    return LABELS_OF_VALUES if field in ("sex", "member_type", "status") else {}


def _free(title: str, taken: dict[str, pl.Expr]) -> str:
    name, number = title or "Cột", 1
    while name in taken or name == "row_id":
        number += 1
        name = f"{title} ({number})"
    return name
