"""The rule book over a whole subtree, some units at a time; only differences are written."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from django.db import connection, transaction
from django.db.models import Count, Q

from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins
from dangvien.quality import examining
from dangvien.quality.models import Finding, Verdict
from dangvien.quality.pace import breathe
from dangvien.quality.settling import keeping, units, writing
from dangvien.quality.settling.holding import hold_all

# People in one transaction. SQLite has one writer: its lock is held for well under a second.
_SOME = {"sqlite": 1200, "postgresql": 12_000}


def over(org: Organisation, now: keeping.Round) -> None:
    """Ask the rule book about everybody and everything below an organisation."""
    for some in shares(org, _SOME[connection.vendor]):
        began = monotonic()
        with transaction.atomic():
            hold_all()
            people = Person.objects.alive().filter(unit__in=some)
            found = examining.examine(people, few=False, settings=now.settings)
            keeping.keep(found.frame["person"].to_list() if found.frame.width else [], found, now)
        breathe(monotonic() - began)
    below = set(Organisation.objects.under(org).values_list("pk", flat=True))
    for ids in writing.pieces(sorted(below | units.with_superiors(now.stirred))):
        with transaction.atomic():
            units.keep(ids, now)
    with transaction.atomic():
        hold_all()
        _strays(org, now)


def shares(org: Organisation, most: int) -> Iterable[list[int]]:
    """Units next to each other in the tree, with about so many people at once."""
    inside = begins("unit__path", org.path)
    counts = (
        Person.objects.alive().filter(inside).order_by("unit__path")
        .values_list("unit").annotate(n=Count("pk"))
    )  # fmt: skip
    some: list[int] = []
    size = 0
    for unit, n in list(counts):
        if some and size + n > most:
            yield some
            some, size = [], 0
        some.append(unit)
        size += n
    if some:
        yield some


def _strays(org: Organisation, now: keeping.Round) -> None:
    """People who no longer stand have no open findings and no verdict."""
    gone = ~Q(person__withdrawn_at=None) | ~Q(person__same_as=None)
    inside = begins("unit__path", org.path)
    left = Finding.objects.filter(gone, inside, closed_on=None).exclude(person=None)
    ids = list(left.values_list("pk", flat=True))
    if ids:
        now.add({"closed": len(ids)})
        writing.end(ids, run=now.pk, today=now.today)
    Verdict.objects.filter(gone, inside).delete()
