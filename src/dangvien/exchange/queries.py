"""What pages and the API read of an import: opened in memory, in words, a page at a time."""

from __future__ import annotations

from datetime import datetime

import polars as pl
from django.db.models import QuerySet
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.clean.tables import words
from dangvien.core.schema import FIELDS
from dangvien.exchange import asked, evidence, seen, states
from dangvien.exchange import columns as column_words
from dangvien.exchange.actions.undoing import until
from dangvien.exchange.answering import LABELS as ANSWERS
from dangvien.exchange.answering import answers
from dangvien.exchange.models import FATES, Batch, Row
from dangvien.exchange.seen import Closing, ColumnTold, FindingTold, GonePerson, Offer, Seen
from dangvien.orgs.models import Organisation

__all__ = [
    "ANSWERS", "Closing", "ColumnTold", "FindingTold", "GonePerson", "Offer", "Seen", "answers",
    "closing", "columns", "finding_counts", "findings", "gone", "held", "passed_up", "rows",
    "undo_until",
]  # fmt: skip


def closing(batch: Batch) -> Closing:
    """The sum of a batch, and whether it closes."""
    counts = {name: batch.counts.get(name, 0) for name in (*FATES, "read", "gone", "applied")}
    closes = bool(counts["read"]) and sum(counts[name] for name in FATES) == counts["read"]
    return Closing(**counts, closes=closes)


def rows(batch: Batch, fate: str, after: int = 0, limit: int = 50) -> list[Seen]:
    """Rows of one fate in the order of the file, after a row number; nothing of a held batch."""
    if batch.state == states.HELD:
        return []
    found = batch.rows.filter(fate=fate, number__gt=after).order_by("number")
    some = list(_whole(found)[:limit])
    became = asked.words(some)
    return [seen.row(one, became=became) for one in some]


def columns(batch: Batch) -> list[ColumnTold]:
    """The columns of the file and what each became."""
    told = [] if batch.state == states.HELD else batch.told.get("columns", [])
    return [
        ColumnTold(
            sheet=one["sheet"], position=one["position"], heading=one["heading"],
            field=one["field"], told=one["told"] or column_words.OUTSIDE,
            label=FIELDS[one["field"]].label if one["field"] in FIELDS else "",
        )
        for one in told
    ]  # fmt: skip


def findings(
    batch: Batch, *, rule: str = "", severity: str = "", after: int = 0, limit: int = 50
) -> list[FindingTold]:
    """Findings of the preview, worst first, past the first `after`; in the words of `clean`."""
    frame = None if batch.state == states.HELD else evidence.open_frame(batch, "findings")
    if frame is None:
        return []
    if rule:
        frame = frame.filter(pl.col("rule") == rule)
    if severity:
        frame = frame.filter(pl.col("severity") == severity)
    return [_finding(told) for told in frame.slice(after, limit).iter_rows(named=True)]


def finding_counts(batch: Batch) -> dict[str, int]:
    """How many findings of each severity: {"E": …, "W": …, "N": …}."""
    told = {} if batch.state == states.HELD else batch.told.get("findings", {})
    counts: dict[str, int] = told.get("severities", {})
    return {name: counts.get(name, 0) for name in "EWN"}


def gone(batch: Batch, after: int = 0, limit: int = 50) -> list[GonePerson]:
    """People of the declared units whom the file does not name, after the pk of a Gone row."""
    if batch.state == states.HELD:
        return []
    found = batch.gone.filter(pk__gt=after).select_related("person__unit").order_by("pk")
    return [seen.gone(one) for one in found[:limit]]


def passed_up(user: User, after: int = 0, limit: int = 50) -> list[Seen]:
    """Rows of committed imports that wait for this user as the common superior of two units.

    The superior has both units in view: `others` names the records that the row may be.
    """
    mine = Organisation.objects.visible_to(user, "import.decide")
    found = Row.objects.filter(
        superior__in=mine.values("pk"), fate="conflict", decided="", pk__gt=after,
        batch__state__in=(states.COMMITTED, states.STOPPED),
    ).order_by("pk")  # fmt: skip
    return [seen.passed_up(one) for one in _whole(found)[:limit]]


def held(user: User) -> list[Batch]:
    """Held batches that this user may release."""
    mine = set(Organisation.objects.visible_to(user, "import.decide").values_list("pk", flat=True))
    waiting = Batch.objects.filter(state=states.HELD).select_related("org", "uploaded_by")
    return [batch for batch in waiting if batch.told.get("superior", batch.org_id) in mine]


def undo_until(batch: Batch) -> datetime | None:
    """Until when a batch may be undone; None when it may not (any more)."""
    if batch.state not in (states.COMMITTED, states.STOPPED) or batch.undoes_id:
        return None
    undone = Batch.objects.filter(undoes=batch).first()
    over = (states.COMMITTING, states.COMMITTED, states.STOPPED)
    if undone is not None and undone.state in over:
        return None
    end = until(batch)
    return end if end >= timezone.now() else None


def _whole(found: QuerySet[Row]) -> QuerySet[Row]:
    return found.select_related("batch", "person", "unit", "superior")


def _finding(told: dict[str, str]) -> FindingTold:
    field = FIELDS.get(told["field"])
    text = words(
        told["rule"], told["cause"], told["value"], told["detail"], told["fix"], told["field"]
    )  # fmt: skip
    return FindingTold(
        row_id=told["row_id"], line=int(told["row_number"] or 0), name=told["name"] or "",
        rule=told["rule"], severity=told["severity"], field=told["field"],
        label=field.label if field else "",
        message=text,
    )  # fmt: skip
