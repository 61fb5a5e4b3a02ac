"""What every page's frame needs to know: the day, the person, the places open to them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.inbox.queries import count as unread
from dangvien.orgs.scope import held as held_today
from dangvien.web.places import ALSO, bar, open_to, permissions_of

# Written by `dangvien demo`: this register holds invented people only.
SYNTHETIC = "synthetic"


def shell(request: HttpRequest) -> dict[str, Any]:
    """`pretended_today`, `today`, `synthetic`, `idle_seconds`, and the person's frame."""
    return {
        "pretended_today": clock.pretended(),
        "today": clock.today(),
        "synthetic": (settings.HOME / SYNTHETIC).exists(),
        "idle_seconds": settings.SESSION_COOKIE_AGE,
        **frame(request),
    }


def frame(request: HttpRequest) -> dict[str, Any]:
    """Who is signed in, for which unit, which places; nothing without a user or a database."""
    try:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return {"signed_in": False}
        held = duties(user)
    except DatabaseError:
        return {"signed_in": False}
    roles = {role for role, _ in held}
    permissions = permissions_of(roles)
    return {
        "signed_in": True,
        "places": list(bar(roles)),
        "also": list(open_to(permissions, ALSO)),
        "permissions": permissions,
        "unread": lambda: unread(user),  # asked by the bell alone: a fragment of a page has none
        "unit_name": held[0][1] if held else "",
        "role_name": ROLES[held[0][0]][0] if held and held[0][0] in ROLES else "",
    }


def duties(user: User) -> list[tuple[str, str]]:
    """The roles somebody holds today, each with its unit's name; the widest unit first."""
    return [(role, name) for role, _, name in held_today(user)]
