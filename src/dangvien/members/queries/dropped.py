"""Numbers that a merge dropped: they lead to the record that stands, as long as the merge does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from dangvien.members import sealed
from dangvien.members.actions.merging import SAME_AS, TOOK_OVER
from dangvien.members.keys import blind
from dangvien.members.models import Change, Identifier, Person

Number = tuple[str, bytes]  # kind, keyed index


@dataclass(frozen=True, slots=True)
class Dropped:
    """A number out of use, who held it, and the record that stands for that person now."""

    kind: str
    blind: bytes
    held_by: Person
    stands: Person


def dropped(kinds: Collection[str], blinds: Collection[bytes]) -> list[Dropped]:
    """Those of these numbers that a merge which stands has put out of use; a few queries.

    A number that somebody corrected before leads nowhere: it was never the person's.
    """
    rows = Identifier.objects.filter(kind__in=kinds, blind__in=list(blinds)).exclude(until=None)
    asked: dict[int, set[Number]] = defaultdict(set)
    for person, kind, index in rows.values_list("person_id", "kind", "blind"):
        asked[person].add((kind, bytes(index)))
    if not asked:
        return []
    by_merge = _by_merge(asked, kinds)
    holders = {pk: one for pk, one in _people(by_merge).items() if one.withdrawn_at is None}
    tops = _tops(holders.values())
    return [
        Dropped(kind, index, holders[pk], tops[pk])
        for pk, numbers in sorted(by_merge.items()) if pk in tops
        for kind, index in sorted(numbers)
    ]  # fmt: skip


def _by_merge(asked: dict[int, set[Number]], kinds: Collection[str]) -> dict[int, set[Number]]:
    """Person → the asked numbers that a standing merge ended, by the lines of their history."""
    lines = Change.objects.filter(person__in=list(asked), field__in=(SAME_AS, TOOK_OVER, *kinds))
    deeds: dict[int, set[UUID]] = defaultdict(set)
    ended: list[tuple[int, UUID, Number]] = []
    told = lines.order_by("pk").values_list(
        "person_id", "person__uid", "field", "before", "batch", "undoes"
    )
    for person, uid, name, before, deed, undoes in told:
        if name in (SAME_AS, TOOK_OVER):
            if undoes is None and deed is not None:
                deeds[person].add(deed)
            deeds[person].discard(undoes)
        elif before and deed is not None and undoes is None:
            number = sealed.changed_value(uid, name, before)
            ended.append((person, deed, (name, blind(name, number))))
    found: dict[int, set[Number]] = defaultdict(set)
    for person, deed, number_of in ended:
        if deed in deeds[person] and number_of in asked[person]:
            found[person].add(number_of)
    return found


def _tops(holders: Iterable[Person]) -> dict[int, Person]:
    """Holder → the record at the end of its merges, with its unit."""
    found = {one.pk: one for one in holders}
    for _ in range(len(found) + 50):  # a chain, never a circle
        above = {pk: one.same_as_id for pk, one in found.items() if one.same_as_id is not None}
        if not above:
            break
        next_ = _people(set(above.values()))
        found |= {pk: next_[into] for pk, into in above.items()}
    return {
        pk: one for pk, one in found.items() if one.withdrawn_at is None and one.same_as_id is None
    }  # fmt: skip


def _people(ids: Iterable[int]) -> dict[int, Person]:
    return {one.pk: one for one in Person.objects.filter(pk__in=list(ids)).select_related("unit")}
