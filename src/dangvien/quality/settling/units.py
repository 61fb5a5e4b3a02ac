"""Which organisations are to be looked at again, and the writing of what is found of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import Count, Q

from dangvien.core.schema import PRESENT
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries.codes import ways
from dangvien.quality.examining import organisations
from dangvien.quality.models import Finding
from dangvien.quality.settling import differing, writing
from dangvien.quality.settling.differing import Found
from dangvien.quality.settling.holding import hold_organisations
from dangvien.quality.settling.keeping import Round
from dangvien.quality.settling.pending import Pending, parents_before
from dangvien.quality.settling.telling import Said

_FEW_OFFICIAL = 10  # far above what O07 asks; a setting may ask a little more


def concerned(told: Pending, stirred: Collection[int]) -> set[int]:
    """Organisations whose findings may be others now.

    `stirred`: units that somebody joined or left, or whose members changed state or name: they and
    everything above them count anew.
    """
    asked = set(told.orgs) | _small(told)
    paths = [
        key.partition(":")[2] for keys in told.orgs.values() for key in keys
        if key.startswith("path:")
    ]  # fmt: skip
    moved = [pk for pk, keys in told.orgs.items() if "people" in keys]
    asked |= _on(paths) | with_superiors({*stirred, *moved})
    return asked | _beside(told, moved) if moved else asked


def with_superiors(units: Collection[int]) -> set[int]:
    """Organisations and everything above them."""
    if not units:
        return set()
    return _on(Organisation.objects.filter(pk__in=units).values_list("path", flat=True))


def _on(paths: Iterable[str]) -> set[int]:
    return {int(part) for path in paths for part in path.strip("/").split("/")}


def _small(told: Pending) -> set[int]:
    """Units of touched people that are small enough for one official member more or less to count."""
    if not told.loud:
        return set()
    touched = Counter(Person.objects.filter(pk__in=told.loud).values_list("unit", flat=True))
    if not touched:
        return set()
    official = Count("pk", filter=Q(member_type="official", status__in=PRESENT))
    people = Person.objects.alive().filter(unit__in=list(touched)).order_by()
    counts = dict(people.values_list("unit").annotate(n=official))
    return {pk for pk, n in touched.items() if counts.get(pk, 0) <= _FEW_OFFICIAL + n}


def _beside(told: Pending, moved: list[int]) -> set[int]:
    """Children and siblings of what is another now, and whoever writes one of its codes."""
    now = list(Organisation.objects.filter(pk__in=moved).values_list("parent", "code"))
    parents = {parent for parent, _ in now if parent} | parents_before(told.orgs) | set(moved)
    codes = {code for _, code in now} | {
        key.partition(":")[2] for keys in told.orgs.values() for key in keys
        if key.startswith("code:")
    }  # fmt: skip
    written = {way for code in codes for way in ways(code)}
    rows = Organisation.objects.filter(Q(parent__in=parents) | Q(code__in=written))
    return set(rows.values_list("pk", flat=True))


def keep(asked: Iterable[int], now: Round) -> None:
    """Ask these organisations again and write what differs, inside the caller's transaction."""
    ids = set(Organisation.objects.filter(pk__in=asked).values_list("pk", flat=True))
    if not ids:
        return
    hold_organisations()
    columns = tuple(name.replace("person_id", "unit_id") for name in differing.COLUMNS)
    stored = [
        row for some in writing.pieces(sorted(ids))
        for row in Finding.objects.filter(person=None, unit__in=some).order_by("pk")
        .values_list(*columns)
    ]  # fmt: skip
    told = differing.differences(stored, _found(ids, now))
    now.add({f"org_{name}": number for name, number in told.counts.items()})
    if told.any():
        writing.write(told, run=now.pk, today=now.today, of_people=False)


def _found(ids: set[int], now: Round) -> list[Found]:
    columns = ("unit", "rule", "field", "cause", "severity", "dimension", "value", "detail", "fix",
               "fix_confidence")  # fmt: skip
    rows = organisations.examine(ids, now.settings).select(columns).iter_rows()
    return [
        Found._make((row[0], row[0], *row[1:6], False, Said(*row[6:]).text())) for row in rows
    ]  # fmt: skip
