"""Jobs of a list of organisations; what a dead worker left is begun again."""

from __future__ import annotations

from django_tasks import task

from dangvien.exchange.models import Batch
from dangvien.exchange.states import COMMITTING, READING, WAITING
from dangvien.quality.actions import settle

_UNFINISHED = {WAITING: "read", READING: "read", COMMITTING: "apply"}


@task()
def read(uid: str) -> None:
    """Give every row of the list its fate."""
    from dangvien.exchange.organisations import previewing  # noqa: PLC0415  (it enqueues this)

    batch = Batch.objects.select_related("org").get(uid=uid)
    previewing.read(batch)


@task()
def apply(uid: str) -> None:
    """Write the new and changed rows of a committing list."""
    from dangvien.exchange.organisations import committing  # noqa: PLC0415  (it enqueues this)

    committing.apply(Batch.objects.select_related("org").get(uid=uid))
    settle()


def resume() -> int:
    """Enqueue again what was left reading or committing; how many lists."""
    left = Batch.objects.filter(kind="organisations", state__in=_UNFINISHED)
    for uid, state in left.values_list("uid", "state"):
        (read if _UNFINISHED[state] == "read" else apply).enqueue(str(uid))
    return len(left)
