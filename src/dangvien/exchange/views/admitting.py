"""A new record by hand: newly admitted, or come from outside the register; looked for first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.exchange import alike
from dangvien.exchange.admission_forms import ADMIT, MORE, RECEIVE, WHO, NewMember
from dangvien.exchange.views.found import person_of
from dangvien.exchange.words import ELSEWHERE
from dangvien.members import actions, margin
from dangvien.members.actions.admitting import STATED
from dangvien.members.actions.editing import standard_values
from dangvien.members.boxes import listed
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.forms import units_for
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

Told = Mapping[str, Any]
_WAYS = {ADMIT: "Mới kết nạp", RECEIVE: "Chuyển đến từ ngoài sổ"}


@policy("member.event")
@require_http_methods(["GET", "POST"])
def admit(request: HttpRequest) -> HttpResponse:
    """Ask who it is and on what basis (GET); look for the person, then make the record (POST)."""
    user = person_of(request)
    units = units_for(user, clock.today())
    way = RECEIVE if request.GET.get("cach") == RECEIVE else ADMIT
    if request.method != "POST":
        asked = request.GET.get("don-vi", "")
        unit = units.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None
        initial = {"unit": str(unit.pk)} if unit else {}
        return _page(request, NewMember(way=way, units=units, initial=initial), alike.Found())
    form = NewMember(request.POST, way=way, units=units)
    if not form.is_valid():
        return _page(request, form, alike.Found())
    unit = form.cleaned_data["unit"]
    require(user, "member.identity", unit)
    if not form.cleaned_data["keep"] and form.doubt(_said(form.typed(), unit)):
        return _page(request, form, alike.Found())
    found, person = _made(user, unit, form)
    if person is None:
        return _page(request, form, found)
    messages.success(request, "Đã thêm vào sổ. Lịch sử hồ sơ ghi căn cứ và người ghi.")
    return redirect("member", person.uid)


def _made(user: User, unit: Organisation, form: NewMember) -> tuple[alike.Found, Person | None]:
    """Look for the person, and make the record when nobody is found; both under one lock of the cell."""
    with transaction.atomic():
        # Two presses at once: the second waits here and finds the first one's record.
        Organisation.objects.select_for_update(no_key=True).get(pk=unit.pk)
        try:
            other = form.cleaned_data["other"]
            found = alike.look(user, unit, standard_values(form.typed()), other=other)
            if found.over:
                form.add_error(None, alike.OVER)
            if found.over or found.superior or found.here:
                form.asks_other = other or bool(found.here)
                return found, None
            return found, _write(user, unit, form)
        except Impossible as error:
            for name, sentence in error.problems.items():
                form.add_error(name if name in form.fields else None, sentence)
            return alike.Found(), None


def _write(user: User, unit: Organisation, form: NewMember) -> Person:
    told = form.cleaned_data
    common = {name: told[name] for name in ("on", "decision", "authority", "source")}
    if form.way == ADMIT:
        return actions.admit(
            actor=user, unit=unit, values=form.typed(), decided_on=told["decided_on"], **common
        )
    return actions.receive(
        actor=user, unit=unit, values=form.typed(), stated={name: told[name] for name in STATED},
        **common,
    )  # fmt: skip


def _said(typed: Mapping[str, str], unit: Organisation | None) -> list[margin.Remark]:
    """What the rule book says of what was typed; of empty boxes it says nothing here."""
    place = {"org_code": unit.code or None, "org_name": unit.name} if unit else {}
    record = {"row_id": "new", "status": "active", **place, **typed}
    numbers = {name: text for name, text in typed.items() if name in IDENTIFIERS}
    return [one for one in margin.told(record, numbers) if typed.get(one.field)]


@policy("member.event")
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What the rules say of the boxes while one types; nothing is looked up and nothing is kept."""
    typed = {
        name: text for name in (*WHO, *MORE)
        if (text := " ".join(request.POST.get(name, "").split())[:300])
    }  # fmt: skip
    return render(request, "exchange/typed.html", {"said": _first(_said(typed, None))})


def _first(said: list[margin.Remark]) -> dict[str, margin.Remark]:
    """The heaviest remark of each field."""
    told: dict[str, margin.Remark] = {}
    for one in said:
        told.setdefault(one.field, one)
    return told


def _page(request: HttpRequest, form: NewMember, found: alike.Found) -> HttpResponse:
    ways = [(way, title, way == form.way) for way, title in _WAYS.items()]
    return render(request, "exchange/admit.html", {
        "place": "members", "form": form, "ways": ways, "title": _WAYS[form.way],
        "listed": listed(MORE), "found": found, "elsewhere": ELSEWHERE,
        "unit": request.GET.get("don-vi", ""),
    }, status=422 if form.is_bound else 200)  # fmt: skip
