"""The mark "đang mở": who has a record open stands beside the row, and stands in nobody's way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.models import Entry
from dangvien.audit.queries import reading
from dangvien.members.models import Person
from dangvien.quality.models import Finding
from dangvien.worklists.grid import opened
from register import Register
from worklists.work import a_day_s_work, page

SignIn = Callable[[User], Client]
OPEN = r"đang mở<span"


@pytest.fixture
def work(register: Register) -> dict[str, list[Finding]]:
    return a_day_s_work(register)


def person_of(work: dict[str, list[Finding]], at: int = 0) -> Person:
    found = work["safe"][at].person
    assert found is not None
    return found


def row(text: str, finding: Finding) -> str:
    """The row of a finding as the page holds it."""
    found = re.search(rf'<tr data-row="{finding.uid}".*?</tr>', text, re.S)
    assert found
    return found[0]


def test_two_officers_see_each_other(register: Register, work, signed_in: SignIn) -> None:  # type: ignore[no-untyped-def]
    tinh, mai = signed_in(register.tinh), signed_in(register.mai)
    assert tinh.get(f"/dang-vien/{person_of(work).uid}/").status_code == 200

    text = page(mai)
    given = register.tinh.full_name.split()[-1]
    assert f"Đ/c {given} đang mở" in row(text, work["safe"][0])
    assert len(re.findall(OPEN, text)) == len(
        [one for one in (*work["safe"], *work["phones"]) if one.person == person_of(work)]
    )
    assert not re.findall(OPEN, page(tinh))  # the own one is no news


def test_a_secretary_on_the_fix_page_is_seen_and_sees(
    register: Register, work, signed_in: SignIn
) -> None:  # type: ignore[no-untyped-def]
    person = work["phones"][0].person
    hung, mai = signed_in(register.hung), signed_in(register.mai)
    address = f"/viec/nguoi/{person.uid}/"
    assert "cũng đang mở hồ sơ này" not in hung.get(address).content.decode()
    assert f"Đ/c {register.hung.full_name.split()[-1]} đang mở" in page(mai, "?loai=V22")
    mai.get(f"/dang-vien/{person.uid}/sua/")
    told = hung.get(address).content.decode()
    assert f"Đ/c {register.mai.full_name.split()[-1]} cũng đang mở hồ sơ này" in told


def test_it_leaves_with_the_next_record_and_by_itself(
    register: Register, work, signed_in: SignIn
) -> None:  # type: ignore[no-untyped-def]
    tinh, mai = signed_in(register.tinh), signed_in(register.mai)
    tinh.get(f"/dang-vien/{person_of(work).uid}/")
    tinh.get(f"/dang-vien/{person_of(work, 1).uid}/")
    text = page(mai)
    assert not re.search(OPEN, row(text, work["safe"][0]))
    assert re.search(OPEN, row(text, work["safe"][1]))

    later = timezone.now() + timedelta(seconds=1)
    assert reading([person_of(work, 1).uid], later, register.mai.pk) == {}


def test_it_is_gone_after_its_minutes(
    register: Register, work, signed_in: SignIn, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    tinh, mai = signed_in(register.tinh), signed_in(register.mai)
    tinh.get(f"/dang-vien/{person_of(work).uid}/")
    monkeypatch.setattr(opened, "KEPT", timedelta(0))
    assert not re.findall(OPEN, page(mai))


def test_it_stands_in_nobody_s_way(register: Register, work, signed_in: SignIn) -> None:  # type: ignore[no-untyped-def]
    tinh, mai = signed_in(register.tinh), signed_in(register.mai)
    tinh.get(f"/dang-vien/{person_of(work).uid}/")
    mai.post("/viec/nhan/", {"mot": str(work["safe"][0].uid), "loc": ""})
    assert Finding.objects.get(pk=work["safe"][0].pk).state == Finding.FIXED


def test_looking_at_the_list_writes_nothing(register: Register, work, signed_in: SignIn) -> None:  # type: ignore[no-untyped-def]
    tinh, mai = signed_in(register.tinh), signed_in(register.mai)
    tinh.get(f"/dang-vien/{person_of(work).uid}/")
    before = Entry.objects.count()
    page(mai)
    assert Entry.objects.count() == before


def test_it_costs_three_questions(register: Register, work, signed_in: SignIn) -> None:  # type: ignore[no-untyped-def]
    tinh, mai = signed_in(register.tinh), signed_in(register.mai)
    page(mai)
    with CaptureQueriesContext(connection) as before:
        page(mai)
    tinh.get(f"/dang-vien/{person_of(work).uid}/")
    with CaptureQueriesContext(connection) as after:
        page(mai)
    assert len(after) <= len(before) + 2
