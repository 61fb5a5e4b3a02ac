"""The pages of corrections: bringing a value, the queue, deciding, who is told what."""

from __future__ import annotations

from typing import Any

import pytest

from dangvien.audit.models import Entry
from dangvien.members.actions import correct
from dangvien.members.models import Person
from dangvien.members.sealed import numbers
from dangvien.quality.actions import settle
from dangvien.quality.models import Proposal
from members.people import LAN, lan, someone, taken_in
from quality.correcting import SOUND, ask, finding
from register import Register

pytestmark = pytest.mark.django_db


def typed(**more: str) -> dict[str, str]:
    """What a browser sends of the form with nothing changed."""
    return {
        "full_name": LAN["full_name"], "birth_date": "12/05/1980", "citizen_id": "",
        "admission_date": "19/05/2001", "admission_decision_date": "12/05/2001",
        "official_date": "19/05/2002", "member_type": "official", "version": "1", "source": "",
    } | more  # fmt: skip


def test_from_the_record_to_the_approved_value(register: Register, signed_in: Any) -> None:
    person = lan(register)
    hung, mai = signed_in(register.hung), signed_in(register.mai)
    record = hung.get(f"/dang-vien/{person.uid}/").content.decode()
    at = f"/dang-vien/{person.uid}/de-nghi/?o=citizen_id"
    assert at in record
    page = hung.get(at).content.decode()
    assert "Đảng bộ xã Tam Lư xem rồi mới ghi" in page
    assert "checked" not in page
    assert LAN["citizen_id"] not in page
    answer = hung.post(at, typed(citizen_id="099 180 000 009", evidence="card", source="cấp 2021"))
    assert answer.status_code == 302
    made = Proposal.objects.get()
    queue = mai.get("/duyet/").content.decode()
    assert "Vi Thị Lan" in queue
    assert SOUND not in queue
    one = mai.get(f"/duyet/{made.uid}/").content.decode()
    assert LAN["citizen_id"][:-1] in one
    assert "Thẻ căn cước: cấp 2021" in one
    assert Entry.objects.filter(action="member.reveal", actor_id=register.mai.pk).exists()
    assert "Rút đề nghị" not in one
    done = mai.post(f"/duyet/{made.uid}/", {"lam": "duyet"})
    assert (done.status_code, done["location"]) == (302, "/duyet/")
    assert numbers(person)["citizen_id"] == SOUND
    told = mai.get("/duyet/?xem=xong").content.decode()
    assert "Đã ghi vào hồ sơ" in told
    assert SOUND not in mai.get(f"/duyet/{made.uid}/").content.decode()


def test_a_number_that_lost_its_zero_is_one_press_away(register: Register, signed_in: Any) -> None:
    """The faulty number stands in the open beside its parts; the machine's one waits in the box."""
    person = taken_in(register.mai, register.na_loc, [someone(9, citizen_id="99080000009")])[0]
    settle()
    mai = signed_in(register.mai)
    record = mai.get(f"/dang-vien/{person.uid}/").content.decode()
    assert "99080000009" in record
    assert '<li class="added"><b>0</b> <span>thêm</span></li>' in record
    at = f"/dang-vien/{person.uid}/de-nghi/?o=citizen_id"
    assert f'{at}&amp;may=1">Đã xem thẻ, dùng số này' in record
    assert 'value="099080000009"' not in mai.get(at).content.decode()
    assert 'value="099080000009"' in mai.get(f"{at}&may=1").content.decode()


def test_the_proposer_sees_no_approve_button_and_cannot_press_it(
    register: Register, signed_in: Any
) -> None:
    person = lan(register)
    made = ask(register.mai, person)
    mai = signed_in(register.mai)
    page = mai.get(f"/duyet/{made.uid}/").content.decode()
    assert 'value="duyet"' not in page
    assert "Đảng bộ tỉnh Thanh Hóa" in page
    assert SOUND not in page
    assert mai.post(f"/duyet/{made.uid}/", {"lam": "duyet"}).status_code == 404
    assert mai.post(f"/duyet/{made.uid}/", {"lam": "rut"}).status_code == 302
    assert Proposal.objects.get().state == Proposal.WITHDRAWN


def test_nothing_chosen_nothing_sent(register: Register, signed_in: Any) -> None:
    person = lan(register)
    hung, at = signed_in(register.hung), f"/dang-vien/{person.uid}/de-nghi/"
    for told, words in (
        (typed(citizen_id=SOUND), "Chọn nơi đồng chí đã nhìn thấy"),
        (typed(evidence="card"), "chưa khác gì hồ sơ"),
        (typed(citizen_id=SOUND, evidence="decision"), "Ghi số, ngày của văn bản"),
        (typed(birth_date="30/02/1980", evidence="card"), "gửi đúng như đã gõ"),
    ):
        answer = hung.post(at, told)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Proposal.objects.exists()
    kept = typed(birth_date="30/02/1980", evidence="card", keep="on")
    assert hung.post(at, kept).status_code == 302
    assert Proposal.objects.count() == 1


def test_giving_back_needs_a_sentence(register: Register, signed_in: Any) -> None:
    made = ask(register.hung, lan(register))
    mai, at = signed_in(register.mai), f"/duyet/{made.uid}/"
    assert mai.post(at, {"lam": "tra-lai", "answer": ""}).status_code == 422
    words = "Số này của người khác, xem lại thẻ."
    assert mai.post(at, {"lam": "tra-lai", "answer": words}).status_code == 302
    assert words in signed_in(register.hung).get(at).content.decode()


def test_who_comes_second_is_told_who_was_first(register: Register, signed_in: Any) -> None:
    made = ask(register.hung, lan(register))
    mai, tinh = signed_in(register.mai), signed_in(register.tinh)
    at = f"/duyet/{made.uid}/"
    tinh.get(at)
    mai.post(at, {"lam": "duyet"})
    page = tinh.post(at, {"lam": "duyet"}, follow=True).content.decode()
    assert "Đồng chí Hà Thị Mai đã duyệt đề nghị này" in page


def test_a_conflict_is_chosen_field_by_field(register: Register, signed_in: Any) -> None:
    person = lan(register)
    made = ask(register.hung, person, values={"citizen_id": SOUND, "birth_date": "1981"})
    correct(
        actor=register.mai, person=person, values={"citizen_id": "099180000011"}, source="Thẻ",
        version=1, approved_by=register.tinh,
    )  # fmt: skip
    mai, at = signed_in(register.mai), f"/duyet/{made.uid}/"
    first = mai.post(at, {"lam": "duyet"})
    told = first.content.decode()
    assert first.status_code == 409
    for words in ("Hồ sơ vừa có người sửa", "Hà Thị Mai", "099180000011", SOUND, LAN["citizen_id"]):
        assert words in told
    assert "checked" not in told
    assert mai.post(at, {"lam": "duyet", "version": "2"}).status_code == 422
    # what stands in the form beside the choice is never taken
    chosen = {"lam": "duyet", "version": "2", "chon-citizen_id": "de-nghi", "citizen_id": "1"}
    assert mai.post(at, chosen).status_code == 302
    assert numbers(person)["citizen_id"] == SOUND


def test_a_page_that_grew_old_keeps_what_was_typed(register: Register, signed_in: Any) -> None:
    person = lan(register)
    hung, at = signed_in(register.hung), f"/dang-vien/{person.uid}/de-nghi/"
    correct(
        actor=register.mai, person=person, values={"birth_date": "1982"}, source="Thẻ", version=1,
        approved_by=register.tinh,
    )  # fmt: skip
    answer = hung.post(at, typed(birth_date="13/05/1980", evidence="file"))
    told = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="evidence" value="file"' in told
    settled = {
        "xung-dot": "1", "dau": "1", "version": "2", "source": "", "evidence": "file",
        "chung-birth_date": "1", "moi-birth_date": "13/05/1980", "chon-birth_date": "minh",
    }  # fmt: skip
    assert hung.post(at, settled).status_code == 302
    made = Proposal.objects.get()
    assert (made.evidence, made.version) == ("file", 2)


def test_the_edit_page_offers_to_propose(register: Register, signed_in: Any) -> None:
    person = lan(register)
    mai = signed_in(register.mai)
    page = mai.get(f"/dang-vien/{person.uid}/sua/?nhom=nguoi").content.decode()
    assert "nên cần hai người" in page
    assert f"/dang-vien/{person.uid}/de-nghi/?o=full_name" in page
    away = mai.get(f"/dang-vien/{person.uid}/sua/?o=birth_date")
    assert away["location"].endswith("/de-nghi/?o=birth_date")
    mai.post(f"/dang-vien/{person.uid}/sua/?nhom=nguoi", {
        "full_name": "Vi Thị Khác", "other_name": "Lan", "sex": "nữ", "ethnicity": "Thái",
        "religion": "Không", "version": "1",
    })  # fmt: skip
    now = Person.objects.get(pk=person.pk)
    assert (now.full_name, now.other_name) == ("Vi Thị Lan", "Lan")


@pytest.mark.parametrize("who", ["binh", "leader", "admin", "khach"])
def test_for_others_it_is_not_there(register: Register, signed_in: Any, who: str) -> None:
    person = lan(register)
    made = ask(register.hung, person)
    client = signed_in(getattr(register, who))
    assert client.get(f"/duyet/{made.uid}/").status_code == 404
    assert client.post(f"/duyet/{made.uid}/", {"lam": "duyet"}).status_code == 404
    assert client.get(f"/dang-vien/{person.uid}/de-nghi/").status_code == 404


def test_the_queue_grows_without_more_questions(
    register: Register, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    people = taken_in(register.mai, register.na_loc, [someone(n) for n in range(1, 61)])
    for number, person in enumerate(people):
        finding(person)
        ask(register.hung, person, values={"citizen_id": f"0991800{number:05}"})
    mai = signed_in(register.mai)
    with django_assert_max_num_queries(20):
        page = mai.get("/duyet/").content.decode()
    assert "Xem 50 đề nghị tiếp theo" in page
    after = page.split("sau=")[1].split('"')[0]
    assert "Hết danh sách" in mai.get(f"/duyet/?sau={after}").content.decode()
