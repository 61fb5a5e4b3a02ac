"""Pages that belong to no app: home, absent, failed, stale form, staying signed in."""

from __future__ import annotations

import logging
import secrets
from typing import Any, cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import OPEN, SIGNED_IN, policy
from dangvien.campaigns.queries import current
from dangvien.web.context import duties
from dangvien.web.home import campaign_page, first_page
from dangvien.web.places import permissions_of
from dangvien.worklists.views.lists import OF_A_CELL

LOG = logging.getLogger("dangvien.web")


@require_safe
@policy(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in: what this person can do now, in the order of the work."""
    user = cast(User, request.user)
    roles = {role for role, _ in duties(user)}
    permissions = permissions_of(roles)
    if roles and roles <= OF_A_CELL and (now := current(user)) and now.state == now.RUNNING:
        return redirect("worklist")  # whom to ask comes first; the figures are at /tien-do/
    template, shown = campaign_page(user, permissions) or (
        "web/home.html", first_page(user, permissions),
    )  # fmt: skip
    return render(request, template, {"place": "home", **shown})


@require_POST
@policy(SIGNED_IN)
def stay(request: HttpRequest) -> HttpResponse:
    """One press keeps the session: every request renews it, this one does nothing else."""
    return HttpResponse(status=204)


@policy(OPEN)
def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Absent and forbidden, in one wording."""
    return _state(request, "web/absent.html", 404)


@policy(OPEN)
def failed(request: HttpRequest) -> HttpResponse:
    """The server could not: a short code stands on the page and beside the error in the log."""
    code = (
        f"{secrets.choice('BCDHKLMN')}{secrets.randbelow(9) + 1}-{secrets.randbelow(9000) + 1000}"
    )
    where = request.resolver_match.view_name if request.resolver_match else "?"
    LOG.error("failed %s at %s", code, where)
    now = timezone.localtime(timezone.now(), clock.HERE)
    # Neither database nor session may be needed here: they may be what failed.
    page = render_to_string("web/failed.html", {"code": code, "now": now, "asked": request.method})
    return HttpResponse(page, status=500)


@policy(OPEN)
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is no longer good; what was typed is still in the browser."""
    return _state(request, "web/stale_form.html", 403)


def _state(request: HttpRequest, template: str, status: int) -> HttpResponse:
    extra: dict[str, Any] = {}
    try:
        return render(request, template, extra, status=status)
    except DatabaseError:
        return HttpResponse(render_to_string(template, extra), status=status)
