"""Sealing the heads of all chains under one signature."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from dangvien.audit import statement
from dangvien.audit.actions.recording import record
from dangvien.audit.models import Checkpoint, Entry
from dangvien.audit.queries.heads import contradiction, heads, unsealed

_LOCK = 0x64616E67  # any number that nothing else locks
EVERY = 1_000  # entries after which the tick makes one …
AT_LEAST = timedelta(days=1)  # … and the time after which it seals fewer, if anything was written
_OWN = 1  # the entry in which a checkpoint tells of itself


class Contradicted(Exception):  # noqa: N818
    """The log no longer agrees with its own heads or last checkpoint; it is not signed."""


@transaction.atomic
def checkpoint(*, actor: Any) -> Checkpoint:
    """Sign where every chain stands; the entry that tells of it is the first one after it."""
    _one_at_a_time()
    now = heads()
    if (where := contradiction(now)) is not None:
        raise Contradicted(f"chuỗi {where[0]}, bút toán {where[1]}")
    signed = statement.sign(timezone.now(), now, settings.RING.signer())
    made = Checkpoint.objects.create(
        at=signed.at, heads=statement.heads_json(now), root=signed.root,
        signature=signed.signature, public_key=signed.public_key,
    )  # fmt: skip
    record(
        actor=actor, action="checkpoint", subject=f"checkpoint:{made.pk}",
        data={"root": made.root, "count": signed.length},
    )  # fmt: skip
    return made


def _one_at_a_time() -> None:
    """Wait for another checkpoint under way: two views of the heads must not be signed out of order.

    SQLite writes one at a time anyway; PostgreSQL keeps the lock until the transaction ends.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def checkpoint_when_due(*, actor: Any) -> Checkpoint | None:
    """What the tick calls every hour: a checkpoint after a thousand entries or a day, or None."""
    waiting = unsealed()
    due = waiting >= EVERY or (waiting > _OWN and _a_day_old())
    return checkpoint(actor=actor) if due else None


def _a_day_old() -> bool:
    """Whether the newest checkpoint, or without one the first entry, was made more than a day ago."""
    newest = Checkpoint.objects.order_by("-pk").values_list("at", flat=True).first()
    first = newest or Entry.objects.order_by("pk").values_list("at", flat=True).first()
    return first is not None and first < timezone.now() - AT_LEAST
