"""A new record by hand: on a decision, looked for first, and kept out where it is there already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cast import KHACH, LAN
from dangvien.accounts.models import User
from dangvien.audit.models import Entry
from dangvien.members import actions
from dangvien.members.models import Event, Membership, Person
from dangvien.members.refusals import Impossible
from exchange.by_hand import text_of
from members.people import khach, lan, someone, taken_in
from register import Register

SignIn = Callable[[User], Client]
NEW = "/dang-vien/moi/"
COME = NEW + "?cach=chuyen-den"


def typed(register: Register, **more: str) -> dict[str, Any]:
    """The form as an officer fills it in."""
    return {
        "full_name": "Hà Văn Mới", "birth_date": "12/03/1999", "sex": "nam",
        "citizen_id": "099099000123", "phone": "0990000123", "unit": str(register.na_loc.pk),
        "on": "01/12/2025", "decided_on": "20/11/2025", "decision": "15-QĐ/ĐU",
        "authority": "Đảng ủy xã Tam Lư", "source": "thẻ căn cước, lý lịch",
    } | more  # fmt: skip


def same_as(person: dict[str, Any], **more: str) -> dict[str, str]:
    """What one of the cast would give."""
    names = ("full_name", "birth_date", "citizen_id", "phone")
    return {**{name: person[name] for name in names}, "sex": person["sex"].lower(), **more}


def test_a_new_member_stands_in_the_cell_from_the_day_of_the_ceremony(
    register: Register, signed_in: SignIn
) -> None:
    mai = signed_in(register.mai)
    page = text_of(mai.get(f"{NEW}?don-vi={register.na_loc.pk}"))
    assert f'<option value="{register.na_loc.pk}" selected>' in page
    sent = mai.post(NEW, typed(register))
    person = Person.objects.get()
    assert sent.headers["Location"] == reverse("member", args=[person.uid])
    assert (person.full_name, person.birth_date, person.member_type) == (
        "Hà Văn Mới", "1999-03-12", "probationary",
    )  # fmt: skip
    assert (person.admission_date, person.admission_decision_date) == ("2025-12-01", "2025-11-20")
    assert person.unit == register.na_loc
    record = text_of(mai.get(sent.headers["Location"]))
    assert "15-QĐ/ĐU" in record
    assert "Kết nạp vào Chi bộ bản Nà Lốc, ngày 01/12/2025" in record
    assert "099099000123" not in record
    assert Entry.objects.get(action="member.admit").subject == f"person:{person.uid}"


def test_who_comes_from_outside_the_register_brings_their_own_dates(
    register: Register, signed_in: SignIn
) -> None:
    mai = signed_in(register.mai)
    papers = {"member_type": "official", "admission_date": "19/05/2001", "official_date": "2002",
              "admission_decision_date": "", "decision": "Giấy giới thiệu 12"}  # fmt: skip
    sent = mai.post(COME, typed(register, **papers))
    assert sent.status_code == 302, text_of(sent)
    person = Person.objects.get()
    assert (person.member_type, person.admission_date, person.official_date) == (
        "official", "2001-05-19", "2002",
    )  # fmt: skip
    stay = Membership.objects.get(person=person)
    assert (stay.since, stay.unit) == (date(2025, 12, 1), register.na_loc)
    assert "Chuyển đến từ ngoài sổ, vào Chi bộ bản Nà Lốc" in text_of(
        mai.get(sent.headers["Location"])
    )
    actions.rebuild(actor=register.tinh)
    person.refresh_from_db()
    assert person.admission_date == "2001-05-19"


def test_a_record_added_by_mistake_goes_as_a_whole_while_nobody_has_worked_on_it(
    register: Register, signed_in: SignIn
) -> None:
    mai = signed_in(register.mai)
    at = mai.post(NEW, typed(register)).headers["Location"]
    event = Event.objects.get()
    assert f"?huy={event.pk}" in text_of(mai.get(at))
    page = text_of(mai.get(f"{at}su-kien/?huy={event.pk}"))
    assert "cả hồ sơ được rút khỏi sổ" in page
    gone = mai.post(f"{at}su-kien/?huy={event.pk}", {"decision": "thêm nhầm người", "version": "1"})
    assert gone.status_code == 302
    assert mai.get(at).status_code == 404
    assert Person.objects.get().withdrawn_at is not None
    assert Entry.objects.filter(action="member.withdraw").count() == 1
    assert mai.post(NEW, typed(register)).status_code == 302  # the numbers are free again


def test_a_record_that_was_worked_on_stays(register: Register, signed_in: SignIn) -> None:
    mai = signed_in(register.mai)
    at = mai.post(NEW, typed(register)).headers["Location"]
    event, person = Event.objects.get(), Person.objects.get()
    actions.exempt(actor=register.mai, person=person, on=date(2025, 12, 10), decision="QĐ 2")
    assert f"?huy={event.pk}" not in text_of(mai.get(at))
    with pytest.raises(Impossible):
        actions.cancel(actor=register.mai, person=person, event=event, decision="thêm nhầm")


def test_a_form_that_is_not_whole_keeps_what_was_typed(
    register: Register, signed_in: SignIn
) -> None:
    mai = signed_in(register.mai)
    again = mai.post(NEW, typed(register, decision="", birth_date="", on="31/11/2025"))
    assert again.status_code == 422
    page = text_of(again)
    assert 'value="Hà Văn Mới"' in page
    assert 'value="099099000123"' in page
    assert "Ghi số, ngày của giấy tờ làm căn cứ." in page
    assert "Ghi ngày sinh theo lý lịch." in page
    assert not Person.objects.exists()


def test_a_day_to_come_is_refused_beside_its_box(register: Register, signed_in: SignIn) -> None:
    again = signed_in(register.mai).post(NEW, typed(register, on="01/01/2026"))
    assert again.status_code == 422
    assert "Ngày 01/01/2026 chưa tới" in text_of(again)
    assert not Person.objects.exists()


def test_the_rules_speak_while_one_types_and_again_on_saving(
    register: Register, signed_in: SignIn
) -> None:
    mai = signed_in(register.mai)
    wrong = typed(register, citizen_id="09909900012")
    told = text_of(mai.post(NEW + "kiem/", wrong))
    assert 'data-of="citizen_id"' in told
    said = told.split("<span>")[1].split("</span>")[0]
    again = mai.post(NEW, wrong)
    assert again.status_code == 422
    assert said in text_of(again)
    assert not Person.objects.exists()
    assert mai.post(NEW, wrong | {"keep": "on"}).status_code == 302
    assert text_of(mai.post(NEW + "kiem/", typed(register))).count("data-of") == 0


def test_somebody_of_the_own_units_is_named_and_only_another_person_is_added(
    register: Register, signed_in: SignIn
) -> None:
    there, mai = lan(register), signed_in(register.mai)
    again = mai.post(NEW, typed(register, **same_as(LAN)))
    assert again.status_code == 422
    page = text_of(again)
    assert "Trong sổ đã có hồ sơ có thể là người này" in page
    assert reverse("member", args=[there.uid]) in page
    assert Person.objects.count() == 1
    entry = Entry.objects.get(action="member.alike")
    assert [one.person for one in entry.concerned.all()] == [there.uid]
    namesake = typed(register, **same_as(LAN, citizen_id="099180000777", phone=""), other="on")
    assert mai.post(NEW, namesake).status_code == 302
    assert Person.objects.count() == 2
    khach(register)  # another namesake within reach does not hide the one elsewhere
    mixed = typed(register, **same_as(KHACH), other="on")
    assert "một hồ sơ ở đơn vị khác" in text_of(mai.post(NEW, mixed))


def test_of_somebody_in_another_unit_nothing_is_told_but_who_decides(
    register: Register, signed_in: SignIn
) -> None:
    there, mai = khach(register), signed_in(register.mai)
    given = typed(register, **same_as(KHACH), other="on")
    again = mai.post(NEW, given)
    assert again.status_code == 422
    page = text_of(again)
    assert "một hồ sơ ở đơn vị khác" in page
    assert "Đảng bộ tỉnh Thanh Hóa quyết định" in page
    assert str(there.uid) not in page
    assert register.clinic.name not in page
    assert register.other_commune.name not in page
    assert Person.objects.count() == 1
    assert Entry.objects.get(action="import.elsewhere").data["count"] == 1
    # The province sees both units: there the record is named.
    assert reverse("member", args=[there.uid]) in text_of(
        signed_in(register.tinh).post(NEW, given | {"other": ""})
    )


def test_guessing_numbers_ends_at_the_allowance_of_a_day(
    register: Register, signed_in: SignIn, settings: Any
) -> None:
    khach(register)
    settings.IMPORT_ELSEWHERE_A_DAY = 1
    mai = signed_in(register.mai)
    assert "một hồ sơ ở đơn vị khác" in text_of(mai.post(NEW, typed(register, **same_as(KHACH))))
    again = mai.post(NEW, typed(register, **same_as(KHACH)))
    assert again.status_code == 422
    assert "một hồ sơ ở đơn vị khác" not in text_of(again)
    assert "máy tạm ngừng tìm" in text_of(again)
    assert Entry.objects.filter(action="import.elsewhere").count() == 1


def test_a_number_with_another_name_and_birth_date_names_nobody(
    register: Register, signed_in: SignIn
) -> None:
    khach(register)
    given = typed(register, citizen_id=KHACH["citizen_id"])
    assert signed_in(register.mai).post(NEW, given | {"keep": "on"}).status_code == 302
    assert Person.objects.count() == 2


@pytest.mark.parametrize("who", ["hung", "leader", "admin", "khach"])
def test_who_writes_no_events_finds_no_such_page(
    register: Register, signed_in: SignIn, who: str
) -> None:
    client = signed_in(getattr(register, who))
    assert client.get(NEW).status_code == 404
    assert client.post(NEW, typed(register)).status_code == 404
    assert client.post(NEW + "kiem/", typed(register)).status_code == 404
    assert not Person.objects.exists()


def test_nobody_is_added_to_the_cell_of_another_commune(
    register: Register, signed_in: SignIn
) -> None:
    again = signed_in(register.mai).post(NEW, typed(register, unit=str(register.clinic.pk)))
    assert again.status_code == 422
    assert not Person.objects.exists()
    blank = text_of(signed_in(register.mai).get(f"{NEW}?don-vi={register.clinic.pk}"))
    assert register.clinic.name not in blank


def test_the_unit_and_the_list_lead_there(register: Register, signed_in: SignIn) -> None:
    taken_in(register.mai, register.na_loc, [someone(1)])
    to = f"/dang-vien/moi/?don-vi={register.na_loc.pk}"
    mai, hung = signed_in(register.mai), signed_in(register.hung)
    for address in (f"/to-chuc/{register.na_loc.pk}/", f"/dang-vien/?don-vi={register.na_loc.pk}"):
        assert to in text_of(mai.get(address))
        assert to not in text_of(hung.get(address))
    assert to not in text_of(mai.get(f"/to-chuc/{register.commune.pk}/"))
