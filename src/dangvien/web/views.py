"""Pages that belong to no app: home, absent, failed, stale form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dangvien.accounts.policy import OPEN, SIGNED_IN, policy


@policy(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    return render(request, "web/home.html")


@policy(OPEN)
def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Absent and forbidden, in one wording."""
    return render(request, "web/absent.html", status=404)


@policy(OPEN)
def failed(request: HttpRequest) -> HttpResponse:
    """The server could not; nothing was written."""
    return render(request, "web/failed.html", status=500)


@policy(OPEN)
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is no longer good; what was typed is still in the browser."""
    return render(request, "web/stale_form.html", status=403)
