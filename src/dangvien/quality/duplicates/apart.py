"""Remembered: two people who are not one. Asked again only when what identifies one of them changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from dangvien.members import sealed
from dangvien.members.fields import IDENTITY
from dangvien.members.models import Change, Person
from dangvien.quality.models import Pair

_AT_ONCE = 2000


def changed_since(pairs: Collection[Pair]) -> dict[int, list[str]]:
    """Pair → what identifies one of its people and changed since it was judged: "first:birth_date"."""
    judged: dict[int, list[tuple[Pair, str, int]]] = defaultdict(list)
    for pair in pairs:
        versions = pair.versions or [0, 0]
        judged[pair.first_id].append((pair, "first", versions[0]))
        judged[pair.second_id].append((pair, "second", versions[1]))
    found: dict[int, list[str]] = defaultdict(list)
    for change in _changes(list(judged)):
        for pair, side, version in judged[change.person_id]:
            told = f"{side}:{change.field}"
            if change.version > version and told not in found[pair.pk] and _differs(change):
                found[pair.pk].append(told)
    return {pk: told for pk, told in found.items() if told}


def known_apart(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Pairs of people of whom a record merged into one was judged not to be the other."""
    pairs = list(pairs)
    into = _merged_into({pk for pair in pairs for pk in pair})
    if not into:
        return set()
    own: dict[int, set[int]] = defaultdict(set)
    for loser, survivor in into.items():
        own[survivor].add(loser)
    ids = set(into) | set(into.values()) | {pk for pair in pairs for pk in pair}
    told = Pair.objects.filter(state=Pair.DIFFERENT, first__in=ids, second__in=ids)
    apart = {frozenset(pair) for pair in told.values_list("first", "second")}
    return {
        (one, other) for one, other in pairs
        if any(
            frozenset((mine, theirs)) in apart
            for mine in (one, *own[one]) for theirs in (other, *own[other])
        )
    }  # fmt: skip


def _merged_into(people: set[int]) -> dict[int, int]:
    """Merged record → the one of these people that stands for it."""
    found: dict[int, int] = {}
    asked = {pk: pk for pk in people}
    while asked:
        below = Person.objects.filter(same_as__in=list(asked)).values_list("pk", "same_as")
        fresh = {loser: asked[into] for loser, into in below if into is not None}
        asked = {loser: top for loser, top in fresh.items() if loser not in found}
        found |= asked
    return found


def _changes(people: list[int]) -> Iterable[Change]:
    for start in range(0, len(people), _AT_ONCE):
        some = Change.objects.filter(
            person__in=people[start : start + _AT_ONCE], field__in=IDENTITY
        ).select_related("person")
        yield from some.order_by("pk")


def _differs(change: Change) -> bool:
    """Whether a value changed: a field that was only compared with its paper did not."""
    if not change.sealed:
        return change.before != change.after
    uid, field = change.person.uid, change.field
    before, after = (
        sealed.changed_value(uid, field, value) for value in (change.before, change.after)
    )
    return before != after
