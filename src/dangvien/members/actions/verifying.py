"""A number checked against its paper belongs to one person: the second claim is refused and flagged.

Claimed twice is stored and found (V09). Two who check the same number at once meet the unique index.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction

from dangvien.accounts.models import User
from dangvien.members import keys
from dangvien.members.actions.desk import Desk
from dangvien.members.fields import IDENTIFIERS, label
from dangvien.members.models import Identifier, Person, PersonQuerySet, Touched
from dangvien.members.refusals import AlreadyVerified


def write(desk: Desk, person: Person, checked: Collection[str], source: str) -> list[str] | bool:
    """Write the desk with these fields marked as checked.

    Returns whether anything changed, or the numbers that were checked for somebody else: then
    nothing is written but that both records must be looked at.
    """
    numbers = [name for name in checked if name in IDENTIFIERS and name != "phone"]
    clash = [name for name in numbers if holders(person, name, desk.value(person, name)).exists()]
    if not clash:
        for name in checked:
            desk.check(person, name, source=source)
        try:
            with transaction.atomic():
                return bool(desk.write())
        except IntegrityError:
            clash = numbers
    told = [f"{name}:{keys.blind(name, desk.value(person, name)).hex()}" for name in clash]
    Touched.objects.create(person=person, keys=told)
    return clash


def holders(person: Person, kind: str, number: str) -> PersonQuerySet:
    """Others for whom this number was checked."""
    held = Identifier.objects.filter(
        kind=kind, blind=keys.blind(kind, number), until=None, state=Identifier.VERIFIED
    )
    return Person.objects.alive().filter(pk__in=held.values("person")).exclude(pk=person.pk)


def refusal(actor: User, people: dict[str, PersonQuerySet]) -> AlreadyVerified:
    """The refusal in words; of a record outside the actor's units it says no more than that."""
    problems = {}
    for name, others in people.items():
        seen = others.filter(pk__in=Person.objects.visible_to(actor, "member.read")).first()
        whose = f"của đồng chí {seen.full_name}" if seen else "ở đơn vị khác"
        problems[name] = (
            f"{label(name)} này đã được đối chiếu cho một hồ sơ {whose}. "
            "Hai hồ sơ cần xem cùng nhau trước khi ghi."
        )
    return AlreadyVerified(problems)
