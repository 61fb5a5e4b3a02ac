"""Organisations as the raw frame that the engine reads (`core.organisations.from_list`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from dangvien import clock
from dangvien.core.schema import ORGANISATION, names
from dangvien.orgs.models import Officer, Organisation, PaperCount
from dangvien.orgs.periods import ended, in_force
from dangvien.orgs.words import FORMS

# What `core.organisation_names.form_of` reads back as the same form.
_FORM = {**FORMS, "tinh": "Đảng bộ trực thuộc Trung ương", "xa": "Đảng bộ cấp trên trực tiếp cơ sở"}
SCHEMA = {name: pl.String() for name in ("row_id", "source", *names(ORGANISATION))}


def org_frame(units: Iterable[Organisation]) -> pl.DataFrame:
    """Raw organisation frame of these units, one row each, in their order, with `org_id` beside it.

    Four queries, however many units. A superior outside the list is named by its code all the same.
    """
    today, units = clock.today(), list(units)
    ids = [unit.pk for unit in units]
    codes = dict(
        Organisation.objects.filter(children__in=ids).values_list("pk", "code").distinct()
    )  # fmt: skip
    secretaries = dict(
        Officer.objects.filter(in_force(today), org__in=ids, position="secretary")
        .order_by("since").values_list("org", "name")
    )  # fmt: skip
    paper = dict(
        PaperCount.objects.filter(org__in=ids, on__lte=today).order_by("on")
        .values_list("org", "count")
    )  # fmt: skip
    rows = [
        {
            "row_id": f"org##{unit.pk}", "source": "org#", "org_code": unit.code or None,
            "org_name": unit.name, "parent_code": codes.get(unit.parent_id or 0) or None,
            "form": _FORM.get(unit.form, unit.form) or None, "kind": unit.kind or None,
            "org_status": "Đã kết thúc" if ended(unit.closed_on, today) else "Đang hoạt động",
            "founded_date": _day(unit.founded_on), "closed_date": _day(unit.closed_on),
            "secretary": secretaries.get(unit.pk), "consent": unit.consent or None,
            "paper_count": str(paper[unit.pk]) if unit.pk in paper else None,
        }
        for unit in units
    ]  # fmt: skip
    ids_column = pl.Series("org_id", ids, dtype=pl.Int64)
    return pl.DataFrame(rows, schema=SCHEMA).with_columns(ids_column)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
