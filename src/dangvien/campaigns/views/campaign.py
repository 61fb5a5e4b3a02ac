"""The list of campaigns, and one campaign: its steps, its gates, its deadlines, its signatures."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns import actions, counted, duties, forms
from dangvien.campaigns.gates import Plan
from dangvien.campaigns.levels import LEVELS, SHORT
from dangvien.campaigns.models import Campaign, Deadline, Phase
from dangvien.campaigns.queries.board import Board, Row, board
from dangvien.campaigns.queries.standing import due_for
from dangvien.campaigns.views.found import (
    above,
    asked_unit,
    frame,
    refresh,
    the_campaign,
    the_phase,
    the_unit,
)
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import holds, may
from dangvien.orgs.views.trying import status, tell


@policy("campaign.read")
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every campaign that reaches a unit of the caller's, those that run first."""
    user = me(request)
    rows = Campaign.objects.visible_to(user).select_related("org").order_by("-starts", "-pk")[:100]
    order = (Campaign.RUNNING, Campaign.PLANNED, Campaign.ENDED, Campaign.CALLED_OFF)
    return render(request, "campaigns/list.html", {
        "place": "campaign", "may_open": holds(user, "campaign.run"),
        "rows": sorted(rows, key=lambda one: order.index(one.state)),
    })  # fmt: skip


@policy("campaign.read")
@require_safe
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One campaign, seen from the widest unit of the caller's in it, or from one below that."""
    campaign, user = the_campaign(request, uid), me(request)
    org = the_unit(request, campaign, asked_unit(request))
    plan = refresh(campaign)
    told = board(plan, org)
    rows = [told.own, *told.rows]
    orgs = Organisation.objects.in_bulk([row.pk for row in rows])
    return render(request, "campaigns/campaign.html", frame(
        request, campaign, org=org, board=told, steps=_steps(plan, told), above=above(
            request, campaign, org),
        phones={row.pk: _phone(campaign, row) for row in rows
                if row.duty and duties.may_call(user, orgs[row.pk])},
        fields=counted.labels(counted.fields(campaign)),
        differs=counted.in_words(counted.fields(campaign), campaign.tier),
        may_run=may(user, "campaign.run", campaign.org), may_name=may(user, "campaign.run", org),
        may_sign=may(user, "campaign.sign", org), may_extend=_may_extend(request, campaign, org),
    ))  # fmt: skip


def _phone(campaign: Campaign, row: Row) -> str:
    return duties.phone(campaign, row.duty) if row.duty else ""


def _may_extend(request: HttpRequest, campaign: Campaign, org: Organisation) -> bool:
    """Whether the caller may give the units below this one more time."""
    return not campaign.over and may(me(request), "campaign.run", org)


def _steps(plan: Plan, told: Board) -> list[dict[str, object]]:
    """Each step with its deadlines by level and how many units of this subtree have signed."""
    return [
        {
            "phase": phase, "cell": cell,
            "days": [(SHORT[level], plan.days[phase.pk, level]) for level in LEVELS
                     if (phase.pk, level) in plan.days],
        }
        for phase, cell in zip(plan.phases, told.own.cells, strict=True)
    ]  # fmt: skip


@policy("campaign.run")
def extend(request: HttpRequest, uid: UUID, org: int) -> HttpResponse:
    """Give one unit longer for the step that is open there."""
    campaign = the_campaign(request, uid)
    unit = the_unit(request, campaign, org, "campaign.run")
    if unit.pk != campaign.org_id and not may(me(request), "campaign.run", unit.parent or unit):
        raise Http404
    plan = refresh(campaign)
    phase = the_phase(request, plan, _open(plan, unit))
    form = forms.Extend(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend(actor=me(request), phase=phase, org=unit, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, f"Đã gia hạn bước {phase.number} cho {unit.name}.")
            return redirect("campaign", campaign.uid)
    return render(request, "campaigns/extend.html", frame(
        request, campaign, org=unit, phase=phase, form=form,
        due=due_for(campaign, [unit.pk], phase)[unit.pk],
        before=Deadline.objects.filter(phase=phase, org=unit).order_by("-pk"),
    ), status=status(form))  # fmt: skip


def _open(plan: Plan, unit: Organisation) -> Phase:
    from dangvien.campaigns.queries.standing import standings  # noqa: PLC0415

    return standings(plan, [unit.pk])[unit.pk].phase
