"""Signing a step for a unit, and taking a signature back: each asked on a page of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns import actions, forms
from dangvien.campaigns.actions import stands_at
from dangvien.campaigns.models import Campaign, Changed, ChangedUnit, Phase, SignOff
from dangvien.campaigns.queries.left import left
from dangvien.campaigns.queries.standing import duty_of, standings
from dangvien.campaigns.views.found import above, frame, refresh, the_campaign, the_phase, the_unit
from dangvien.campaigns.words import SUBJECTS, hindrances
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may
from dangvien.orgs.views.trying import status, tell


@policy("campaign.sign")
def sign(request: HttpRequest, uid: UUID, org: int) -> HttpResponse:
    """What stands between the unit and its signature; then what is signed, what locks, the way back."""
    campaign = the_campaign(request, uid)
    unit = the_unit(request, campaign, org, "campaign.sign")
    plan = refresh(campaign)
    phase = the_phase(request, plan, standings(plan, [unit.pk])[unit.pk].phase)
    own = stands_at(me(request), unit)
    form = forms.Sign(request.POST or None, own=own)
    if request.method == "POST" and (own or form.is_valid()):
        try:
            actions.sign(
                actor=me(request), phase=phase, org=unit,
                paper="" if own else form.cleaned_data["paper"], seen=_seen(request),
            )  # fmt: skip
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, f"Đã ký bước {phase.number} cho {unit.name}.")
            return redirect("campaign", campaign.uid)
    told = left(phase, unit)
    return render(request, "campaigns/sign.html", frame(
        request, campaign, org=unit, phase=phase, phases=plan.phases, left=told, form=form, own=own,
        hindrances=hindrances(told), subject=SUBJECTS[phase.subject],
        duty=duty_of(campaign, [unit.pk]).get(unit.pk), above=above(request, campaign, unit),
        **_signed(request, phase, unit),
    ), status=status(form))  # fmt: skip


def _seen(request: HttpRequest) -> int | None:
    text = request.POST.get("ngoai-le", "")
    return int(text[:9]) if text.isascii() and text.isdigit() else None


def _signed(request: HttpRequest, phase: Phase, unit: Organisation) -> dict[str, Any]:
    """The signature in force, who changed since, and the signatures that were taken back."""
    rows = SignOff.objects.filter(phase=phase, org=unit).select_related(
        "signed_by", "reopened_by", "snapshot"
    )
    one = rows.filter(reopened_at=None).first()
    shown: list[Person] = []
    units: list[ChangedUnit] = []
    if one is not None:
        changed = Changed.objects.filter(sign_off=one).values("person")
        mine = Person.objects.visible_to(me(request), "member.list").filter(pk__in=changed)
        shown = list(mine.select_related("unit").order_by("sort_key")[:60])
        rows_of_units = one.unit_changes.select_related("org").order_by("org__path")
        units = list(rows_of_units[:60])
    past = list(rows.exclude(reopened_at=None).order_by("-pk")[:10])
    return {"one": one, "changed": shown, "changed_units": units, "past": past}


@policy("campaign.sign")
def reopen(request: HttpRequest, uid: UUID, org: int) -> HttpResponse:
    """Which signatures fall with this one, in words; why; then take them back."""
    campaign = the_campaign(request, uid)
    unit = the_unit(request, campaign, org, "campaign.sign")
    one = _in_force(request, campaign, unit)
    falling = actions.reopens(one)
    highest = min((each.org for each in falling), key=lambda each: len(each.path))
    allowed = may(me(request), "campaign.sign", highest)
    form = forms.Reason(request.POST or None)
    if request.method == "POST" and not allowed:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.reopen(actor=me(request), sign_off=one, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, f"Đã mở lại {len(told)} chữ ký; lý do đã ghi bên cạnh.")
            return redirect("campaign", campaign.uid)
    return render(request, "campaigns/reopen.html", frame(
        request, campaign, org=unit, one=one, form=form, falling=falling, allowed=allowed,
        highest=highest, above=above(request, campaign, unit),
    ), status=status(form))  # fmt: skip


def _in_force(request: HttpRequest, campaign: Campaign, unit: Organisation) -> SignOff:
    """The signature that the address means: of the step it names, else the last one of the unit."""
    rows = SignOff.objects.filter(phase__campaign=campaign, org=unit, reopened_at=None)
    asked = request.POST.get("buoc") or request.GET.get("buoc") or ""
    if asked.isascii() and asked.isdigit():
        rows = rows.filter(phase__number=int(asked[:4]))
    found = rows.select_related("org", "phase__campaign", "signed_by").order_by("-phase__number")
    if (one := found.first()) is None:
        raise Http404
    return one
