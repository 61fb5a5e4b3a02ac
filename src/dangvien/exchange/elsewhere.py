"""Matches in other units: found by number only, told to nobody but the common superior.

The officer learns that there is "một hồ sơ ở đơn vị khác", and nothing of whom or where. Every such
answer is counted and logged; past the day's allowance the whole batch waits for the superior, so
that a list of guessed numbers is no way to ask who is a member.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.models import Entry
from dangvien.exchange.matching import Known, agree
from dangvien.exchange.states import ELSEWHERE_A_DAY
from dangvien.members.keys import blind
from dangvien.members.models import Identifier, Person
from dangvien.members.queries.dropped import dropped
from dangvien.orgs.models import Organisation

MET = "import.elsewhere"  # the action under which such answers stand in the log
_AT_ONCE = 1000
_NUMBERS = (("citizen_id", "citizen_id"), ("card_number", "card"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a number that a row gives."""

    person: int
    uid: str
    name: str
    born: str
    path: str
    former: bool = False  # held by a record that was merged into this one, and dropped there


def holders(
    rows: Iterable[Known], known: Iterable[Known] = ()
) -> dict[tuple[str, str], list[Holder]]:
    """(kind, number) → who holds it in the whole register; numbers of `known` people are not asked.

    A number that a merge dropped leads to the record that stands, under either of the two names.
    """
    have = {(kind, number) for one in known for kind, number in numbers(one)}
    asked = {told for row in rows for told in numbers(row)} - have
    by_blind = {(kind, blind(kind, number)): number for kind, number in asked}
    found: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    blinds = [index for _, index in by_blind]
    for start in range(0, len(blinds), _AT_ONCE):
        held = Identifier.objects.filter(
            blind__in=blinds[start : start + _AT_ONCE], until=None,
            kind__in=[kind for kind, _ in _NUMBERS],
            person__withdrawn_at=None, person__same_as=None,
        ).values_list(
            "kind", "blind", "person_id", "person__uid", "person__name_key", "person__birth_date",
            "person__unit__path",
        )  # fmt: skip
        for kind, index, person, uid, name, born, path in held:
            number = by_blind.get((kind, bytes(index)))
            if number is not None:
                found[kind, number].append(Holder(person, str(uid), name, born, path))
        _add_former(found, by_blind, blinds[start : start + _AT_ONCE])
    return found


def _add_former(
    found: dict[tuple[str, str], list[Holder]],
    by_blind: Mapping[tuple[str, bytes], str],
    blinds: Sequence[bytes],
) -> None:
    for one in dropped([kind for kind, _ in _NUMBERS], blinds):
        number = by_blind.get((one.kind, one.blind))
        if number is None or any(h.person == one.stands.pk for h in found[one.kind, number]):
            continue
        stands = one.stands
        found[one.kind, number] += [
            Holder(stands.pk, str(stands.uid), named.name_key, named.birth_date, stands.unit.path,
                   former=True)
            for named in dict.fromkeys((stands, one.held_by))
        ]  # fmt: skip


def former(held: Mapping[tuple[str, str], Sequence[Holder]], org: Organisation) -> list[Known]:
    """The people of an organisation by the numbers that a merge dropped, for the matching."""
    return [
        Known(
            one.person, one.name, "", one.born, citizen_id=number if kind == "citizen_id" else "",
            card=number if kind == "card_number" else "", unit=None,
        )
        for (kind, number), people in held.items() for one in people
        if one.former and one.path.startswith(org.path)
    ]  # fmt: skip


def numbers(one: Known) -> list[tuple[str, str]]:
    """The numbers of a description that are what they should be."""
    return [(kind, getattr(one, name)) for kind, name in _NUMBERS if getattr(one, name)]


def hit(
    row: Known, held: Mapping[tuple[str, str], Sequence[Holder]], org: Organisation
) -> Holder | None:
    """Somebody outside an organisation's subtree who is the one of this row.

    Also where the actor could see further: whoever else opens this import may not.
    """
    for told in numbers(row):
        for holder in held.get(told, ()):
            outside = not holder.path.startswith(org.path)
            if outside and agree(holder.name == row.name and row.name != "", row.born, holder.born):
                return holder
    return None


def beyond(holder: Holder | None, tops: Sequence[str]) -> bool:
    """Whether a record lies outside the actor's own subtrees: such answers are counted."""
    return holder is not None and not any(holder.path.startswith(top) for top in tops)


def common_superior(one: str, other: str) -> str:
    """Path of the lowest organisation above both; the top of the first when there is none."""
    path = "/"
    for mine, theirs in zip(one.strip("/").split("/"), other.strip("/").split("/"), strict=False):
        if mine != theirs:
            break
        path += f"{mine}/"
    return path if path != "/" else f"/{one.strip('/').split('/')[0]}/"


def superiors(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Organisation]:
    """The lowest common superior of each pair of paths."""
    told = {pair: common_superior(*pair) for pair in pairs}
    found = {org.path: org for org in Organisation.objects.filter(path__in=set(told.values()))}
    return {pair: found[path] for pair, path in told.items() if path in found}


def met_today(user: User) -> int:
    """How many records elsewhere a user's imports have met since midnight, by the log."""
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    entries = Entry.objects.filter(actor_id=user.pk, action=MET, at__gte=day)
    return sum(int(data.get("count", 0)) for data in entries.values_list("data", flat=True))


def allowance() -> int:
    """How many such answers a user gets in a day."""
    return int(getattr(settings, "IMPORT_ELSEWHERE_A_DAY", ELSEWHERE_A_DAY))


def other_person(row: Known, within: Organisation) -> list[Person]:
    """For the superior: whom a row may be, among the people of the superior's own subtree."""
    held = holders([row])
    asked = {
        holder.person for told in numbers(row) for holder in held.get(told, ())
        if holder.path.startswith(within.path)
        and agree(holder.name == row.name and row.name != "", row.born, holder.born)
    }  # fmt: skip
    return list(Person.objects.filter(pk__in=asked).select_related("unit"))
