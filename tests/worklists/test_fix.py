"""Stories of putting one thing right after another: checks, evidence, the next person, two at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dangvien.audit.models import Entry
from dangvien.members.actions import correct
from dangvien.members.models import Identifier, Person
from dangvien.quality.actions import approve, settle
from dangvien.quality.models import Finding, Proposal, Waiver
from dangvien.quality.proposed import opened
from dangvien.worklists.fixing import look
from dangvien.worklists.fixing.checks import GOOD, ODD, WAIT
from members.people import khach
from register import Register
from worklists.cell import SHORT, WHOLE, Cell, fill, text_of

pytestmark = pytest.mark.django_db


def page_of(person: Person) -> str:
    """The address of a person's things."""
    return f"/viec/nguoi/{person.uid}/"


def sent(person: Person, rule: str, **told: str) -> dict[str, str]:
    """What the form of one thing sends."""
    finding = Finding.objects.get(person=person, rule=rule)
    return {"viec": str(finding.uid), "version": str(person.version), **told}


def post(client: Client, person: Person, rule: str, **told: str) -> Any:
    """Send the form of one thing."""
    return client.post(page_of(person), sent(person, rule, **told))


def states(cell: Cell, register: Register, typed: str) -> list[str]:
    """What the checks say of digits typed so far."""
    return [one.state for one in look(register.hung, cell.muon, "citizen_id", typed).checks]


def test_a_thing_says_what_why_and_what_stands_there(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    page = text_of(signed_in(register.hung).get(page_of(cell.muon)))
    assert "Số căn cước thiếu 1 chữ số" in page
    assert SHORT in page  # faulty: it is compared with the card
    assert "Đồng chí nhìn thấy ở đâu?" in page
    assert 'inputmode="numeric"' in page
    assert " checked" not in page  # where it was seen is the person's own judgement
    assert "Việc 2/4 của chi bộ" in page
    read = Entry.objects.filter(action="member.read").latest("pk")
    assert read.subject == f"person:{cell.muon.uid}"


def test_checks_come_as_they_become_decidable(register: Register) -> None:
    cell = fill(register)
    assert states(cell, register, "") == [WAIT, WAIT, WAIT, WAIT]
    assert states(cell, register, "0990") == [WAIT, GOOD, WAIT, WAIT]
    assert states(cell, register, WHOLE[:11]) == [WAIT, GOOD, GOOD, WAIT]
    assert states(cell, register, WHOLE) == [GOOD] * 4
    assert states(cell, register, "0991" + "61004217") == [GOOD, ODD, ODD, GOOD]
    assert states(cell, register, WHOLE + "1")[0] == ODD
    assert look(register.hung, cell.muon, "citizen_id", "099 0 58 004217").whole


def test_whose_number_it_is_said_by_name_only_in_ones_own_units(register: Register) -> None:
    cell, stranger = fill(register), khach(register)
    theirs = look(register.hung, cell.muon, "citizen_id", "099070000004")
    assert theirs.checks[-1].says == "Số này đang ghi ở một hồ sơ ở đơn vị khác"
    assert stranger.full_name not in str(theirs)
    ours = look(register.hung, cell.muon, "citizen_id", "099070100005")
    assert cell.xuan.full_name in ours.checks[-1].says
    assert theirs.whole  # a disagreement is a question, never a wall


def test_the_check_answers_while_one_types_and_keeps_nothing(
    register: Register, signed_in: Any
) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    before = Entry.objects.count()
    asked = sent(cell.muon, "V05", **{"gia-tri": WHOLE[:11]})
    answer = client.post(page_of(cell.muon) + "kiem/", asked)
    assert "Còn thiếu 1 chữ số" in text_of(answer)
    assert "Khớp hồ sơ" in text_of(answer)
    assert Entry.objects.count() == before
    assert not Proposal.objects.exists()


def test_hung_fixes_and_goes_on_to_the_next_person(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    answer = post(client, cell.muon, "V05", **{"gia-tri": WHOLE, "nguon": "card"})
    assert (answer.status_code, answer.url) == (302, page_of(cell.hong))
    made = Proposal.objects.get()
    assert (made.state, made.fields, made.evidence) == ("waiting", ["citizen_id"], "card")
    assert opened(made)["citizen_id"].after == WHOLE
    assert made.findings.get().rule == "V05"
    page = text_of(client.get("/viec/"))
    assert "Đã gửi xã duyệt, đồng chí Muôn." in page
    assert f"/viec/nguoi/{cell.muon.uid}/" not in page
    approve(actor=register.mai, proposal=made)
    settle()
    assert Finding.objects.get(person=cell.muon, rule="V05").closed_on is not None


def test_two_things_of_one_person_follow_each_other(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    page = text_of(client.get(page_of(cell.pan)))
    assert "ý 1/2" in page
    assert "Lưu và sang việc sau" in page
    answer = post(client, cell.pan, "V04", **{"gia-tri": "099067000333", "nguon": "copy"})
    phone = Finding.objects.get(person=cell.pan, rule="V22")
    assert answer.url == f"{page_of(cell.pan)}?viec={phone.uid}"
    assert "Lưu và sang người tiếp theo" in text_of(client.get(answer.url))
    cell.pan.refresh_from_db()
    answer = post(client, cell.pan, "V22", **{"gia-tri": "0990 000 333"})
    assert answer.status_code == 302
    assert Proposal.objects.get(fields=["phone"]).state == "applied"  # nobody has to approve it
    phone.refresh_from_db()
    assert phone.closed_on is not None


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    register: Register, signed_in: Any
) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    short = post(client, cell.muon, "V05", **{"gia-tri": WHOLE[:11], "nguon": "card"})
    assert short.status_code == 422
    assert f'value="{WHOLE[:11]}"' in text_of(short)
    assert 'value="card" checked' in text_of(short)
    nowhere = post(client, cell.muon, "V05", **{"gia-tri": WHOLE})
    assert nowhere.status_code == 422
    assert "Chọn nơi đồng chí đã nhìn thấy" in text_of(nowhere)
    assert not Proposal.objects.exists()


def test_not_met_today_then_the_next_person(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    answer = client.post(page_of(cell.pan) + "de-sau/")
    assert answer.url == page_of(cell.muon)
    assert "chuyển xuống cuối danh sách" in text_of(client.get(answer.url))
    assert Entry.objects.filter(action="worklist.missed").count() == 1


def test_somebody_wrote_the_same_field_meanwhile(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    told = sent(cell.pan, "V22", **{"gia-tri": "0990000714"})
    correct(
        actor=register.mai, person=cell.pan, values={"phone": "0990000471"}, source="Phiếu giấy",
        version=cell.pan.version,
    )  # fmt: skip
    settle()  # the thing itself is over by now: what was typed is not lost all the same
    answer = client.post(page_of(cell.pan), told)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Có người vừa sửa cùng ô" in page
    assert "0990 000 714" in page
    assert "0990 000 471" in page
    assert " checked" not in page
    cell.pan.refresh_from_db()
    choice = {
        "xung-dot": "1", "o": "phone", "gia-tri": "0990000714", "viec": told["viec"],
        "dau": told["version"], "version": str(cell.pan.version),
    }  # fmt: skip
    assert client.post(page_of(cell.pan), choice).status_code == 422
    assert client.post(page_of(cell.pan), choice | {"chon": "minh"}).status_code == 302
    numbers = Identifier.objects.filter(person=cell.pan, kind="phone", until=None)
    assert numbers.count() == 1
    assert Proposal.objects.get(fields=["phone"]).state == "applied"


def test_unsure_leaves_it_to_somebody_else(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    told = sent(cell.pan, "V22", **{"gia-tri": "0990000714"})
    correct(
        actor=register.mai, person=cell.pan, values={"phone": "0990000471"}, source="Phiếu giấy",
        version=cell.pan.version,
    )  # fmt: skip
    cell.pan.refresh_from_db()
    choice = {
        "xung-dot": "1", "o": "phone", "gia-tri": "0990000714", "viec": told["viec"],
        "dau": told["version"], "version": str(cell.pan.version), "chon": "khong-chac",
    }  # fmt: skip
    assert client.post(page_of(cell.pan), choice).status_code == 302
    assert Proposal.objects.get(fields=["phone"]).state == "waiting"


def test_papers_that_say_so_are_asked_to_be_kept(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    told = sent(cell.dung, "V22")
    short = client.post(page_of(cell.dung) + "giu-nguyen/", told | {"ly-do": "ừ"})
    assert short.status_code == 422
    assert "Ghi rõ vì sao" in text_of(short)
    reason = "Dùng chung máy với mẹ là đồng chí Hồng, cùng nhà"
    answer = client.post(page_of(cell.dung) + "giu-nguyen/", told | {"ly-do": reason})
    assert answer.status_code == 302
    assert Waiver.objects.get().reason == reason
    assert cell.dung.full_name not in text_of(client.get("/viec/"))


def test_what_the_cell_cannot_find_out_goes_to_the_commune(
    register: Register, signed_in: Any
) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    answer = client.post(page_of(cell.hong) + "gui-xa/", sent(cell.hong, "V05"))
    assert answer.status_code == 302
    assert Finding.objects.get(person=cell.hong, rule="V05").holder == "officer"


def test_somebody_of_another_cell_is_absent(register: Register, signed_in: Any) -> None:
    fill(register)
    stranger = khach(register)
    client = signed_in(register.hung)
    for more in ("", "kiem/", "de-sau/", "gui-xa/", "giu-nguyen/"):
        assert client.post(page_of(stranger) + more, {"viec": "x"}).status_code == 404
    assert client.get(page_of(stranger)).status_code == 404
    assert signed_in(register.leader).get(page_of(stranger)).status_code == 404


def test_nobody_left_to_ask_of_this_person(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    page = text_of(signed_in(register.hung).get(page_of(cell.xuan)))
    assert "Không còn việc phải hỏi đồng chí này" in page
    assert "Sang đồng chí" in page
