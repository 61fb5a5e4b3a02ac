"""People of organisations as their rules ask for them: how many, and whether the secretary is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Q

from dangvien.core.schema import PRESENT
from dangvien.core.text import name_key
from dangvien.members.models import Person
from dangvien.orgs.scope import begins, under
from dangvien.quality.examining.unit import Unit

FEW = 12  # organisations counted one by one; more are counted unit by unit and added up


class Heads(NamedTuple):
    """Members of an organisation and everything below it."""

    members: int = 0
    active: int = 0
    official: int = 0


def heads(units: list[Unit], *, needed: set[int]) -> dict[int, Heads]:
    """Counts of the units needed; the others get none, which no rule of theirs asks."""
    told = dict.fromkeys((unit.pk for unit in units), Heads())
    asked = {unit.pk: unit.path for unit in units if unit.pk in needed}
    if len(asked) <= FEW:
        return told | {pk: _of(_rows(begins("unit__path", path))) for pk, path in asked.items()}
    tops: list[str] = []
    for path in sorted(asked.values()):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    reach = under(tops, "unit__path") if len(tops) <= FEW else Q()
    for path, *row in _rows(reach, "unit__path"):
        one = _of([tuple(row)])
        for part in path.strip("/").split("/"):
            above = sums[int(part)]
            for at, number in enumerate(one):
                above[at] += number
    return told | {pk: Heads(*sums[pk]) for pk in asked}


def _rows(where: Q, *by: str) -> Iterable[tuple[Any, ...]]:
    people = Person.objects.alive().filter(where, status__in=PRESENT).order_by()
    return people.values_list(*by, "status", "member_type").annotate(n=Count("*"))


def _of(rows: Iterable[tuple[Any, ...]]) -> Heads:
    told = list(rows)
    return Heads(
        sum(n for _, _, n in told), sum(n for status, _, n in told if status == "active"),
        sum(n for _, kind, n in told if kind == "official"),
    )  # fmt: skip


def secretaries(
    paths: Mapping[int, str], officers: Mapping[int, tuple[str, Any]]
) -> dict[int, str]:
    """Organisation → here | not_active | absent: the secretary among its people."""
    wanted: dict[int, Any] = {pk: officers[pk][1] or name_key(officers[pk][0]) for pk in paths}
    known: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    asked = list(dict.fromkeys(wanted.values()))
    for start in range(0, len(asked), 2000):
        some = asked[start : start + 2000]
        uids = [one for one in some if not isinstance(one, str)]
        names = [one for one in some if isinstance(one, str)]
        rows = Person.objects.alive().filter(Q(uid__in=uids) | Q(name_key__in=names))
        for uid, name, status, path in rows.values_list("uid", "name_key", "status", "unit__path"):
            known[uid].append((status, path))
            known[name].append((status, path))
    told = {}
    for pk, who in wanted.items():
        states = {status for status, path in known.get(who, ()) if path.startswith(paths[pk])}
        told[pk] = "here" if "active" in states else "not_active" if states else "absent"
    return told
