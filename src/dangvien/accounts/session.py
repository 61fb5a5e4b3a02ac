"""What a session has proved: when it began, whether its second factor was given."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.db.models import F
from django.http import HttpRequest

from dangvien.accounts.models import User

LONGEST = 12 * 3600  # seconds, however busy the session is
TOUCHED = 60  # seconds between two notes that a session is in use: idle time is that exact
FRESH = 5 * 60  # seconds in which a proof counts for what is asked twice
_SEEN = "seen"


def me(request: HttpRequest) -> User:
    """Who is signed in, on an address that the gate opens to nobody else."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def _proofs(request: HttpRequest) -> list[dict[str, Any]]:
    return list(get_authentication_records(request, request.user))


def is_spent(request: HttpRequest) -> bool:
    """Whether the session is older than any may be, or never proved anything."""
    proofs = _proofs(request)
    return not proofs or time.time() - proofs[0]["at"] > LONGEST


def gave_second_factor(request: HttpRequest) -> bool:
    """Whether a one-time code or a passkey was given in this session."""
    return any(proof["method"] == "mfa" for proof in _proofs(request))


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last proof is recent enough not to be asked again."""
    proofs = _proofs(request)
    return bool(proofs) and time.time() - proofs[-1]["at"] < FRESH


def touch(request: HttpRequest) -> None:
    """Note that the session is in use, where the list of devices and the idle time read it."""
    if abs(time.time() - request.session.get(_SEEN, 0)) >= TOUCHED:
        request.session[_SEEN] = int(time.time())
        UserSession.objects.create_from_request(request)


def new_key(request: HttpRequest) -> None:
    """Give the session another key after what it may do has changed."""
    request.session.pop(_SEEN, None)
    request.session.cycle_key()


def second_factor_was_given(request: HttpRequest, kind: str) -> None:
    """Write down that a factor was proved while setting it up; the session gets a new key."""
    record_authentication(request, request.user, "mfa", type=kind)
    new_key(request)


def begin(request: HttpRequest, user: User, how: str) -> None:
    """Sign somebody in who just chose a password through a link; a factor is still wanted."""
    request.session.flush()
    record_authentication(request, user, how)
    login(request, user, "allauth.account.auth_backends.AuthenticationBackend")
    request.session.set_expiry(0)  # until the browser closes, and idle as ever


def end_all(user: User) -> None:
    """End every session of somebody, listed or not: the next request of each finds nobody."""
    User.objects.filter(pk=user.pk).update(epoch=F("epoch") + 1)
    UserSession.objects.filter(user=user).delete()
