"""Sealing the heads of all chains under one signature."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from dangvien.audit import statement
from dangvien.audit.actions.recording import record
from dangvien.audit.models import Checkpoint
from dangvien.audit.queries.heads import contradiction, heads, unsealed

_LOCK = 0x64616E67  # any number that nothing else locks
EVERY = 1_000  # entries after which the tick makes one


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
    """What the tick calls: a checkpoint after every thousand entries, or None."""
    return checkpoint(actor=actor) if unsealed() >= EVERY else None
