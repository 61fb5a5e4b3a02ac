"""The page of one organisation, and how its other pages find it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien import clock
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import superiors
from dangvien.orgs.queries.asof import Forest
from dangvien.orgs.queries.detail import detail
from dangvien.orgs.scope import found_or_absent, paths
from dangvien.orgs.views.ask import asked
from dangvien.orgs.views.rights import rights

CHILDREN = 60


def unit(request: HttpRequest, pk: int, permission: str = "org.read") -> Organisation:
    """The organisation of an address, if the caller holds the permission there; else absent."""
    mine = Organisation.objects.visible_to(me(request), permission).select_related("parent__parent")
    found: Organisation = found_or_absent(mine, pk=pk)
    return found


@policy("org.read")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation on a day: what it was, what stood below it, what the person may do."""
    org, ask, user = unit(request, pk), asked(request), me(request)
    tops = paths(user, "org.read")
    forest = Forest(tops, ask.on, org)
    node = forest.node(org.pk)
    children = forest.grow([node]) if node else []
    forest.seat(children)
    return render(request, "orgs/unit.html", {
        "place": "orgs", "org": org, "ask": ask, "may": rights(user, org),
        "shown": detail(tops, org, ask.on, ask.since, node), "node": node,
        "children": children[:CHILDREN], "more": max(0, len(children) - CHILDREN),
        "above": above(tops, org), "is_today": ask.on == clock.today(),
    })  # fmt: skip


def above(tops: list[str], org: Organisation) -> list[tuple[Organisation, bool]]:
    """The superiors of an organisation, and whether the reader may open each."""
    return [(one, any(one.path.startswith(top) for top in tops)) for one in superiors(org.path)]


def frame(request: HttpRequest, org: Organisation, **more: Any) -> dict[str, Any]:
    """What every page about one organisation needs."""
    return {
        "place": "orgs",
        "org": org,
        "above": above(paths(me(request), "org.read"), org),
        **more,
    }


def back(org: Organisation) -> HttpResponse:
    """To the page of the organisation."""
    return redirect("org", org.pk)
