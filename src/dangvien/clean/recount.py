"""Rows read = members + rejects + skipped: the account of every row, by file, sheet and kind."""

from __future__ import annotations

from typing import Any

import polars as pl

from dangvien.core.assess import Assessment


def unheard(control: pl.DataFrame | None, assessment: Assessment) -> str | None:
    """A sentence on the paper counts that belong to no organisation of the lists."""
    if control is None:
        return None
    told = control["paper_count"].count()
    lost = told - assessment.progress["paper"].count()
    return (
        f"{lost}/{told} đơn vị trong sổ giấy không khớp tổ chức nào trong danh sách, nên chưa so được."
        if lost > 0
        else None
    )


def account(fates: pl.DataFrame) -> dict[str, Any]:
    """Counts of the fates, whole and per source; `skipped` by kind."""
    by_fate = _by_fate(fates)
    skipped = fates.filter(pl.col("fate") == "skipped").group_by("kind").len()
    per_source = [
        {"source": source, "rows_read": part.height, **_by_fate(part)}
        for (source,), part in fates.group_by("source", maintain_order=True)
    ]
    return {
        "rows_read": fates.height,
        "members": by_fate.get("member", 0),
        "rejects": by_fate.get("reject", 0),
        "skipped": by_fate.get("skipped", 0),
        "skipped_by_kind": dict(sorted(skipped.rows())),
        "sources": per_source,
    }


def _by_fate(fates: pl.DataFrame) -> dict[str, int]:
    return dict(sorted(fates.group_by("fate").len().rows()))
