"""An import goes back by an inverse import with a preview of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.exchange import states, tasks
from dangvien.exchange.actions.committing import locked
from dangvien.exchange.models import Batch
from dangvien.exchange.organisations import jobs
from dangvien.exchange.states import Impossible
from dangvien.orgs.scope import require


def undo(*, actor: User, batch: Batch) -> Batch:
    """Make the inverse of a committed or stopped import; it is previewed, then committed like any.

    An undo that was dropped, or is not committed yet, is previewed again instead of doubled.
    """
    require(actor, "import.run", batch.org)
    with transaction.atomic():
        batch = locked(batch, states.COMMITTED, states.STOPPED)
        if batch.kind == "organisations":
            require(actor, "org.reshape", batch.org)
        if batch.undoes_id:
            raise Impossible("Lần ghi này không hoàn tác được.")
        if until(batch) < timezone.now():
            raise Impossible("Đã quá 30 ngày nên không hoàn tác được nữa.")
        inverse = _again(batch, actor) or _inverse(batch, actor)
        record(
            actor=actor, action="import.undo", org=batch.org, subject=f"batch:{batch.uid}",
            data={"by": str(inverse.uid)},
        )  # fmt: skip
        uid = str(inverse.uid)
        preview = tasks.preview if batch.kind == "members" else jobs.read
        transaction.on_commit(lambda: preview.enqueue(uid))
    return inverse


def until(batch: Batch) -> datetime:
    """The moment after which a batch is not undone any more; in real time."""
    return (batch.committed_at or batch.uploaded_at) + states.UNDO_TERM


def _again(batch: Batch, actor: User) -> Batch | None:
    found = Batch.objects.select_for_update().filter(undoes=batch).first()
    if found is None:
        return None
    if found.state in (states.COMMITTING, states.COMMITTED, states.STOPPED):
        raise Impossible("Lần nhập này đã được hoàn tác.")
    found.state, found.refusal, found.uploaded_by = states.WAITING, "", actor
    found.told = {**found.told, "tries": 0}
    found.save(update_fields=["state", "refusal", "uploaded_by", "told"])
    return found


def _inverse(batch: Batch, actor: User) -> Batch:
    inverse = Batch.objects.create(
        org=batch.org, undoes=batch, kind=batch.kind, file_name=batch.file_name, file_hash="",
        file_size=0, source=f"Hoàn tác: {batch.source}"[:160], as_of=clock.today(),
        uploaded_by=actor,
    )  # fmt: skip
    inverse.units.set(batch.units.all())
    return inverse
