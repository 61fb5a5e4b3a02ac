"""What the pages read of a list of organisations, in the shapes of `exchange.queries`."""

from __future__ import annotations

from typing import Any

import polars as pl

from dangvien.core.schema import FIELDS, ORGANISATION
from dangvien.exchange import evidence
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.organisations.previewing import FINDINGS
from dangvien.exchange.payload import opened
from dangvien.exchange.seen import ColumnTold, FindingTold, Offer, Seen
from dangvien.orgs.models import Organisation
from dangvien.orgs.words import FORMS

_LABELS = {field.name: field.label for field in ORGANISATION}
_KINDS = {
    "blank": "dòng trống", "title": "dòng tiêu đề", "header": "đầu bảng",
    "column numbers": "số thứ tự cột", "section": "dòng tên tổ chức", "subtotal": "cộng từng phần",
    "total": "dòng cộng", "signature": "ký tên, ngày tháng", "number": "chỉ có số thứ tự",
}  # fmt: skip


def columns(batch: Batch) -> list[ColumnTold]:
    """The columns of the file and what each became."""
    return [ColumnTold(**one) for one in batch.told.get("columns", [])]


def rows(batch: Batch, fate: str, after: int = 0, limit: int = 50) -> list[Seen]:
    """Rows of one fate in the order of the file, after a row number."""
    found = batch.rows.filter(fate=fate, number__gt=after).select_related("batch", "unit")
    return [_seen(batch, row) for row in found.order_by("number")[:limit]]


def findings(
    batch: Batch, *, rule: str = "", severity: str = "", after: int = 0, limit: int = 50
) -> list[FindingTold]:
    """Findings of the preview, worst first."""
    found = evidence.open_frame(batch, FINDINGS)
    if found is None:
        return []
    asked = [
        pl.col(name) == word for name, word in (("rule", rule), ("severity", severity)) if word
    ]
    kept = found.filter(*asked) if asked else found
    return [
        FindingTold(**one, line=_line(one["row_id"]), label=_label(one["field"]))
        for one in kept.slice(after, limit).to_dicts()
    ]  # fmt: skip


def gone(batch: Batch, after: int = 0, limit: int = 50) -> list[Organisation]:
    """Open organisations of the unit that the file does not name."""
    named = batch.rows.exclude(unit=None).values("unit")
    still = Organisation.objects.under(batch.org).filter(closed_on=None, pk__gt=after)
    return list(still.exclude(pk=batch.org_id).exclude(pk__in=named).order_by("pk")[:limit])


def _seen(batch: Batch, row: Row) -> Seen:
    told = opened(row)
    values: dict[str, Any] = told.get("values", {})
    sheet = row.row_id.rsplit("#", 2)[1] if row.row_id.count("#") >= 2 else ""
    name = (
        values.get("org_name") or (row.unit.name if row.unit else "") or values.get("org_code", "")
    )
    return Seen(
        pk=row.pk, number=row.number, sheet=sheet, line=_line(row.row_id), fate=row.fate,
        reason=_KINDS.get(row.reason, row.reason) if row.fate == "skipped" else row.reason,
        name=name, born="", unit=values.get("org_code", ""), said=told.get("said") or _said(values),
        offers=[Offer(field, _label(field), old, new, False)
                for field, (old, new) in told.get("offers", {}).items()],
        applied=row.applied,
    )  # fmt: skip


def _said(values: dict[str, Any]) -> str:
    if not values:
        return ""
    parts = [FORMS.get(values.get("form", ""), ""), values.get("kind", "")]
    if values.get("secretary"):
        parts.append(f"bí thư {values['secretary']}")
    if values.get("closed"):
        parts.append("đã kết thúc")
    return ", ".join(part for part in parts if part)


def _line(row_id: str) -> int:
    tail = row_id.rsplit("#", 1)[-1]
    return int(tail) if tail.isdigit() else 0


def _label(field: str) -> str:
    return _LABELS.get(field) or (FIELDS[field].label if field in FIELDS else field)
