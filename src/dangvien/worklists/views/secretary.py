"""The secretary's list: who is still to be asked, where to begin, by when, whom to call."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dangvien.accounts.models import User
from dangvien.accounts.session import me
from dangvien.campaigns.mending import here, to_mend
from dangvien.campaigns.models import Campaign
from dangvien.campaigns.queries import current, why_locked
from dangvien.look import svg
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, may
from dangvien.worklists.people import as_of, asked, standing, whom_to_call

SHOWN = 4  # cards of a part before "Xem n người nữa"
_HAND, _TRIANGLE = "hand", "triangle"


def people(request: HttpRequest) -> HttpResponse:
    """The page at /viec/ for somebody who answers for cells (`views.lists` sends them here)."""
    user = me(request)
    units = cells(user)
    unit = chosen(user, request.GET.get("chi-bo", ""), units)
    found = asked(user, [unit])
    campaign, mend = current(user), here(to_mend(), unit).count()
    stands = standing(unit, found, campaign)
    counted = [one for one in found if one.active]
    parts = [
        _part(_HAND, "Phải xong để đồng bộ", [one for one in counted if one.pk in stands.to_ask]),
        _part(_TRIANGLE, "Nên hỏi thêm", [one for one in counted if one.pk not in stands.to_ask]),
        _part("users", "Không tính vào số trên", [one for one in found if not one.active]),
    ]
    first = next((one for one in found if one.pk in stands.to_ask), found[0] if found else None)
    return render(request, "worklists/people.html", {
        "place": "worklist", "unit": unit, "units": units if len(units) > 1 else (),
        "found": found, "counted": stands.left, "first": first,
        "parts": [part for part in parts if part["people"]], "stands": stands,
        "bar": svg.bar(stands.done, stands.whole, stands.waiting, height=14),
        "pace": stands.pace(stands.left), "as_of": as_of(stands.as_of),
        "help": whom_to_call(campaign, unit), "may_print": may(user, "member.export", unit),
        "sign": _sign(user, campaign, unit) if not (found or mend) else "",
        "mend": mend, "locked": why_locked(unit),
        "begun": bool(stands.whole) or _anybody(user, unit),
    })  # fmt: skip


def cells(user: User) -> list[Organisation]:
    """The units in which the user asks people, for somebody who has a few."""
    visible = Organisation.objects.visible_to(user, "finding.work").filter(closed_on=None)
    return list(visible.select_related("parent").order_by("path")[:50])


def chosen(user: User, told: str, units: list[Organisation]) -> Organisation:
    """The unit that was asked for, or the first one; 404 for any other."""
    if told:
        visible = Organisation.objects.visible_to(user, "finding.work").select_related("parent")
        unit: Organisation = found_or_absent(visible, pk=told)
        return unit
    if not units:
        raise Http404
    return units[0]


def _part(icon: str, title: str, some: list[object]) -> dict[str, object]:
    return {
        "icon": icon, "title": title, "people": some[:SHOWN], "rest": some[SHOWN:],
        "count": len(some),
    }  # fmt: skip


def _sign(user: User, campaign: Campaign | None, unit: Organisation) -> str:
    """Where a cell that has nothing left to do is signed for; "" where there is nothing to sign."""
    running = campaign is not None and campaign.state == campaign.RUNNING
    if campaign is None or not running or not may(user, "campaign.sign", unit):
        return ""
    return f"/chien-dich/{campaign.uid}/ky/{unit.pk}/"


def _anybody(user: User, unit: Organisation) -> bool:
    return Person.objects.visible_to(user, "finding.work").filter(unit=unit).exists()
