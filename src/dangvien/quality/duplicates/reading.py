"""Opening a pair, which is reading two records: it is logged for both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.look.numbers import day
from dangvien.members import sealed
from dangvien.members.models import Event, Identifier, Person
from dangvien.orgs.models import Officer
from dangvien.orgs.scope import begins, found_or_absent, may
from dangvien.quality.duplicates import queries
from dangvien.quality.duplicates.comparing import Numbers, Row, compare
from dangvien.quality.duplicates.reasons import Known, Told, reasons
from dangvien.quality.models import Pair

_COUNTED = 21  # namesakes; more are "nhiều"


@dataclass(frozen=True, slots=True)
class Opened:
    """A pair as one page may show it."""

    pair: Pair
    numbers: tuple[Numbers, Numbers]
    clear: bool
    rows: dict[str, Row]


@transaction.atomic
def open_pair(*, actor: User, uid: UUID) -> Opened:
    """A pair visible to the actor with the fields of both, the reading logged; 404 otherwise.

    Digits in which two numbers differ are shown to those who may reveal numbers, and the log says so.
    """
    rows = queries.pairs(actor).select_related("org", "first__unit", "second__unit")
    pair: Pair = found_or_absent(rows, uid=uid)
    first, second = pair.first, pair.second
    numbers = _numbers((first, second))
    clear = all(may(actor, "member.reveal", one.unit) for one in (first, second))
    record(
        actor=actor, action="duplicate.read", org=pair.org, subject=f"pair:{pair.uid}",
        people=[first.uid, second.uid], data={"numbers": "differing" if clear else "masked"},
    )  # fmt: skip
    return Opened(pair, numbers, clear, compare(first, second, numbers, clear=clear))


def explained(opened: Opened, like: Iterable[int] = ()) -> Told:
    """The reasons of an opened pair in words; three questions. `like`: others they may be."""
    pair = opened.pair
    number, born = _namesakes(pair, like)
    known = Known(
        opened.numbers, _checked(pair), _moved(pair), number, born, pair.org.name
    )  # fmt: skip
    return reasons(pair, known, clear=opened.clear)


def secretaries(pair: Pair) -> list[str]:
    """Whom a question about the two people goes to: names of secretaries, else of cells."""
    units = {one.unit_id: one.unit.name for one in (pair.first, pair.second)}
    held = dict(
        Officer.objects.filter(org__in=list(units), position="secretary", until=None)
        .order_by("pk").values_list("org", "name")
    )  # fmt: skip
    return [f"bí thư {held[pk]}" if pk in held else name for pk, name in units.items()]


def _numbers(people: Sequence[Person]) -> tuple[Numbers, Numbers]:
    held = sealed.numbers_of(people)
    first, second = (
        {
            kind: sealed.opened(row.sealed, one.uid, kind)
            for kind, row in held.get(one.pk, {}).items()
        }
        for one in people
    )
    return first, second


def _checked(pair: Pair) -> bool:
    rows = Identifier.objects.filter(
        person__in=(pair.first_id, pair.second_id), kind="citizen_id", until=None,
        state=Identifier.VERIFIED,
    )  # fmt: skip
    return rows.count() == len((pair.first_id, pair.second_id))


def _moved(pair: Pair) -> str:
    """A transfer between the two cells, if one was recorded for either."""
    units = {one.unit_id: one.unit.name for one in (pair.first, pair.second)}
    if len(units) == 1:
        return ""
    either = Q(person=pair.first, unit=pair.second.unit) | Q(
        person=pair.second, unit=pair.first.unit
    )
    own = Q(person=pair.first, unit=pair.first.unit) | Q(person=pair.second, unit=pair.second.unit)
    event = Event.objects.filter(either | own, kind="moved", cancelled_by=None).last()
    if event is None or event.unit_id is None:
        return ""
    when = f", ngày {day(event.on)}" if event.on else ""
    return f"đến {units[event.unit_id]}{when}"


def _namesakes(pair: Pair, like: Iterable[int]) -> tuple[int, str]:
    """How many others below the owner bear the name, and when the only one was born."""
    rows = Person.objects.alive().filter(name_key=pair.first.name_key)
    rows = rows.exclude(pk__in=(pair.first_id, pair.second_id, *like))
    if pair.org.parent_id is not None:
        rows = rows.filter(begins("unit__path", pair.org.path))
    born = list(rows.order_by("pk").values_list("birth_date", flat=True)[:_COUNTED])
    return len(born), born[0][:4] if len(born) == 1 else ""
