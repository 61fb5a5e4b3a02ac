"""Sending notices: each is said once per key, however often it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvien.accounts.models import User
from dangvien.inbox.models import Notice
from dangvien.inbox.recipients import addressed
from dangvien.orgs.models import Organisation

_AT_ONCE = 1000
# A run of nine digits or more, spaced or not, is a number of somebody: it has no place in a notice,
# not even when a person typed it into the words that are passed on.
_NUMBER = re.compile(r"\d(?:[ .]?\d){8,}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice to send, its recipient settled: `org` is where somebody holds `permission`.

    `unit`: the unit it is about, when that is another one.
    """

    key: str
    org: int
    kind: str
    said: str
    address: str
    permission: str = ""
    user: User | None = None
    due: date | None = None
    unit: int | None = None
    told: dict[str, Any] = field(default_factory=dict)

    def notice(self) -> Notice:
        """The row."""
        if not self.permission and self.user is None:
            raise ValueError("a notice is for a user or for a permission")
        if len(self.key) > 160:
            raise ValueError("the key of a notice is short")
        return Notice(
            key=self.key, org_id=self.org, kind=self.kind, said=_NUMBER.sub("•••", self.said),
            address=self.address,
            permission=self.permission, user=self.user, due=self.due,
            told={**self.told, "unit": self.unit or self.org},
        )  # fmt: skip


def send(
    *,
    key: str,
    org: Organisation,
    kind: str,
    said: str,
    address: str,
    user: User | None = None,
    permission: str = "",
    due: date | None = None,
) -> None:
    """Tell somebody, or whoever holds a permission at the unit (else nearest above it)."""
    at = org.pk if user is not None else addressed(org, permission)
    send_many([Draft(key, at, kind, said, address, permission, user, due, org.pk)])


def send_many(drafts: Iterable[Draft]) -> None:
    """Send notices at once; those whose key was sent before change nothing."""
    Notice.objects.bulk_create(
        (draft.notice() for draft in drafts), batch_size=_AT_ONCE, ignore_conflicts=True
    )
