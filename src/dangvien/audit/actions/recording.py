"""The one way into the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from dangvien.audit.canonical import digest
from dangvien.audit.chains import take_head
from dangvien.audit.models import Chain, Concerned, Entry
from dangvien.audit.plain import line, plain


def record(
    *,
    actor: Any,
    action: str,
    org: Any = None,
    subject: str = "",
    people: Iterable[UUID] = (),
    data: dict[str, Any] | None = None,
) -> Entry:
    """Append one entry inside the caller's transaction; call it last, it locks a chain's head.

    What cannot be logged must not happen: if this fails, the caller's transaction cannot commit.
    """
    if not connection.in_atomic_block and not connection.get_autocommit():
        raise transaction.TransactionManagementError("record() needs a transaction")
    if len(action) > 40 or len(subject) > 80:
        raise ValueError("action or subject is too long for the log")
    concerned = {uid if isinstance(uid, UUID) else UUID(str(uid)) for uid in people}
    with transaction.atomic(savepoint=False):
        head = take_head()
        entry = Entry(
            chain=head.number, seq=head.length + 1, at=timezone.now(), actor=line(actor, 200),
            actor_id=getattr(actor, "pk", None), action=action, org=getattr(org, "pk", None),
            path=getattr(org, "path", ""), subject=line(subject, 80), data=plain(data or {}),
            previous=head.head,
        )  # fmt: skip
        entry.hash = digest(entry, concerned)
        entry.save(force_insert=True)
        Concerned.objects.bulk_create(
            Concerned(entry=entry, person=uid) for uid in sorted(concerned)
        )
        _grow(head, entry)
    return entry


def _grow(head: Chain, entry: Entry) -> None:
    as_seen = Chain.objects.filter(pk=head.pk, length=head.length, head=head.head)
    if not as_seen.update(length=entry.seq, head=entry.hash):
        raise transaction.TransactionManagementError("the chain's head moved under a lock")
