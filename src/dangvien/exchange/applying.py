"""A preview becomes the register's, some rows at a time; what is half done can always go on.

Each step is one short transaction that locks the batch, takes rows not yet applied and marks them
together with what it wrote: whatever dies, a row is written once or not at all, and a second worker
on the same batch finds nothing left to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic, sleep

from django.db import connection, transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.exchange import states, taking, withdrawing
from dangvien.exchange.elsewhere import MET
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.outcome import Outcome
from dangvien.exchange.pace import breathe
from dangvien.exchange.trouble import bare
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may

LONG, SHORT = 0.7, 0.25  # seconds of write lock past which a step gets smaller, below which larger
_LEAST = 25
TRIES, PAUSE = 3, 0.5  # of a step; seconds between


def apply(uid: str) -> None:
    """Write the new and changed rows of a committing batch, from wherever it stands.

    A step that fails is tried again (a lock that was not to be had); after the third time the
    batch is stopped: it may go on later, or be undone.
    """
    after, size, failed = 0, states.CHUNK, 0
    while True:
        began = monotonic()
        try:
            last = step(uid, after, size)
        except Exception as error:
            failed += 1
            if failed == TRIES:
                _stop(uid)
                raise bare(error) from None
            sleep(PAUSE * failed)
            continue
        failed = 0
        if last is None:
            return
        took, after = monotonic() - began, last
        breathe(took)
        if took > LONG:
            size = max(size // 2, _LEAST)
        elif took < SHORT:
            size = min(size * 2, states.CHUNK)


def step(uid: str, after: int, size: int) -> int | None:
    """One short transaction: the next rows after a number; the last number taken, or None: done."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update().filter(uid=uid).first()
        if batch is None or batch.state != states.COMMITTING:
            return None
        actor = User.objects.get(pk=batch.told["by"])
        if not (actor.is_active and may(actor, "import.run", batch.org)):
            _finish(batch, actor, states.STOPPED)
            return None
        todo = batch.rows.filter(applied=False, fate__in=("new", "changed"))
        rows = list(todo.filter(number__gt=after).order_by("number")[:size])
        if not rows:
            if todo.exists():  # rows before `after` that another worker's rollback left
                return 0
            _finish(batch, actor, states.COMMITTED)
            return None
        _one_at_a_time(batch)
        work = withdrawing.write if batch.undoes_id else taking.write
        _mark(batch, actor, work(batch, actor, rows))
        return rows[-1].number


def _one_at_a_time(batch: Batch) -> None:
    """Imports of one register write one after another: two lists may bring the same person."""
    top = int(batch.org.path.strip("/").split("/")[0])
    Organisation.objects.select_for_update(no_key=True).get(pk=top)


def _mark(batch: Batch, actor: User, outcome: Outcome) -> None:
    """Keep what became of the rows; a row that turned into a conflict leaves its count."""
    for row in outcome.applied:
        row.applied = True
    counts = dict(batch.counts)
    for row in outcome.conflicts:
        counts[row.fate] -= 1
        counts["conflict"] += 1
        row.fate = "conflict"
    counts["applied"] = counts.get("applied", 0) + len(outcome.applied)
    _save([*outcome.applied, *outcome.conflicts])
    batch.counts, batch.done = counts, counts["applied"]
    batch.save(update_fields=["counts", "done"])
    if outcome.met:
        record(
            actor=actor, action=MET, org=batch.org, subject=f"batch:{batch.uid}",
            data={"count": outcome.met},
        )  # fmt: skip


def _save(rows: Sequence[Row]) -> None:
    """Write what became of rows: one prepared statement; bulk_update would build 500 CASEs."""
    table = connection.ops.quote_name(Row._meta.db_table)
    told = [
        (row.fate, row.reason, row.applied, row.person_id, row.superior_id, row.pk) for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET fate = %s, reason = %s, applied = %s, person_id = %s,"  # noqa: S608
            " superior_id = %s WHERE id = %s",
            told,
        )


def _stop(uid: str) -> None:
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(uid=uid)
        if batch.state == states.COMMITTING:
            _finish(batch, User.objects.get(pk=batch.told["by"]), states.STOPPED)


def _finish(batch: Batch, actor: User, state: str) -> None:
    batch.state, batch.committed_at = state, timezone.now()
    batch.done = batch.counts.get("applied", 0)
    batch.save(update_fields=["state", "committed_at", "done"])
    action = "import.committed" if state == states.COMMITTED else "import.stopped"
    record(
        actor=actor, action=action, org=batch.org, subject=f"batch:{batch.uid}",
        data={"counts": batch.counts},
    )  # fmt: skip
