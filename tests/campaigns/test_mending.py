"""A failed lot leaves work: wrong records are corrected or answered for before another is drawn."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from campaigns.acting import campaign, counted, verdicts
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.campaigns.actions import keep_as_is
from dangvien.campaigns.actions.sampling import draw, judge
from dangvien.campaigns.models import Campaign, Phase, Sample, SampleItem
from dangvien.campaigns.queries.left import left
from dangvien.campaigns.words import hindrances
from dangvien.inbox.models import Notice
from dangvien.members.actions import correct, die
from dangvien.quality.actions import settle
from members.people import someone, taken_in
from register import Register

pytestmark = pytest.mark.django_db
WHY = "Đã xem giấy khai sinh gốc, sổ ghi đúng."


@pytest.fixture
def running(register: Register) -> Campaign:
    people = taken_in(register.mai, register.na_loc, [someone(n) for n in range(1, 41)])
    settle()
    one = campaign(register)
    counted(one, people)
    for person in people:
        person.verdict.delete()
    verdicts(people)
    return one


@pytest.fixture
def failed(register: Register, running: Campaign) -> Sample:
    """Two records of Nà Lốc were found wrong in where the member works; the lot fell."""
    one = draw(actor=register.mai, phase=step(running), org=register.commune)
    for item in one.items.order_by("number"):
        judge(actor=register.tinh, item=item, errors=["sex"] if item.number <= 2 else [],
              note="giấy ghi khác")  # fmt: skip
    one.refresh_from_db()
    assert one.state == "failed"
    return one


def step(one: Campaign) -> Phase:
    return one.phases.get(subject=Phase.MEMBER)


def wrong(one: Sample) -> list[SampleItem]:
    return list(one.items.exclude(errors=[]).order_by("number").select_related("person__unit"))


def mended(register: Register, item: SampleItem) -> None:
    other = "nữ" if item.person.sex == "nam" else "nam"
    item.person.refresh_from_db()
    correct(actor=register.mai, person=item.person, values={"sex": other}, source="giấy khai sinh",
            version=item.person.version)  # fmt: skip
    settle()


def test_the_wrong_records_hold_the_signature_and_the_next_lot(
    register: Register, failed: Sample
) -> None:
    told = left(failed.phase, register.na_loc)
    assert told.mend == 2
    assert not told.ready
    assert tuple(what for what, _ in hindrances(told) if "kiểm mẫu" in what and "sai" in what) == (
        "2 hồ sơ kiểm mẫu thấy sai, chưa sửa",
    )
    with pytest.raises(ValidationError, match="Còn 2 hồ sơ sai"):
        draw(actor=register.mai, phase=failed.phase, org=register.commune)
    assert set(Notice.objects.filter(kind="sample").values_list("address", flat=True)) == {
        f"/mau/phai-sua/{register.commune.pk}/", f"/mau/phai-sua/{register.na_loc.pk}/",
    }  # fmt: skip


def test_correcting_the_field_mends_a_record_and_another_field_does_not(
    register: Register, failed: Sample
) -> None:
    first, second = wrong(failed)
    correct(actor=register.mai, person=first.person, values={"workplace": "Trường"}, source="sổ",
            version=first.person.version)  # fmt: skip
    settle()
    assert left(failed.phase, register.na_loc).mend == 2
    mended(register, first)
    assert left(failed.phase, register.na_loc).mend == 1
    mended(register, second)
    assert left(failed.phase, register.na_loc).mend == 0
    again = draw(actor=register.mai, phase=failed.phase, org=register.commune)
    assert left(failed.phase, register.commune).sample == "drawn"
    assert again.pk != failed.pk


def test_somebody_of_the_unit_may_say_why_it_stays(register: Register, failed: Sample) -> None:
    first, second = wrong(failed)
    with pytest.raises(ValidationError, match="Ghi đã xem giấy nào"):
        keep_as_is(actor=register.hung, item=first, answer="đúng")
    with pytest.raises(ValidationError, match="người kiểm lại"):
        keep_as_is(actor=register.tinh, item=first, answer=WHY)
    for nobody in (register.binh, register.leader, register.khach):
        with pytest.raises(Refused):
            keep_as_is(actor=nobody, item=first, answer=WHY)
    keep_as_is(actor=register.hung, item=first, answer=WHY)
    told = Entry.objects.get(action="sample.keep")
    assert told.data["fields"] == ["sex"]
    with pytest.raises(ValidationError, match="không còn phải sửa"):
        keep_as_is(actor=register.hung, item=first, answer=WHY)
    right = failed.items.filter(errors=[]).first()
    assert right is not None
    with pytest.raises(ValidationError, match="không còn phải sửa"):
        keep_as_is(actor=register.hung, item=right, answer=WHY)
    assert left(failed.phase, register.na_loc).mend == 1
    second.person.refresh_from_db()


def test_who_died_since_is_no_work(
    register: Register, failed: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-15")
    die(actor=register.mai, person=wrong(failed)[0].person, on=date(2025, 12, 14))
    assert left(failed.phase, register.na_loc).mend == 1


def test_the_pages(register: Register, failed: Sample, signed_in) -> None:  # type: ignore[no-untyped-def]
    first, second = wrong(failed)
    client, address = signed_in(register.hung), f"/mau/phai-sua/{register.na_loc.pk}/"
    page = client.get(address).content.decode()
    assert "2 hồ sơ kiểm mẫu thấy sai" in page
    assert first.person.full_name in page
    assert "Giới tính" in page
    assert client.get(f"/mau/phai-sua/{register.commune.pk}/").status_code == 404
    keep = f"/mau/{failed.uid}/{first.number}/giu-nguyen/"
    assert client.post(keep, {"answer": "đúng rồi"}).status_code == 422
    assert client.post(keep, {"answer": WHY}, follow=True).status_code == 200
    assert client.get(keep).status_code == 302
    assert "1 hồ sơ kiểm mẫu thấy sai" in client.get(address).content.decode()
    assert "1 hồ sơ" in client.get("/viec/").content.decode()
    lot = signed_in(register.mai).get(f"/mau/{failed.uid}/").content.decode()
    assert WHY in lot
    assert "Chưa sửa" in lot
    assert "Mở 1 hồ sơ phải sửa" in lot
    sign = client.get(f"/chien-dich/{failed.phase.campaign.uid}/ky/{register.na_loc.pk}/?buoc=2")
    assert "Mở hồ sơ phải sửa" in sign.content.decode()
    mended(register, second)
    assert "Đã sửa hết" in client.get(address).content.decode()


def test_the_list_is_read_with_few_queries(
    register: Register, failed: Sample, signed_in, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    failed.items.update(errors=["sex"])
    client = signed_in(register.hung)
    client.get(f"/mau/phai-sua/{register.na_loc.pk}/")
    with django_assert_max_num_queries(24):
        client.get(f"/mau/phai-sua/{register.na_loc.pk}/")
