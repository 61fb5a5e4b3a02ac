"""A commune's worklist for the tests: people of two cells with findings of several causes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from dangvien.members.models import Person, Touched
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Finding
from members.people import someone, taken_in
from quality.correcting import finding
from register import Register

LIST = "/viec/"
DAY = date(2025, 12, 16)
OLD, NEW = (
    "Bản Hậu, xã Tam Lư, huyện Quan Sơn, tỉnh Thanh Hóa",
    "Bản Hậu, xã Tam Lư, tỉnh Thanh Hóa",
)


def people(register: Register, unit: Organisation, numbers: range, **more: Any) -> list[Person]:
    """People of a unit, made up from numbers."""
    told = [someone(number, org_name=unit.name, **more) for number in numbers]
    found: list[Person] = []
    for start in range(0, len(told), 500):
        found += taken_in(register.tinh, unit, told[start : start + 500])
    Touched.objects.all().delete()  # the findings of these tests are made by hand, not settled
    return found


def address(person: Person, **more: Any) -> Finding:
    """A safe finding: an old form of an address, the new one means the same."""
    told = {"severity": "W", "cause": "old_unit", "holder": "officer", "due": DAY} | more
    return finding(
        person, "permanent_address", "V24", value=OLD, fix=NEW, safe=True, **told,
    )  # fmt: skip


def short_id(person: Person, **more: Any) -> Finding:
    """A number that lost its first zero: identity, so nobody takes it in bulk."""
    told = {"severity": "E", "cause": "lost_zero", "holder": "officer", "due": DAY} | more
    return finding(person, "citizen_id", "V05", value="99058004217", fix="099058004217", **told)


def no_phone(person: Person, **more: Any) -> Finding:
    """An empty field that the cell has to ask for."""
    told = {"severity": "W", "cause": "missing", "holder": "cell"} | more
    return finding(person, "phone", "V22", **told)


def a_day_s_work(register: Register) -> dict[str, list[Finding]]:
    """Eight addresses and three short ids at the officer, five phones at the cells."""
    own = people(register, register.na_loc, range(1, 9), permanent_address=OLD)
    beside = people(register, register.party_office, range(11, 16))
    return {
        "safe": [address(one) for one in own],
        "ids": [short_id(one) for one in beside[:3]],
        "phones": [no_phone(one) for one in (*own[:3], *beside[:2])],
    }


def page(client: Client, query: str = "") -> str:
    """The text of the page."""
    answer = client.get(LIST + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
