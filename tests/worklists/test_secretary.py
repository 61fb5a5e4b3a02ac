"""Stories of the secretary's list: whom to ask, where to begin, by when; nobody of another cell."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvien.campaigns.actions import assign, begin, open_campaign
from dangvien.members.models import Person
from dangvien.quality.actions import hand_over, propose, settle
from dangvien.quality.models import Finding
from dangvien.worklists.actions import missed
from dangvien.worklists.people import asked, standing
from members.people import khach, someone, taken_in
from register import Register
from worklists.cell import WHOLE, fill, text_of

pytestmark = pytest.mark.django_db
MOST = 45  # statements with session, second factor, rights and the frame of the page


def words(page: str) -> str:
    """The page as it is read."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_hung_sees_whom_to_ask_and_where_to_begin(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    page = text_of(signed_in(register.hung).get("/viec/"))
    assert "Còn 3 đảng viên cần hỏi" in page
    assert "Phải xong để đồng bộ" in page
    assert "Nên hỏi thêm" in page
    assert "67 tuổi, cạnh nhà văn hóa bản" in page
    assert "Nhìn thẻ căn cước, nhập đủ 12 số" in page
    assert "Số đang ghi là chứng minh thư cũ" in page
    assert "Chưa có số căn cước, chưa có số điện thoại <i>(2 việc)</i>" in page
    assert page.index("Lò Văn Muôn") < page.index("Nên hỏi thêm") < page.index("Ngân Văn Dũng")
    assert cell.xuan.full_name not in page
    assert "V05" not in page
    assert f"/viec/nguoi/{cell.pan.uid}/" in page  # who comes first in order of names
    assert WHOLE not in page


def test_the_parts_add_up(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    propose(
        actor=register.hung, person=cell.muon, values={"citizen_id": WHOLE}, evidence="card",
        version=cell.muon.version,
    )  # fmt: skip
    settle()
    people = asked(register.hung, [register.na_loc])
    stands = standing(register.na_loc, people, None)
    assert (stands.done, stands.waiting, stands.left, stands.whole) == (2, 1, 2, 5)
    said = words(text_of(signed_in(register.hung).get("/viec/")))
    assert "2/5 xong 1 chờ xã duyệt 2 còn lại" in said
    assert "2/5 = 40,00 %" in said.replace("\u00a0", " ")


def test_what_lies_elsewhere_is_not_asked_of_the_cell(register: Register) -> None:
    cell = fill(register)
    finding = Finding.objects.get(person=cell.muon, rule="V05")
    hand_over(actor=register.mai, findings=[finding], to="police")
    people = asked(register.hung, [register.na_loc])
    assert cell.muon.pk not in {one.pk for one in people}
    stands = standing(register.na_loc, people, None)
    assert (stands.waiting, stands.elsewhere, stands.left) == (1, 1, 2)


def test_deadline_pace_and_whom_to_call(register: Register, signed_in: Any) -> None:
    fill(register)
    campaign = begin(
        actor=register.mai,
        campaign=open_campaign(
            actor=register.mai, org=register.commune, plan="tam-lu", starts=date(2025, 12, 10)
        ),
    )
    assign(
        actor=register.mai, campaign=campaign, org=register.commune, phone="0990000101",
        name="Lương Thị Hoài, Ban Xây dựng Đảng",
    )  # fmt: skip
    said = words(text_of(signed_in(register.hung).get("/viec/")))
    assert "Hạn của chi bộ: " in said
    assert re.search(r"Mỗi ngày hỏi \d+ người là kịp|Xin hỏi cho xong ngay", said)
    assert "Đ/c Lương Thị Hoài, Ban Xây dựng Đảng, 0990 000 101" in said


def test_four_cards_then_the_rest_behind_one_press(register: Register, signed_in: Any) -> None:
    taken_in(
        register.mai, register.na_loc,
        [someone(n, full_name=f"Vi Văn {'ABCDEFG'[n]}n", citizen_id="") for n in range(7)],
    )  # fmt: skip
    settle()
    page = text_of(signed_in(register.hung).get("/viec/"))
    assert "Xem 3 người nữa" in page
    assert page.count('class="card-link"') == 7


def test_who_was_not_met_goes_to_the_end_for_today(register: Register) -> None:
    cell = fill(register)
    before = [one.pk for one in asked(register.hung, [register.na_loc])]
    missed(actor=register.hung, person=Person.objects.get(pk=before[0]))
    after = asked(register.hung, [register.na_loc])
    blocking = [one for one in after if one.blocking]
    assert blocking[-1].pk == before[0]
    assert blocking[-1].missed
    assert [one.pk for one in after if not one.blocking] == [cell.dung.pk]


def test_nothing_left_to_ask(register: Register, signed_in: Any) -> None:
    taken_in(
        register.mai, register.na_loc,
        [someone(1, full_name="Vi Văn Ánh", birth_date="1980-05-12", sex="Nam",
                 citizen_id="099080000001")],
    )  # fmt: skip
    settle()
    page = text_of(signed_in(register.hung).get("/viec/"))
    assert "Hết việc rồi" in page
    assert "1/1 hồ sơ" in page


def test_an_empty_register_says_how_it_begins(register: Register, signed_in: Any) -> None:
    assert "Chưa có danh sách đảng viên" in text_of(signed_in(register.hung).get("/viec/"))


def test_another_cell_is_absent(register: Register, signed_in: Any) -> None:
    fill(register)
    stranger = khach(register)
    settle()
    client = signed_in(register.hung)
    assert stranger.full_name not in text_of(client.get("/viec/"))
    assert client.get(f"/viec/?chi-bo={register.clinic.pk}").status_code == 404


def test_the_number_of_statements_is_pinned(register: Register, signed_in: Any) -> None:
    people = [someone(n, full_name=f"Vi Văn {n}", citizen_id="", phone="") for n in range(40)]
    taken_in(register.mai, register.na_loc, people)
    settle()
    client = signed_in(register.hung)
    client.get("/viec/")
    with CaptureQueriesContext(connection) as told:
        assert client.get("/viec/").status_code == 200
    assert len(told) <= MOST
