"""Who reads a batch: the worker that took it last. An earlier one finds out at its next write."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from time import monotonic

from django.db import transaction

from dangvien.exchange import states
from dangvien.exchange.fates import Fate
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.pace import breathe
from dangvien.exchange.payload import sealed
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may

TRIES = 3
GIVEN_UP = (
    "Máy chưa đọc xong được tệp này sau ba lần thử. Đồng chí báo bộ phận kỹ thuật kèm mã lần nhập."
)
NO_RIGHT = "Người gửi tệp không còn quyền nhập danh sách ở đơn vị này."
AT_ONCE = 1000  # rows of one short transaction
_CLEARED = 5000


class Superseded(Exception):  # noqa: N818
    """Another worker reads this batch now, or it was dropped: this one stops quietly."""


def begin(uid: str) -> Batch | None:
    """Take a waiting or interrupted batch and clear away what an earlier reading left."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update().filter(uid=uid).first()
        if batch is None or batch.state not in (states.WAITING, states.READING):
            return None
        tries = int(batch.told.get("tries", 0)) + 1
        batch.told = {**batch.told, "run": uuid.uuid4().hex, "tries": tries}
        batch.state, batch.done, batch.total, batch.counts = states.READING, 0, 0, {}
        if not may(batch.uploaded_by, "import.run", batch.org):
            batch.state, batch.refusal = states.REFUSED, NO_RIGHT
        elif tries > TRIES:
            batch.state, batch.refusal = states.REFUSED, GIVEN_UP
        batch.save()
    if batch.state == states.REFUSED:
        return None
    while _clear_some(batch):
        pass
    return batch


def mine(batch: Batch) -> None:
    """Lock the batch within a transaction; `Superseded` when another worker has taken it."""
    now = Batch.objects.select_for_update().get(pk=batch.pk)
    if now.state != states.READING or now.told.get("run") != batch.told["run"]:
        raise Superseded


def progress(batch: Batch, done: int, total: int) -> None:
    """How far the reading is."""
    with transaction.atomic():
        mine(batch)
        Batch.objects.filter(pk=batch.pk).update(done=done, total=total)
    batch.done, batch.total = done, total


def keep(batch: Batch, judged: Sequence[Fate], superiors: dict[int, Organisation]) -> None:
    """Keep the fates as rows, in short transactions."""
    progress(batch, 0, len(judged))
    for start in range(0, len(judged), AT_ONCE):
        some = judged[start : start + AT_ONCE]
        rows = [
            Row(
                batch=batch, number=fate.number, row_id=fate.row_id[:300], fate=fate.fate,
                reason=fate.reason[:300], fields=fate.fields, person_id=fate.person,
                unit_id=fate.unit, superior=superiors.get(fate.number), version=fate.version,
                payload=sealed(batch, fate.number, fate.payload),
            )
            for fate in some
        ]  # fmt: skip
        began = monotonic()
        with transaction.atomic():
            mine(batch)
            Row.objects.bulk_create(rows)
            Batch.objects.filter(pk=batch.pk).update(done=start + len(some))
        breathe(monotonic() - began)


def end(batch: Batch, state: str, refusal: str = "") -> None:
    """The reading is over; called last in a transaction of the caller's, or alone."""
    with transaction.atomic():
        mine(batch)
        batch.state, batch.refusal, batch.done = state, refusal, batch.total
        batch.told = {**batch.told, "tries": 0}
        batch.save(update_fields=["state", "refusal", "told", "counts", "done", "total"])


def _clear_some(batch: Batch) -> int:
    """Take away some of what an interrupted reading left; how much."""
    with transaction.atomic():
        mine(batch)
        some = list(batch.rows.order_by("number").values_list("pk", flat=True)[:_CLEARED])
        Row.objects.filter(pk__in=some).delete()
        if not some:
            batch.gone.all().delete()
    return len(some)
