"""On the way through a cell's list: this person, this thing, what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.orgs.scope import found_or_absent
from dangvien.quality.models import Finding
from dangvien.quality.models.findings import FindingQuerySet
from dangvien.quality.queries import Told
from dangvien.worklists.people import Asked, asked


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is on the way through the list: this person, this thing, what comes after."""

    people: list[Asked]
    here: int  # index of the person in `people`
    thing: int  # index of the finding in the person's own

    @property
    def asked(self) -> Asked:
        """The person."""
        return self.people[self.here]

    @property
    def told(self) -> Told:
        """The thing."""
        return self.asked.found[self.thing]

    @property
    def next(self) -> str:
        """The address after this thing is done: the person's next one, or the next person."""
        rest = self.asked.found[self.thing + 1 :]
        return address(self.asked.uid, rest[0].uid) if rest else self.next_person

    @property
    def next_person(self) -> str:
        """The address of who comes after this person; the list when this is the only one."""
        others = self.people[self.here + 1 :] + self.people[: self.here]
        ready = [one for one in others if not one.missed]
        return address(ready[0].uid) if ready else self.list

    @property
    def list(self) -> str:
        """The list."""
        return reverse("worklist")

    @property
    def last_of_person(self) -> bool:
        """Whether this is the last thing of the person."""
        return self.thing == len(self.asked.found) - 1


def address(uid: UUID, finding: UUID | None = None) -> str:
    """The page of one person, of one thing."""
    at = reverse("fix", args=[uid])
    return f"{at}?viec={finding}" if finding else at


def worked_on(user: User, uid: UUID) -> Person:
    """A person about whom the user works on findings; 404 otherwise."""
    people = Person.objects.visible_to(user, "finding.work").select_related("unit")
    person: Person = found_or_absent(people, uid=uid)
    return person


def place_of(user: User, person: Person, finding: str) -> Place | None:
    """Where this person stands in the cell's list; None when nothing is left to ask of them."""
    people = asked(user, [person.unit])
    here = next((at for at, one in enumerate(people) if one.uid == person.uid), None)
    if here is None:
        return None
    own = people[here].found
    thing = next((at for at, one in enumerate(own) if str(one.uid) == finding), 0)
    return Place(people, here, thing)


def number(told: Any) -> int:
    """A version as it came in a form; −1 for anything else, which no record has."""
    text = str(told or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def thing_of(person: Person, told: str, *, over: bool = False) -> FindingQuerySet:
    """The finding of a person that a form names, also one that is `over`; nothing for anything else."""
    try:
        uid = UUID(told)
    except ValueError:
        return Finding.objects.none()
    rows = Finding.objects.filter(person=person, uid=uid)
    return rows if over else rows.alive()
