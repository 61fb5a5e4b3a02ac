"""Where a change of people is prepared and written in one go: values, events, history, touched keys.

Only actions use it, inside their transaction: `lock` the people, `put` values and `happen` events,
then `write`. Set-wise: the number of statements does not grow with the number of people.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from dangvien import clock
from dangvien.members import keys, sealed
from dangvien.members.actions import projecting
from dangvien.members.fields import IDENTIFIERS, PLAIN, SECTIONS
from dangvien.members.models import Change, Event, Identifier, Person, Touched
from dangvien.orgs.models import Organisation

EVENT = "Sự kiện"


def lock(ids: Iterable[int]) -> dict[int, Person]:
    """The people as they are now, held until the transaction ends; in one order, against deadlock.

    Their units come by a second question: PostgreSQL drops a row from a join when the row waited for
    has changed its unit meanwhile.
    """
    rows = Person.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk")
    return {person.pk: person for person in with_units(rows)}


def with_units(people: Iterable[Person]) -> list[Person]:
    """The people with their units at hand."""
    found = list(people)
    units = Organisation.objects.in_bulk({person.unit_id for person in found})
    for person in found:
        person.unit = units[person.unit_id]
    return found


def name_of(actor: Any) -> str:
    """The name by which a source says who looked."""
    return str(getattr(actor, "full_name", "") or actor)


class Desk:
    """The prepared changes of some locked people."""

    def __init__(self, *, actor: Any, people: Iterable[Person], batch: UUID | None = None) -> None:
        self.actor, self.batch, self.today = actor, batch, clock.today()
        self.people = {person.pk: person for person in people}
        self.numbers = sealed.numbers_of(self.people.values())
        self.changes: list[Change] = []
        self.events: list[Event] = []
        self.undoes: dict[int, UUID] = {}  # person → the batch that is being taken back
        self.marks: dict[tuple[int, str], dict[str, str] | None] = {}  # marks to give back
        self._checked: list[Identifier] = []
        self._keys: dict[int, list[str]] = {}
        self._ended: list[Identifier] = []
        self._begun: list[Identifier] = []

    def value(self, person: Person, name: str) -> str:
        """What is stored in a field now, identifiers opened."""
        if name in IDENTIFIERS:
            row = self.numbers.get(person.pk, {}).get(name)
            return sealed.opened(row.sealed, person.uid, name) if row else ""
        if name in SECTIONS:
            return str(person.sections.get(name) or "")
        if name == "org_name":
            return person.unit.name
        return str(getattr(person, name))

    def put(self, person: Person, name: str, value: str, *, source: str) -> bool:
        """Prepare a field's new value; False when it holds that already."""
        if name not in PLAIN and name not in SECTIONS and name not in IDENTIFIERS:
            raise KeyError(name)
        before = self.value(person, name)
        if before == value:
            return False
        self._look_before(person)
        if name in IDENTIFIERS:
            self._number(person, name, value, source)
        elif name in SECTIONS:
            person.sections = {**person.sections, name: value}
        else:
            setattr(person, name, value)
            if name == "full_name":
                for key, text in keys.of_name(value).items():
                    setattr(person, key, text)
        self.note(person, name, before, value, source)
        self.mark(person, name, source=source)
        return True

    def put_back(self, person: Person, name: str, value: str, mark: dict[str, str] | None) -> None:
        """Prepare a value as it was, with the mark that it had; a checked number is checked again."""
        source = (mark or {}).get("s", "")
        if self.put(person, name, value, source=source):
            self._mark_again(person, name, mark)

    def check(self, person: Person, name: str, *, source: str) -> None:
        """Prepare that a field was compared with a source; a number is then verified."""
        if not any(c.field == name and c.person_id == person.pk for c in self.changes):
            value = self.value(person, name)
            self.note(person, name, value, value, source)
        self.mark(person, name, source=source, verified=True)
        row = self.numbers.get(person.pk, {}).get(name)
        if row is not None:
            row.state = Identifier.VERIFIED
            self._checked.append(row)

    def note(self, person: Person, name: str, before: str, after: str, source: str) -> None:
        """Prepare a line of history."""
        self._look_before(person)
        self.changes.append(
            Change(
                person=person, field=name, source=source[:200], batch=self.batch,
                mark=person.sources.get(name), undoes=self.undoes.get(person.pk),
                before=sealed.change_value(person.uid, name, before), sealed=name in IDENTIFIERS,
                after=sealed.change_value(person.uid, name, after), actor=str(self.actor)[:160],
                version=person.version + 1,
            )
        )  # fmt: skip

    def mark(self, person: Person, name: str, *, source: str = "", verified: bool = False) -> None:
        """Prepare where a field's value comes from, and who checked it when."""
        told: dict[str, str] = {} if source else dict(source_of(person, name))
        if source:
            told["s"] = source[:200]
        if self.batch:
            told["b"] = str(self.batch)
        if verified:
            told |= {"v": self.today.isoformat(), "w": name_of(self.actor)}
        person.sources = {**person.sources, name: told}
        self._look_before(person)

    def happen(self, person: Person, kind: str, **told: Any) -> Event:
        """Prepare an event; `write` projects it."""
        self._look_before(person)
        event = Event(
            person=person, kind=kind, batch=self.batch, actor=str(self.actor)[:160], **told
        )
        self.events.append(event)
        return event

    def end_numbers(self, person: Person) -> None:
        """Prepare the end of all numbers in use; their sealed rows stay as history."""
        self._look_before(person)
        self._ended += self.numbers.pop(person.pk, {}).values()

    def write(self) -> list[Person]:
        """Write everything prepared; people whose record changed, their version one higher."""
        # Two rows in use of one kind are refused: the old ones end before the new ones begin.
        if self._ended:
            ended = Identifier.objects.filter(pk__in=[row.pk for row in self._ended])
            ended.update(until=self.today)
        Identifier.objects.bulk_create(self._begun)
        if checked := [row.pk for row in self._checked]:
            Identifier.objects.filter(pk__in=checked).update(state=Identifier.VERIFIED)
        Event.objects.bulk_create(self.events)
        said = {event.person_id: event.decision for event in self.events}
        for person, name, before, after in projecting.project_again(self._with_events()):
            self.note(person, name, before, after, said[person.pk])
            if (person.pk, name) in self.marks:
                self._mark_again(person, name, self.marks[person.pk, name])
            else:
                self.mark(person, name, source=said[person.pk] or EVENT)
        changed = [self.people[pk] for pk in sorted(self._keys)]
        for person in changed:
            person.version += 1
        Person.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
        )
        Change.objects.bulk_create(self.changes)
        quiet = self._quiet()
        Touched.objects.bulk_create(
            Touched(
                person=one,
                keys=[keys.ALONE] if one.pk in quiet
                else keys.both(self._keys[one.pk], self._now(one)),
            )
            for one in changed
        )  # fmt: skip
        return changed

    def _quiet(self) -> set[int]:
        """People of whom only such fields changed as say nothing of anybody else."""
        told = {change.person_id for change in self.changes}
        loud = {one.person_id for one in self.changes if one.field in keys.COMPARED}
        return told - loud - {event.person_id for event in self.events}

    @staticmethod
    def _mark_again(person: Person, name: str, mark: dict[str, str] | None) -> None:
        rest = {key: told for key, told in person.sources.items() if key != name}
        person.sources = {**rest, name: mark} if mark else rest

    def _with_events(self) -> list[Person]:
        ids = {event.person_id for event in self.events}
        return [person for pk, person in self.people.items() if pk in ids]

    def _look_before(self, person: Person) -> None:
        if person.pk not in self._keys:
            self._keys[person.pk] = self._now(person)

    def _now(self, person: Person) -> list[str]:
        """Keys of the record as it stands on the desk."""
        rows = self.numbers.get(person.pk, {}).values()
        plain = {
            name: str(getattr(person, name)) for name in ("full_name", "birth_date", "file_number")
        }
        return [f"{row.kind}:{bytes(row.blind).hex()}" for row in rows] + keys.touched(plain)

    def _number(self, person: Person, kind: str, value: str, source: str) -> None:
        held = self.numbers.setdefault(person.pk, {})
        if old := held.pop(kind, None):
            if old.pk is None:
                self._begun.remove(old)
            else:
                self._ended.append(old)
        if value:
            held[kind] = sealed.identifier(person, kind, value, source=source, since=self.today)
            self._begun.append(held[kind])


# What `write` may change of a stored person: never the uid, never the merge.
WRITTEN = [
    *PLAIN, "search_key", "sort_key", "name_key", "sections", "unit", *projecting.COLUMNS,
    "sources", "version", "withdrawn_at", "changed_at",
]  # fmt: skip


def source_of(person: Person, name: str) -> dict[str, str]:
    """Where a field's value comes from: its own mark, or that of the whole record."""
    found: dict[str, str] = person.sources.get(name) or person.sources.get("*") or {}
    return found
