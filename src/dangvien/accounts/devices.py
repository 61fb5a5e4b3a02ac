"""Devices that somebody signed in from in full: a signed cookie, good for that person only.

It proves nothing towards signing in. It only keeps the owner's own count of wrong guesses apart from
that of strangers (`accounts.lockout`), so it outlives the session.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from dangvien.accounts.models import User

_SALT = "dangvien.accounts.devices"
AGE = 180 * 24 * 3600
_MOST = 8  # people on one shared machine


def cookie_name() -> str:
    """The cookie's name; a browser ties `__Host-` names to this very server."""
    return "__Host-device" if settings.HTTPS else "device"


def of(request: HttpRequest, user: User | None) -> str:
    """The device's number if this person signed in from it before, else nothing."""
    return _known(request).get(str(user.pk), "") if user else ""


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this device count as known to the person from now on."""
    known = _known(request)
    mine = known.pop(str(user.pk), "") or secrets.token_hex(8)
    kept = dict([*known.items(), (str(user.pk), mine)][-_MOST:])
    response.set_cookie(
        cookie_name(), signing.dumps(kept, salt=_SALT), max_age=AGE, httponly=True,
        secure=settings.HTTPS, samesite="Strict",
    )  # fmt: skip


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        known = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=_SALT, max_age=AGE)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}
