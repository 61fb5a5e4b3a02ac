"""What the stories of signing in share: the browser's steps, and the code that a phone shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dangvien.accounts import codes
from dangvien.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105


def code(step: int = 0, secret: str = SECRET) -> str:
    """The code that the phone shows now, or some steps of thirty seconds later."""
    return str(format_hotp_value(hotp_value(secret, codes.now_step() + step)))


def enter(client: Client, name: str, password: str) -> Any:
    """The first page of signing in."""
    return client.post("/dang-nhap/", {"login": name, "password": password})


def with_app(user: User) -> User:
    """Somebody who has a code app."""
    TOTP.activate(user, SECRET)
    return user


def addresses() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address with its view; ids that stand in it are ones that no row has."""

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, Any]]:
        for one in patterns:
            here = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, here)
            else:
                yield here, one.callback

    for route, view in walk(get_resolver().url_patterns, "/"):
        yield re.sub(r"<(?:(\w+):)?\w+>", _stand_in, route), view


def _stand_in(part: re.Match[str]) -> str:
    return {"int": "999999", "uuid": str(uuid4()), "uuidstr": str(uuid4())}.get(part[1], "khong-co")
