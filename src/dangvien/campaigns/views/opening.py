"""Opening a campaign: a plan, a scope, a first day; then what follows from it, before it is made."""

from __future__ import annotations

from collections.abc import Callable
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
from dangvien.campaigns.actions.beginning import overlapping
from dangvien.campaigns.counted import in_words, labels
from dangvien.campaigns.levels import LEVELS, SHORT, level_of, taking_part
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.opening import Plan, plans
from dangvien.campaigns.views.found import the_campaign
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may
from dangvien.orgs.views.trying import status, tell
from dangvien.quality import tasks


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
            told: dict[str, Any] = {
                "tier": said["tier"], "days": form.days(), "fields": said["counted"],
            }  # fmt: skip
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
    return {
        "people": people, "units": told, "fields": labels(plan.counted), "other": overlapping(org),
        "differs": in_words(plan.counted, plan.tier),
    }  # fmt: skip


@policy("campaign.run")
@require_POST
def begin(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Count the people and let the work begin; whom the rule book has not read is read first."""
    campaign, user = the_campaign(request, uid), me(request)
    try:
        actions.begin(actor=user, campaign=campaign)
    except actions.Unread as error:
        told = error.messages[0]
        if may(user, "rule.set", campaign.org):
            tasks.run.enqueue(campaign.org_id, user.pk)
            told += " Máy đã nhận việc kiểm; đợi ít phút rồi bấm lại."
        messages.warning(request, told)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, "Chiến dịch đã bắt đầu, mẫu số đã chốt.")
    return redirect("campaign", campaign.uid)


@policy("campaign.run")
def call_off(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask why, then give up a campaign that has not begun."""
    return _asked_why(
        request,
        uid,
        "campaigns/call_off.html",
        actions.call_off,
        "Đã hủy chiến dịch; lý do đã ghi.",
    )


@policy("campaign.run")
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask why, then end it; one that was signed to the top needs no reason."""
    return _asked_why(
        request, uid, "campaigns/end.html", actions.end,
        "Đã kết thúc chiến dịch; chữ ký và số liệu giữ nguyên.",
    )  # fmt: skip


def _asked_why(
    request: HttpRequest, uid: UUID, page: str, act: Callable[..., Campaign], said: str
) -> HttpResponse:
    campaign = the_campaign(request, uid)
    if not may(me(request), "campaign.run", campaign.org):
        raise Http404
    form = forms.Reason(request.POST or None)
    form.fields["reason"].required = False  # the action knows when it is needed, and says so
    if request.method == "POST" and form.is_valid():
        try:
            act(actor=me(request), campaign=campaign, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, said)
            return redirect("campaign", campaign.uid)
    data = {"place": "campaign", "campaign": campaign, "form": form}
    return render(request, page, data, status=status(form))
