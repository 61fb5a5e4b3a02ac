"""Every address says who may use it. One that says nothing is closed (`accounts.middleware.Gate`).

@policy("member.read")      signed in, second factor given, and the permission held somewhere;
                            the view then asks `visible_to(user, permission)` which rows
@policy(SIGNED_IN)          any signed-in user, second factor given
@policy(HALF)               signed in, second factor not yet set up (only to set it up)
@policy(OPEN)               anybody: sign-in, set-up link, health, static pages
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from dangvien.accounts.permissions import PERMISSIONS


class Refused(Exception):  # noqa: N818
    """An action was asked for without the right to it. Pages answer as if nothing were there."""


OPEN, HALF, SIGNED_IN = "open", "half", "signed-in"
View = TypeVar("View", bound=Callable[..., Any])


def policy(needed: str) -> Callable[[View], View]:
    """Declare what an address asks of its caller."""
    if needed not in (OPEN, HALF, SIGNED_IN, *PERMISSIONS):
        raise KeyError(needed)

    def declare(view: View) -> View:
        view.policy = needed  # type: ignore[attr-defined]
        return view

    return declare


def policy_of(view: Callable[..., Any]) -> str | None:
    """What a view asks, or None: then nobody passes."""
    return getattr(view, "policy", None)
