"""A list by hand through the pages: upload, preview, commit, again, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dangvien.accounts.models import User
from dangvien.audit.models import Entry
from dangvien.members.models import Person
from exchange.by_hand import HUNG, LAN, NOBODY, Press, csv, latest, text_of, upload, xlsx
from register import Register

SignIn = Callable[[User], Client]


@pytest.mark.parametrize(("name", "make"), [("ds.csv", csv), ("ds.xlsx", xlsx)])
def test_mai_sends_a_list_looks_writes_it_and_takes_it_back(
    register: Register, signed_in: SignIn, press: Press, name: str, make: Callable[..., bytes]
) -> None:
    mai = signed_in(register.mai)
    assert "Chưa có danh sách đảng viên" in text_of(mai.get("/nhap/"))

    answer = upload(press, mai, make(LAN, HUNG, NOBODY), name, **units(register))
    batch = latest()
    assert (answer.status_code, answer["Location"]) == (302, f"/nhap/{batch.uid}/")
    page = text_of(mai.get(answer["Location"]))
    assert "Xem trước khi ghi" in page
    assert (
        "2 + 0 + 0 + 0 + 1 + 1 = 4. Mỗi dòng của tệp có đúng một nơi đến. Chưa có gì được ghi."
        in page
    )
    assert "khớp tổng" in page
    assert "Ghi 2 dòng" in page
    assert "Hủy, không ghi gì" in page
    assert Person.objects.count() == 0

    press(mai, f"/nhap/{batch.uid}/ghi/")
    page = text_of(mai.get(f"/nhap/{batch.uid}/"))
    assert "Đã ghi 2 dòng" in page
    assert "Hoàn tác được đến hết ngày" in page
    assert set(Person.objects.alive().values_list("full_name", flat=True)) == {LAN[0], HUNG[0]}

    upload(press, mai, make(LAN, HUNG, NOBODY), name, **units(register))
    page = text_of(mai.get(f"/nhap/{latest().uid}/"))
    assert "Không có dòng nào cần ghi." in page
    assert f"/nhap/{latest().uid}/ghi/" not in page

    ask = text_of(mai.get(f"/nhap/{batch.uid}/hoan-tac/"))
    assert "Xem trước việc hoàn tác" in ask
    answer = press(mai, f"/nhap/{batch.uid}/hoan-tac/")
    page = text_of(mai.get(answer["Location"]))
    assert "Xem trước khi hoàn tác" in page
    assert "2 + 0 + 0 = 2. Chưa có gì được trả lại." in page
    assert Person.objects.alive().count() == 2
    press(mai, answer["Location"] + "ghi/")
    assert Person.objects.alive().count() == 0
    assert "Đã hoàn tác" in text_of(mai.get(f"/nhap/{batch.uid}/"))
    listed = text_of(mai.get("/nhap/"))
    assert "Hoàn tác xong" in listed
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"import.receive", "import.commit", "import.undo"} <= actions


def units(register: Register) -> dict[str, list[int]]:
    """The form's ticks: both cells of the commune."""
    return {"units": [register.na_loc.pk, register.party_office.pk]}


def test_a_list_given_up_writes_nothing(
    register: Register, signed_in: SignIn, press: Press
) -> None:
    mai = signed_in(register.mai)
    upload(press, mai, csv(LAN), **units(register))
    press(mai, f"/nhap/{latest().uid}/bo/")
    assert "Đã hủy, không ghi gì" in text_of(mai.get(f"/nhap/{latest().uid}/"))
    assert Person.objects.count() == 0


def test_who_is_not_named_stands_beside_the_sum_for_declared_cells_only(
    register: Register, signed_in: SignIn, press: Press
) -> None:
    mai = signed_in(register.mai)
    upload(press, mai, csv(LAN, HUNG), **units(register))
    press(mai, f"/nhap/{latest().uid}/ghi/")
    upload(press, mai, csv(LAN), **units(register))
    page = text_of(mai.get(f"/nhap/{latest().uid}/"))
    assert "1 người của 2 chi bộ đã khai không còn trong tệp" in page
    assert HUNG[0] in text_of(mai.get(f"/nhap/{latest().uid}/?muc=vang"))
    upload(press, mai, csv(LAN), units=[register.party_office.pk])
    assert "không còn trong tệp" not in text_of(mai.get(f"/nhap/{latest().uid}/"))


def test_what_the_rule_book_finds_is_said_with_its_rows(
    register: Register, signed_in: SignIn, press: Press
) -> None:
    mai = signed_in(register.mai)
    short = (*HUNG[:3], "99058000002", *HUNG[4:])
    upload(press, mai, csv(LAN, short), **units(register))
    page = text_of(mai.get(f"/nhap/{latest().uid}/?muc=can-xem"))
    assert "V05" in page
    assert "Không việc nào ngăn việc ghi" in page
    assert HUNG[0] in text_of(mai.get(f"/nhap/{latest().uid}/?muc=can-xem&quy-tac=V05"))
