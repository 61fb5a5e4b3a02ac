"""What the register knows beside a record: who else holds its numbers, the state of its unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef

from dangvien import clock
from dangvien.core.cells import Vote, read_cell
from dangvien.core.identity import citizen_parts
from dangvien.core.schema import FIELDS, PRESENT, STATUSES
from dangvien.members import keys
from dangvien.members.models import Identifier, Person, PersonQuerySet
from dangvien.orgs.models import Organisation

_FACTS = {"citizen_id": "same_citizen_id", "card_number": "same_card", "phone": "same_phone"}
# As on frames (core.facts.sharing): who has left, or is lawfully on two lists, counts for nobody.
NOT_COUNTED = (*(status for status in STATUSES if status not in PRESENT), "in_transit")


def holders(kind: str, number: str) -> PersonQuerySet:
    """Everybody who holds this number today, whoever asks: for actions, never for pages."""
    if kind == "file_number":
        return Person.objects.alive().filter(file_number=number)
    held = Identifier.objects.filter(blind=keys.blind(kind, number), kind=kind, until=None)
    return Person.objects.alive().filter(pk__in=held.values("person"))


def shares(person: Person, numbers: dict[str, str]) -> dict[str, Any]:
    """The fact columns of one record as indexed counts over people present; two or three queries."""
    return _shared(person, numbers) | _unit(person.unit)


def _shared(person: Person, numbers: dict[str, str]) -> dict[str, int]:
    facts = dict.fromkeys([*_FACTS.values(), "same_file_number"], 0)
    if person.status in NOT_COUNTED:
        return facts
    counted = Person.objects.alive().exclude(status__in=NOT_COUNTED).exclude(pk=person.pk)
    sound = {kind: numbers[kind] for kind in _FACTS if _sound(kind, numbers.get(kind))}
    if sound:
        found = (
            Identifier.objects.filter(
                Exists(counted.filter(pk=OuterRef("person"))),
                blind__in=[keys.blind(kind, number) for kind, number in sound.items()], until=None,
            ).values_list("kind").annotate(n=Count("pk")).order_by()
        )  # fmt: skip
        facts |= {_FACTS[kind]: n for kind, n in found if kind in _FACTS}
    if _sound("file_number", person.file_number):
        facts["same_file_number"] = counted.filter(file_number=person.file_number).count()
    return facts


def _sound(kind: str, number: str | None) -> bool:
    """Whether a number is what it should be; a filler shared by a hundred people is no finding."""
    if not number:
        return False
    today = clock.today()
    if read_cell(FIELDS[kind], number, Vote(), today).fault:
        return False
    if kind != "citizen_id":
        return True
    parts = citizen_parts(number)
    return parts is not None and parts.birth_year <= today.year


def _unit(unit: Organisation) -> dict[str, Any]:
    # A Party group is no level of the tree: people stay in the cell above it.
    open_below = unit.children.filter(closed_on=None).exclude(form="to_dang").exists()
    closed = unit.closed_on is not None and unit.closed_on <= clock.today()
    return {
        "unit_state": "closed" if closed else "active", "unit_is_leaf": not open_below,
        "unit_match": "code",
    }  # fmt: skip
