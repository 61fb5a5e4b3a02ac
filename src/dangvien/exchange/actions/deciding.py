"""What a person answers: a conflict, a match in another unit, a batch that was held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.exchange import answered, answering, states, taking
from dangvien.exchange.actions.committing import locked
from dangvien.exchange.answering import EACH, KEPT, TAKEN
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.payload import opened
from dangvien.exchange.states import Impossible
from dangvien.members.actions import Draft, take_in
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

TOO_EARLY = "Đồng chí ghi lần nhập này trước, rồi mới trả lời từng mâu thuẫn."
ANSWERED = "Dòng này đã có người trả lời."
NOT_ASKED = "Dòng này không nhận câu trả lời ấy."
NOTHING_CHOSEN = "Đồng chí chọn một câu trả lời rồi ghi lại."
UNDONE = "Lần nhập này đã hoàn tác hoặc đang xem trước việc hoàn tác, nên không trả lời nữa."


def decide(*, actor: User, row: Row, answer: str) -> Row:
    """Answer a whole conflict: kept | taken, or for a record elsewhere or a doubtful twin: same | other.

    `queries.answers(row)` lists what may be answered. What was changed meanwhile, or answered by
    somebody else, raises `Impossible`. "taken" of a value that needs a second person becomes a
    proposal (`choose`). "same" of a record elsewhere moves nobody: it waits as a note for a transfer.
    """
    require(actor, "import.decide", _org(row))
    with transaction.atomic():
        batch, row = _held(row)
        if answer not in answering.answers(row):
            raise Impossible(NOT_ASKED)
        if answer in (KEPT, TAKEN):
            told = opened(row)
            left = answering.left(row, told)
            if left:
                answered.write(actor, batch, row, dict.fromkeys(left, answer))
            elif (
                answer == TAKEN
            ):  # nothing of the row is disputed: its cell is gone, or it was late
                answered.write(actor, batch, row, {})
        elif answer == "other":
            _other(actor, batch, row)
        row.decided = row.decided if row.decided == EACH else answer
        return _keep(actor, batch, row, {"answer": answer, "fields": row.fields})


def choose(*, actor: User, row: Row, chosen: Mapping[str, str]) -> Row:
    """Answer some disputed fields of a row, each kept | taken; the others stay for later.

    What the field table lets nobody write alone becomes a proposal with the list as its evidence, and
    waits for a second person; the record keeps its value until then.
    """
    require(actor, "import.decide", _org(row))
    with transaction.atomic():
        batch, row = _held(row)
        if not chosen:
            raise Impossible(NOTHING_CHOSEN)
        if not set(chosen) <= set(answering.left(row, opened(row))):
            raise Impossible(ANSWERED)
        if not set(chosen.values()) <= {KEPT, TAKEN}:
            raise Impossible(NOT_ASKED)
        answered.write(actor, batch, row, chosen)
        return _keep(actor, batch, row, {"answers": dict(chosen)})


def _held(row: Row) -> tuple[Batch, Row]:
    """The import and its row as they are now, locked; `Impossible` when nobody may answer."""
    batch = Batch.objects.select_for_update().get(pk=row.batch_id)
    if batch.state not in (states.COMMITTED, states.STOPPED):
        raise Impossible(TOO_EARLY)
    if Batch.objects.filter(undoes=batch).exclude(state=states.DROPPED).exists():
        raise Impossible(UNDONE)
    now = Row.objects.select_for_update(of=("self",)).get(pk=row.pk)
    now.batch = batch
    if now.decided:
        raise Impossible(ANSWERED)
    return batch, now


def _keep(actor: User, batch: Batch, row: Row, data: dict[str, Any]) -> Row:
    row.decided_by = str(actor)[:160]
    row.save(update_fields=["answers", "decided", "decided_by", "person", "applied"])
    record(
        actor=actor, action="import.decide", org=_org(row), subject=f"batch:{batch.uid}",
        people=_people(row), data={"row": row.number, **data},
    )  # fmt: skip
    return row


def release(*, actor: User, batch: Batch) -> Batch:
    """Let a held batch go on; only for who holds import.decide on the lowest common superior."""
    superior = Organisation.objects.filter(pk=batch.told.get("superior")).first() or batch.org
    require(actor, "import.decide", superior)
    with transaction.atomic():
        batch = locked(batch, states.HELD)
        told = dict(batch.told)
        batch.state, batch.counts, batch.told = states.READY, told.pop("counts", {}), told
        batch.save(update_fields=["state", "counts", "told"])
        record(
            actor=actor, action="import.release", org=superior, subject=f"batch:{batch.uid}",
        )  # fmt: skip
    return batch


def _org(row: Row) -> Organisation:
    """Who answers: the officer of the import, or the lowest common superior of two units."""
    return row.superior or row.batch.org


def _people(row: Row) -> list[UUID]:
    return [row.person.uid] if row.person else []


def _other(actor: User, batch: Batch, row: Row) -> None:
    """Somebody else after all: stored as a new person; a number held twice is flagged by its rule."""
    if row.unit is None:
        raise Impossible(NOT_ASKED)
    values = opened(row)["values"]
    draft = Draft(values=values, unit=row.unit, source=taking.source(batch), row=row.number)
    [person] = take_in(actor=actor, batch=batch.uid, drafts=[draft])
    row.person, row.applied = Person.objects.get(pk=person.pk), True
