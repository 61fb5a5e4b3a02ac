"""One short transaction: some notes, whom they concern, what differs. Whatever dies, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from dangvien.members.keys import ALONE
from dangvien.members.models import Person
from dangvien.members.models import Touched as TouchedPerson
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins
from dangvien.quality import examining
from dangvien.quality.book import choices
from dangvien.quality.examining import reading
from dangvien.quality.settling import after, after_units, keeping, pending, units
from dangvien.quality.settling.holding import hold
from dangvien.quality.settling.pairs import pair_again
from dangvien.quality.settling.pending import Mark, Pending


def step(most: int, since: Mark | None = None) -> tuple[int, bool]:
    """Settle some notes; how many they were, and whether there may be more."""
    with transaction.atomic():
        told = pending.take(most, since)
        if not told:
            return 0, False
        now = keeping.Round(choices())
        _people(told, now)
        units.keep(units.concerned(told, now.stirred), now)
        left = bool(now.settings) and _under_other_settings(told, now)
        now.end()
        for look in after if told.people else ():
            look(sorted(told.people))
        for look_at in after_units if told.orgs else ():
            look_at(sorted(told.orgs), _former(told))
        told.done()
        full = most in (len(told.notes), len(told.org_notes))
        return len(told.notes) + len(told.org_notes), left or full


def _former(told: Pending) -> list[str]:
    """Where the organisations hung before."""
    return [key[5:] for keys in told.orgs.values() for key in keys if key.startswith("path:")]


def _people(told: Pending, now: keeping.Round) -> None:
    """Look at the people again; `now.stirred`: the units in which somebody counts otherwise."""
    asked = pending.around(told) | pair_again(told.loud)
    if not asked:
        return
    hold(asked)
    keep(asked, now)
    if told.renamed:
        people = Person.objects.filter(pk__in=told.renamed)
        now.stirred.update(people.values_list("unit", flat=True))


def keep(asked: Iterable[int], now: keeping.Round) -> None:
    """Ask the rule book about these people and write what differs, inside the caller's transaction."""
    ids = sorted(asked)
    people = Person.objects.alive().filter(pk__in=ids)
    found = examining.examine(people, few=len(ids) <= reading.FEW, settings=now.settings)
    keeping.keep(ids, found, now)


def _under_other_settings(told: Pending, now: keeping.Round) -> bool:
    """What moved may stand under other settings now: its people are noted, to be looked at next."""
    left = False
    for pk, keys in told.orgs.items():
        old = next((key[5:] for key in keys if key.startswith("path:")), None)
        org = Organisation.objects.filter(pk=pk).first()
        if old is None or org is None or org.path == old:
            continue
        rules = now.settings.by_rule
        if all(now.settings.at(rule, old) == now.settings.at(rule, org.path) for rule in rules):
            continue
        below = Person.objects.alive().filter(begins("unit__path", org.path))
        TouchedPerson.objects.bulk_create(
            (
                TouchedPerson(person_id=one, keys=[ALONE])
                for one in below.values_list("pk", flat=True)
            ),
            batch_size=2000,
        )
        left = True
    return left
