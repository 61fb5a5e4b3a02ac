"""Who answers for which unit: the secretaries in office are offered, many are named at once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns import actions, duties
from dangvien.campaigns.actions import Naming
from dangvien.campaigns.actions.duties import phone_of
from dangvien.campaigns.levels import taking_part
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries.standing import duty_of
from dangvien.campaigns.views.found import above, asked_unit, frame, the_campaign, the_unit
from dangvien.orgs.models import Organisation

ROWS = 200


@dataclass(slots=True)
class Line:
    """One unit of the form: who answers now, or who is offered."""

    org: Organisation
    name: str = ""
    phone: str = ""
    named: bool = False
    offered: bool = False
    user: int | None = None
    wrong: str = ""


@policy("campaign.run")
def assign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A unit and those right below it, each with a name and a phone."""
    campaign = the_campaign(request, uid)
    org = the_unit(request, campaign, asked_unit(request), "campaign.run")
    lines = _lines(campaign, org)
    if request.method == "POST":
        _typed(request, lines)
        if _saved(request, campaign, lines):
            return redirect(_address(campaign, org))
    nobody = duties.without_duty(campaign, org)
    return render(request, "campaigns/duties.html", frame(
        request, campaign, org=org, lines=lines, above=above(request, campaign, org),
        without=nobody.count(), offered=len(duties.offers(nobody)),
        below={line.org.pk for line in lines if line.org.pk != org.pk} & _parents(lines),
        more=max(0, taking_part(org).filter(parent=org).count() - ROWS),
    ), status=422 if any(line.wrong for line in lines) else 200)  # fmt: skip


@policy("campaign.run")
@require_POST
def secretaries(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every unit without anybody gets its secretary in office."""
    campaign = the_campaign(request, uid)
    org = the_unit(request, campaign, asked_unit(request), "campaign.run")
    try:
        count = actions.assign_secretaries(actor=me(request), campaign=campaign, org=org)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, f"Đã giao {count} đơn vị cho bí thư đương nhiệm.")
    return redirect(_address(campaign, org))


def _address(campaign: Campaign, org: Organisation) -> str:
    return f"{reverse('campaign_duties', args=[campaign.uid])}?don-vi={org.pk}"


def _lines(campaign: Campaign, org: Organisation) -> list[Line]:
    below = taking_part(org).filter(parent=org).order_by("sort_key", "pk")[:ROWS]
    units = [org, *below]
    ids = [unit.pk for unit in units]
    named, offered = duty_of(campaign, ids), duties.offers(ids)
    lines = []
    for unit in units:
        duty, offer = named.get(unit.pk), offered.get(unit.pk)
        if duty is not None:
            phone = duties.phone(campaign, duty)
            lines.append(Line(unit, duty.name, phone, True, user=duty.user_id))
        elif offer is not None:
            lines.append(Line(unit, offer.name, offered=True, user=offer.user))
        else:
            lines.append(Line(unit))
    return lines


def _typed(request: HttpRequest, lines: list[Line]) -> None:
    """What was typed stands in the lines; a name of somebody else is no longer that user."""
    for line in lines:
        name = request.POST.get(f"ten-{line.org.pk}", line.name).strip()[:120]
        if name != line.name:
            line.user = None
        line.name = name
        line.phone = request.POST.get(f"may-{line.org.pk}", line.phone).strip()[:40]


def _saved(request: HttpRequest, campaign: Campaign, lines: list[Line]) -> bool:
    """Name everybody who is written down; True when it was done."""
    users = User.objects.in_bulk([line.user for line in lines if line.user])
    wanted = []
    for line in lines:
        if not line.name:
            if line.named:
                line.wrong = "Đã có người chịu trách nhiệm; ghi tên người thay."
            elif line.phone:
                line.wrong = "Có số điện thoại mà chưa có tên."
            continue
        try:
            phone_of(line.phone)
        except ValidationError as error:
            line.wrong = error.messages[0]
        user = users.get(line.user) if line.user else None
        wanted.append(Naming(line.org, line.name, line.phone, user))
    if any(line.wrong for line in lines):
        return False
    try:
        count = actions.assign_many(actor=me(request), campaign=campaign, namings=wanted)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return True
    said = f"Đã phân công {count} đơn vị." if count else "Không có gì thay đổi."
    messages.success(request, said)
    return True


def _parents(lines: list[Line]) -> set[int]:
    """Which of these units have units below them."""
    ids = [line.org.pk for line in lines]
    rows = Organisation.objects.filter(parent__in=ids, closed_on=None)
    return {pk for pk in rows.order_by().values_list("parent", flat=True).distinct() if pk}
