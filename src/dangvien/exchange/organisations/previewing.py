"""A list of organisations comes in: sealed, read, every row given its fate; the tree does not change."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.exchange import evidence
from dangvien.exchange.models import FATES, Batch, Row
from dangvien.exchange.organisations import jobs, undoing
from dangvien.exchange.organisations.differing import standing
from dangvien.exchange.organisations.judging import Line, judge
from dangvien.exchange.organisations.listed import Listed, listed
from dangvien.exchange.organisations.matching import Register
from dangvien.exchange.organisations.telling import findings_frame, told_of
from dangvien.exchange.payload import sealed
from dangvien.exchange.states import READING, READY, REFUSED, WAITING
from dangvien.files.problem import InputProblem
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

KIND, FINDINGS = "organisations", "findings"
AT_ONCE = 1000  # rows of one short transaction


def preview(
    *, actor: User, org: Organisation, name: str, content: BinaryIO | bytes, as_of: date,
    source: str = "", later: bool = False,
) -> Batch:  # fmt: skip
    """Keep a list of organisations of a unit as evidence and give every row its fate."""
    require(actor, "import.run", org)
    require(actor, "org.reshape", org)
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    batch = Batch(kind=KIND, org=org, file_name=evidence.plain_name(name), as_of=as_of,
                  source=source or "Danh sách tổ chức", uploaded_by=actor)  # fmt: skip
    try:
        batch.file_hash, batch.file_size = evidence.keep(batch.uid, name, stream)
        with transaction.atomic():
            batch.save()
            record(actor=actor, action="import.receive", org=org, subject=f"batch:{batch.uid}",
                   data={"kind": KIND, "sha256": batch.file_hash, "size": batch.file_size})  # fmt: skip
            if later:
                uid = str(batch.uid)
                transaction.on_commit(lambda: jobs.read.enqueue(uid))
    except BaseException:
        evidence.forget(batch.uid)
        raise
    if not later:
        read(batch)
    batch.refresh_from_db()
    return batch


def read(batch: Batch) -> None:
    """Give every row its fate; a file that cannot be used is refused in words. Safe to repeat."""
    if not Batch.objects.filter(pk=batch.pk, state__in=(WAITING, READING)).update(state=READING):
        return
    if batch.undoes_id:
        undoing.read(batch)
        return
    held = list(Organisation.objects.under(batch.org).select_related("parent"))
    above = list(Organisation.objects.filter(pk__in=batch.org.ancestor_ids))
    try:
        found = listed(batch, [*above, *held])
    except InputProblem as problem:
        Batch.objects.filter(pk=batch.pk).update(state=REFUSED, refusal=str(problem))
        return
    lines = judge(found, Register(batch.org, held), standing(batch.org), batch.as_of)
    rows = _rows(batch, found, lines)
    if not _keep(batch, rows):
        return
    batch.told = told_of(found)
    evidence.keep_frame(batch, FINDINGS, findings_frame(found))
    batch.counts = _counts(batch, rows, lines)
    with transaction.atomic():
        if _still(batch):
            batch.state, batch.done, batch.total = READY, len(rows), len(rows)
            batch.save()


def _rows(batch: Batch, found: Listed, lines: list[Line]) -> list[Row]:
    fates = found.intake.fates
    numbers = {row_id: at for at, row_id in enumerate(fates["row_id"], 1)}
    others = fates.filter(fates["fate"] != "member")
    return [
        *(_row(batch, line, lines, numbers) for line in lines),
        *(_other(batch, one, numbers) for one in others.to_dicts()),
    ]


def _keep(batch: Batch, rows: list[Row]) -> bool:
    """Keep the rows in short transactions; whether the batch is still being read at the end."""
    with transaction.atomic():
        batch.rows.all().delete()
    for start in range(0, len(rows), AT_ONCE):
        with transaction.atomic():
            if not _still(batch):
                return False
            Row.objects.bulk_create(rows[start : start + AT_ONCE])
            Batch.objects.filter(pk=batch.pk).update(done=start, total=len(rows))
    return True


def _still(batch: Batch) -> bool:
    """Lock the batch; whether it is still being read (it may have been dropped)."""
    return Batch.objects.select_for_update().filter(pk=batch.pk, state=READING).exists()


def _counts(batch: Batch, rows: list[Row], lines: list[Line]) -> dict[str, int]:
    counted = Counter(row.fate for row in rows)
    named = {line.org.pk for line in lines if line.org is not None}
    open_ones = Organisation.objects.under(batch.org).filter(closed_on=None)
    still = open_ones.exclude(pk=batch.org.pk).values_list("pk", flat=True)
    fates = {fate: counted.get(fate, 0) for fate in FATES}
    gone = sum(pk not in named for pk in still)
    return {"read": len(rows), **fates, "gone": gone, "applied": 0}


def _row(batch: Batch, line: Line, lines: list[Line], numbers: dict[str, int]) -> Row:
    number = numbers[line.row_id]
    above = lines[line.parent_row].row_id if line.parent_row is not None else None
    payload = {"values": line.values, "offers": line.offers, "parent": line.parent,
               "parent_row": numbers[above] if above else None}  # fmt: skip
    return Row(
        batch=batch, number=number, row_id=line.row_id[:300], fate=line.fate, reason=line.reason,
        fields=list(line.offers), unit=line.org, payload=sealed(batch, number, payload),
        version=line.org.version if line.org else None,
    )  # fmt: skip


def _other(batch: Batch, one: dict[str, Any], numbers: dict[str, int]) -> Row:
    number = numbers[one["row_id"]]
    rejected = one["fate"] == "reject"
    return Row(
        batch=batch, number=number, row_id=one["row_id"][:300],
        fate="rejected" if rejected else "skipped",
        reason=(one["reason"] if rejected else one["kind"]) or "",
        payload=sealed(batch, number, {"said": one["text"] or ""}),
    )  # fmt: skip
