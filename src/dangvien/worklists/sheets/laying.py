"""Handed-out sheets as documents: words of the findings, what is on file; nothing is asked twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.files import answer_list, house_visit
from dangvien.members.boxes import written
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may
from dangvien.quality.evidence import EVIDENCE
from dangvien.worklists.fixing import Ask, ask
from dangvien.worklists.models import Sheet
from dangvien.worklists.people import Asked, as_of, moment
from dangvien.worklists.people.words import task
from dangvien.worklists.sheets import asking, on_file

KINDS = {"official": "đảng viên chính thức", "probationary": "đảng viên dự bị"}
Handed = Sequence[tuple[Sheet, Asked]]


def paper(user: User, org: Organisation, handed: Iterable[tuple[Any, Handed]]) -> bytes:
    """The sheets of some cells as one PDF."""
    groups = [(handout, list(sheets)) for handout, sheets in handed]
    people = Person.objects.in_bulk({one.pk for _, some in groups for _, one in some})
    stored = on_file.values(people.values(), reveal=may(user, "member.reveal", org))
    at = as_of(moment())
    return house_visit.pdf([
        house_visit.Visit(
            committee=_above(handout.unit), cell=handout.unit.name, printed=clock.today(),
            as_of=at, due=handout.due, synthetic=synthetic(),
            sheets=tuple(_sheet(sheet, one, people[one.pk], stored[str(one.uid)])
                         for sheet, one in some),
        )
        for handout, some in groups
    ])  # fmt: skip


def _sheet(sheet: Sheet, one: Asked, person: Person, stored: dict[str, str]) -> house_visit.Sheet:
    asks = [ask(told) for told in one.found]
    return house_visit.Sheet(
        code=sheet.code, name=one.name, about=_about(person, one),
        questions=tuple(asking.question(asked) for asked in asks),
        on_file=on_file.rows(stored, asking.fields_of(asks)),
    )  # fmt: skip


def _about(person: Person, one: Asked) -> tuple[str, ...]:
    """Born and type, then where the house is."""
    born = f"sinh {written('birth_date', person.birth_date)}" if person.birth_date else ""
    who = ", ".join(word for word in (born, KINDS.get(person.member_type, "đảng viên")) if word)
    return tuple(word for word in (who, one.place) if word)


def workbook(handout: Any, handed: Handed) -> bytes:
    """The list of one cell to be filled in and sent back."""
    return answer_list.write(answer_list.AnswerList(
        committee=_above(handout.unit), cell=handout.unit.name, as_of=clock.today(),
        mark=str(handout.uid), due=handout.due, synthetic=synthetic(),
        seen=tuple(seen.words for seen in EVIDENCE),
        lines=tuple(line for sheet, one in handed for line in _lines(sheet, one)),
    ))  # fmt: skip


def _lines(sheet: Sheet, one: Asked) -> Iterable[answer_list.Line]:
    for number, told in enumerate(one.found, 1):
        asked: Ask = ask(told)
        if asked.typed:  # what no value settles is no row to be filled in
            yield answer_list.Line(
                code=line_code(sheet.code, number), name=one.name, about=one.about,
                asked=f"{asked.told.label}: {task(told)}", held=told.value,
                blocking=told.severity == "E",
            )  # fmt: skip


def line_code(code: str, number: int) -> str:
    """The code of one thing on a sheet: "TL-07-0003/1"."""
    return f"{code}/{number}"


def _above(unit: Organisation) -> str:
    return unit.parent.name if unit.parent else unit.name


def synthetic() -> bool:
    """Whether this register holds invented people only."""
    return (settings.HOME / "synthetic").exists()
