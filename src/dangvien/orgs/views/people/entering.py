"""The two links that need no account yet: opening the register, and taking an account up."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts import session, tickets
from dangvien.accounts.forms import NewPassword, tell
from dangvien.accounts.models import Ticket
from dangvien.accounts.policy import OPEN, policy
from dangvien.orgs.actions import entering
from dangvien.orgs.views.people.forms import SetUp


@policy(OPEN)
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Open the register: once, by the link that `dangvien serve` printed."""
    try:
        tickets.find(token, Ticket.SETUP)
        form = SetUp(request.POST or None)
        if request.method == "POST" and form.is_valid():
            said = {k: v for k, v in form.cleaned_data.items() if k != "again"}
            user = entering.open_register(token=token, said=entering.Opening(**said))
            session.begin(request, user, "ticket")
            return redirect("second_factor")
    except tickets.Gone:
        return _gone(request)
    except ValidationError as error:
        tell(form, error)
    return render(request, "orgs/people_set_up.html", {"form": form, "signed_in": False},
                  status=422 if form.errors else 200)  # fmt: skip


@policy(OPEN)
def take_up(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password through an invitation or a reset; a second factor comes next."""
    try:
        ticket = entering.invited(token)
        form = NewPassword(request.POST or None)
        if request.method == "POST" and form.is_valid():
            user = entering.take_up(token=token, password=form.cleaned_data["password"])
            session.begin(request, user, "ticket")
            return redirect("second_factor")
    except tickets.Gone:
        return _gone(request)
    except ValidationError as error:
        tell(form, error)
    data = {"form": form, "one": ticket.user, "signed_in": False,
            "reset": ticket.kind == Ticket.RESET}  # fmt: skip
    return render(request, "orgs/people_take_up.html", data, status=422 if form.errors else 200)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "orgs/people_gone.html", {"signed_in": False}, status=404)
