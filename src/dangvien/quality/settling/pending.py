"""Whom the notes of `members` and `orgs` concern: the touched, and holders of their keys old and new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Max, Q

from dangvien import clock
from dangvien.core.cells import Vote, read_cell
from dangvien.core.schema import FIELDS
from dangvien.members import sealed
from dangvien.members.keys import ALONE
from dangvien.members.models import Identifier, Person, Touched
from dangvien.orgs.models import Organisation
from dangvien.orgs.models import Touched as TouchedOrg
from dangvien.quality.examining.facts import LIKE
from dangvien.quality.models import Pair

_FACTS = ("citizen_id", "card_number", "phone")
_CROWD = 24  # more holders than this: is the number one at all?


@dataclass
class Pending:
    """Some notes: their rows, the people touched, their keys old and new, units and old places."""

    notes: list[int] = field(default_factory=list)
    people: set[int] = field(default_factory=set)
    loud: set[int] = field(default_factory=set)  # of them those who may concern somebody else
    blinds: set[bytes] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    renamed: set[int] = field(default_factory=set)  # name or birth date is another now
    org_notes: list[int] = field(default_factory=list)
    orgs: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __bool__(self) -> bool:
        return bool(self.notes or self.org_notes)

    def done(self) -> None:
        """Take the notes away; what was touched meanwhile left notes of its own."""
        Touched.objects.filter(pk__in=self.notes).delete()
        TouchedOrg.objects.filter(pk__in=self.org_notes).delete()


class Mark(NamedTuple):
    """The last notes that there were at some moment: about people, about organisations."""

    people: int
    orgs: int


def mark() -> Mark:
    """This moment; what an action notes from now on comes after it."""
    return Mark(
        *(model.objects.aggregate(n=Max("pk"))["n"] or 0 for model in (Touched, TouchedOrg))
    )


def take(most: int, since: Mark | None = None) -> Pending:
    """Some notes that nobody else is at, held until the transaction ends; two queries."""
    told, after = Pending(), since or Mark(0, 0)
    rows = Touched.objects.select_for_update(skip_locked=True)
    rows = rows.filter(pk__gt=after.people).order_by("pk")[:most]
    for pk, person, keys in rows.values_list("pk", "person", "keys"):
        told.notes.append(pk)
        told.people.add(person)
        if keys != [ALONE]:
            told.loud.add(person)
        _keys(told, person, keys)
    units = TouchedOrg.objects.select_for_update(skip_locked=True)
    units = units.filter(pk__gt=after.orgs).order_by("pk")[:most]
    for pk, org, keys in units.values_list("pk", "org", "keys"):
        told.org_notes.append(pk)
        told.orgs[org].update(keys)
    return told


def _keys(told: Pending, person: int, keys: list[str]) -> None:
    if not keys:  # whoever noted it knew no keys: those of today
        held = Identifier.objects.filter(person=person, until=None, kind__in=_FACTS)
        told.blinds.update(map(bytes, held.values_list("blind", flat=True)))
        told.files.update(Person.objects.filter(pk=person).values_list("file_number", flat=True))
    alike = 0
    for key in keys:
        kind, _, value = key.partition(":")
        alike += kind == "alike"
        if kind in _FACTS:
            told.blinds.add(bytes.fromhex(value))
        elif kind == "file_number":
            told.files.add(bytes.fromhex(value).decode())
    told.files.discard("")
    if alike > 1:
        told.renamed.add(person)


def around(told: Pending) -> set[int]:
    """Everybody to look at again: touched, holders of their keys, holders of those holders' numbers.

    The last because a temporary stay (V30) is seen by the citizen id first and by the card only where
    that is nobody else's.
    """
    holders = _holders(told.blinds)
    if told.files:
        files = Person.objects.filter(file_number__in=told.files)
        holders |= set(files.values_list("pk", flat=True))
    if beside := holders - told.people:
        held = Identifier.objects.filter(until=None, kind__in=("citizen_id", "card_number"))
        theirs = held.filter(person__in=beside).values_list("blind", flat=True)
        holders |= _holders(set(map(bytes, theirs)) - told.blinds)
    return told.people | holders | _of_units(told.orgs)


def likes(people: Iterable[int]) -> set[int]:
    """People whose record is like one of these: a pair may have begun or ended."""
    ids = list(people)
    pairs = Pair.objects.filter(Q(first__in=ids) | Q(second__in=ids), state__in=LIKE, ended_on=None)
    return {pk for pair in pairs.values_list("first", "second") for pk in pair}


def _holders(blinds: set[bytes]) -> set[int]:
    held = Identifier.objects.filter(blind__in=list(blinds), until=None)
    rows = [(pk, bytes(blind)) for pk, blind in held.values_list("person", "blind")]
    often = Counter(blind for _, blind in rows)
    idle = {blind for blind, n in often.items() if n > _CROWD and not _sound(blind)}
    return {pk for pk, blind in rows if blind not in idle}


def _sound(blind: bytes) -> bool:
    """Whether a number of a crowd is a number at all; a filler makes no fact for anybody."""
    row = Identifier.objects.filter(blind=blind, until=None).select_related("person").first()
    if row is None:
        return False
    number = sealed.opened(row.sealed, row.person.uid, row.kind)
    return not read_cell(FIELDS[row.kind], number, Vote(), clock.today()).fault


def _of_units(orgs: dict[int, set[str]]) -> set[int]:
    """People who stand in a unit that is another now, or under which something began or ended."""
    asked = {pk for pk, keys in orgs.items() if "people" in keys}
    if not asked:
        return set()
    above = Organisation.objects.filter(pk__in=asked).exclude(parent=None)
    units = asked | set(above.values_list("parent", flat=True)) | parents_before(orgs)
    people = Person.objects.alive().filter(unit__in=units)
    return set(people.values_list("pk", flat=True))


def parents_before(orgs: dict[int, set[str]]) -> set[int]:
    """The superiors that touched organisations had before."""
    keys = (key for told in orgs.values() for key in told if key.startswith("parent:"))
    return {int(key.partition(":")[2]) for key in keys}
