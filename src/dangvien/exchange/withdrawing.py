"""Rows of an undo into the register: a record withdrawn, fields gone back, later work left alone."""

from __future__ import annotations

from collections.abc import Sequence

from dangvien.accounts.models import User
from dangvien.core.schema import FIELDS
from dangvien.exchange import asked as waiting
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.outcome import Outcome
from dangvien.exchange.payload import opened
from dangvien.members.actions import Undoing, Undone, take_back
from dangvien.members.models import Person
from dangvien.orgs.scope import begins

WITHDRAWN = "Rút lại hồ sơ do lần nhập này đưa vào."
WORKED_ON = "Hồ sơ đã có người ghi tiếp nên được giữ lại."
MOVED_ON = "Hồ sơ không còn trong đơn vị này."
NOTHING = "Không còn gì để trả lại."
DECIDED = "Đề nghị của lần nhập này đã có người quyết định nên giữ nguyên."
RECALL = "recall"  # in the payload of a row about proposals


def write(batch: Batch, actor: User, rows: Sequence[Row]) -> Outcome:
    """Take back some rows inside the caller's transaction."""
    assert batch.undoes is not None  # noqa: S101
    here = set(
        Person.objects.filter(
            begins("unit__path", batch.org.path), pk__in=[row.person_id for row in rows]
        ).values_list("pk", flat=True)
    )
    done = Outcome()
    rows = _recall(batch, actor, rows, done)
    asked = [row for row in rows if row.person_id in here]
    for row in rows:
        if row.person_id not in here:
            done.conflict(row, MOVED_ON)
    undoing = [Undoing(row.person_id or 0, batch.undoes.uid) for row in asked]
    told = take_back(actor=actor, batch=batch.uid, undoing=undoing) if undoing else []
    for row, undone in zip(asked, told, strict=True):
        if undone.withdrawn or undone.fields:
            done.applied.append(row)
        else:
            done.conflict(row, kept(undone) if undone.kept else NOTHING)
    return done


def _recall(batch: Batch, actor: User, rows: Sequence[Row], done: Outcome) -> list[Row]:
    """Withdraw the proposals that wait; the rows that are about something else."""
    assert batch.undoes is not None  # noqa: S101
    for row in rows:
        row.batch = batch
    mine = [row for row in rows if opened(row).get(RECALL)]
    if not mine:
        return list(rows)
    gone = waiting.take_back(actor, batch.undoes, [row.person_id or 0 for row in mine])
    for row in mine:
        if row.person_id in gone:
            done.applied.append(row)
        else:
            done.conflict(row, DECIDED)
    return [row for row in rows if row not in mine]


def recalled(names: Sequence[str]) -> str:
    """Which proposals are withdrawn, in words."""
    return f"Rút lại đề nghị đang chờ duyệt: {labels(names)}."


def back(undone: Undone) -> str:
    """What goes back, in words."""
    if undone.withdrawn:
        return WITHDRAWN
    return f"Trả lại như trước: {labels(undone.fields)}."


def kept(undone: Undone) -> str:
    """What stays, in words."""
    if "*" in undone.kept:
        return WORKED_ON
    return f"Đã có người ghi sau nên giữ nguyên: {labels(undone.kept)}."


def labels(names: Sequence[str]) -> str:
    """Labels of some fields; "unit" is the cell."""
    told = [
        FIELDS["org_name" if name == "unit" else name].label.lower()
        for name in names if name == "unit" or name in FIELDS
    ]  # fmt: skip
    return ", ".join(told[:5]) + (f" và {len(told) - 5} ô khác" if len(told) > 5 else "")
