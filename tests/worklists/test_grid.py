"""The officer's grid: what mai sees, narrows, takes at once, hands over and takes back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangvien.accounts.models import User
from dangvien.members.sealed import numbers
from dangvien.quality.models import Finding, Proposal
from members.people import khach
from quality.correcting import finding
from register import Register
from worklists.work import LIST, NEW, OLD, a_day_s_work, address, no_phone, page, people, short_id

SignIn = Callable[[User], Client]


@pytest.fixture
def work(register: Register) -> dict[str, list[Finding]]:
    return a_day_s_work(register)


@pytest.fixture
def mai(register: Register, signed_in: SignIn) -> Client:
    return signed_in(register.mai)


def shown(text: str) -> list[str]:
    """Titles of the groups, in order."""
    return re.findall(r'class="turn".*?<b>([^<]+)</b></a>', text, re.S)


def option(text: str, words: str) -> tuple[str, str]:
    """Address and count of one value of a facet."""
    found = re.search(
        rf'<a class="option" href="([^"]*)"[^>]*><i[^>]*></i><span>{words}(?:<span.*?</span>)?</span>'
        r"<b>([\d.]+)", text,
    )  # fmt: skip
    assert found, words
    return found[1].replace("&amp;", "&"), found[2]


def test_safe_ones_stand_first_then_what_blocks(work: object, mai: Client) -> None:
    text = page(mai)
    assert shown(text) == [
        "Địa chỉ theo đơn vị hành chính cũ", "Số căn cước không đủ 12 chữ số",
        "Số điện thoại thiếu hoặc chưa đúng",
    ]  # fmt: skip
    assert "Chọn cả 8" in text
    assert "Giao 3 việc cho chi bộ" in text
    assert "Xem thêm 2 việc cùng loại" in text  # six of eight are there
    assert text.count("data-row") == 6 + 3 + 5
    assert "Tất cả <span>16</span>" in text
    assert "Chặn đồng bộ <span>3</span>" in text


def test_the_faulty_number_is_shown_the_changed_part_marked(work: object, mai: Client) -> None:
    text = page(mai, "?loai=V05")
    assert "99058004217" in text
    assert "<mark>0</mark>99058004217" in text
    assert "Mất số 0 ở đầu" in text
    assert "huyện Quan Sơn" not in text


def test_counts_of_a_facet_answer_to_the_others(work: object, mai: Client) -> None:
    text = page(mai)
    assert option(text, "Căn cước")[1] == "3"
    assert option(text, "Tôi")[1] == "11"
    assert option(text, "Chi bộ bản Nà Lốc")[1] == "11"
    narrowed = page(mai, option(text, "Căn cước")[0])
    assert option(narrowed, "Tôi")[1] == "3"
    assert option(narrowed, "Chi bộ")[1] == "0"  # of those that lie at the cells none is an id
    assert option(narrowed, "Địa chỉ")[1] == "8"  # of its own facet every value keeps its count
    assert "Đang xem 3/16 việc" in narrowed
    both = page(mai, option(narrowed, "Địa chỉ")[0])
    assert "Đang xem 11/16 việc" in both


def test_a_chip_takes_its_facet_away(work: object, mai: Client) -> None:
    text = page(mai, "?muc=E&dang-o=officer")
    chips = re.findall(r'<li><a href="([^"]+)"><span class="off">Bỏ lọc </span>([^<]+)<', text)
    assert [words for _, words in chips] == ["Chặn đồng bộ", "Đang ở: Tôi"]
    assert chips[0][0].replace("&amp;", "&") == "?dang-o=officer"


def test_views(work: dict[str, list[Finding]], mai: Client) -> None:
    late = work["phones"][0]
    late.due = late.opened_on.replace(year=2020)
    late.save()
    text = page(mai, "?xem=qua-han")
    assert "Quá hạn <span>1</span>" in text
    assert text.count("data-row") == 1
    assert page(mai, "?xem=chan").count("data-row") == 3


def test_a_group_alone_a_page_at_a_time(register: Register, mai: Client) -> None:
    for one in people(register, register.na_loc, range(100, 163)):
        no_phone(one)
    text = page(mai)
    assert "Xem thêm 57 việc cùng loại" in text
    seen: set[str] = set()
    more = "?nhom=V22-W"
    while more:
        text = page(mai, more)
        rows = set(re.findall(r'data-row="([^"]+)"', text))
        assert not seen & rows
        seen |= rows
        link = re.search(r'<tr class="more-row">.*?href="([^"]+)"', text, re.S)
        more = link[1].replace("&amp;", "&") if link else ""
    assert len(seen) == 63
    assert mai.get(LIST + "?nhom=V22-W&sau=hong").status_code == 404


def test_mai_takes_all_safe_ones_and_undoes_it(work: dict[str, list[Finding]], mai: Client) -> None:
    text = page(mai)
    assert 'name="nhom" value="V24-an"' in text
    answer = mai.post(LIST + "nhan/", {"nhom": "V24-an", "loc": "?dang-o=officer"})
    assert answer["Location"] == LIST + "?dang-o=officer"
    person = work["safe"][0].person
    assert person is not None
    person.refresh_from_db()
    assert person.permanent_address == NEW
    text = page(mai)
    assert "Đã nhận 8 việc" in text
    assert "hoàn tác được đến hết" in text
    mai.post(LIST + "hoan-tac/", {"loc": ""})
    person.refresh_from_db()
    assert person.permanent_address == OLD
    assert not Proposal.objects.filter(undone_at=None).exists()
    assert "hoàn tác được đến hết" not in page(mai)


def test_only_safe_ones_are_taken_however_they_are_sent(
    work: dict[str, list[Finding]], mai: Client
) -> None:
    wanted = [str(work["safe"][0].uid), str(work["ids"][0].uid)]
    mai.post(LIST + "nhan/", {"viec": wanted, "loc": ""})
    assert list(Proposal.objects.values_list("fields", flat=True)) == [["permanent_address"]]
    assert "1 việc không phải sửa an toàn" in page(mai)
    mai.post(LIST + "nhan/", {"mot": wanted[1], "loc": ""})
    assert Proposal.objects.count() == 1


def test_handing_over_and_taking_back(work: dict[str, list[Finding]], mai: Client) -> None:
    mai.post(LIST + "giao/", {"ca-nhom": "V05-E", "loc": ""})
    assert {one.holder for one in Finding.objects.filter(rule="V05")} == {"cell"}
    assert Finding.objects.filter(holder="officer").count() == 8
    text = page(mai)
    assert "vừa giao 3 việc" in text
    assert "Chi bộ đang giữ" in text
    mai.post(LIST + "hoan-tac/", {"loc": ""})
    assert {one.holder for one in Finding.objects.filter(rule="V05")} == {"officer"}


def test_one_by_one_with_all_their_words(work: dict[str, list[Finding]], mai: Client) -> None:
    uids = [str(one.uid) for one in work["ids"][:2]]
    answer = mai.post(LIST + "xem/", {"viec": uids, "loc": ""})
    text = page(mai, answer["Location"].removeprefix(LIST))
    assert text.count("data-row") == 2
    assert "Luật Căn cước" in text
    assert "csrfmiddlewaretoken" not in answer["Location"]


def test_one_press_where_no_paper_is_asked_for(register: Register, mai: Client) -> None:
    person = people(register, register.na_loc, range(1, 2))[0]
    one = finding(person, "phone", "V22", value="0990000417"[1:], fix="0990000417", severity="W",
                  cause="lost_zero", holder="officer")  # fmt: skip
    assert 'formaction="/viec/dung/"' in page(mai)
    mai.post(LIST + "dung/", {"mot": str(one.uid), "loc": ""})
    assert numbers(person)["phone"] == "0990000417"
    held = short_id(person)
    mai.post(LIST + "dung/", {"mot": str(held.uid), "loc": ""})
    assert Proposal.objects.count() == 1


def test_other_communes_are_absent(register: Register, work: object, signed_in: SignIn) -> None:
    stranger = khach(register)
    other = address(stranger)
    mai, binh = signed_in(register.mai), signed_in(register.binh)
    assert stranger.full_name not in page(mai)
    assert "Tất cả <span>16</span>" in page(mai)
    assert "Tất cả <span>1</span>" in page(binh)
    assert str(other.uid) not in page(mai, f"?viec={other.uid}")
    assert mai.get(f"{LIST}?chi-bo={register.clinic.pk}").status_code == 404
    mai.post(LIST + "nhan/", {"viec": [str(other.uid)], "loc": ""})
    mai.post(LIST + "giao/", {"viec": [str(other.uid)], "loc": ""})
    other.refresh_from_db()
    assert (other.holder, Proposal.objects.count()) == ("officer", 0)


def test_who_gets_the_grid(register: Register, signed_in: SignIn) -> None:
    assert signed_in(register.leader).get(LIST).status_code == 404
    assert signed_in(register.hung).post(LIST + "nhan/").status_code == 404
    assert 'id="loc"' in page(signed_in(register.tinh))
    assert 'id="loc"' not in page(signed_in(register.hung))


def test_questions_asked_of_the_database(work: object, register: Register, mai: Client) -> None:
    """As many for sixteen findings as for a hundred: only what is shown is opened."""
    page(mai)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(mai)
    for one in people(register, register.party_office, range(200, 284)):
        no_phone(one)
    with CaptureQueriesContext(connection) as many:
        page(mai)
    assert len(many) == len(few) <= 21, [q["sql"][:90] for q in many]
    counting = [q["sql"] for q in many if "GROUP BY" in q["sql"] and "quality_finding" in q["sql"]]
    assert len(counting) == 1


def test_nothing_left(register: Register, mai: Client) -> None:
    assert "Không còn việc nào" in page(mai)
    address(people(register, register.na_loc, range(1, 2))[0])
    assert "Không việc nào khớp với bộ lọc" in page(mai, "?muc=E")
