"""Accounts, administered from above: opened, reset, closed, reopened. Nobody sets another's password."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dangvien import clock
from dangvien.accounts import session, tickets
from dangvien.accounts.models import Ticket, User
from dangvien.accounts.policy import Refused
from dangvien.accounts.usernames import good_username
from dangvien.audit.actions import record
from dangvien.core.text import clean
from dangvien.orgs.actions.grants import LAST, appointed, keep_one_administrator, told
from dangvien.orgs.models import Organisation
from dangvien.orgs.rights import administers, administrators, may_give
from dangvien.orgs.scope import require


@transaction.atomic
def open_account(
    *, actor: User, org: Organisation, username: str, full_name: str, position: str, role: str,
    until: date | None = None,
) -> tuple[User, str]:  # fmt: skip
    """Open an account with its first role; the token of the link by which its owner takes it up."""
    org.refresh_from_db()
    require(actor, "account.manage", org)
    if not may_give(actor, role, org):
        raise Refused("grant.manage")
    username, full_name = good_username(username), clean(full_name)
    if not full_name:
        raise ValidationError({"full_name": "Đồng chí ghi họ và tên."})
    user = User(username=username, full_name=full_name, position=clean(position), created_by=actor)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise ValidationError({"username": "Tên đăng nhập này đã có người dùng."}) from error
    grant = appointed(user=user, role=role, org=org, since=clock.today(), until=until, by=actor)
    token = tickets.issue(Ticket.INVITE, user=user, by=actor)
    record(actor=actor, action="account.open", org=org, subject=f"user:{user.pk}", data=told(grant))
    return user, token


@transaction.atomic
def reset_access(*, actor: User, user: User) -> str:
    """A link by which somebody who lost a password or a phone gets back in; older links are over.

    Until it is used nothing changes: whoever knows only the password gains nothing by a reset.
    """
    user = _administered(actor, user)
    if not user.is_active:
        raise ValidationError("Tài khoản đang khóa; đồng chí mở lại trước.")
    kind = Ticket.RESET if user.has_usable_password() else Ticket.INVITE
    token = tickets.issue(kind, user=user, by=actor)
    _say(actor, "account.reset", user)
    return token


@transaction.atomic
def close_account(*, actor: User, user: User) -> None:
    """Shut an account: its sessions and links end at once, its grants and its history stay."""
    keep_one_administrator()
    user = _administered(actor, user)
    if not user.is_active:
        return
    user.is_active = False
    user.save(update_fields=["is_active"])
    if not administrators().exists():
        raise ValidationError(LAST)
    session.end_all(user)
    tickets.cancel(user)
    _say(actor, "account.close", user)


@transaction.atomic
def reopen_account(*, actor: User, user: User) -> None:
    """Let somebody sign in again, with the password and second factor they had."""
    user = _administered(actor, user)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    _say(actor, "account.reopen", user)


def _administered(actor: User, user: User) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    actor.refresh_from_db(fields=["is_active"])  # it may have been closed while this one waited
    if not administers(actor, user):
        raise Refused("account.manage")
    return user


def _say(actor: User, action: str, user: User) -> None:
    grant = user.grants.select_related("org").order_by("org__path", "pk").first()
    record(actor=actor, action=action, org=grant and grant.org, subject=f"user:{user.pk}")
