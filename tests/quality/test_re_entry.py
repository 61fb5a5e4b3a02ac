"""What has to be typed elsewhere: one line a field, ticked, shown in full only when asked for."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.members.actions import correct
from dangvien.members.models import Person
from dangvien.quality.actions import approve, propose, settle, tick, untick
from dangvien.quality.models import ReEntry
from dangvien.quality.queries import re_entry as queries
from members.people import LAN, khach, lan, someone, taken_in
from quality.correcting import SOUND, ask
from register import Register

pytestmark = pytest.mark.django_db


def change(register: Register, person: Person, **values: str) -> Person:
    """Values written by the secretary at once."""
    now = Person.objects.get(pk=person.pk)
    propose(actor=register.hung, person=now, values=values, evidence="", version=now.version)
    return Person.objects.get(pk=person.pk)


def due() -> list[tuple[str, str]]:
    """What is over there and what is to be typed, of everything that is due."""
    rows, _ = queries.page(ReEntry.objects.due())
    return [(one.pair.old, one.pair.new) for one in queries.lines(rows, clear=True)]


def test_several_changes_of_a_field_are_one_line_with_what_is_over_there(
    register: Register,
) -> None:
    person = change(register, lan(register), ethnicity="Mường")
    change(register, person, ethnicity="Thổ")
    assert due() == [("Thái", "Thổ")]
    change(register, person, ethnicity="Thái")
    assert due() == []  # as it was: nothing to type


def test_what_was_typed_and_then_changed_is_typed_again(register: Register) -> None:
    person = change(register, lan(register), ethnicity="Mường")
    assert tick(actor=register.mai, rows=ReEntry.objects.all()) == 1
    assert due() == []
    change(register, person, ethnicity="Thái")
    assert due() == [("Mường", "Thái")]


def test_a_tick_is_taken_back(register: Register) -> None:
    change(register, lan(register), ethnicity="Mường")
    row = ReEntry.objects.get()
    tick(actor=register.hung, rows=[row])
    row.refresh_from_db()
    assert (row.state, row.typed_by) == (ReEntry.TYPED, register.hung)
    assert tick(actor=register.mai, rows=[row]) == 0
    assert untick(actor=register.mai, rows=[row]) == 1
    row.refresh_from_db()
    assert (row.state, row.typed_by, row.typed_at) == (ReEntry.OPEN, None, None)
    for who in ("binh", "leader", "khach"):
        with pytest.raises(Refused):
            tick(actor=getattr(register, who), rows=[row])


def test_an_edit_on_the_record_joins_when_it_is_settled(register: Register) -> None:
    person = lan(register)
    correct(actor=register.mai, person=person, values={"workplace": "Trường Tiểu học"}, source="x",
            version=1)  # fmt: skip
    assert not ReEntry.objects.exists()
    settle()
    row = ReEntry.objects.get()
    assert (row.change.field, row.officer) == ("workplace", register.mai)
    settle()
    assert ReEntry.objects.count() == 1


def test_a_check_and_a_list_are_nothing_to_type(register: Register) -> None:
    person = lan(register)
    settle()
    assert not ReEntry.objects.exists()
    approve(actor=register.mai, proposal=ask(register.hung, person))
    assert ReEntry.objects.count() == 1


def test_the_page_hides_numbers_until_asked_and_says_so(register: Register, signed_in: Any) -> None:
    person = lan(register)
    approve(actor=register.mai, proposal=ask(register.hung, person))
    mai = signed_in(register.mai)
    page = mai.get("/nhap-lai/").content.decode()
    assert "Vi Thị Lan" in page
    assert "đ/c Hà Thị Mai duyệt" in page
    assert SOUND not in page
    assert LAN["citizen_id"] not in page
    shown = mai.post("/nhap-lai/?xem=can", {"lam": "hien"}).content.decode()
    digits = shown.replace("<mark>", "").replace("</mark>", "")
    assert SOUND in digits
    assert LAN["citizen_id"] in digits
    assert Entry.objects.filter(action="reentry.read").get().concerned.count() == 1
    row = ReEntry.objects.get()
    mai.post("/nhap-lai/?xem=can", {"lam": "da-nhap", "dong": str(row.pk)})
    row.refresh_from_db()
    assert row.state == ReEntry.TYPED
    mai.post("/nhap-lai/?xem=da", {"lam": "chua", "dong": str(row.pk)})
    row.refresh_from_db()
    assert row.state == ReEntry.OPEN


def test_the_workbook_holds_text_only_and_says_whose_it_is(
    register: Register, signed_in: Any
) -> None:
    person = lan(register)
    change(register, person, workplace="=HYPERLINK(1)")
    approve(actor=register.mai, proposal=ask(register.hung, person, version=2))
    answer = signed_in(register.mai).post("/nhap-lai/?xem=can", {"lam": "tep"})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    cells = {str(cell.value) for line in sheet.iter_rows() for cell in line}
    assert {SOUND, LAN["citizen_id"], "=HYPERLINK(1)", "Vi Thị Lan"} <= cells
    assert all(cell.data_type in ("s", "n") for line in sheet.iter_rows() for cell in line)
    assert any("Hà Thị Mai (mai)" in cell for cell in cells)
    assert Entry.objects.filter(action="reentry.export").exists()


@pytest.mark.parametrize("who", ["leader", "admin", "khach"])
def test_for_others_it_is_not_there(register: Register, signed_in: Any, who: str) -> None:
    assert signed_in(getattr(register, who)).get("/nhap-lai/").status_code == 404


def test_nobody_sees_or_ticks_another_unit_s_lines(register: Register, signed_in: Any) -> None:
    change(register, lan(register), ethnicity="Mường")
    row = ReEntry.objects.get()
    binh = signed_in(register.binh)
    assert "Vi Thị Lan" not in binh.get("/nhap-lai/").content.decode()
    told = {"lam": "da-nhap", "dong": str(row.pk)}
    assert binh.post("/nhap-lai/?xem=can", told).status_code == 404
    assert binh.get(f"/nhap-lai/?don-vi={register.na_loc.pk}").status_code == 404
    khach(register)
    row.refresh_from_db()
    assert row.state == ReEntry.OPEN


def test_filtered_by_unit_and_by_officer(register: Register, signed_in: Any) -> None:
    change(register, lan(register), ethnicity="Mường")
    other = taken_in(register.mai, register.party_office, [someone(9)])[0]
    propose(actor=register.mai, person=other, values={"ethnicity": "Mường"}, evidence="", version=1)
    mai = signed_in(register.mai)
    here = mai.get(f"/nhap-lai/?don-vi={register.na_loc.pk}").content.decode()
    assert "Vi Thị Lan" in here
    assert "Vi Văn 9" not in here
    own = mai.get("/nhap-lai/?cua=toi").content.decode()
    assert "Vi Văn 9" in own
    assert "Vi Thị Lan" not in own


def test_a_long_list_asks_as_often_as_a_short_one(
    register: Register, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    people = taken_in(register.mai, register.na_loc, [someone(n) for n in range(1, 71)])
    for person in people:
        propose(actor=register.hung, person=person, values={"ethnicity": "Mường"}, evidence="",
                version=1)  # fmt: skip
    mai = signed_in(register.mai)
    with django_assert_max_num_queries(20):
        page = mai.get("/nhap-lai/").content.decode()
    assert "Xem 50 dòng tiếp theo" in page
