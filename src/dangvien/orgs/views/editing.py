"""Forms about what an organisation is, who leads it, and how many its paper book has."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien import clock
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.orgs import actions, forms
from dangvien.orgs.models import Officer, Organisation
from dangvien.orgs.queries import code_warnings
from dangvien.orgs.scope import found_or_absent, may
from dangvien.orgs.views.trying import stale, status, tried
from dangvien.orgs.views.unit import back, frame, unit


@policy("org.edit")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, code, form, kind from a day on; the papers at once."""
    org, user = unit(request, pk, "org.edit"), me(request)
    form = forms.Edit(request.POST or None, org=org, reshape=may(user, "org.reshape", org))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        changed = {name: said[name] for name in form.STORED if said[name] != _opened(form, name)}
        try:
            done = tried(form, lambda: actions.edit(
                actor=user, org=org, on=said["on"], decision=said["decision"],
                version=said["version"], **changed,
            ))  # fmt: skip
        except actions.Stale:
            return stale(request, org, form)
        if done:
            messages.success(request, f"Đã lưu {org.name}.")
            if "code" in changed:
                warn_of_code(request, org)
            return back(org)
    return render(request, "orgs/edit.html", frame(request, org, form=form), status=status(form))


def _opened(form: forms.Edit, name: str) -> str:
    """What the field held when the form was opened, so that only what was touched is sent on."""
    box = form[name]
    return str(form.data.get(box.html_initial_name, form.initial[name]))


def warn_of_code(request: HttpRequest, org: Organisation) -> None:
    """Say what O01 to O03 think of the code; it is stored all the same."""
    parent = org.parent
    for words in code_warnings(org.code, parent=parent, org=org, on=clock.today()):
        messages.warning(request, f"Đã lưu, mã cần xem lại: {words}")


@policy("org.edit")
def officers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds which office; who takes one."""
    org = unit(request, pk, "org.edit")
    form = forms.Appoint(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if tried(form, lambda: actions.appoint(actor=me(request), org=org, **said)):
            messages.success(request, f"Đã ghi chức vụ tại {org.name}.")
            return redirect("org_officers", org.pk)
    return _officers(request, org, form)


@policy("org.edit")
def end_term(request: HttpRequest, pk: int, officer: int) -> HttpResponse:
    """Somebody leaves an office."""
    org = unit(request, pk, "org.edit")
    one: Officer = found_or_absent(Officer.objects.filter(org=org), pk=officer)
    form = forms.EndTerm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if tried(form, lambda: actions.end_term(actor=me(request), officer=one, on=on)):
            messages.success(request, f"Đã ghi thôi giữ chức tại {org.name}.")
            return redirect("org_officers", org.pk)
    return render(request, "orgs/end_term.html", frame(request, org, form=form, one=one),
                  status=status(form))  # fmt: skip


def _officers(request: HttpRequest, org: Organisation, form: Any) -> HttpResponse:
    today = clock.today()
    rows = list(org.officers.order_by("-position", "-since", "-pk"))
    held = [one for one in rows if one.until is None or one.until > today]
    past = [one for one in rows if one.until is not None and one.until <= today]
    data = frame(request, org, form=form, held=held, past=past)
    return render(request, "orgs/officers.html", data, status=status(form))


@policy("org.edit")
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The control total, and those reported before."""
    org = unit(request, pk, "org.edit")
    form = forms.Paper(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if tried(form, lambda: actions.report_paper(actor=me(request), org=org, **said)):
            messages.success(request, f"Đã ghi số đảng viên trên sổ giấy của {org.name}.")
            return back(org)
    data = frame(request, org, form=form, rows=org.paper_counts.order_by("-on")[:50])
    return render(request, "orgs/paper.html", data, status=status(form))
