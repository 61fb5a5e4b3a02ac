"""Jobs of an import: preview, apply, and going on after a worker died."""

from __future__ import annotations

from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from dangvien.exchange import applying, previewing, states, statistics
from dangvien.exchange.models import Batch
from dangvien.exchange.typed_again import confirm_from_import
from dangvien.quality.actions import settle


@task()
def preview(uid: str) -> None:
    """Read the file of a batch, give every row its fate; nothing of the register changes."""
    previewing.preview(uid)


@task()
def apply(uid: str) -> None:
    """Write the new and changed rows of a committing batch, some at a time."""
    applying.apply(uid)
    statistics.renew()
    confirm_from_import(uid)  # before settling: values of the list are no news to type
    settle()  # everybody whom the list touched, in pieces; what a dead worker leaves the tick takes


def resume() -> int:
    """At a worker's start: enqueue again what was left unfinished; how many batches.

    Harmless where another worker is at it: a reading is taken over, a commit shared.
    """
    left = Batch.objects.filter(
        state__in=(states.WAITING, states.READING, states.COMMITTING), kind="members"
    )
    jobs = [
        (apply if state == states.COMMITTING else preview, str(uid))
        for uid, state in left.order_by("pk").values_list("uid", "state")
    ]
    waiting = _queued()
    todo = [(job, uid) for job, uid in jobs if (job.module_path, uid) not in waiting]
    with transaction.atomic():
        for job, uid in todo:
            job.enqueue(uid)
    return len(todo)


def _queued() -> set[tuple[str, str]]:
    """Jobs that wait in the queue already, as (path of the task, batch)."""
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path__startswith=__name__
    )
    return {
        (path, str((told.get("args") or [""])[0]))
        for path, told in waiting.values_list("task_path", "args_kwargs")
    }
