"""The rule book asked of the register: one by one or by columns, the answers never differ."""

from __future__ import annotations

import pytest

from dangvien import clock
from dangvien.core.engine import check_record
from dangvien.members import fields
from dangvien.members.models import Person
from dangvien.members.queries import raw_record, shares
from dangvien.members.sealed import numbers
from dangvien.quality import examining
from members.people import someone, taken_in
from register import Register

pytestmark = pytest.mark.django_db
SHOWN = ("rule", "cause", "field", "value", "detail", "fix", "severity", "dimension")


def crowd(register: Register) -> list[Person]:
    """People with one of everything: shared numbers, empty boxes, faults, who has left."""
    told = [
        someone(1),
        someone(2, citizen_id=someone(1)["citizen_id"]),
        someone(3, card_number="không", phone=""),
        someone(4, birth_date="1958", file_number=someone(1)["file_number"]),
        someone(5, status="transferred", citizen_id=someone(1)["citizen_id"]),
        someone(6, phone=someone(1)["phone"], temporary_cell="Chi bộ khác"),
        someone(
            7, sex="", ethnicity="Mèo", permanent_address="Xã Sơn Hà, huyện Quan Sơn, Thanh Hóa"
        ),
        someone(8, member_type="probationary", official_date=""),
        someone(9, citizen_id="12345", phone="0168 123 4567"),
    ]
    here = taken_in(register.mai, register.na_loc, told[:5])
    return [*here, *taken_in(register.mai, register.party_office, told[5:])]


def plain(frame_: object) -> list[tuple[object, ...]]:
    found = frame_.select("row_id", *SHOWN, "fix_confidence", "safe")  # type: ignore[attr-defined]
    return sorted(
        (*row[:-2], None if row[-2] is None else round(row[-2], 4), row[-1])
        for row in found.iter_rows()
    )


def test_one_by_one_and_by_columns_agree(register: Register) -> None:
    crowd(register)
    few = examining.examine(Person.objects.alive(), few=True)
    many = examining.examine(Person.objects.alive(), few=False)
    assert plain(few.findings) == plain(many.findings)
    assert few.findings.height > 10
    assert {"V09", "V10", "V25"} <= set(few.findings["rule"])


def test_the_set_says_what_one_record_is_told(register: Register) -> None:
    """Facts counted by one GROUP BY are those counted for one person, and so are the findings."""
    people = crowd(register)
    found = examining.examine(Person.objects.alive(), few=False)
    known = fields.kept() | {*fields.UNIT}
    for person in people:
        held = numbers(person)
        record = {**raw_record(person, held), **shares(person, held)}
        alone = [
            tuple(one[name] for name in SHOWN)
            for one in check_record(record, as_of=clock.today())
            if one["state"] == "open" and one["field"] in known
        ]
        mine = found.findings.filter(row_id=str(person.uid)).select(SHOWN).rows()
        assert sorted(mine, key=str) == sorted(alone, key=str), person.full_name


def test_a_temporary_stay_is_one_cause(register: Register) -> None:
    """The same id in two units, one of them for a time: V30 for both, V09 for neither."""
    same = someone(1)["citizen_id"]
    taken_in(register.mai, register.na_loc, [someone(1)])
    away = someone(2, citizen_id=same, temporary_cell="Chi bộ Cơ quan Đảng")
    (second,) = taken_in(register.mai, register.party_office, [away])
    for few in (True, False):
        found = examining.examine(Person.objects.alive(), few=few).findings
        assert found.filter(rule="V30").height == 2
        assert found.filter(rule="V09").height == 0
    alone = examining.examine(Person.objects.filter(pk=second.pk), few=True).findings
    assert alone.filter(rule="V30").height == 1


@pytest.mark.parametrize("few", [True, False])
def test_nobody_is_a_frame_too(register: Register, few: bool) -> None:
    found = examining.examine(Person.objects.alive(), few=few)
    assert found.findings.is_empty()
