"""The one way into the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dangvien.audit.models import Concerned, Entry


@transaction.atomic
def record(
    *,
    actor: Any,
    action: str,
    org: Any = None,
    subject: str = "",
    people: Iterable[UUID] = (),
    data: dict[str, Any] | None = None,
) -> Entry:
    """Append one entry inside the caller's transaction; call it last, it locks a chain's head."""
    count = Entry.objects.filter(chain=0).count()
    entry = Entry.objects.create(
        chain=0, seq=count + 1, at=timezone.now(), actor=str(actor),
        actor_id=getattr(actor, "pk", None), action=action, org=getattr(org, "pk", None),
        path=getattr(org, "path", ""), subject=subject, data=data or {}, previous="0" * 64,
        hash="0" * 64,
    )  # fmt: skip
    Concerned.objects.bulk_create(Concerned(entry=entry, person=uid) for uid in people)
    return entry
