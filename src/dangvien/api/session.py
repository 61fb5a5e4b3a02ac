"""Who is asking."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router

from dangvien.accounts.policy import SIGNED_IN, policy
from dangvien.api.callers import caller
from dangvien.api.problems import DECLARED
from dangvien.api.told import Session

router = Router(tags=["Phiên"])


@router.get("session", response={200: Session, **DECLARED}, url_name="session_of")
@policy(SIGNED_IN)
def session_of(request: HttpRequest) -> Session:
    """Who is signed in, and the token that every POST sends in the X-CSRFToken header."""
    user = caller(request)
    return Session(username=user.username, full_name=user.full_name, csrf_token=get_token(request))
