"""Where the record of a person went that was merged into another."""

from __future__ import annotations

from uuid import UUID

from dangvien.accounts.models import User
from dangvien.members.models import Person


def survivor(user: User, uid: UUID) -> UUID | None:
    """The record that stands for a merged one, for somebody who may read it; None for all others."""
    ended = Person.objects.filter(uid=uid).exclude(same_as=None).values_list("same_as", flat=True)
    into = ended.first()
    seen: set[int] = set()
    while into is not None and into not in seen:
        seen.add(into)
        told = Person.objects.filter(pk=into).values_list("uid", "same_as").first()
        if told is None:
            return None
        here, into = told
        if into is None:
            readable = Person.objects.visible_to(user, "member.read").filter(uid=here)
            return here if readable.exists() else None
    return None
