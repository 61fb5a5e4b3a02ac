"""The part of a preview that is open: rows of one fate, people gone, or what the rule book found."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from dangvien.core.rules import get
from dangvien.exchange import organisations, queries
from dangvien.exchange.models import Batch
from dangvien.exchange.views.words import FATES, FINDINGS, GONE, tabs_of
from dangvien.files.headings import field_of

PAGE, PAGE_OF_OFFERS, FIRST = (
    50,
    20,
    8,
)  # rows of a tab that was asked for, and of the one that opens by itself
SHOWN = 9  # columns


def part_of(request: HttpRequest, batch: Batch, closing: queries.Closing) -> dict[str, Any]:
    """Tabs with their counts, and one page of the open one (keyset: `sau` is the last row shown)."""
    tabs = [
        {"address": address, "name": name, "count": getattr(closing, fate)}
        for fate, (address, name) in tabs_of(batch).items()
    ]  # fmt: skip
    asked = request.GET.get("muc", "")
    opened = asked or next((str(t["address"]) for t in tabs if t["count"]), "tu-choi")
    after, most = _after(request), PAGE if asked else FIRST
    source: Any = organisations if batch.kind == "organisations" else queries
    context = {"tabs": tabs, "opened": opened, **_columns(source, batch), **_found(batch)}
    if opened == FINDINGS:
        rule = request.GET.get("quy-tac", "")[:10]
        found = source.findings(batch, rule=rule, after=after, limit=most + 1) if rule else []
        return context | {"findings": found[:most], "rule": rule,
                          "next": after + most if len(found) > most else None}  # fmt: skip
    if opened == GONE:
        gone = source.gone(batch, after=after, limit=most + 1)
        return context | {"gone": gone[:most],
                          "next": gone[most - 1].pk if len(gone) > most else None}  # fmt: skip
    if opened not in FATES:
        raise Http404
    fate = FATES[opened]
    most = min(most, PAGE_OF_OFFERS) if fate in ("changed", "conflict") else most
    rows = source.rows(batch, fate, after=after, limit=most + 1)
    return context | {
        "fate": fate, "rows": rows[:most], "reasoned": any(row.reason for row in rows[:most]),
        "next": rows[most - 1].number if len(rows) > most else None,
        "left": max(getattr(closing, fate) - most, 0) if not after else None,
    }  # fmt: skip


def _columns(source: Any, batch: Batch) -> dict[str, Any]:
    """The columns of the file; of many, those that need no look are folded away."""
    columns = [column for column in source.columns(batch) if column.label or not _numbering(column)]
    told = [(column, *_leaf(column.heading)) for column in columns]
    first = [one for at, one in enumerate(told) if at < SHOWN or not one[0].label]
    return {
        "columns": first, "folded": [one for one in told if one not in first],
        "recognised": sum(bool(column.label) for column in columns), "all_columns": len(columns),
        "many_sheets": len({column.sheet for column in columns}) > 1,
        "sheet": columns[0].sheet if columns else "",
    }  # fmt: skip


def _numbering(column: queries.ColumnTold) -> bool:
    """A column of running numbers feeds no field and asks for none."""
    part = field_of(column.heading, "part")
    return part is not None and part[0] == "number"


def _leaf(heading: str) -> tuple[str, str]:
    """A heading and the merged headings above it."""
    above, _, leaf = heading.rpartition(" / ")
    return leaf, above


def _found(batch: Batch) -> dict[str, Any]:
    """What the rule book found, by severity and by rule."""
    told = batch.told.get("findings", {})
    counts = {name: int(told.get("severities", {}).get(name, 0)) for name in "EWN"}
    rules = [
        {"code": code, "title": get(code).title, "severity": get(code).severity, "count": n}
        for code, n in told.get("rules", {}).items()
    ]  # fmt: skip
    return {"counts": counts, "found_total": sum(counts.values()), "notes": batch.told.get("notes", ()),
            "by_rule": sorted(rules, key=lambda one: -int(one["count"]))}  # fmt: skip


def _after(request: HttpRequest) -> int:
    text = request.GET.get("sau", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
