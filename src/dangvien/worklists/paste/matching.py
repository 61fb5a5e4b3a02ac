"""Whom a row speaks of: by file number, card, citizen id, or name with birth date; never by a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dangvien.accounts.models import User
from dangvien.core.text import name_key
from dangvien.members.keys import blind
from dangvien.members.models import Identifier, Person, PersonQuerySet
from dangvien.orgs.models import Organisation
from dangvien.worklists.paste.reading import Row
from dangvien.worklists.paste.values import Values

EDIT = "member.edit"
_NUMBERS = ("file_number", "card_number", "citizen_id")
_AT_ONCE = 500
NOBODY = (
    "Không thấy trong phạm vi của đồng chí; có thể là người của đơn vị khác, hoặc chưa có hồ sơ."
)
ANOTHER = "Số trên dòng này đang ghi cho người tên khác; xem lại số hoặc họ tên."
TWINS = "Có {n} người cùng họ tên, ngày sinh; thêm cột số thẻ hoặc số lý lịch."
UNSAID = "Cần số lý lịch, số thẻ, số căn cước, hoặc họ tên kèm ngày sinh để nhận ra người."


@dataclass(slots=True)
class Matched:
    """Row number → person; row number → why it is set aside."""

    people: dict[int, Person] = field(default_factory=dict)
    aside: dict[int, str] = field(default_factory=dict)


def match(user: User, org: Organisation | None, rows: Iterable[Row], values: Values) -> Matched:
    """Give each row at most one person whom the user may correct, in the unit that was chosen."""
    some = list(rows)
    index = _index(user, [values.get(row.number, {}) for row in some])
    found = Matched()
    taken: dict[int, int] = {}
    for row in some:
        person, why = _whom(values.get(row.number, {}), index)
        if person is None:
            found.aside[row.number] = why
        elif org is not None and not person.unit.path.startswith(org.path):
            found.aside[row.number] = f"Đang ở {person.unit.name}, ngoài đơn vị đồng chí đã chọn."
        elif person.pk in taken:
            found.aside[row.number] = (
                f"Cùng một người với dòng {taken[person.pk]}; máy chỉ lấy dòng ấy."
            )
        else:
            taken[person.pk] = row.number
            found.people[row.number] = person
    return found


Index = Mapping[tuple[str, str], list[Person]]


def _whom(told: Mapping[str, str], index: Index) -> tuple[Person | None, str]:
    name, born = name_key(told.get("full_name", "")), told.get("birth_date", "")
    clash = False
    for kind in _NUMBERS:
        held = index.get((kind, told.get(kind, "")), [])
        agreeing = [one for one in held if _agrees(one, name, born)]
        if len(agreeing) == 1:
            return agreeing[0], ""
        clash = clash or bool(held)
    if name and born:
        alike = index.get(("alike", f"{name}|{born}"), [])
        if len(alike) == 1:
            return alike[0], ""
        if alike:
            return (
                None,
                f"Có {len(alike)} người cùng họ tên, ngày sinh; thêm cột số thẻ hoặc số lý lịch.",
            )
    if clash:
        return None, ANOTHER
    known = (name and born) or any(told.get(kind) for kind in _NUMBERS)
    return None, NOBODY if known else UNSAID


def _agrees(person: Person, name: str, born: str) -> bool:
    """A number alone is enough where the row says nothing else; else the name or the day agrees."""
    if not name and not born:
        return True
    same_day = bool(born) and person.birth_date.startswith(born[:10])
    return (bool(name) and person.name_key == name) or same_day


def _index(user: User, told: list[Mapping[str, str]]) -> Index:
    """Everybody in reach whom some row may mean, by what was asked; a few queries a thousand rows."""
    mine = Person.objects.visible_to(user, EDIT).select_related("unit")
    found: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for some in _pieces({one["file_number"] for one in told if one.get("file_number")}):
        for person in mine.filter(file_number__in=some):
            found["file_number", person.file_number].append(person)
    for kind in ("card_number", "citizen_id"):
        _held(mine, kind, {one[kind] for one in told if one.get(kind)}, found)
    alike = {
        (name_key(one["full_name"]), one["birth_date"])
        for one in told if one.get("full_name") and one.get("birth_date")
    }  # fmt: skip
    for some in _pieces(alike):
        wanted = set(some)
        names, days = zip(*some, strict=True)
        for person in mine.filter(name_key__in=names, birth_date__in=days):
            if (person.name_key, person.birth_date) in wanted:
                found["alike", f"{person.name_key}|{person.birth_date}"].append(person)
    return found


def _held(
    mine: PersonQuerySet, kind: str, numbers: set[str], found: dict[tuple[str, str], list[Person]]
) -> None:
    for some in _pieces(numbers):
        by_blind = {blind(kind, number): number for number in some}
        rows = Identifier.objects.filter(kind=kind, until=None, blind__in=list(by_blind))
        holders = [
            (person, by_blind[bytes(index)])
            for person, index in rows.values_list("person", "blind")
        ]
        people = {one.pk: one for one in mine.filter(pk__in=[person for person, _ in holders])}
        for pk, number in holders:
            if pk in people:
                found[kind, number].append(people[pk])


def _pieces(values: Iterable[object]) -> Iterator[list]:  # type: ignore[type-arg]
    told = sorted(values)  # type: ignore[type-var]
    return (told[start : start + _AT_ONCE] for start in range(0, len(told), _AT_ONCE))
