"""The daily tick, and the columns of the whole tree made again from its placements."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import transaction

from dangvien import clock
from dangvien.audit.actions import record
from dangvien.core.schema import PRESENT
from dangvien.core.text import sort_key
from dangvien.orgs.actions.heirs import FOLLOWERS
from dangvien.orgs.actions.opening import lock, since_ever
from dangvien.orgs.actions.touching import note
from dangvien.orgs.models import Organisation, Placement, Succession, Touched
from dangvien.orgs.periods import begun, ended

Row = tuple[int | None, str, str, str, str, date | None, date | None]
_CACHED = ("parent_id", "path", "name", "form", "kind", "code", "sort_key")


@transaction.atomic
def rebuild() -> int:
    """Make path and columns again as of today; how many organisations were different."""
    return apply_due(clock.today())


@transaction.atomic
def apply_due(on: date) -> int:
    """Bring the tree to a day: moves, names and ends that were waiting for it."""
    lock()
    wanted = expected(on)
    changed, notes = [], []
    for org in Organisation.objects.only("pk", "version", *_CACHED):
        values = wanted[org.pk]
        if any(getattr(org, name) != value for name, value in values.items()):
            notes.append(note(org, parent=org.parent_id, code=org.code, path=org.path))
            for name, value in values.items():
                setattr(org, name, value)
            org.version += 1
            changed.append(org)
    Organisation.objects.bulk_update(changed, [*_FIELDS, "version"], batch_size=500)
    Touched.objects.bulk_create(notes)
    followed = _follow_ends(on)
    if changed or followed:
        record(
            actor="tick", action="org.apply_due", subject=on.isoformat(), people=followed,
            data={"on": on.isoformat(), "organisations": [org.pk for org in changed][:1000]},
        )  # fmt: skip
    return len(changed)


_FIELDS = ("parent", "path", "name", "form", "kind", "code", "sort_key")


def expected(on: date) -> dict[int, dict[str, Any]]:
    """What the columns of every organisation should be on a day, from placements alone."""
    shown = _shown(on)
    links = Succession.objects.order_by("-pk").values_list("before", "after")
    heirs: dict[int, int] = dict(links.iterator())  # the first successor is written last
    parents: dict[int, int | None] = {}
    paths: dict[int, str] = {}

    def parent(org: int) -> int | None:
        if org not in parents:
            heir = heirs.get(org) if ended(shown[org][6], on) else None
            own = shown[org][0]
            parents[org] = own if heir is None or heir == own else parent(heir) or heir
        return parents[org]

    def path(org: int) -> str:
        if org not in paths:
            above = parent(org)
            paths[org] = f"{path(above) if above else '/'}{org}/"
        return paths[org]

    return {
        org: dict(zip(_CACHED, (parent(org), path(org), *row[1:5], sort_key(row[1])[:400]),
                      strict=True))
        for org, row in shown.items()
    }  # fmt: skip


def _shown(on: date) -> dict[int, Row]:
    rows: dict[int, list[Row]] = defaultdict(list)
    for org, *row in Placement.objects.values_list(
        "org", "parent", "name", "form", "kind", "code", "since", "until"
    ):
        rows[org].append(tuple(row))  # type: ignore[arg-type]
    shown = {}
    for org, told in rows.items():
        told.sort(key=lambda row: since_ever(row[5]))
        shown[org] = next((row for row in reversed(told) if begun(row[5], on)), told[0])
    return shown


def _follow_ends(on: date) -> list[Any]:
    """Let the people of what has ended by now follow to its only successor."""
    told: list[Any] = []
    ends = Organisation.objects.filter(
        closed_on__lte=on, people__withdrawn_at=None, people__same_as=None,
        people__status__in=PRESENT,
    ).distinct()  # fmt: skip
    for org in ends if FOLLOWERS else ():
        links = list(Succession.objects.filter(before=org).select_related("after"))
        for follow in FOLLOWERS if len(links) == 1 else ():
            told += follow(
                actor="tick", unit=org, heir=links[0].after, on=links[0].on,
                decision=links[0].decision,
            )  # fmt: skip
    return told
