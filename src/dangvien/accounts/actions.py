"""What people do to their own account, and the one act that ends the set-up."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dangvien.accounts import session, tickets
from dangvien.accounts.models import Installation, Ticket, User
from dangvien.audit.actions import record

GROUPS = 2  # of the printed key, typed back from paper


@transaction.atomic
def keep_key(*, actor: User, typed: str) -> None:
    """The key is on paper: shown by typing its last groups. From now on no page shows it again."""
    letters = "".join(c for c in typed.upper() if c.isalnum())
    if letters != "".join(settings.RING.key.printed().split("-")[-GROUPS:]):
        raise ValidationError(
            {"typed": "Chưa khớp với hai nhóm cuối của khóa; đồng chí chép lại từ bản giấy."}
        )
    waiting = Installation.objects.filter(key_kept_at=None)
    if waiting.update(key_kept_at=timezone.now()):
        record(actor=actor, action="key.keep", subject=f"key:{settings.RING.key.fingerprint}")


@transaction.atomic
def change_password(*, actor: User, password: str) -> None:
    """A new password of one's own; every other session ends with the old one."""
    try:
        validate_password(password, actor)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    actor.set_password(password)
    actor.save(update_fields=["password"])
    tickets.cancel(actor)
    record(actor=actor, action="account.password", subject=f"user:{actor.pk}")


@transaction.atomic
def begin_again(*, user: User, password: str, ticket: Ticket) -> None:
    """Take an account up through a link: new password, no session, no second factor of before.

    Whoever calls has made sure that the link's maker may still administer the account.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    tickets.take(ticket)
    tickets.cancel(user)
    removed, _ = Authenticator.objects.filter(user=user).delete()
    user.set_password(password)
    user.save(update_fields=["password"])
    session.end_all(user)
    data: dict[str, Any] = {"by": ticket.kind, "factors_removed": removed, "sessions": "ended"}
    record(actor=user, action="account.take_up", subject=f"user:{user.pk}", data=data)


@transaction.atomic
def factor_changed(*, actor: User, change: str, kind: str) -> None:
    """Write down that somebody added, removed or renewed a second factor of their own."""
    record(actor=actor, action=f"factor.{change}", subject=f"user:{actor.pk}", data={"kind": kind})
