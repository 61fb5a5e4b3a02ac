"""Opening a campaign: a plan, a scope, a first day; then what follows from it, before it is made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dangvien import clock
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns import actions, forms
from dangvien.campaigns.actions.opening import overlapping
from dangvien.campaigns.levels import LEVELS, SHORT, level_of, taking_part
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.opening import Plan, fields_of, plans
from dangvien.campaigns.views.found import the_campaign
from dangvien.core.schema import FIELDS
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may
from dangvien.orgs.views.trying import status, tell


@policy("campaign.run")
def new(request: HttpRequest) -> HttpResponse:
    """Choose, then see what the plan says here, then make the campaign; nothing is written before."""
    user = me(request)
    first = {"ke_hoach": next(iter(plans())), "bat_dau": clock.today()}
    asked = "ke_hoach" in request.GET
    choose = forms.Choose(request.GET if asked else None, actor=user, initial=first)
    if not asked or not choose.is_valid():
        return render(request, "campaigns/choose.html", {
            "place": "campaign", "form": choose, "plans": list(plans().values()),
        }, status=status(choose) if asked else 200)  # fmt: skip
    org, starts = choose.cleaned_data["don_vi"], choose.cleaned_data["bat_dau"]
    try:
        plan = actions.planned(org, choose.cleaned_data["ke_hoach"], starts)
    except ValidationError as error:
        choose.add_error(None, error.messages[0])
        return render(request, "campaigns/choose.html", {
            "place": "campaign", "form": choose, "plans": list(plans().values()),
        }, status=422)  # fmt: skip
    form = forms.Opening(request.POST or None, plan=plan)
    shown: Plan | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            told: dict[str, Any] = {"tier": said["tier"], "days": form.days()}
            shown = actions.planned(org, plan.key, starts, **told)
            if "ghi" in request.POST:
                made = actions.open_campaign(
                    actor=user, org=org, plan=plan.key, starts=starts, name=said["name"], **told
                )
                messages.success(request, "Đã mở chiến dịch, chưa bắt đầu và chưa báo cho ai.")
                return redirect("campaign", made.uid)
        except ValidationError as error:
            shown = None
            tell(form, error)
    return render(request, "campaigns/open.html", {
        "place": "campaign", "form": form, "plan": plan, "org": org, "shown": shown,
        "preview": _preview(org, shown) if shown else None,
    }, status=status(form))  # fmt: skip


def _preview(org: Organisation, plan: Plan) -> dict[str, Any]:
    """What opening it would mean, counted now."""
    counts = dict.fromkeys(LEVELS, 0)
    for form in taking_part(org).values_list("form", flat=True):
        counts[level_of(form)] += 1
    people = Person.objects.alive().filter(status="active").of(org).count()
    told = [f"{counts[level]} {SHORT[level]}" for level in LEVELS if counts[level]]
    labels = [FIELDS[one].label for one in fields_of(plan.tier) if one in FIELDS]
    return {"people": people, "units": told, "fields": labels, "other": overlapping(org)}


@policy("campaign.run")
@require_POST
def begin(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Count the people and let the work begin."""
    return _do(request, uid, "Chiến dịch đã bắt đầu, mẫu số đã chốt.", actions.begin)


@policy("campaign.run")
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask why, then end it."""
    campaign = the_campaign(request, uid)
    if not may(me(request), "campaign.run", campaign.org):
        raise Http404
    form = forms.Reason(request.POST or None)
    form.fields["reason"].required = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(actor=me(request), campaign=campaign, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, "Đã kết thúc chiến dịch; chữ ký và số liệu giữ nguyên.")
            return redirect("campaign", campaign.uid)
    data = {"place": "campaign", "campaign": campaign, "form": form}
    return render(request, "campaigns/end.html", data, status=status(form))


def _do(request: HttpRequest, uid: UUID, said: str, act: Any) -> HttpResponse:
    campaign: Campaign = the_campaign(request, uid)
    try:
        act(actor=me(request), campaign=campaign)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, said)
    return redirect("campaign", campaign.uid)
