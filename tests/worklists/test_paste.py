"""Cells pasted from a spreadsheet: the good ones kept, the bad ones marked where they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from cast import HUNG, LAN
from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.members.sealed import numbers
from dangvien.quality.models import Proposal
from dangvien.worklists.paste import matching, reading, sending, values
from members.people import khach, someone, taken_in
from members.people import values as of
from register import Register
from worklists.work import people

PASTE = "/viec/dan/"
SignIn = Callable[[User], Client]


def table(*rows: tuple[str, ...]) -> str:
    """Rows as a spreadsheet puts them on the clipboard."""
    return "\r\n".join("\t".join(row) for row in rows) + "\r\n"


@pytest.fixture
def lan(register: Register) -> Person:
    return taken_in(register.mai, register.na_loc, [of(LAN), of(HUNG)])[0]


@pytest.fixture
def mai(register: Register, signed_in: SignIn) -> Client:
    return signed_in(register.mai)


def judged(client: Client, text: str, **more: str) -> tuple[int, str]:
    """Status and text of the page that shows the cells."""
    answer = client.post(PASTE, {"bang": text, **more})
    return answer.status_code, answer.content.decode()


def send(client: Client, text: str, **more: str) -> tuple[int, str]:
    """Status and text of the page after the good cells were sent."""
    answer = client.post(PASTE, {"bang": text, "lam": "gui", **more})
    return answer.status_code, answer.content.decode()


def test_good_cells_are_kept_wrong_ones_marked_in_place(lan: Person, mai: Client) -> None:
    text = table(
        ("Số lý lịch", "Số điện thoại", "Đơn vị công tác", "Ghi gì đó"),
        (LAN["file_number"], "0990", "Trường Tiểu học Tam Lư", "x"),
        (HUNG["file_number"], "0990000078", "", ""),
    )
    status, page = judged(mai, text)
    assert status == 422
    assert 'name="o-2-phone" value="0990"' in page
    assert "chưa đúng dạng" in page
    assert "“Ghi gì đó”: chưa hiểu cột này, bỏ qua" in page
    assert "Ghi 2 ô của 2 người" in page
    assert not Proposal.objects.exists()  # looking writes nothing
    status, page = send(mai, text)
    assert status == 422
    lan.refresh_from_db()
    assert lan.workplace == "Trường Tiểu học Tam Lư"
    assert "Đã ghi 2 ô của 2 người" in page
    assert 'name="o-2-phone" value="0990"' in page  # hùng's row is done, lan's wrong cell stays
    assert HUNG["full_name"] not in page
    assert set(Proposal.objects.values_list("came_by", flat=True)) == {"grid"}
    left = re.search(r'<textarea name="bang" hidden>(.*?)</textarea>', page, re.S)
    assert left
    answer = mai.post(PASTE, {"bang": left[1], "lam": "gui", "o-2-phone": "0990000077"})
    assert answer.status_code == 302
    assert numbers(lan)["phone"] == "0990000077"


def test_a_formula_stays_text(lan: Person, mai: Client) -> None:
    text = table(
        ("Số thẻ đảng viên", "Đơn vị công tác", "Chức vụ đảng"),
        (LAN["card_number"], "=HYPERLINK(A1)", "Chi ủy viên"),
    )
    status, page = send(mai, text)
    assert status == 422
    assert 'value="=HYPERLINK(A1)"' in page
    assert "Ô này là công thức" in page
    lan.refresh_from_db()
    assert (lan.workplace, lan.party_position) == ("", "Chi ủy viên")


def test_people_of_other_units_are_set_aside_in_words(
    register: Register, lan: Person, mai: Client
) -> None:
    stranger = khach(register)
    beside = taken_in(register.mai, register.party_office, [someone(50, full_name="Lương Văn Tự")])[
        0
    ]
    text = table(
        ("Số thẻ đảng viên", "Họ và tên", "Ngày sinh", "Đơn vị công tác"),
        ("38010004", stranger.full_name, "01/07/1970", "Trạm Y tế"),
        ("", beside.full_name, "12/05/1980", "Đảng ủy xã"),
        (LAN["card_number"], LAN["full_name"], "", "Trường học"),
        (LAN["card_number"], "Một Người Khác", "", "Trường học"),
        ("", "Ai Đó", "", "Trường học"),
    )
    status, page = judged(mai, text, **{"don-vi": str(register.na_loc.pk)})
    assert status == 422
    assert "5 dòng" not in page
    assert "4 dòng để riêng" in page
    assert "có thể là người của đơn vị khác" in page
    assert "Đang ở Chi bộ Cơ quan Đảng, ngoài đơn vị đồng chí đã chọn" in page
    assert "đang ghi cho người tên khác" in page
    assert "Chi bộ Trạm Y tế" not in page  # out of reach: not even where
    assert "Ghi 1 ô của 1 người" in page
    send(mai, text, **{"don-vi": str(register.na_loc.pk)})
    assert list(Proposal.objects.values_list("person__full_name", flat=True)) == [LAN["full_name"]]
    assert mai.post(PASTE, {"bang": text, "don-vi": register.clinic.pk}).status_code == 404


def test_identity_asks_where_it_was_seen_and_waits(lan: Person, mai: Client) -> None:
    text = table(("Số lý lịch", "Số căn cước"), (LAN["file_number"], "099180000019"))
    status, page = send(mai, text)
    assert status == 422
    assert "Chọn nơi đồng chí đã nhìn thấy" in page
    status, _ = send(mai, text, **{"bang-chung": "card"})
    assert status == 302
    one = Proposal.objects.get()
    assert (one.state, one.fields, one.came_by) == ("waiting", ["citizen_id"], "grid")
    assert numbers(lan)["citizen_id"] == LAN["citizen_id"]
    status, page = judged(mai, text)
    assert "Đang chờ duyệt" in page


def test_the_same_rules_judge_a_cell(lan: Person, mai: Client) -> None:
    """A lost zero, a number somebody else holds, a day that no calendar has, an Excel number."""
    text = table(
        ("Số lý lịch", "Số căn cước", "Số thẻ đảng viên", "Ngày sinh"),
        (LAN["file_number"], "99180000001", HUNG["card_number"], "31/02/1980"),
        (HUNG["file_number"], "9,9058E+10", "", ""),
    )
    status, page = judged(mai, text)
    assert status == 422
    assert "mất số 0 ở đầu" in page
    assert "Máy đề xuất: 099180000001" in page
    assert "còn ở 1 hồ sơ khác" in page
    assert "không có trong lịch" in page
    assert "làm tròn" in page
    assert "Ghi các ô đúng" not in page


def test_many_people_go_in_several_presses(
    register: Register, mai: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    people(register, register.na_loc, range(1, 6))
    text = table(
        ("Số lý lịch", "Đơn vị công tác"), *((f"{n:06}TH", "Ủy ban xã") for n in range(1, 6))
    )  # fmt: skip
    presses = 0
    status = 0
    while status != 302:
        status, page = send(mai, text)
        presses += 1
        left = re.search(r'<textarea name="bang" hidden>(.*?)</textarea>', page, re.S)
        text = left[1] if left else ""
    assert presses == 3
    assert Person.objects.filter(workplace="Ủy ban xã").count() == 5


def test_a_page_that_has_gone_stale_keeps_its_row(lan: Person, mai: Client) -> None:
    text = table(("Số lý lịch", "Đơn vị công tác"), (LAN["file_number"], "Trường học"))
    Person.objects.filter(pk=lan.pk).update(version=7)
    status, page = send(mai, text, phien=json.dumps({str(lan.uid): 9}))
    assert status == 422
    assert "vừa có người sửa" in page


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "dòng tên cột"),
        ("chỉ một dòng", "ít nhất một dòng người"),
        (table(("Cột A", "Cột B"), ("1", "2")), "Dòng đầu phải là tên cột"),
        ("Số thẻ\n" + "38010001\n" * 2001, "nhiều nhất 2.000 dòng"),
    ],
)
def test_what_is_no_table(lan: Person, mai: Client, text: str, says: str) -> None:
    status, page = judged(mai, text)
    assert status == 422
    assert says in page


def test_cells_with_quotes_and_breaks() -> None:
    text = 'Số thẻ\tĐơn vị công tác\tNơi thường trú\n38010001\t"Trường\nTiểu học"\t\'=1+1\n'
    found = reading.read(text)
    assert found.rows[0].cells["workplace"] == "Trường\nTiểu học"
    assert found.text(found.rows).count("\t") == 4
    assert reading.read(found.text(found.rows)).rows[0].cells == found.rows[0].cells


def test_two_thousand_rows_in_a_few_questions(
    register: Register, mai: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    people(register, register.na_loc, range(1, 2001))
    rows = [(f"{n:06}TH", f"0991{n:06}" if n % 100 else "0990") for n in range(1, 2001)]
    text = table(("Số lý lịch", "Số điện thoại"), *rows)
    found = reading.read(text)
    sound, _ = values.in_force(found)
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        matched = matching.match(register.mai, None, found.rows, sound).people
    assert len(matched) == 2000
    with django_assert_max_num_queries(45):  # type: ignore[attr-defined]
        status, page = judged(mai, text)
    assert status == 422
    assert "20 dòng có ô phải xem lại" in page
    assert "Ghi 1.980 ô của 1.980 người" in page


def test_a_secretary_pastes_for_the_own_cell_only(
    register: Register, lan: Person, signed_in: SignIn
) -> None:
    beside = taken_in(register.mai, register.party_office, [someone(50)])[0]
    text = table(
        ("Số lý lịch", "Đơn vị công tác"), (LAN["file_number"], "Trường học"),
        (beside.file_number, "Đảng ủy"),
    )  # fmt: skip
    _, page = judged(signed_in(register.hung), text)
    assert "Ghi 1 ô của 1 người" in page
    assert beside.full_name not in page
    assert signed_in(register.leader).get(PASTE).status_code == 404
