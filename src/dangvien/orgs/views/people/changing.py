"""Changes of accounts and grants. A link for its owner is shown once, in the answer, kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dangvien.accounts.forms import tell
from dangvien.accounts.models import Ticket, User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.accounts.tickets import LASTS
from dangvien.orgs.actions import accounts, grants
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.scope import found_or_absent
from dangvien.orgs.views.people.forms import Give, OpenAccount
from dangvien.orgs.views.people.person import shown, someone
from dangvien.orgs.views.people.unit import unit


@policy("account.manage")
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a new account; its answer holds the link."""
    org, actor = unit(request, pk), me(request)
    form = OpenAccount(request.POST or None, actor=actor, org=org)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = _tried(form, lambda: accounts.open_account(actor=actor, **said))
        if made:
            return _link(request, org, *made, kind=Ticket.INVITE)
    data = {"place": "orgs", "org": org, "form": form}
    return render(request, "orgs/people_open.html", data, status=422 if form.errors else 200)


@policy("grant.manage")
@require_POST
def give(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """Give a role."""
    org, one = someone(request, pk, user)
    actor = me(request)
    form = Give(request.POST, actor=actor, org=org)
    if form.is_valid() and _tried(
        form, lambda: grants.give(actor=actor, user=one, **form.cleaned_data)
    ):
        messages.success(request, f"Đã giao vai trò cho đồng chí {one.full_name}.")
        return redirect("person_account", org.pk, one.pk)
    return shown(request, org, one, form)


@policy("grant.manage")
@require_POST
def revoke(request: HttpRequest, pk: int, user: int, grant: int) -> HttpResponse:
    """Take a role back."""
    org, one = someone(request, pk, user)
    held: Grant = found_or_absent(Grant.objects.filter(user=one), pk=grant)
    return _done(request, org, one, "Đã thu vai trò; có hiệu lực ngay.",
                 lambda: grants.revoke(actor=me(request), grant=held))  # fmt: skip


@policy("account.manage")
@require_POST
def reset(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """A link for whoever lost password or phone."""
    org, one = someone(request, pk, user)
    kind = Ticket.RESET if one.has_usable_password() else Ticket.INVITE
    try:
        token = accounts.reset_access(actor=me(request), user=one)
    except ValidationError as error:
        return _refused(request, org, one, error)
    return _link(request, org, one, token, kind=kind)


@policy("account.manage")
@require_POST
def close(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """Shut an account."""
    org, one = someone(request, pk, user)
    return _done(request, org, one, "Đã khóa tài khoản; mọi phiên đang mở đã hết.",
                 lambda: accounts.close_account(actor=me(request), user=one))  # fmt: skip


@policy("account.manage")
@require_POST
def reopen(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """Open a shut account again."""
    org, one = someone(request, pk, user)
    return _done(request, org, one, "Đã mở lại tài khoản.",
                 lambda: accounts.reopen_account(actor=me(request), user=one))  # fmt: skip


def _tried(form: Form, change: Callable[[], Any]) -> Any:
    try:
        return change()
    except ValidationError as error:
        tell(form, error)
        return None


def _done(
    request: HttpRequest, org: Organisation, one: User, words: str, change: Callable[[], None]
) -> HttpResponse:
    try:
        change()
    except ValidationError as error:
        return _refused(request, org, one, error)
    messages.success(request, words)
    return redirect("person_account", org.pk, one.pk)


def _refused(
    request: HttpRequest, org: Organisation, one: User, error: ValidationError
) -> HttpResponse:
    messages.error(request, " ".join(error.messages))
    return redirect("person_account", org.pk, one.pk)


def _link(
    request: HttpRequest, org: Organisation, one: User, token: str, *, kind: str
) -> HttpResponse:
    """The answer itself, not a redirect: a link that waits in a session would lie in the database."""
    data = {
        "place": "orgs", "org": org, "one": one, "reset": kind == Ticket.RESET,
        "hours": int(LASTS[kind].total_seconds() // 3600),
        "link": request.build_absolute_uri(reverse("take_up", args=[token])),
    }  # fmt: skip
    return render(request, "orgs/people_link.html", data)
