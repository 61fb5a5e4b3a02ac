"""The list of people, and the search: by name in the address, by number never in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangvien.accounts.compiled import Compiled, compiled
from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members import actions, queries
from dangvien.members.models import Person
from dangvien.members.queries.masks import masks
from dangvien.members.sheet import shown_value
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, highest, holds, paths, under

SIZE = 50
_MOST_UNITS = 300
_MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Shown:
    """One person of the list: what a list may show."""

    uid: UUID
    name: str
    born: str
    unit: str
    state: str
    here: bool
    citizen_id: str


@policy("member.list")
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """People of the units of the caller; a search for a number comes by POST and is answered at once."""
    user = me(request)
    told = request.POST if request.method == "POST" else request.GET
    text, unit = " ".join(told.get("q", "").split())[:120], told.get("don-vi", "")
    asked = queries.sought(text)
    if request.method == "POST" and asked.kind != "number":
        named = {"q": text, "don-vi": unit}
        query = urlencode({key: value for key, value in named.items() if value})
        return HttpResponseRedirect(reverse("members") + (f"?{query}" if query else ""))
    org = _unit(user, unit)
    unsent = asked.kind == "number" and request.method == "GET"
    page = _page(user, "" if unsent else text, org, request.GET.get("sau"))
    rows = [] if unsent else _shown(page.people)
    first = "sau" not in request.GET
    total = None
    if asked.kind == "all":  # a first page that is the last has counted them
        total = len(rows) if first and page.next is None else _total(user, org)
    tops = paths(user, "member.list")
    if not unsent:
        actions.ask_list(actor=user, asked=asked, count=len(rows), org=org or _top(tops))
    return render(request, "members/list.html", {
        "place": "members", "rows": rows, "asked": text, "kind": asked.kind, "org": org,
        "unsent": unsent, "units": _units(tops, org), "more": _more(page.next, text, org),
        "first": first, "total": total,
        "anybody": bool(rows) or Person.objects.visible_to(user, "member.list").exists(),
        "imports": not rows and holds(user, "import.run"), "adds": holds(user, "member.event"),
    })  # fmt: skip


def _unit(user: User, told: str) -> Organisation | None:
    if not told:
        return None
    visible = Organisation.objects.visible_to(user, "member.list")
    found: Organisation = found_or_absent(visible, pk=told)
    return found


def _page(user: User, text: str, org: Organisation | None, after: str | None) -> queries.Page:
    try:
        return queries.search(user, text, org, after, SIZE)
    except queries.BadCursor as error:
        raise Http404 from error


def _shown(people: list[Person]) -> list[Shown]:
    hidden = masks(people, "citizen_id")
    return [
        Shown(
            one.uid, one.full_name, one.birth_date, one.unit.name,
            shown_value("status", one.status), one.status == "active", hidden.get(one.pk, ""),
        )
        for one in people
    ]  # fmt: skip


def _more(cursor: str | None, text: str, org: Organisation | None) -> str:
    if not cursor:
        return ""
    query = {"q": text, "don-vi": str(org.pk) if org else "", "sau": cursor}
    return "?" + urlencode({key: value for key, value in query.items() if value})


def _top(tops: list[str]) -> Organisation | None:
    """The unit under which a list of everybody is logged: the widest that the caller has."""
    return Organisation.objects.filter(path=tops[0]).first() if tops else None


def _units(tops: list[str], org: Organisation | None) -> list[tuple[int, str]]:
    """Units to choose from, indented: all that the caller has, or where they are many the nearest."""
    units = Organisation.objects.filter(under(tops))
    if len(_some(tuple(tops)).rows()) > _MOST_UNITS:
        near = Q(parent=org) | Q(pk__in=[org.pk, *org.ancestor_ids]) if org else highest(tops)
        units = units.filter(near)
    rows = list(units.order_by("path").values_list("pk", "name", "path"))
    depth = min((path.count("/") for _, _, path in rows), default=0)
    return [(pk, "\u2003" * (path.count("/") - depth) + name) for pk, name, path in rows]


@lru_cache(maxsize=1024)
def _some(tops: tuple[str, ...]) -> Compiled:
    return compiled(Organisation.objects.filter(under(tops)).values_list("pk")[: _MOST_UNITS + 1])


def _total(user: User, org: Organisation | None) -> int | None:
    """How many there are; more than ten thousand are not counted."""
    people = Person.objects.visible_to(user, "member.list")
    people = people.of(org) if org is not None else people
    count = people.order_by()[: _MOST_COUNTED + 1].count()
    return count if count <= _MOST_COUNTED else None
