"""A preview becomes the tree's: superiors first, through `orgs.actions`, in short steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.exchange.models import FATES, Batch, Row
from dangvien.exchange.organisations import jobs, remembering, withdrawing
from dangvien.exchange.organisations.writing import (
    GONE,
    NO_PARENT,
    Waits,
    basis_of,
    birth,
    change,
    close,
    parents_of,
)
from dangvien.exchange.payload import opened, sealed
from dangvien.exchange.states import (
    COMMITTED,
    COMMITTING,
    DROPPED,
    READY,
    STOPPED,
    Impossible,
)
from dangvien.orgs.actions import found_all
from dangvien.orgs.scope import require

MANY, FEW = 200, 50  # rows of one short transaction: founded at once, or changed one by one
Asked = tuple[Row, dict[str, Any]]
Work = Callable[[User, Batch, list[Asked]], None]
_WRITTEN = ["applied", "fate", "reason", "unit", "version", "fields", "payload"]
_NOT_NOW = "Danh sách này không ở trạng thái ghi được; đồng chí xem lại trang."


def commit(*, actor: User, batch: Batch, later: bool = False) -> Batch:
    """Write the new and changed organisations of a preview; goes on where a stopped one ended."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update().select_related("org").get(pk=batch.pk)
        require(actor, "import.run", batch.org)
        require(actor, "org.reshape", batch.org)
        if batch.kind != "organisations" or batch.state not in (READY, STOPPED):
            raise Impossible(_NOT_NOW)
        if Batch.objects.filter(undoes=batch).exclude(state=DROPPED).exists():
            raise Impossible("Lần nhập này đang được hoàn tác.")
        if batch.counts["read"] != sum(batch.counts[fate] for fate in FATES):
            raise Impossible("Tổng các dòng chưa khớp nên không ghi được.")
        waiting = batch.rows.filter(fate__in=("new", "changed"))
        batch.total, batch.done = waiting.count(), waiting.filter(applied=True).count()
        batch.told = {**batch.told, "by": actor.pk}
        batch.state, batch.refusal = COMMITTING, ""
        batch.save()
        record(actor=actor, action="import.commit", org=batch.org, subject=f"batch:{batch.uid}",
               data={"kind": batch.kind, "rows": batch.total})  # fmt: skip
        if later:
            uid = str(batch.uid)
            transaction.on_commit(lambda: jobs.apply.enqueue(uid))
    if not later:
        apply(batch)
    batch.refresh_from_db()
    return batch


def apply(batch: Batch) -> None:
    """Write what is left, superiors first; the rights of who committed are asked again at each step."""
    if batch.state != COMMITTING:
        return
    actor = User.objects.get(pk=batch.told["by"])
    pending = [
        (row, opened(row))
        for row in batch.rows.filter(fate__in=("new", "changed"), applied=False)
        .select_related("batch", "unit").order_by("number")
    ]  # fmt: skip
    try:
        for work, some in (withdrawing.steps if batch.undoes_id else _steps)(pending):
            if not _step(actor, batch, some, work):
                break
    except Refused:
        _end(batch, STOPPED, "Quyền của người ghi đã thay đổi nên máy dừng lại.")
        return
    _end(batch, COMMITTED)


def _steps(pending: list[Asked]) -> Iterator[tuple[Work, list[Asked]]]:
    """New organisations level by level, many at once; then what changes, a few at a time."""
    levels: dict[int, list[Asked]] = {}
    above = {row.number: told.get("parent_row") for row, told in pending}
    for row, told in pending:
        if row.fate == "new":
            levels.setdefault(_depth(row.number, above), []).append((row, told))
    for level in sorted(levels):
        for start in range(0, len(levels[level]), MANY):
            yield _found, levels[level][start : start + MANY]
    changed = [one for one in pending if one[0].fate == "changed"]
    for start in range(0, len(changed), FEW):
        yield _change, changed[start : start + FEW]


def _depth(number: int, above: dict[int, int | None]) -> int:
    steps, at = 0, above.get(number)
    while at is not None and steps <= len(above):
        steps, at = steps + 1, above.get(at)
    return steps


def _step(actor: User, batch: Batch, some: list[Asked], work: Work) -> bool:
    """One short transaction: rows are marked together with what they wrote; False: stopped meanwhile.

    The batch is locked, and what another worker has written by then is left alone.
    """
    with transaction.atomic():
        if not Batch.objects.select_for_update().filter(pk=batch.pk, state=COMMITTING).exists():
            return False
        open_ones = set(
            batch.rows.filter(pk__in=[row.pk for row, _ in some], applied=False)
            .filter(fate__in=("new", "changed")).values_list("pk", flat=True)
        )  # fmt: skip
        some = [(row, told) for row, told in some if row.pk in open_ones]
        work(actor, batch, some)
        Row.objects.bulk_update([row for row, _ in some], _WRITTEN, batch_size=200)
        batch.done += len(some)
        Batch.objects.filter(pk=batch.pk).update(done=batch.done)
    return True


def _found(actor: User, batch: Batch, some: list[Asked]) -> None:
    births, born = [], []
    for (row, told), parent in zip(some, parents_of(batch, [t for _, t in some]), strict=True):
        if parent is None:
            _reject(row, Waits(NO_PARENT))
            continue
        births.append(birth(batch, told, parent))
        born.append((row, told))
    made = found_all(actor=actor, births=births, source=basis_of(batch))
    for (row, told), org in zip(born, made, strict=True):
        if isinstance(org, ValidationError):
            _reject(row, org)
            continue
        row.unit, row.applied = org, True
        if told["values"]["closed"]:
            _end_at_once(actor, batch, row, told)
        row.version = org.version  # what it was when founded: a later one is somebody's work


def _end_at_once(actor: User, batch: Batch, row: Row, told: dict[str, Any]) -> None:
    """An organisation that the list names as ended: founded and ended; if not, the row says so."""
    try:
        with transaction.atomic():
            close(actor, batch, row.unit or batch.org, told["values"])
    except ValidationError as problem:
        row.reason = f"Đã ghi, nhưng chưa ghi kết thúc được: {_words(problem)}"[:300]


def _change(actor: User, batch: Batch, some: list[Asked]) -> None:
    for row, told in some:
        try:
            with transaction.atomic():
                if row.unit is None:
                    raise Waits(GONE)
                was = remembering.before(batch, row.unit, told)
                change(actor, batch, row, told)
                now = remembering.after(row.unit, told, was)
            row.payload = sealed(batch, row.number, told | {"was": was, "now": now})
            row.applied = True
        except (ValidationError, Waits) as problem:
            _reject(row, problem)


def _reject(row: Row, problem: Exception) -> None:
    row.fate, row.reason = "rejected", _words(problem)[:300]


def _words(problem: Exception) -> str:
    told = problem.messages if isinstance(problem, ValidationError) else [str(problem)]
    return " ".join(told)


def _end(batch: Batch, state: str, refusal: str = "") -> None:
    """Count again: what the tree refused has moved from new or changed to rejected."""
    found = dict(batch.rows.values_list("fate").annotate(n=Count("pk")))
    with transaction.atomic():
        ended = Batch.objects.select_for_update().get(pk=batch.pk)
        ended.counts = {**ended.counts, **{fate: found.get(fate, 0) for fate in FATES},
                        "applied": batch.rows.filter(applied=True).count()}  # fmt: skip
        if ended.state == COMMITTING:
            ended.state, ended.refusal = state, refusal
        ended.committed_at = timezone.now()
        ended.save()
