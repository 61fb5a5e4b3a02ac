"""A preview becomes the register's: commit, stop half-way, or drop."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.exchange import states, tasks
from dangvien.exchange.models import FATES, Batch
from dangvien.exchange.states import Impossible
from dangvien.orgs.scope import require

OPEN_SUM = "Tổng các dòng chưa khớp với số dòng đọc được nên chưa ghi được."
_NOT_NOW = {
    states.READY: "Chưa ghi gì nên không có gì để dừng.",
    states.WAITING: "Máy đang đọc tệp; đồng chí đợi xem trước.",
    states.READING: "Máy đang đọc tệp; đồng chí đợi xem trước.",
    states.COMMITTING: "Lần nhập này đang được ghi.",
    states.COMMITTED: "Lần nhập này đã ghi xong.",
    states.REFUSED: "Tệp này không dùng được.",
    states.HELD: "Lần nhập này đang chờ cấp trên xem.",
    states.STOPPED: "Lần nhập này đã dừng giữa chừng.",
    states.DROPPED: "Lần nhập này đã bỏ.",
}


def commit(*, actor: User, batch: Batch) -> Batch:
    """Have the new and changed rows of a preview written by a job; a stopped one goes on.

    `Impossible` when the sum does not close, or the import is not at that step.
    """
    require(actor, "import.run", batch.org)
    with transaction.atomic():
        batch = locked(batch, states.READY, states.STOPPED)
        counts = batch.counts
        if sum(counts.get(name, 0) for name in FATES) != counts.get("read"):
            raise Impossible(OPEN_SUM)
        if Batch.objects.filter(undoes=batch).exclude(state=states.DROPPED).exists():
            raise Impossible("Lần nhập này đang được hoàn tác.")
        batch.state = states.COMMITTING
        batch.told = {**batch.told, "by": actor.pk}
        batch.done = counts.get("applied", 0)
        batch.total = counts["new"] + counts["changed"]
        batch.save(update_fields=["state", "told", "done", "total"])
        _log(actor, "import.commit", batch)
        uid = str(batch.uid)
        transaction.on_commit(lambda: tasks.apply.enqueue(uid))
    return batch


def stop(*, actor: User, batch: Batch) -> Batch:
    """Stop a commit where it is; what is written stays until it is undone or the commit goes on."""
    require(actor, "import.run", batch.org)
    with transaction.atomic():
        batch = locked(batch, states.COMMITTING)
        batch.state, batch.committed_at = states.STOPPED, timezone.now()
        batch.save(update_fields=["state", "committed_at"])
        _log(actor, "import.stop", batch)
    return batch


def drop(*, actor: User, batch: Batch) -> Batch:
    """Give up an import of which nothing was written; the evidence stays."""
    require(actor, "import.run", batch.org)
    with transaction.atomic():
        batch = locked(
            batch, states.WAITING, states.READING, states.READY, states.REFUSED, states.HELD
        )
        batch.state = states.DROPPED
        batch.save(update_fields=["state"])
        _log(actor, "import.drop", batch)
    return batch


def locked(batch: Batch, *allowed: str) -> Batch:
    """The batch as it is now, locked; `Impossible` in any other state."""
    now = Batch.objects.select_for_update().get(pk=batch.pk)
    if now.state not in allowed:
        raise Impossible(_NOT_NOW[now.state])
    return now


def _log(actor: User, action: str, batch: Batch) -> None:
    counts = {name: batch.counts.get(name, 0) for name in (*FATES, "read", "applied")}
    record(
        actor=actor, action=action, org=batch.org, subject=f"batch:{batch.uid}",
        data={"counts": counts, "sha256": batch.file_hash},
    )  # fmt: skip
