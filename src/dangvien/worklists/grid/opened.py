"""Who has a record open beside the one who looks at the list: a soft mark that goes by itself.

It forbids nothing: two who save at once are told apart by the record's version (picture 16).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.permissions import roles_with
from dangvien.audit.queries import reading

KEPT = timedelta(minutes=10)  # as long as somebody may look up a paper beside the open record


def opened(user: User, people: Collection[UUID]) -> dict[UUID, str]:
    """Person → "Đ/c Thiệp", who has the record open and may change it; at most three queries."""
    found = reading(people, timezone.now() - KEPT, user.pk) if people else {}
    if not found:
        return {}
    at_work = User.objects.filter(
        pk__in=set(found.values()), is_active=True, grants__revoked_at=None,
        grants__role__in=roles_with("finding.work"),
    )  # fmt: skip
    names = dict(at_work.values_list("pk", "full_name"))
    return {
        person: f"Đ/c {names[actor].split()[-1]}"
        for person, actor in found.items()
        if names.get(actor, "").strip()
    }
