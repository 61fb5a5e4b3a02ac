"""What was read of each column, in the words of the preview."""

from __future__ import annotations

from typing import Any

import polars as pl

from dangvien.core.organisation_names import org_key
from dangvien.core.schema import FIELDS
from dangvien.exchange.recognise import Recognised
from dangvien.members.fields import kept

OUTSIDE, EMPTY, NOT_KEPT = "đang để ngoài", "trống", "sổ chưa lưu ô này"
_LISTED = ("sex", "status", "member_type")
_UNITS = ("org_name", "org_code")


def told(recognised: Recognised) -> list[dict[str, Any]]:
    """One entry per column of the file: sheet, position, heading, field, what was read."""
    intake = recognised.intake
    rows = intake.rows
    entries = []
    for column in intake.columns.iter_rows(named=True):
        field = column["field"] or next(iter((column["feeds"] or "").split(", ")), "")
        source = pl.col("source") == column["source"]
        known = field in FIELDS
        cells = 0
        if column["column"] in rows.columns:
            cells = int(rows.filter(source)[column["column"]].count())
        words = OUTSIDE
        if known:
            words = _words(recognised.members.filter(source), field, cells, recognised)
        entries.append({
            "sheet": column["sheet"], "position": column["position"],
            "heading": " ".join(column["heading"].split())[:160],
            "field": field if known else "",
            "told": words,
        })  # fmt: skip
    return entries


def _words(members: pl.DataFrame, field: str, cells: int, recognised: Recognised) -> str:
    if not members[f"{field}__raw"].count():
        return EMPTY
    if field not in (*kept(), *_UNITS):
        return f"{cells} ô, {NOT_KEPT}"
    if field in _UNITS:
        return _units(members, field)
    if field in _LISTED:
        return f"{members[field].n_unique() - int(members[field].null_count() > 0)} giá trị"
    parts = [f"{cells} ô"]
    fault = members[f"{field}__fault"].fill_null("")
    votes = recognised.assessment.standard.votes
    source = members["source"][0] if members.height else ""
    voted = votes.get((source, field))
    for key, words in _FAULTS:
        count = int(fault.str.contains(key).sum())
        if count:
            encoding = (voted.encoding if voted and voted.encoding else "cũ").split(" ")[0]
            parts.append(words.format(count, encoding))
    if FIELDS[field].kind == "date" and len(parts) == 1:
        raw = members[f"{field}__raw"].drop_nulls()
        days = int(raw.str.contains(r"^\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*$").sum())
        if raw.len() and days * 2 > raw.len():
            parts.append("ngày/tháng/năm")
    return ", ".join(parts)


_FAULTS = (
    ("legacy", "{} ô mã {}"),
    ("garbled", "{} ô hỏng mã chữ"),
    ("lost_zero|length", "{} ô thiếu số"),
    (r"\bserial\b|bare_number", "{} ô là số Excel"),
    ("two_digit_year", "{} ô năm chỉ hai chữ số"),
    ("unreadable|impossible|swapped", "{} ô chưa đọc được"),
    ("placeholder", "{} ô điền tạm"),
)


def _units(members: pl.DataFrame, field: str) -> str:
    """How many of the cells that the column names were found in the tree."""
    named = members.drop_nulls(field).select(field, known=pl.col("unit_state") != "unknown")
    distinct: dict[str, bool] = {}
    for text, known in named.unique().iter_rows():
        key = org_key(text)
        distinct[key] = distinct.get(key, False) or known
    return f"{sum(distinct.values())}/{len(distinct)} chi bộ nhận ra"


def sections(recognised: Recognised) -> list[str]:
    """A sentence when the cells stand in rows of their own instead of a column."""
    members = recognised.members
    own = pl.coalesce(*_UNITS).is_null() & pl.col("section").is_not_null()
    named = members.filter(own).select("section", known=pl.col("unit_state") != "unknown").unique()
    if not named.height:
        return []
    known = named.group_by("section").agg(pl.col("known").any())
    return [
        f"Chi bộ đọc từ dòng tên chi bộ trong bảng: {int(known['known'].sum())}/{known.height} nhận ra."
    ]
