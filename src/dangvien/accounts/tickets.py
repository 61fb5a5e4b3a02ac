"""Single-use links: to open the register, to take up an account, to get back into one.

The link is the only copy: the database keeps its digest. Taking it is one conditional update, so two
hands at the same moment are one winner.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db.models import QuerySet
from django.utils import timezone

from dangvien.accounts.models import Installation, Ticket, User

LASTS = {
    Ticket.SETUP: timedelta(hours=24),
    Ticket.INVITE: timedelta(hours=72),
    Ticket.RESET: timedelta(hours=24),
}


class Gone(Exception):  # noqa: N818
    """The link was used, replaced, is too old, or never was."""


def issue(kind: str, *, user: User | None, by: User | None) -> str:
    """Make a link's token; links of the same kind made before it for the same account are over."""
    cancel(user, kind if user is None else "")
    token = secrets.token_urlsafe(32)
    Ticket.objects.create(
        kind=kind, digest=_digest(token), user=user, issued_by=by,
        expires_at=timezone.now() + LASTS[kind],
    )  # fmt: skip
    return token


def issue_setup() -> str:
    """The token of the link that opens an unopened register; `Gone` when it was opened."""
    if Installation.objects.exists() or User.objects.exists():
        raise Gone
    return issue(Ticket.SETUP, user=None, by=None)


def find(token: str, *kinds: str) -> Ticket:
    """The ticket of a token that can still be used; `Gone` otherwise."""
    ticket = _usable().filter(digest=_digest(token), kind__in=kinds).select_related("user").first()
    if ticket is None:
        raise Gone
    return ticket


def take(ticket: Ticket) -> None:
    """Use a ticket up, inside the transaction that does what it is for; `Gone` for whoever is second."""
    if not _usable().filter(pk=ticket.pk).update(used_at=timezone.now()):
        raise Gone


def cancel(user: User | None, kind: str = "") -> None:
    """End the links of an account that were not used yet."""
    open_ones = _usable().filter(user=user)
    (open_ones.filter(kind=kind) if kind else open_ones).update(expires_at=timezone.now())


def _usable() -> QuerySet[Ticket]:
    return Ticket.objects.filter(used_at=None, expires_at__gt=timezone.now())


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
