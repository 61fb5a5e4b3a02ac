"""Progress by unit: from the unit one looks from down the tree, figures without a member's name."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns.board import board
from dangvien.campaigns.board.showing import campaign_of, laid_out, link, place
from dangvien.campaigns.board.table import table
from dangvien.campaigns.models import Campaign, Phase
from dangvien.campaigns.queries import latest
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, may

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy("campaign.read")
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """From where this person looks; a page of its own when no campaign was begun."""
    told = place(me(request))
    if told is None:
        return render(request, "campaigns/no_progress.html", {"new": link("campaign_new")})
    return redirect("progress-unit", told[1].pk)


@policy("campaign.read")
@require_safe
def unit(request: HttpRequest, org: int) -> HttpResponse:
    """The figures of one unit and of those directly below it."""
    campaign, one = _asked(request, org)
    user, gathered = me(request), board(campaign, one)
    return render(request, "campaigns/board.html", {
        **laid_out(gathered), "heading": one.name, "where": True, "comparing": True,
        "above": _above(request, campaign, one), "place": "progress",
        "line": f"{campaign.name} · {campaign.starts:%d/%m} – {campaign.ends:%d/%m/%Y}",
        "take": link("progress-table", one.pk), "freeze": may(user, "campaign.publish", one),
        **_sample(user, campaign, one),
    })  # fmt: skip


@policy("campaign.read")
@require_safe
def taken(request: HttpRequest, org: int) -> HttpResponse:
    """The table of the units below as a workbook: counts only."""
    campaign, one = _asked(request, org)
    answer = HttpResponse(table(board(campaign, one)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="tien-do-{one.pk}.xlsx"'
    return answer


def _sample(user: User, campaign: Campaign, org: Organisation) -> dict[str, Any]:
    """The last sample of the unit, for those who sample; and whether another may be drawn."""
    phase = campaign.phases.filter(subject=Phase.MEMBER).first()
    if phase is None or not may(user, "campaign.sample", org):
        return {}
    last = latest(phase, org)
    open_ = campaign.state == Campaign.RUNNING and (last is None or last.state != "drawn")
    return {"sampling": True, "sample": last, "draws": open_}


def _asked(request: HttpRequest, pk: int) -> tuple[Campaign, Organisation]:
    user = me(request)
    visible = Organisation.objects.visible_to(user, "campaign.read")
    org: Organisation = found_or_absent(visible, pk=pk)
    campaign = campaign_of(user, org)
    if campaign is None:
        raise Http404
    return campaign, org


def _above(request: HttpRequest, campaign: Campaign, org: Organisation) -> list[Any]:
    """The superiors that the reader may look at, inside the campaign."""
    visible = Organisation.objects.visible_to(me(request), "campaign.read")
    above = visible.filter(pk__in=org.ancestor_ids, path__startswith=campaign.org.path)
    return list(above.order_by("path").only("pk", "name"))
