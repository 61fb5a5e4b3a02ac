"""A sample is drawn by a kept seed, looked at blind by an outsider, and a failing lot goes back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from campaigns.acting import campaign, counted, verdicts
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.campaigns.actions import keep_as_is
from dangvien.campaigns.actions.sampling import draw, judge, result
from dangvien.campaigns.models import Campaign, Phase, Sample, SignOff
from dangvien.campaigns.queries import sample_passed
from dangvien.campaigns.queries.samples import touched_by
from dangvien.campaigns.sampling import drawn
from dangvien.inbox.models import Notice
from dangvien.members.actions import correct
from dangvien.members.models import Person
from members.people import someone, taken_in
from register import Register, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(register: Register) -> Campaign:
    people = taken_in(register.mai, register.na_loc, [someone(n) for n in range(1, 41)])
    one = campaign(register)
    verdicts(people)
    counted(one, people)
    return one


def step(one: Campaign) -> Phase:
    return one.phases.get(subject=Phase.MEMBER)


def test_the_seed_draws_the_same_sample_again(register: Register, running: Campaign) -> None:
    one = draw(actor=register.mai, phase=step(running), org=register.commune)
    assert (one.lot, one.size, one.most) == (40, 27, 0)
    lot = list(Person.objects.values_list("uid", flat=True))
    chosen = list(one.items.order_by("number").values_list("person__uid", flat=True))
    assert chosen == drawn(reversed(lot), one.seed, one.size)
    assert Entry.objects.get(action="sample.draw").data["seed"] == one.seed
    assert drawn(lot, "another", 27) != chosen


def test_only_finished_records_are_drawn_and_only_once(
    register: Register, running: Campaign
) -> None:
    verdict = Person.objects.first().verdict  # type: ignore[union-attr]
    verdict.clean_t1 = False
    verdict.save()
    one = draw(actor=register.mai, phase=step(running), org=register.commune)
    assert one.lot == 39
    with pytest.raises(ValidationError, match="chưa xem xong"):
        draw(actor=register.mai, phase=step(running), org=register.commune)
    for nobody in (register.hung, register.leader, register.binh):
        with pytest.raises(Refused):
            draw(actor=nobody, phase=step(running), org=register.commune)
    with pytest.raises(ValidationError, match="Chưa có hồ sơ"):
        draw(actor=register.mai, phase=step(running), org=register.party_office)


def test_who_worked_on_a_record_does_not_judge(register: Register, running: Campaign) -> None:
    one = draw(actor=register.mai, phase=step(running), org=register.commune)
    item = one.items.order_by("number").first()
    assert item is not None
    correct(actor=register.mai, person=item.person, values={"workplace": "Trường"}, source="sổ",
            version=item.version)  # fmt: skip
    assert touched_by(register.mai, one) == {item.person.uid}
    for each in one.items.all():
        with pytest.raises(ValidationError, match="không kiểm lại được"):
            judge(actor=register.mai, item=each, errors=[])
    judge(actor=register.tinh, item=item, errors=[])
    assert touched_by(register.tinh, one) == set()
    with pytest.raises(ValidationError, match="đã được kiểm"):
        judge(actor=register.tinh, item=item, errors=["sex"])


def look_at_all(one: Sample, register: Register, wrong: int) -> None:
    for item in one.items.order_by("number"):
        judge(actor=register.tinh, item=item, errors=["birth_date"] if item.number <= wrong else [])
    one.refresh_from_db()


def test_a_good_lot_passes(register: Register, running: Campaign) -> None:
    one = draw(actor=register.mai, phase=step(running), org=register.commune)
    assert not sample_passed(step(running), register.commune)
    look_at_all(one, register, 0)
    assert one.state == "passed"
    assert sample_passed(step(running), register.commune)
    assert one.result["wrong"] == 0
    assert 0.12 < one.result["high"] < 0.13
    assert Entry.objects.filter(action="sample.pass").count() == 1
    assert not Notice.objects.exists()


def test_a_failing_lot_goes_back(register: Register, running: Campaign) -> None:
    SignOff.objects.create(phase=step(running), org=register.na_loc, signed_by=register.hung)
    one = draw(actor=register.mai, phase=step(running), org=register.commune)
    look_at_all(one, register, 2)
    assert one.state == "failed"
    assert not sample_passed(step(running), register.commune)
    assert result(one)["fields"] == {"birth_date": 2}
    fallen = SignOff.objects.get()
    assert fallen.reopened_by == register.tinh
    assert "Kiểm mẫu ở Đảng bộ xã Tam Lư: 2/27" in fallen.reason
    assert {notice.org_id for notice in Notice.objects.filter(kind="sample")} == {
        register.commune.pk, register.na_loc.pk,
    }  # fmt: skip
    for item in one.items.exclude(errors=[]):
        keep_as_is(actor=register.hung, item=item, answer="Đã xem giấy khai sinh, sổ ghi đúng.")
    again = draw(actor=register.mai, phase=step(running), org=register.commune)
    assert again.seed != one.seed
    look_at_all(again, register, 0)
    assert sample_passed(step(running), register.commune)


def typed(person: Person, number: int, **more: Any) -> dict[str, Any]:
    return {
        "full_name": "True", "birth_date": "/".join(reversed(person.birth_date.split("-"))),
        "sex": "nam", "citizen_id": f"0990800{number:05}", "admission_date": "19/05/2001",
        "official_date": "19/05/2002", "card_number": f"38{number:06}", **more,
    }  # fmt: skip


def number_of(person: Person) -> int:
    return int(person.full_name.rsplit(" ", 1)[1])


def test_looking_blind_on_the_pages(register: Register, running: Campaign, signed_in) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(register.mai)
    made = client.post(f"/tien-do/{register.commune.pk}/rut-mau/", follow=True)
    one = Sample.objects.get()
    assert made.redirect_chain[-1][0] == f"/mau/{one.uid}/"
    item = one.items.order_by("number").first()
    assert item is not None
    number = number_of(item.person)
    page = client.get(f"/mau/{one.uid}/{item.number}/").content.decode()
    assert item.person.full_name in page
    for hidden in (f"0990800{number:05}", f"38{number:06}", item.person.birth_date[:4]):
        assert hidden not in page
    assert "Hà Thị Mai sửa" not in page

    # a slip of the pen is seen, said without the value, and put right
    slip = typed(item.person, number, citizen_id=f"0990800{number + 1:05}")
    told = client.post(f"/mau/{one.uid}/1/", slip)
    assert told.status_code == 422
    assert f"0990800{number:05}" not in told.content.decode()
    assert "Khác với sổ" in told.content.decode()
    client.post(f"/mau/{one.uid}/1/", typed(item.person, number))
    item.refresh_from_db()
    assert item.errors == []

    # what stays different after a second look is an error of the register
    second = one.items.get(number=2)
    wrong = typed(second.person, number_of(second.person), official_date="19/05/2003")
    assert client.post(f"/mau/{one.uid}/2/", wrong).status_code == 422
    client.post(f"/mau/{one.uid}/2/", wrong | {"chac-official_date": "on"})
    second.refresh_from_db()
    assert second.errors == ["official_date"]
    assert "official_date" not in client.get(f"/mau/{one.uid}/").content.decode()

    # correcting a drawn record afterwards does not make it right
    third = one.items.get(number=3)
    second_officer = user("phe", "Lò Thị Phê", "province_officer", register.province)
    correct(actor=register.tinh, person=third.person, values={"citizen_id": "099080099999"},
            source="căn cước", version=third.version, approved_by=second_officer)  # fmt: skip
    old = typed(third.person, number_of(third.person))
    told = client.post(f"/mau/{one.uid}/3/", old)
    assert told.status_code == 302, told.content.decode()[2500:6500]
    third.refresh_from_db()
    assert third.errors == []
    assert re.search(r"Đã kiểm 3/27", client.get(f"/mau/{one.uid}/").content.decode())


def test_others_find_nothing_there(register: Register, running: Campaign, signed_in) -> None:  # type: ignore[no-untyped-def]
    one = draw(actor=register.mai, phase=step(running), org=register.commune)
    for one_user in (register.binh, register.leader, register.hung, register.khach):
        for address in (f"/mau/{one.uid}/", f"/mau/{one.uid}/1/"):
            assert signed_in(one_user).get(address).status_code == 404
    assert signed_in(register.mai).get(f"/mau/{one.uid}/99/").status_code == 404
