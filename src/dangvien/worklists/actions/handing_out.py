"""Sheets go out, on paper or as a workbook: right, quota and log entry stand before the first byte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.exchange.exports import NotAllowed, allowance
from dangvien.exchange.models import Export
from dangvien.look.numbers import thousands
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import OrganisationQuerySet, require
from dangvien.worklists.models import Handout, Item, Sheet
from dangvien.worklists.people import Asked, asked, count
from dangvien.worklists.sheets import codes

PAPER, WORKBOOK = "paper", "workbook"
MOST = 1_000  # sheets of one file: nobody carries more home
_PEOPLE_OF_AN_ENTRY = 1_000
_PURPOSE = {PAPER: "Phiếu đi thăm, hỏi tại nhà", WORKBOOK: "Danh sách cần hỏi gửi chi bộ"}
_TRIES = 5


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The sheets of one cell: each with the person it asks."""

    handout: Handout
    sheets: tuple[tuple[Sheet, Asked], ...]


def to_ask(actor: User, org: Organisation, only: Iterable[UUID] = ()) -> list[Asked]:
    """Whom sheets may be made for in a unit and below it; `only` some of them."""
    people = asked(actor, _cells(actor, org))
    chosen = set(only)
    return [one for one in people if one.uid in chosen] if chosen else people


def too_many(actor: User, org: Organisation) -> bool:
    """Whether more people are to be asked there than one file may hold."""
    return count(actor, _cells(actor, org), MOST) > MOST


def _cells(actor: User, org: Organisation) -> OrganisationQuerySet:
    visible = Organisation.objects.visible_to(actor, "member.export").under(org)
    return visible.filter(closed_on=None)


def hand_out(
    *, actor: User, org: Organisation, kind: str, due: date | None = None, only: Iterable[UUID] = ()
) -> list[HandedOut]:  # fmt: skip
    """Make a sheet for everybody still to be asked in a unit and below it, cell by cell.

    Sheets of these people that are still out are void from now on: there is one way to ask each.
    """
    require(actor, "member.export", org)
    if due is not None and due < clock.today():
        raise NotAllowed("Ngày này đã qua. Chọn một ngày từ hôm nay.", "due")
    if too_many(actor, org):
        raise NotAllowed(
            f"Có hơn {thousands(MOST)} người phải hỏi, một lần nhiều nhất {thousands(MOST)} phiếu; "
            "đồng chí chọn đơn vị nhỏ hơn.", "org",
        )  # fmt: skip
    people = to_ask(actor, org, only)
    for last in range(_TRIES, 0, -1):
        try:
            return _hand_out(actor, org, kind, due, people)
        except IntegrityError:  # somebody else took the same codes a moment ago
            if last == 1:
                raise
    raise AssertionError


@transaction.atomic
def _hand_out(
    actor: User, org: Organisation, kind: str, due: date | None, people: list[Asked]
) -> list[HandedOut]:
    User.objects.select_for_update().get(pk=actor.pk)  # two at once share one quota
    _affordable(actor, len(people))
    export = Export.objects.create(org=org, user=actor, purpose=_PURPOSE[kind], rows=len(people))
    by_unit: dict[int, list[Asked]] = defaultdict(list)
    for one in people:
        by_unit[one.unit].append(one)
    units = Organisation.objects.select_related("parent").in_bulk(by_unit)
    pks = [one.pk for one in people]
    Sheet.objects.filter(person__in=pks, state="out", handout__kind=kind).update(state="void")
    made = [
        _cell(actor, units[pk], kind, due, some)
        for pk, some in sorted(by_unit.items(), key=lambda pair: units[pair[0]].path)
    ]
    uids = [one.uid for one in people]
    for start in range(0, len(uids), _PEOPLE_OF_AN_ENTRY):
        record(
            actor=actor, action="member.print" if kind == PAPER else "member.export", org=org,
            subject=f"export:{export.uid}", people=uids[start : start + _PEOPLE_OF_AN_ENTRY],
            data={"purpose": _PURPOSE[kind], "rows": len(people), "number": export.pk},
        )  # fmt: skip
    return made


def _cell(
    actor: User, unit: Organisation, kind: str, due: date | None, people: list[Asked]
) -> HandedOut:
    handout = Handout.objects.create(unit=unit, kind=kind, made_by=actor, due=due)
    versions = {row.pk: row for row in _people(people)}
    named = codes.following(codes.prefix(unit), len(people))
    sheets = Sheet.objects.bulk_create(
        Sheet(
            code=code, handout=handout, person_id=one.pk, number=number,
            version=versions[one.pk].version,
        )
        for number, (code, one) in enumerate(zip(named, people, strict=True), 1)
    )  # fmt: skip
    Item.objects.bulk_create(
        Item(sheet=sheet, finding_id=told.finding, number=number)
        for sheet, one in zip(sheets, people, strict=True)
        for number, told in enumerate(one.found, 1)
    )
    return HandedOut(handout, tuple(zip(sheets, people, strict=True)))


def _people(people: list[Asked]) -> Iterable[Person]:
    return Person.objects.filter(pk__in=[one.pk for one in people]).only("pk", "version")


def _affordable(actor: User, rows: int) -> None:
    if rows == 0:
        raise NotAllowed("Ở đây không còn ai phải hỏi, nên không có phiếu nào để lập.", "org")
    may = allowance(actor)
    if rows > may.left:
        raise NotAllowed(
            f"Có {thousands(rows)} phiếu; hôm nay đồng chí còn được lấy {thousands(may.left)}/"
            f"{thousands(may.rows)} dòng. Đồng chí chọn đơn vị nhỏ hơn, để sang ngày mai, hoặc nhờ "
            "cấp trên lập.", "org",
        )  # fmt: skip
