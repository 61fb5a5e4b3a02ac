"""The tree of a day beside what it was on another: /to-chuc/."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien import clock
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.orgs import yearline
from dangvien.orgs.groups import groups
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import Node, changes_of, superiors
from dangvien.orgs.queries.asof import Forest, as_they_were
from dangvien.orgs.queries.detail import detail
from dangvien.orgs.queries.differences import differences
from dangvien.orgs.queries.events import ended_between, marks
from dangvien.orgs.scope import found_or_absent, paths, under
from dangvien.orgs.views.ask import Ask, asked, canonical
from dangvien.orgs.views.rights import rights
from dangvien.orgs.views.rows import Lines, Row
from dangvien.orgs.words import CELLS, counted

PARTS = 9  # more than these are no sentence


@policy("org.read")
def show(request: HttpRequest) -> HttpResponse:
    """Year line, tree, and the picked organisation; htmx is given the tree and the panel alone."""
    ask, user = asked(request), me(request)
    if not canonical(request) and not ask.wrong:
        return redirect(ask.link())
    tops = paths(user, "org.read")
    lines = Lines(ask, Forest(tops, ask.on))
    org, rows = picked(tops, ask, lines.roots), lines.all()
    node = lines.forest.node(org.pk) if org else None
    data: dict[str, Any] = {
        "place": "orgs", "ask": lines.ask, "rows": told(rows, lines.forest, ask), "org": org,
        "ended": ended(tops, ask), "sum": closing_sum(lines.roots),
        "is_today": ask.on == clock.today(), "may": rights(user, org) if org else {},
        "shown": detail(tops, org, ask.on, ask.since, node) if org else None,
    }  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "orgs/work.html", data)
    first, end = yearline.span(ask.on, ask.since)
    days = marks(tops, first, end - timedelta(days=1))
    data |= {
        "line": yearline.draw(days, ask.on, ask.since), "marks": days,
        "above": superiors(tops[0]) if len(tops) == 1 else [],
        "top": next(iter(lines.roots), None),
    }  # fmt: skip
    return render(request, "orgs/tree.html", data)


def told(rows: list[Row], forest: Forest, ask: Ask) -> list[Row]:
    """The lines, each with its secretary and what is different from the other day."""
    shown = {row.node.pk: row.node for row in rows if row.node}
    forest.seat(shown.values())
    changes = changes_of(set(shown), ask.since, ask.on)
    words = differences(shown, as_they_were(shown, ask.since), changes, ask.on)
    return [replace(row, told=words[row.node.pk]) if row.node else row for row in rows]


def picked(tops: list[str], ask: Ask, roots: list[Node]) -> Organisation | None:
    """The organisation of the panel: the one picked, else the top of the tree."""
    seen = Organisation.objects.filter(under(tops)).select_related("parent")
    if ask.picked is not None:
        org: Organisation = found_or_absent(seen, pk=ask.picked)
        return org
    return seen.filter(pk=roots[0].pk).first() if roots else None


def ended(tops: list[str], ask: Ask) -> dict[str, Any]:
    """What ended between the two days; a link only to what the user may see."""
    told = ended_between(tops, ask.since, ask.on)
    parts = [
        counted(len(some), {org.form for org in some})
        for cells in (False, True)
        if (some := [org for org in told if (org.form in CELLS) is cells])
    ]
    seen = {org.pk for org in told if any(org.path.startswith(top) for top in tops)}
    return {"all": [(org, org.pk in seen) for org in told], "words": ", ".join(parts)}


def closing_sum(roots: list[Node]) -> dict[str, Any]:
    """The sentence in which the parts add up to the whole."""
    parts = [node.members for node in roots]
    if len(roots) == 1:
        (root,) = roots
        sorts = groups(root.children)  # none, when the top was closed by a click
        parts = [group.members for group in sorts]
        if len(sorts) == 1:
            parts = [node.members for node in root.children]
        parts += [root.own] if root.own and parts else []
    whole, active = sum(n.members for n in roots), sum(n.active for n in roots)
    return {"parts": parts if 1 < len(parts) <= PARTS else [], "whole": whole, "active": active}
