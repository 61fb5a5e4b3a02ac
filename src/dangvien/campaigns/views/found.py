"""How a campaign's pages find the campaign and the unit of their address, for the caller alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from dangvien.accounts.session import me
from dangvien.campaigns.gates import Plan, plan_of
from dangvien.campaigns.models import Campaign, Phase
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import superiors
from dangvien.orgs.scope import found_or_absent, paths, under


def the_campaign(request: HttpRequest, uid: UUID) -> Campaign:
    """The campaign of an address, if it reaches a unit of the caller's; else absent."""
    rows = Campaign.objects.visible_to(me(request)).select_related("org", "made_by")
    found: Campaign = found_or_absent(rows, uid=uid)
    return found


def the_unit(
    request: HttpRequest, campaign: Campaign, pk: int | None, permission: str = "campaign.read"
) -> Organisation:
    """A unit of the campaign on which the caller holds the permission; the widest one without `pk`."""
    tops = paths(me(request), permission)
    units = Organisation.objects.under(campaign.org).filter(under(tops)).select_related("parent")
    found: Organisation | None
    if pk is None:
        found = units.order_by("path").first()
        if found is None:
            raise Http404
    else:
        found = found_or_absent(units, pk=pk)
    assert found is not None  # noqa: S101
    return found


def the_phase(request: HttpRequest, plan: Plan, usual: Phase) -> Phase:
    """The step that the address names, else the usual one."""
    asked = request.POST.get("buoc") or request.GET.get("buoc") or ""
    return next((one for one in plan.phases if str(one.number) == asked), usual)


def asked_unit(request: HttpRequest) -> int | None:
    """The unit that the address picks."""
    text = request.GET.get("don-vi", "")
    return int(text[:18]) if text.isascii() and text.isdigit() else None


def frame(request: HttpRequest, campaign: Campaign, **more: Any) -> dict[str, Any]:
    """What every page about one campaign needs."""
    return {"place": "campaign", "campaign": campaign, **more}


def above(request: HttpRequest, campaign: Campaign, org: Organisation) -> list[Organisation]:
    """The superiors of a unit in the campaign that the caller may open."""
    tops = paths(me(request), "campaign.read")
    return [
        one for one in superiors(org.path)
        if one.path.startswith(campaign.org.path) and any(one.path.startswith(t) for t in tops)
    ]  # fmt: skip


def refresh(campaign: Campaign) -> Plan:
    """The plan of a campaign; one that has no step yet is no page."""
    plan = plan_of(campaign)
    if not plan.phases:
        raise Http404
    return plan
