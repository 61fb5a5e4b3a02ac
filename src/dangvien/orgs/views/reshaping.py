"""Forms that change the shape of the tree; moving and closing show what would follow first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dangvien import clock
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.orgs import actions, forms
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import preview_move
from dangvien.orgs.queries.ends import preview_close
from dangvien.orgs.scope import may
from dangvien.orgs.views.editing import warn_of_code
from dangvien.orgs.views.trying import stale, status, tell, tried
from dangvien.orgs.views.unit import back, frame, unit

GO = "ghi"  # the second press, after the preview


@policy("org.reshape")
def found(request: HttpRequest, pk: int) -> HttpResponse:
    """A new organisation below this one."""
    parent = unit(request, pk, "org.reshape")
    form = forms.Found(request.POST or None, parent=parent, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        org = tried(form, lambda: actions.found(actor=me(request), parent=parent, **said))
        if org:
            messages.success(request, f"Đã lập {org.name}{_waits(said['on'])}.")
            warn_of_code(request, org)
            return back(org)
    return render(
        request, "orgs/found.html", frame(request, parent, form=form), status=status(form)
    )


@policy("org.reshape")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another superior: first what would change, then the change."""
    org, user = _below(request, pk), me(request)
    form = forms.Move(request.POST or None, actor=user, org=org)
    told: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if GO in request.POST:
            try:
                if tried(form, lambda: actions.move(actor=user, org=org, **said)):
                    messages.success(request, f"Đã chuyển {org.name}{_waits(said['on'])}.")
                    return back(org)
            except actions.Stale:
                return stale(request, org, form)
        elif _fine(form, lambda: actions.check_move(org, said["parent"], said["on"])):
            told = {
                "preview": preview_move(actor=user, org=org, parent=said["parent"]),
                "said": said,
            }
    data = frame(request, org, form=form, **told)
    return render(request, "orgs/move.html", data, status=status(form))


@policy("org.reshape")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of an organisation: first what would follow, then the end."""
    org, user = _below(request, pk), me(request)
    form = forms.Close(request.POST or None, actor=user, org=org)
    told: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if GO in request.POST:
            how = "merged" if said["how"] == "ended" else said["how"]
            try:
                if tried(form, lambda: actions.close(actor=user, org=org, **{**said, "how": how})):
                    messages.success(request, f"Đã ghi kết thúc {org.name}{_waits(said['on'])}.")
                    return back(org)
            except actions.Stale:
                return stale(request, org, form)
        else:
            told = {"preview": preview_close(org, said["on"]), "said": said}
    data = frame(request, org, form=form, **told)
    return render(request, "orgs/close.html", data, status=status(form))


@policy("org.reshape")
@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what is planned for a day to come."""
    org = _below(request, pk)
    try:
        actions.call_off(actor=me(request), org=org)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã hủy các thay đổi đang chờ của {org.name}.")
    return back(org)


def _below(request: HttpRequest, pk: int) -> Organisation:
    """An organisation that the caller may move or end: its superior is theirs as well."""
    org = unit(request, pk, "org.reshape")
    if org.parent is None or not may(me(request), "org.reshape", org.parent):
        raise Http404
    return org


def _waits(on: date) -> str:
    return f", chờ đến ngày {on:%d/%m/%Y}" if on > clock.today() else ""


def _fine(form: Any, check: Any) -> bool:
    try:
        check()
    except ValidationError as error:
        tell(form, error)
        return False
    return True
