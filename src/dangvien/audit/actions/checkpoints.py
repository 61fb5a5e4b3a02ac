"""Sealing the heads of all chains under one signature."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dangvien.audit import statement
from dangvien.audit.actions.recording import record
from dangvien.audit.models import Checkpoint
from dangvien.audit.queries.heads import contradiction, heads, unsealed

EVERY = 1_000  # entries after which the tick makes one


class Contradicted(Exception):  # noqa: N818
    """The log no longer agrees with its own heads or last checkpoint; it is not signed."""


@transaction.atomic
def checkpoint(*, actor: Any) -> Checkpoint:
    """Sign where every chain stands; the entry that tells of it is the first one after it."""
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


def checkpoint_when_due(*, actor: Any) -> Checkpoint | None:
    """What the tick calls: a checkpoint after every thousand entries, or None."""
    return checkpoint(actor=actor) if unsealed() >= EVERY else None
