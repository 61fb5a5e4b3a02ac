"""Recording what happened to a person: choose the kind, then its form; or cancel one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members import actions
from dangvien.members.actions.admitting import BEGUN
from dangvien.members.events import BY_NAME, KINDS, PROPOSED, Kind
from dangvien.members.forms import Cancel, Happening, units_for
from dangvien.members.models import Person
from dangvien.members.projection import LEFT
from dangvien.members.refusals import Impossible, Stale
from dangvien.members.views.lines import lines
from dangvien.members.views.record import readable
from dangvien.orgs.scope import may

FASTER = "Hồ sơ vừa có người ghi. Xem lại lịch sử hồ sơ rồi ghi tiếp; chưa có gì bị ghi đè."
_DO: dict[str, Any] = {
    "recognised": actions.recognise, "moved": actions.move,
    "met_elsewhere": actions.meet_elsewhere, "residence_linked": actions.link_residence,
    "exempted": actions.exempt, "suspended": actions.suspend, "resumed": actions.resume,
    "left": actions.leave, "readmitted": actions.readmit,
}  # fmt: skip


@policy("member.event")
@require_http_methods(["GET", "POST"])
def happen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The kinds to choose from, the form of one, the cancelling of an event."""
    user = me(request)
    person = readable(user, uid)
    if not may(user, "member.event", person.unit):
        raise Http404
    if request.GET.get("huy"):
        return _cancel(request, user, person)
    kinds = [kind for kind in KINDS if _fits(kind, person)]
    kind = BY_NAME.get(request.GET.get("loai", ""))
    if kind is None or kind not in kinds:
        told = {"kinds": kinds, "proposed": PROPOSED}
        return render(request, "members/events.html", _common(person) | told)
    if kind.name == PROPOSED:  # nobody changes alone what stands
        return redirect(f"{reverse('propose', args=[uid])}?o=admission_date")
    units = units_for(user, clock.today())
    if request.method == "POST":
        form = Happening(request.POST, kind=kind, units=units)
        answer = _record(request, user, person, kind, form)
        if answer is not None:
            return answer
    else:
        form = Happening(kind=kind, units=units, initial={"version": person.version})
    status = 422 if form.is_bound else 200
    told = _common(person) | {"kind": kind, "form": form}
    return render(request, "members/event.html", told, status=status)


def _record(
    request: HttpRequest, user: User, person: Person, kind: Kind, form: Happening
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    told = dict(form.cleaned_data)
    return _do(
        request, user, person, form, lambda: _DO[kind.name](actor=user, person=person, **told)
    )


def _cancel(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    told = request.GET["huy"]
    event = (
        person.events.filter(pk=int(told)).first() if told.isdigit() and len(told) < 19 else None
    )
    if event is None:
        raise Http404
    form = Cancel(request.POST or None, initial={"version": person.version})
    if request.method == "POST" and form.is_valid():
        answer = _do(request, user, person, form, lambda: actions.cancel(
            actor=user, person=person, event=event, **form.cleaned_data
        ))  # fmt: skip
        if answer is not None:
            return answer
    line = next((one for one in lines(person, True) if one.cancel == event.pk), None)
    if line is None:
        raise Http404
    status = 422 if form.is_bound else 200
    more = {"form": form, "line": line, "whole": event.kind in BEGUN}
    return render(request, "members/cancel.html", _common(person) | more, status=status)


def _do(
    request: HttpRequest, user: User, person: Person, form: django_forms.Form, act: Any
) -> HttpResponse | None:
    try:
        act()
    except Impossible as error:
        for name, sentence in error.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
        return None
    except Stale:
        messages.warning(request, FASTER)
        return redirect("member", person.uid)
    messages.success(request, "Đã ghi vào lịch sử hồ sơ. Ghi nhầm thì hủy được ở đó.")
    if Person.objects.visible_to(user, "member.read").filter(pk=person.pk).exists():
        return redirect("member", person.uid)
    return redirect("members")  # moved to where the caller does not look


def _fits(kind: Kind, person: Person) -> bool:
    """Whether to offer the kind: what is so already is not offered again."""
    so_already = {
        "recognised": person.member_type == "official", "exempted": person.status == "exempt",
        "suspended": person.status == "suspended", "resumed": person.status == "active",
    }  # fmt: skip
    if kind.of == "any":
        return True
    here = person.status not in LEFT
    return (kind.of == "present") == here and not so_already.get(kind.name, False)


def _common(person: Person) -> dict[str, Any]:
    return {
        "place": "members",
        "uid": person.uid,
        "name": person.full_name,
        "unit": person.unit.name,
    }
