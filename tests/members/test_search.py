"""Finding people: without accents, by exact number, in Vietnamese order, page by page."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from datetime import date
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvien.core.text import sort_key
from dangvien.members.actions import correct, die
from dangvien.members.models import Person
from dangvien.members.queries import BadCursor, holders, listing, search, shares
from dangvien.members.sealed import numbers
from members.people import LAN, lan, someone, taken_in
from register import Register

pytestmark = pytest.mark.django_db
SYLLABLES = ["Đặng", "Đức", "Dung", "Ánh", "An", "Ân", "Ước", "Uyên", "Hòa", "Hoà", "Thị", "Văn",
             "Nguyễn", "Lò", "Ê", "Ô"]  # fmt: skip
names = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4).map(" ".join)


def found(user: Any, text: str, **more: Any) -> list[str]:
    """Names that a search finds."""
    return [person.full_name for person in search(user, text, **more).people]


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(names, min_size=1, max_size=12), st.data())
def test_every_part_of_a_name_finds_it_however_it_is_typed(
    register: Register, drawn: list[str], data: Any
) -> None:
    Person.objects.all().update(unit=register.clinic)
    people = taken_in(
        register.mai, register.na_loc, [someone(n, full_name=name) for n, name in enumerate(drawn)]
    )
    everybody = [one.full_name for one in listing(register.hung).people]
    assert everybody == sorted((one.full_name for one in people), key=sort_key)
    name = data.draw(st.sampled_from(drawn))
    for typed in (name, name.upper(), normalize("NFD", name), name.lower().replace("đ", "d")):
        assert name in found(register.hung, typed)
    part = name[data.draw(st.integers(0, 2)) : data.draw(st.integers(4, 12))].strip()
    assert not part or name in found(register.hung, part)
    Person.objects.all().update(withdrawn_at="2025-01-01T00:00:00Z")


@pytest.mark.parametrize(
    "typed",
    ["099180000001", " 099 180 000 001 ", "38010001", "0990000001", "0990 000 001", "+84990000001",
     "000001TH", "000001 th"],
)  # fmt: skip
def test_a_whole_number_finds_its_holder(register: Register, typed: str) -> None:
    lan(register)
    assert found(register.hung, typed) == ["Vi Thị Lan"]
    assert found(register.binh, typed) == []


def test_a_part_of_a_number_finds_nobody(register: Register) -> None:
    lan(register)
    for typed in ("09918000000", "3801", "099000", "1"):
        assert found(register.hung, typed) == []


def test_a_number_no_longer_in_use_finds_nobody(register: Register) -> None:
    person = lan(register)
    correct(
        actor=register.hung, person=person, values={"phone": "0990000777"}, source="x", version=1
    )
    assert found(register.hung, LAN["phone"]) == []
    assert found(register.hung, "0990000777") == ["Vi Thị Lan"]


def test_a_search_stays_within_unit_and_rights(register: Register) -> None:
    taken_in(register.mai, register.na_loc, [someone(1)])
    taken_in(register.mai, register.party_office, [someone(2)])
    taken_in(register.binh, register.clinic, [someone(3)])
    assert found(register.tinh, "vi van") == ["Vi Văn 1", "Vi Văn 2", "Vi Văn 3"]
    assert found(register.mai, "vi van") == ["Vi Văn 1", "Vi Văn 2"]
    assert found(register.tinh, "vi van", org=register.other_commune) == ["Vi Văn 3"]
    assert found(register.leader, "vi van") == []


def test_paging_loses_and_doubles_nobody_while_people_come(register: Register) -> None:
    first = taken_in(
        register.mai, register.na_loc,
        [someone(n, full_name=f"Vi {SYLLABLES[n % 16]}") for n in range(40)],
    )  # fmt: skip
    seen: list[int] = []
    after, number = None, 100
    while True:
        page = listing(register.hung, after=after, limit=7)
        seen += [one.pk for one in page.people]
        taken_in(register.mai, register.na_loc, [someone(number, full_name="Vi An")])
        number += 1
        if page.next is None:
            break
        after = page.next
    assert len(seen) == len(set(seen))
    assert {one.pk for one in first} <= set(seen)


def test_a_cursor_tells_nothing_and_cannot_be_made_up(register: Register) -> None:
    taken_in(register.mai, register.na_loc, [someone(n) for n in range(3)])
    cursor = listing(register.hung, limit=1).next
    assert cursor is not None
    told = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    assert not any(one.sort_key.encode() in told for one in Person.objects.all())
    for wrong in ("x", cursor[:-4], "AAAA" + cursor[4:], "é"):
        with pytest.raises(BadCursor):
            listing(register.hung, after=wrong)


def test_facts_count_only_others_who_are_present(register: Register) -> None:
    one, two, three = taken_in(
        register.mai, register.na_loc,
        [someone(1), someone(2, phone="0990000001"), someone(3, phone="0990000001")],
    )  # fmt: skip
    assert shares(one, numbers(one))["same_phone"] == 2
    die(actor=register.mai, person=two, on=date(2025, 12, 1))
    assert shares(one, numbers(one))["same_phone"] == 1
    assert shares(Person.objects.get(pk=two.pk), numbers(two))["same_phone"] == 0
    assert holders("phone", "0990000001").count() == 3
    assert shares(three, numbers(three)) | {} == {
        "same_citizen_id": 0, "same_card": 0, "same_phone": 1, "same_file_number": 0,
        "unit_state": "active", "unit_is_leaf": True, "unit_match": "code",
    }  # fmt: skip


def test_a_filler_shared_by_many_is_no_finding(register: Register) -> None:
    people = taken_in(
        register.mai, register.na_loc, [someone(n, phone="chưa có") for n in range(3)]
    )
    assert shares(people[0], numbers(people[0]))["same_phone"] == 0
