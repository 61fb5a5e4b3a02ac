"""What is asked of each kind of finding, on the phone and on paper: the same, in the same words."""

from __future__ import annotations

from typing import Any

import pytest

from dangvien.quality.actions import settle
from dangvien.quality.models import Finding, Proposal
from dangvien.quality.queries import told
from dangvien.worklists.fixing import Ask, ask
from dangvien.worklists.sheets.asking import question
from members.people import someone, taken_in
from register import Register
from worklists.cell import text_of

pytestmark = pytest.mark.django_db
OLD = "Bản Hậu, xã Sơn Hà, huyện Quan Sơn, tỉnh Thanh Hóa"
NEW = "Bản Hậu, xã Tam Lư, tỉnh Thanh Hóa"


def asked(register: Register, **values: Any) -> dict[str, Ask]:
    """How the findings of one person with these values are asked, by rule and field."""
    sound = {"full_name": "Vi Văn Ánh", "sex": "Nam", "birth_date": "1980-05-12",
             "citizen_id": "099080000001"}  # fmt: skip
    taken_in(register.mai, register.na_loc, [someone(1, **(sound | values))])
    settle()
    found = told(Finding.objects.exclude(person=None))
    return {f"{one.rule}.{one.field}": ask(one) for one in found}


def test_a_proposal_of_the_machine_is_taken_with_one_tap(
    register: Register, signed_in: Any
) -> None:
    one = asked(register, permanent_address=OLD)["V24.permanent_address"]
    assert (one.kind, one.offer_shown, one.evidence) == ("long", NEW, ())
    asks = question(one)
    assert (asks.ticks, asks.blank) == (("Đúng",), "Chưa đúng, sửa là:")
    client = signed_in(register.hung)
    address = f"/viec/nguoi/{one.told.person_uid}/?viec={one.told.uid}"
    page = text_of(client.get(address))
    assert "Máy đề xuất" in page
    assert " checked" not in page
    sent = {"viec": str(one.told.uid), "version": "1"}
    assert client.post(address, sent).status_code == 422  # nothing is chosen for anybody
    assert client.post(address, sent | {"chon": "may"}).status_code == 302
    assert Proposal.objects.get().state == "applied"


def test_where_a_paper_has_to_be_seen_nothing_is_offered(register: Register) -> None:
    one = asked(register, card_number="3801004")["V17.card_number"]
    assert one.told.fix == "03801004"
    assert (one.kind, one.offer) == ("number", "")
    assert [seen.key for seen in one.evidence] == ["copy", "file", "told"]


def test_two_birth_dates_are_both_kept(register: Register) -> None:
    one = asked(register, citizen_id="099081000001")["V08.birth_date"]
    assert (one.field, one.kind) == ("id_birth_date", "day")
    asks = question(one)
    assert asks.answer == "date"
    assert "Giữ cả hai" in "".join(asks.told)
    assert asks.told[1] == "12/05/1980"  # in bold


def test_a_choice_says_on_what_it_rests(register: Register) -> None:
    one = asked(register, member_type="")["V31.member_type"]
    asks = question(one)
    assert (asks.ticks, asks.sources) == (("Chính thức", "Dự bị"), ("Quyết định", "Lý lịch gốc"))
    assert one.approved


def test_what_no_value_settles_goes_to_the_commune(register: Register, signed_in: Any) -> None:
    asked(register)
    Finding.objects.all().delete()
    person = register.na_loc.people.get()
    Finding.objects.create(
        person=person, unit=register.na_loc, rule="V20", field="status", cause="died", severity="E",
        dimension="sach", opened_on="2025-12-01",
    )  # fmt: skip
    [said] = told(Finding.objects.all())
    one = ask(said)
    assert not one.typed
    assert question(one).blank == "Ý kiến khác:"
    page = text_of(signed_in(register.hung).get(f"/viec/nguoi/{person.uid}/"))
    assert "Gửi Ban Xây dựng Đảng xem" in page
    assert 'name="gia-tri"' not in page
