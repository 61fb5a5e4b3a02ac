"""The first page says to each what they can do now, and its parts add up."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dangvien.members.models import Person
from dangvien.web.home.counting import counted
from dangvien.web.home.machine import health
from register import Register, keys, organisation

pytestmark = pytest.mark.django_db


def person(name: str, unit: object, **more: str) -> Person:
    return Person.objects.create(full_name=name, unit=unit, **keys(name), **more)


def words(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get("/").content.decode())


def test_an_empty_register_leads_to_the_import(register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
    page = words(signed_in(register.mai))
    assert "Chưa có danh sách đảng viên" in page
    assert "/nhap/moi/" in page


def test_counts_add_up_and_stay_inside_the_scope(register: Register) -> None:
    cell = organisation("Chi bộ bản Pha Đén", register.commune, "chi_bo_co_so", "38.150.003")
    person("Vi Thị Lan", register.na_loc, member_type="official")
    person("Lò Văn Hùng", register.na_loc, member_type="official")
    person("Hà Thị Mai", register.party_office, member_type="probationary")
    person("Lê Thanh Bình", register.commune)
    person("Ngân Thị Xa", register.na_loc, status="deceased", member_type="official")
    person("Trần Văn Khách", register.clinic, member_type="official")

    mine = counted(register.mai)
    assert mine.name == register.commune.name
    assert (mine.members, mine.official, mine.probationary, mine.unsaid) == (4, 2, 1, 1)
    assert {row.pk: row.members for row in mine.rows} == {
        register.na_loc.pk: 2, register.party_office.pk: 1, cell.pk: 0,
    }  # fmt: skip
    assert sum(row.members for row in mine.rows) + mine.own == mine.members
    assert mine.cells == 3

    above = counted(register.tinh)
    assert {row.pk: row.members for row in above.rows} == {
        register.commune.pk: 4, register.other_commune.pk: 1,
    }  # fmt: skip
    assert above.members == 5
    assert counted(register.khach).members == 0


def test_a_leader_sees_how_many_and_no_name(register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
    person("Vi Thị Lan", register.na_loc, member_type="official")
    page = words(signed_in(register.leader))
    assert "1 chính thức + 0 dự bị = 1" in page
    assert "Vi Thị Lan" not in page
    assert 'href="/dang-vien/' not in page


def test_an_administrator_sees_the_machine_and_no_member(register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
    person("Vi Thị Lan", register.na_loc, member_type="official")
    page = words(signed_in(register.admin))
    assert "Chưa có bản sao lưu nào" in page
    assert "chính thức" not in page
    state = health(register.admin)
    assert (state.accounts, state.without_factor, state.closed) == (6, 5, 0)
    assert not state.key_kept


def test_a_stranger_is_told_whom_to_ask(register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
    assert "Đồng chí chưa được giao đơn vị nào" in words(signed_in(register.khach))
