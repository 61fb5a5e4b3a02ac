"""Accepted changes join the list of what has to be typed into the national database."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from dangvien.accounts.models import User
from dangvien.core.schema import FIELDS
from dangvien.members import sealed
from dangvien.members.fields import SECTIONS
from dangvien.members.models import Change, Person
from dangvien.quality.models import Proposal, ReEntry

# A move is a procedure of its own over there; the day of a check is ours; optional sections too.
LEFT_OUT = frozenset({"org_name", "org_code", "verified_date", *SECTIONS})
_AT_ONCE = 500


def join(people: Iterable[int], *, officer: User | None = None) -> int:
    """Put the changes of these people on the list that are not on it; how many.

    A list's own values are no news to type; a check that changed nothing neither. A later change of a
    field stands for the earlier ones: one line a field, with the value that is still over there.
    """
    ids, made = sorted(set(people)), 0
    for start in range(0, len(ids), _AT_ONCE):
        made += _join(ids[start : start + _AT_ONCE], officer)
    return made


def typed_there(person: int, names: Iterable[str]) -> None:
    """A value that the national database itself showed us needs no typing there."""
    rows = ReEntry.objects.filter(
        person=person, state__in=ReEntry.PENDING, change__field__in=list(names)
    )
    rows.update(state=ReEntry.CONFIRMED)


def _join(ids: list[int], officer: User | None) -> int:
    fresh = [
        one for one in _by_people(ids)
        if one.field in FIELDS and one.field not in LEFT_OUT
    ]  # fmt: skip
    if not fresh:
        return 0
    people = Person.objects.in_bulk({one.person_id for one in fresh})
    names = _officers(fresh) if officer is None else {}
    pending = _pending(people)
    new: list[ReEntry] = []
    over: list[int] = []
    for change in fresh:
        person = people[change.person_id]
        before, after = values_of(person, change)
        if before == after:
            continue
        row = ReEntry(
            change=change, person=person, unit_id=person.unit_id, basis=change.source, first=change,
            officer=officer or names.get(change.actor),
        )  # fmt: skip
        key = (person.pk, change.field)
        if (earlier := pending.get(key)) is not None:
            _replace(earlier, row, person, after)
            over += [earlier.pk] if earlier.pk else []
        new.append(row)
        pending[key] = row
    ReEntry.objects.bulk_create(new)
    ReEntry.objects.filter(pk__in=over).update(state=ReEntry.REPLACED)
    return len(new)


def _by_people(ids: list[int]) -> QuerySet[Change]:
    """Changes that are not on the list; those of imports are nobody's to type."""
    ours = Proposal.objects.exclude(bulk=None).values("bulk")
    mine = Q(batch=None) | Q(batch__in=ours) | Q(undoes__in=ours)
    return Change.objects.filter(mine, person__in=ids, re_entry=None).order_by("pk")


def _pending(people: Iterable[int]) -> dict[tuple[int, str], ReEntry]:
    rows = ReEntry.objects.filter(person__in=list(people), state__in=ReEntry.PENDING)
    return {
        (one.person_id, one.change.field): one
        for one in rows.select_related("change", "first").order_by("pk")
    }


def values_of(person: Person, change: Change) -> tuple[str, str]:
    """Before and after of a change, numbers opened."""
    before, after = (
        sealed.changed_value(person.uid, change.field, text)
        for text in (change.before, change.after)
    )
    return before, after


def _replace(earlier: ReEntry, row: ReEntry, person: Person, after: str) -> None:
    """The later change stands for the earlier one; back to what is over there: nothing to type."""
    if earlier.state in ReEntry.DUE:
        row.first = earlier.first or earlier.change
        if values_of(person, row.first)[0] == after:
            row.state = ReEntry.REPLACED
    earlier.state = ReEntry.REPLACED


def _officers(changes: list[Change]) -> dict[str, User]:
    """The users whom the histories name: "Hà Thị Mai (mai)" → Mai."""
    told = {
        one.actor: one.actor.rpartition("(")[2].removesuffix(")")
        for one in changes if one.actor.endswith(")")
    }  # fmt: skip
    users = {u.username: u for u in User.objects.filter(username__in=set(told.values()))}
    return {actor: users[name] for actor, name in told.items() if name in users}
