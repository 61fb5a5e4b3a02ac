"""What a person answers: a conflict, a match in another unit, a batch that was held."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.exchange import answering, states, taking
from dangvien.exchange.actions.committing import locked
from dangvien.exchange.differing import UNIT
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.payload import opened
from dangvien.exchange.states import Impossible
from dangvien.members.actions import Draft, Filling, fill, take_in
from dangvien.members.fields import IDENTITY
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

TOO_EARLY = "Đồng chí ghi lần nhập này trước, rồi mới trả lời từng mâu thuẫn."
ANSWERED = "Dòng này đã có người trả lời."
NOT_ASKED = "Dòng này không nhận câu trả lời ấy."
CHANGED = "Hồ sơ đã thay đổi từ khi xem trước; đồng chí nhập lại tệp để xem lại dòng này."


def decide(*, actor: User, row: Row, answer: str) -> Row:
    """Answer a conflict: kept | taken, or for a record elsewhere or a doubtful twin: same | other.

    `queries.answers(row)` lists what may be answered. What was changed meanwhile, or answered by
    somebody else, raises `Impossible`. "same" of a record elsewhere moves nobody: it waits as a note
    for a transfer.
    """
    require(actor, "import.decide", _org(row))
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=row.batch_id)
        if batch.state not in (states.COMMITTED, states.STOPPED):
            raise Impossible(TOO_EARLY)
        row = Row.objects.select_for_update(of=("self",)).get(pk=row.pk)
        row.batch = batch
        if row.decided:
            raise Impossible(ANSWERED)
        if answer not in answering.answers(row):
            raise Impossible(NOT_ASKED)
        org = _org(row)
        if answer in ("kept", "taken"):
            _fill(actor, batch, row, whole=answer == "taken")
        elif answer == "other":
            _other(actor, batch, row)
        row.decided, row.decided_by = answer, str(actor)[:160]
        row.save(update_fields=["decided", "decided_by", "person", "applied"])
        record(
            actor=actor, action="import.decide", org=org, subject=f"batch:{batch.uid}",
            people=_people(row), data={"row": row.number, "answer": answer, "fields": row.fields},
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


def _fill(actor: User, batch: Batch, row: Row, *, whole: bool) -> None:
    """The list's values go into the record, with the list as their source; kept: the undisputed ones."""
    told = opened(row)
    offers = {
        name: after for name, (_, after) in told.get("offers", {}).items()
        if whole or name not in told["disputed"]
    }  # fmt: skip
    if not offers or row.person is None:
        return
    if whole and IDENTITY & set(offers):
        require(actor, "member.identity", row.person.unit)
    unit = row.unit if offers.pop(UNIT, None) else None
    filling = Filling(row.person.pk, row.version or 0, offers, taking.source(batch), unit)
    [filled] = fill(actor=actor, batch=batch.uid, fillings=[filling])
    if filled.fate == "stale" and whole:
        raise Impossible(CHANGED)
    row.applied = filled.fate == "applied"


def _other(actor: User, batch: Batch, row: Row) -> None:
    """Somebody else after all: stored as a new person; a number held twice is flagged by its rule."""
    if row.unit is None:
        raise Impossible(NOT_ASKED)
    values = opened(row)["values"]
    draft = Draft(values=values, unit=row.unit, source=taking.source(batch), row=row.number)
    [person] = take_in(actor=actor, batch=batch.uid, drafts=[draft])
    row.person, row.applied = Person.objects.get(pk=person.pk), True
