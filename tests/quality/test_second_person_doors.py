"""By no door does one officer alone change who somebody is: the record's pages and events."""

from __future__ import annotations

from typing import Any

import pytest

from dangvien.members.models import Event, Person
from dangvien.quality.actions import approve
from dangvien.quality.field_policy import WITH_APPROVAL
from dangvien.quality.models import Proposal
from members.people import lan
from register import Register

pytestmark = pytest.mark.django_db
SAID = {"decision": "Lý lịch gốc", "authority": "", "version": "1"}


def stored(person: Person) -> tuple[str, ...]:
    """The fields that the table gives to two, as stored; numbers are kept elsewhere."""
    now = Person.objects.get(pk=person.pk)
    return tuple(str(getattr(now, name)) for name in WITH_APPROVAL if name != "citizen_id")


def test_the_event_page_sends_who_would_restate_to_a_proposal(
    register: Register, signed_in: Any
) -> None:
    person, mai = lan(register), signed_in(register.mai)
    before, events = stored(person), Event.objects.count()
    at = f"/dang-vien/{person.uid}/"
    assert f"{at}de-nghi/?o=admission_date" in mai.get(f"{at}su-kien/").content.decode()
    typed = {**SAID, "official_date": "20/05/2003", "member_type": "probationary"}
    for answer in (
        mai.get(f"{at}su-kien/?loai=restated"), mai.post(f"{at}su-kien/?loai=restated", typed),
    ):  # fmt: skip
        assert answer.status_code == 302
        assert answer["Location"] == f"{at}de-nghi/?o=admission_date"
    page = mai.post(f"{at}su-kien/?loai=recognised", {**SAID, "on": "01/12/2025"})
    assert page.status_code == 200  # recognised already: the kinds to choose from
    assert (stored(person), Event.objects.count()) == (before, events)


def test_a_recognition_that_the_list_has_without_its_kind_is_no_door_either(
    register: Register, signed_in: Any
) -> None:
    person = lan(register)
    Person.objects.filter(pk=person.pk).update(member_type="")
    mai = signed_in(register.mai)
    page = mai.post(
        f"/dang-vien/{person.uid}/su-kien/?loai=recognised", {**SAID, "on": "01/12/2025"}
    )  # fmt: skip
    assert page.status_code == 422
    assert "người thứ hai duyệt rồi mới ghi" in page.content.decode()
    assert Person.objects.get(pk=person.pk).official_date == "2002-05-19"


def test_the_record_leads_to_a_proposal_for_dates_and_kind(
    register: Register, signed_in: Any
) -> None:
    person = lan(register)
    page = signed_in(register.mai).get(f"/dang-vien/{person.uid}/").content.decode()
    for name in ("admission_date", "official_date", "admission_decision_date", "member_type"):
        assert f"/dang-vien/{person.uid}/de-nghi/?o={name}" in page
    assert "loai=restated" not in page


def test_what_was_proposed_for_the_kind_and_a_date_waits_and_is_then_one_event(
    register: Register, signed_in: Any
) -> None:
    person, mai = lan(register), signed_in(register.mai)
    before = stored(person)
    typed = {"official_date": "20/05/2003", "evidence": "file", "source": "tủ 3", "version": "1"}
    mai.post(f"/dang-vien/{person.uid}/de-nghi/?o=official_date", typed)
    assert stored(person) == before
    approve(actor=register.tinh, proposal=Proposal.objects.get())
    assert Person.objects.get(pk=person.pk).official_date == "2003-05-20"
    assert person.events.latest("pk").kind == "restated"
