"""Coming in by a link: the very first person, who opens the register, and everyone after."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts import actions as own
from dangvien.accounts import tickets
from dangvien.accounts.models import Installation, Ticket, User
from dangvien.accounts.usernames import good_username
from dangvien.audit.actions import record
from dangvien.core.text import clean
from dangvien.orgs.actions.grants import appointed
from dangvien.orgs.actions.root import found_root
from dangvien.orgs.rights import ADMINISTRATOR, administers


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first person says: who they are, and which organisation the register is of."""

    username: str
    full_name: str
    password: str
    name: str
    code: str
    form: str


@transaction.atomic
def open_register(*, token: str, said: Opening) -> User:
    """Open the register, once: the first account, a technical administrator, and the top of the tree."""
    ticket = tickets.find(token, Ticket.SETUP)
    user = User(username=good_username(said.username), full_name=clean(said.full_name))
    user.position = "Quản trị kỹ thuật"
    try:
        validate_password(said.password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    tickets.take(ticket)
    if User.objects.exists():
        raise tickets.Gone
    Installation.objects.create(pk=1, fingerprint=settings.RING.key.fingerprint)
    user.set_password(said.password)
    user.save()
    root = found_root(name=said.name, code=said.code, form=said.form, kind="", on=None)
    appointed(user=user, role=ADMINISTRATOR, org=root, since=clock.today(), until=None, by=None)
    record(actor="set-up", action="register.open", org=root, subject=f"user:{user.pk}")
    return user


def invited(token: str) -> Ticket:
    """The ticket of an invitation or reset that still counts; `Gone` otherwise.

    It counts only while the one who made it may still administer the account: a link kept in a drawer
    opens nothing once its maker was dismissed, or the account got a role above its maker.
    """
    ticket = tickets.find(token, Ticket.INVITE, Ticket.RESET)
    user, maker = ticket.user, ticket.issued_by
    if user is None or not user.is_active or (maker and not administers(maker, user)):
        raise tickets.Gone
    return ticket


@transaction.atomic
def take_up(*, token: str, password: str) -> User:
    """Take up an account, or get back into it, with a password that only its owner knows."""
    ticket = invited(token)
    assert ticket.user is not None  # noqa: S101  (`invited` saw to it)
    own.begin_again(user=ticket.user, password=password, ticket=ticket)
    ticket.user.refresh_from_db()
    return ticket.user
