"""Who is still to be asked in one cell, and what; those who block first, then those nice to ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.core.schema import PRESENT
from dangvien.members.models import Person
from dangvien.members.projection import first_day
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Finding, Waiver
from dangvien.quality.models.findings import FindingQuerySet
from dangvien.quality.queries import Told, told
from dangvien.worklists.models import Missed
from dangvien.worklists.people.words import given_name, place, tasks

ASKED = "EW"  # notes are for officers: nobody is visited for one


@dataclass(frozen=True, slots=True)
class Asked:
    """One person to ask: who, where, what; `missed`: nobody was at home today."""

    pk: int
    uid: UUID
    unit: int
    name: str
    about: str
    place: str
    sort_key: str
    active: bool
    found: tuple[Told, ...]
    started: bool = False
    missed: bool = False

    @property
    def blocking(self) -> bool:
        """Whether something of this person keeps the record from being synchronised."""
        return any(one.severity == "E" for one in self.found)

    @property
    def given(self) -> str:
        """What the person is called."""
        return given_name(self.name)

    @property
    def task(self) -> str:
        """What to ask, as one sentence."""
        return tasks(self.found)


def to_find_out(user: User, units: Iterable[Organisation]) -> FindingQuerySet:
    """What these cells themselves have to find out about their people."""
    here = units if isinstance(units, QuerySet) else list(units)
    return Finding.objects.visible_to(user, "finding.work").alive().filter(
        unit__in=here, severity__in=list(ASKED), holder="cell",
        state__in=(Finding.OPEN, Finding.WORKING), person__withdrawn_at=None, person__same_as=None,
        person__status__in=PRESENT,
    ).exclude(waivers__state=Waiver.ASKED)  # fmt: skip


def count(user: User, units: Iterable[Organisation], most: int) -> int:
    """How many people there are to ask; more than `most` are not counted further."""
    people = to_find_out(user, units).order_by().values("person").distinct()
    return people[: most + 1].count()


def asked(user: User, units: Iterable[Organisation]) -> list[Asked]:
    """Everybody to ask in these cells, in the order in which to go; at most six queries."""
    rows = list(to_find_out(user, units).select_related("person").order_by("pk"))
    said = {one.uid: one for one in told(rows)}
    people: dict[int, list[Finding]] = defaultdict(list)
    for row in rows:
        if row.uid in said:  # a section that is switched off has no words
            people[row.person_id or 0].append(row)
    missed = set(
        Missed.objects.filter(person__in=list(people), on=clock.today()).values_list(
            "person", flat=True
        )
    )
    found = [
        _asked(own, [said[row.uid] for row in own], pk in missed) for pk, own in people.items()
    ]
    return ordered(found)


def ordered(people: Iterable[Asked]) -> list[Asked]:
    """Who blocks first; in each part those not met today last, else as Vietnamese names are sorted."""
    return sorted(people, key=lambda one: (not one.blocking, one.missed, one.sort_key, one.pk))


def _asked(rows: Sequence[Finding], found: list[Told], missed: bool) -> Asked:
    person = rows[0].person
    assert person is not None  # noqa: S101 - the query asks for findings of people
    found.sort(key=lambda one: "EWN".index(one.severity))
    return Asked(
        person.pk, person.uid, rows[0].unit_id, person.full_name or "Chưa có tên", about(person),
        place(person.permanent_address), person.sort_key, person.status == "active", tuple(found),
        any(row.state == Finding.WORKING for row in rows), missed,
    )  # fmt: skip


def about(person: Person) -> str:
    """Age and place: "67 tuổi, cạnh nhà văn hóa bản"; also "dự bị" and who is exempt."""
    years = age(person.birth_date)
    words = (
        f"{years} tuổi" if years is not None else "",
        "dự bị" if person.member_type == "probationary" else "",
        "miễn sinh hoạt" if person.status == "exempt" else "",
        place(person.permanent_address),
    )
    return ", ".join(word for word in words if word)


def age(birth_date: str) -> int | None:
    """Years of age today; of a partly known date as it would be on its first day."""
    born = first_day(birth_date)
    if born is None:
        return None
    today = clock.today()
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years if 0 <= years < 130 else None
