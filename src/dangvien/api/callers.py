"""Session sign-in for programs: the browser's cookie, the token against forgery, the same policies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.http import HttpRequest
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.security import SessionAuth

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy_of


def caller(request: HttpRequest) -> User:
    """The signed-in user."""
    return cast(User, request.user)


def declared(api: NinjaAPI, operations: Sequence[Callable[..., Any]]) -> list[URLPattern]:
    """The API's addresses, each with the policy word of its operation, for the gate to ask.

    An address whose operation says nothing is a mistake in the code.
    """
    words = {operation.__name__: policy_of(operation) for operation in operations}
    patterns: list[URLPattern] = []
    for pattern in api.urls[0]:
        if not isinstance(pattern, URLPattern) or pattern.name == "api-root":
            continue
        word = words[str(pattern.name)]
        if word is None:
            raise ValueError(f"no policy: {pattern.name}")
        view: Any = pattern.callback
        view.policy = word
        patterns.append(pattern)
    return patterns


signed_in = SessionAuth()
