"""The preview of an undo of a list: what goes from the tree, which fields go back, what stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from dangvien.exchange.models import FATES, Batch, Row
from dangvien.exchange.organisations import changed_back, founded_back
from dangvien.exchange.organisations.changed_back import Back
from dangvien.exchange.organisations.telling import LABELS
from dangvien.exchange.payload import opened, sealed
from dangvien.exchange.states import READING, READY
from dangvien.orgs.models import Organisation

NOTHING = "Không còn gì để trả lại."
AT_ONCE = 500
Part = tuple[str, str, list[str]]  # fate, reason, fields
_FATES = {founded_back.WITHDRAW: "changed", founded_back.CLOSE: "changed",
          founded_back.KEEP: "conflict", founded_back.NOTHING: "unchanged"}  # fmt: skip


def read(batch: Batch) -> None:
    """Give everything that the undone list wrote its fate; the tree does not change. Safe to repeat."""
    assert batch.undoes is not None  # noqa: S101
    undone = batch.undoes
    wrote = [(row, opened(row)) for row in undone.rows.filter(applied=True)
             .select_related("batch").order_by("number")]  # fmt: skip
    rows = list(_rows(batch, undone, wrote))
    with transaction.atomic():
        if not Batch.objects.select_for_update().filter(pk=batch.pk, state=READING).exists():
            return
        batch.rows.all().delete()
        for start in range(0, len(rows), AT_ONCE):
            Row.objects.bulk_create(rows[start : start + AT_ONCE])
        counts = dict.fromkeys(FATES, 0)
        for row in rows:
            counts[row.fate] += 1
        batch.counts = {"read": len(rows), **counts, "gone": 0, "applied": 0}
        batch.state, batch.done, batch.total = READY, len(rows), len(rows)
        batch.save()


def parts_of(back: Back) -> Iterable[Part]:
    """One row for what goes back, one for what stays."""
    if back.goes:
        yield "changed", f"Trả lại như trước: {labels(back.goes)}.", back.goes
    if back.stays:
        why = f"Đã có người ghi sau nên giữ nguyên: {labels(back.stays)}."
        yield "conflict", why, back.stays
    if not back.goes and not back.stays:
        yield "unchanged", NOTHING, []


def labels(names: Iterable[str]) -> str:
    """Labels of some columns."""
    return ", ".join(LABELS[name].lower() for name in names)


def _rows(batch: Batch, undone: Batch, wrote: list[tuple[Row, dict[str, Any]]]) -> Iterable[Row]:
    number = 0
    leaving = set()
    for row, told in (one for one in wrote if one[0].fate == "changed"):
        for part in _changed(row, told, undone):
            number += 1
            yield _row(batch, number, row, told, part)
            if part[0] == "changed" and "parent_code" in part[2]:
                leaving.add(row.unit_id or 0)
    founded = [one for one in wrote if one[0].fate == "new"]
    judged = founded_back.judge(founded, leaving)
    for row, told in founded:
        number += 1
        one = judged[row.number]
        yield _row(batch, number, row, told, (_FATES[one.how], one.why, []))


def _changed(row: Row, told: dict[str, Any], undone: Batch) -> Iterable[Part]:
    org = Organisation.objects.filter(pk=row.unit_id or 0).first()
    if org is None:
        return [("unchanged", founded_back.GONE, [])]
    if "was" not in told:
        return [("conflict", changed_back.NO_MEMORY, [])]
    return parts_of(changed_back.judge(org, told, undone.as_of))


def _row(batch: Batch, number: int, of: Row, told: dict[str, Any], part: Part) -> Row:
    fate, reason, fields = part
    kept = {"values": told["values"], "of": of.number}
    return Row(
        batch=batch, number=number, row_id=f"undo##{number}", fate=fate, reason=reason[:300],
        fields=fields, unit_id=of.unit_id, payload=sealed(batch, number, kept),
    )  # fmt: skip
