"""Stories on the pages: Lan's record, who edits what, who is told that there is nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangvien.audit.models import Concerned, Entry
from dangvien.members.actions import correct
from dangvien.members.models import Identifier, Person
from members.people import LAN, lan, someone, taken_in
from register import Register

pytestmark = pytest.mark.django_db
NUMBERS = [LAN["citizen_id"], LAN["card_number"], LAN["phone"]]


def address(person: Person, more: str = "") -> str:
    """An address of a person's record."""
    return f"/dang-vien/{person.uid}/{more}"


def text_of(response: Any) -> str:
    """The page as text."""
    told: str = response.content.decode()
    return told


def form(person: Person, group: str = "so", **typed: str) -> dict[str, str]:
    """What the edit page of a group sends, the boxes as they were but for what was typed."""
    boxes = {
        "so": {"phone": "", "citizen_id": "", "old_id_number": "", "card_number": "",
               "file_number": person.file_number},
        "nguoi": {"full_name": person.full_name, "other_name": "", "sex": person.sex,
                  "birth_date": "12/05/1980", "id_birth_date": "", "ethnicity": person.ethnicity,
                  "religion": person.religion},
    }  # fmt: skip
    return boxes[group] | {"version": str(person.version), "source": ""} | typed


def test_hung_opens_lans_record_and_it_is_logged(register: Register, signed_in: Any) -> None:
    person = lan(register)
    page = signed_in(register.hung).get(address(person))
    assert page.status_code == 200
    assert "Vi Thị Lan" in text_of(page)
    assert "099•••••0001" in text_of(page)
    assert not any(number in text_of(page) for number in NUMBERS)
    entry = Entry.objects.get(action="member.read")
    assert Concerned.objects.filter(entry=entry, person=person.uid).exists()


def test_hung_shows_one_number_in_one_answer(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.hung)
    assert client.get(address(person, "hien/phone/")).status_code == 405
    page = client.post(address(person, "hien/phone/"))
    assert "0990 000 001" in text_of(page)
    assert LAN["citizen_id"] not in text_of(page)
    assert Entry.objects.get(action="member.reveal").data == {"kind": "phone"}
    assert "0990 000 001" not in text_of(client.get(address(person)))
    assert client.post(address(person, "hien/full_name/")).status_code == 404


def test_hung_edits_the_phone(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.hung)
    told = form(person, phone="0990 000 777", source="Gọi điện")
    assert client.post(address(person, "sua/?nhom=so"), told).status_code == 302
    row = Identifier.objects.get(person=person, kind="phone", until=None)
    assert row.source == "Gọi điện"
    assert Entry.objects.get(action="member.correct").data["fields"] == ["phone"]


def test_hung_cannot_edit_identity(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.hung)
    assert 'name="full_name"' not in text_of(client.get(address(person, "sua/?nhom=nguoi")))
    told = form(person, "nguoi", full_name="Vi Thị Loan", source="x")
    client.post(address(person, "sua/?nhom=nguoi"), told)
    person.refresh_from_db()
    assert person.full_name == "Vi Thị Lan"


def test_nobody_edits_identity_alone(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.mai)
    page = text_of(client.get(address(person, "sua/?nhom=nguoi")))
    assert 'name="full_name"' not in page
    assert address(person, "de-nghi/?o=full_name") in page
    told = form(person, "nguoi", full_name="VI THỊ LOAN", other_name="Loan", source="Thẻ căn cước")
    assert client.post(address(person, "sua/?nhom=nguoi"), told).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.other_name) == ("Vi Thị Lan", "Loan")


def test_an_empty_box_keeps_the_value_unless_asked(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.mai)
    told = form(person, "nguoi", ethnicity="")
    page = client.post(address(person, "sua/?nhom=nguoi"), told)
    assert page.status_code == 422
    assert (
        client.post(address(person, "sua/?nhom=nguoi"), told | {"erase": "on"}).status_code == 302
    )
    person.refresh_from_db()
    assert person.ethnicity == ""


def test_what_looks_wrong_is_a_question_not_a_wall(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.mai)
    told = form(person, card_number="3801", source="Thẻ đảng viên")
    page = client.post(address(person, "sua/?nhom=so"), told)
    assert page.status_code == 422
    assert 'value="3801"' in text_of(page)
    assert "lưu đúng như đã gõ" in text_of(page)
    assert client.post(address(person, "sua/?nhom=so"), told | {"keep": "on"}).status_code == 302
    assert "c-E" in text_of(client.get(address(person)))


def test_a_form_writes_only_its_own_fields(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.mai)
    before = {name: getattr(person, name) for name in ("status", "unit_id", "official_date", "uid")}
    told = form(person, phone="0990000777") | {
        "status": "died", "unit": str(register.clinic.pk), "unit_id": str(register.clinic.pk),
        "official_date": "01/01/2020", "uid": "0", "withdrawn_at": "2020-01-01", "same_as": "1",
        "sources": "{}", "sections": "{}", "id": "99",
    }  # fmt: skip
    client.post(address(person, "sua/?nhom=so"), told)
    person.refresh_from_db()
    assert {name: getattr(person, name) for name in before} == before
    assert person.withdrawn_at is None


@pytest.mark.parametrize(
    "more",
    ["", "sua/", "sua/?nhom=doi-chieu", "su-kien/", "su-kien/?loai=moved", "in/", "ai-da-xem/"],
)
@pytest.mark.parametrize("who", ["binh", "leader", "admin", "khach"])
def test_others_are_told_that_there_is_nothing(
    register: Register, signed_in: Any, who: str, more: str
) -> None:
    person, client = lan(register), signed_in(getattr(register, who))
    page = client.get(address(person, more))
    assert page.status_code == 404
    assert "Lan" not in text_of(page)
    assert client.post(address(person, more or "hien/phone/"), {}).status_code in (404, 405)
    assert not Concerned.objects.exclude(entry__action="member.take_in").exists()


@pytest.mark.parametrize("who", ["leader", "admin", "khach"])
def test_leaders_and_administrators_have_no_list(
    register: Register, signed_in: Any, who: str
) -> None:
    assert signed_in(getattr(register, who)).get("/dang-vien/").status_code == 404


def test_binh_finds_only_his_own(register: Register, signed_in: Any) -> None:
    lan(register)
    client: Client = signed_in(register.binh)
    assert "Chưa có danh sách đảng viên" in text_of(client.get("/dang-vien/"))
    taken_in(register.binh, register.clinic, [someone(7)])
    assert "Vi Văn 7" in text_of(client.get("/dang-vien/?q=vi"))
    assert "Vi Thị Lan" not in text_of(client.get("/dang-vien/?q=vi"))
    assert "Không có ai khớp" in text_of(client.post("/dang-vien/", {"q": LAN["citizen_id"]}))
    assert client.get(f"/dang-vien/?don-vi={register.na_loc.pk}").status_code == 404


def test_a_number_is_searched_but_stands_in_no_address_and_no_log(
    register: Register, signed_in: Any
) -> None:
    lan(register)
    client: Client = signed_in(register.mai)
    number = LAN["citizen_id"]
    assert "Vi Thị Lan" in text_of(client.post("/dang-vien/", {"q": number}))
    entry = Entry.objects.get(action="member.list")
    assert entry.data == {"kind": "number", "count": 1}
    page = client.get(f"/dang-vien/?q={number}")
    assert "Vi Thị Lan" not in text_of(page)
    named = client.post("/dang-vien/", {"q": "lan"})
    assert named["Location"] == "/dang-vien/?q=lan"


def test_the_list_logs_its_words_and_count(register: Register, signed_in: Any) -> None:
    lan(register)
    signed_in(register.mai).get("/dang-vien/?q=LAN")
    entry = Entry.objects.get(action="member.list")
    assert entry.data == {"kind": "name", "count": 1, "words": "lan"}


def test_the_context_holds_words_and_no_record(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.mai)
    for more in ("", "sua/", "su-kien/", "in/", "ai-da-xem/", "sua/?nhom=doi-chieu"):
        page = client.get(address(person, more))
        told = [value for layer in page.context for one in layer for value in one.values()]
        assert not any(isinstance(value, Person) for value in told)
        if more not in ("sua/", "sua/?nhom=doi-chieu"):
            assert not any(number in repr(told) for number in NUMBERS)
        assert not any(number in text_of(page) for number in NUMBERS)


def test_who_looked(register: Register, signed_in: Any) -> None:
    person = lan(register)
    signed_in(register.hung).get(address(person))
    page = signed_in(register.mai).get(address(person, "ai-da-xem/"))
    assert "Lò Văn Hùng" in text_of(page)
    assert "Mở hồ sơ" in text_of(page)


def test_printing_is_logged_and_masked_until_asked(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.mai)
    page = text_of(client.get(address(person, "in/")))
    assert not any(number in page for number in NUMBERS)
    assert LAN["citizen_id"] in text_of(client.post(address(person, "in/")))
    prints = Entry.objects.filter(action="member.print").order_by("pk")
    assert [one.data["numbers"] for one in prints] == ["masked", "full"]


def test_two_birth_dates_stand_together(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.mai)
    correct(
        actor=register.mai, person=person, values={"id_birth_date": "12/05/1982"}, source="Căn cước",
        version=1,
    )  # fmt: skip
    page = text_of(client.get(address(person)))
    assert "12/05/1980" in page
    assert "12/05/1982" in page


def test_mai_moves_lan_and_cancels_it(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.mai)
    told = {"unit": str(register.party_office.pk), "on": "01/12/2025", "decision": "QĐ 12",
            "authority": "", "version": "1"}  # fmt: skip
    page = client.post(address(person, "su-kien/?loai=moved"), told | {"on": "01/12/2026"})
    assert page.status_code == 422
    assert "chưa tới" in text_of(page)
    assert client.post(address(person, "su-kien/?loai=moved"), told).status_code == 302
    person.refresh_from_db()
    assert person.unit == register.party_office
    moved = person.events.get(kind="moved")
    asked = {"decision": "Nhầm người", "version": "2"}
    assert "Hủy việc này" in text_of(client.get(address(person, f"su-kien/?huy={moved.pk}")))
    assert client.post(address(person, f"su-kien/?huy={moved.pk}"), asked).status_code == 302
    person.refresh_from_db()
    assert person.unit == register.na_loc
    assert "đã hủy" in text_of(client.get(address(person)))


def test_mai_cannot_move_lan_where_she_has_no_say(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.mai)
    told = {
        "unit": str(register.clinic.pk),
        "on": "01/12/2025",
        "decision": "QĐ 12",
        "version": "1",
    }
    assert client.post(address(person, "su-kien/?loai=moved"), told).status_code == 422
    person.refresh_from_db()
    assert person.unit == register.na_loc


def test_a_section_is_shown_only_when_switched_on(
    register: Register, signed_in: Any, settings: Any
) -> None:
    client = signed_in(register.mai)
    person = taken_in(register.mai, register.na_loc, [someone(1, occupation="Nông dân")])[0]
    assert "Nghề nghiệp" not in text_of(client.get(address(person)))
    assert person.sections == {}
    settings.MEMBER_SECTIONS = {"occupation": "2025-12-01", "badge": "2026-01-01"}
    person = taken_in(register.mai, register.na_loc, [someone(2, occupation="Nông dân")])[0]
    page = text_of(client.get(address(person)))
    assert "Nông dân" in page
    assert "Huy hiệu" not in page


def test_the_number_of_statements_is_pinned(register: Register, signed_in: Any) -> None:
    people = taken_in(register.mai, register.na_loc, [someone(n) for n in range(60)])
    client = signed_in(register.mai)
    client.get("/dang-vien/")
    counted = {}
    for name, at in (
        ("list", "/dang-vien/"),
        ("search", "/dang-vien/?q=vi"),
        ("record", address(people[3])),
    ):
        with CaptureQueriesContext(connection) as told:
            assert client.get(at).status_code == 200
        own = sum('"members_' in one["sql"] for one in told)
        counted[name] = own
        assert len(told) <= MOST, name
    assert counted == PINNED


MOST = 30  # with session, second factor, rights, the log entry and the frame of the page
PINNED = {"list": 3, "search": 2, "record": 6}  # statements on people
