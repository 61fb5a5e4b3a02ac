"""A campaign is made from a plan: its days, its scope, its denominator."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from campaigns import world
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.campaigns.actions import Unread, assign, begin, call_off, end, open_campaign
from dangvien.campaigns.counted import fields_of
from dangvien.campaigns.levels import LEVELS
from dangvien.campaigns.models import Base, Campaign, Day, Deadline
from dangvien.campaigns.opening import plans
from dangvien.campaigns.queries import current, due_for
from dangvien.core.schema import FIELDS
from dangvien.inbox import actions as inbox
from dangvien.inbox.models import Notice
from dangvien.members import actions as members
from dangvien.members.models import Touched
from members.people import taken_in
from quality.sound import sound
from register import Register, organisation


def test_the_plans_say_what_their_sources_say() -> None:
    tam_lu, city = plans()["tam-lu"], plans()["hcmc-15-ngay"]
    assert (tam_lu.starts, tam_lu.ends, tam_lu.due) == (
        date(2025, 12, 10), date(2025, 12, 29), "trước 30/12/2025",
    )  # fmt: skip
    assert (tam_lu.ends - tam_lu.starts).days + 1 == 20
    assert [step.subject for step in tam_lu.steps] == ["organisation", "member", "closing"]
    assert (city.starts, city.ends) == (date(2025, 11, 20), date(2025, 12, 3))
    cascade = [city.steps[at].days for at in (1, 2, 3)]
    assert cascade[0]["grassroots"] == date(2025, 11, 27)
    assert cascade[1] == {"province": date(2025, 11, 30)}
    assert cascade[2] == {"cell": date(2025, 12, 3)}


@pytest.mark.parametrize("key", ["tam-lu", "hcmc-15-ngay"])
def test_every_plan_is_sound_and_names_its_source(key: str) -> None:
    plan = plans()[key]
    assert plan.source
    assert plan.basis
    for step in plan.steps:
        days = [step.days[level] for level in LEVELS if level in step.days]
        assert days == sorted(days)
        assert plan.starts <= step.starts <= step.ends
        assert set(step.sources) <= set(step.days)
    assert all(a.starts <= b.starts for a, b in pairwise(plan.steps))
    moved = plan.from_day(date(2026, 3, 2))
    assert moved.ends - moved.starts == plan.ends - plan.starts
    assert moved.from_day(plan.starts) == plan


def test_the_fields_of_a_tier_are_those_of_the_schema() -> None:
    assert "citizen_id" in fields_of(1)
    assert set(fields_of(1)) < set(fields_of(2)) <= set(FIELDS) | {"org_code", "org_name"}


@pytest.mark.django_db
class TestOpening:
    def test_levels_that_are_not_there_have_no_deadline(self, register: Register) -> None:
        campaign = world.planned(register)
        told = Deadline.objects.filter(phase__campaign=campaign).values_list("level", flat=True)
        assert set(told) == {"cell", "commune"}  # no party committee of a base stands in Tam Lư
        assert campaign.state == Campaign.PLANNED
        assert campaign.due == "trước 30/12/2025"
        assert not Base.objects.exists()

    def test_a_plan_of_a_city_leaves_out_the_step_of_the_province_in_a_commune(
        self, register: Register
    ) -> None:
        campaign = world.planned(register, plan="hcmc-15-ngay", starts=date(2025, 11, 20))
        names = list(campaign.phases.order_by("number").values_list("number", "name"))
        assert names == [(1, "Tổ chức đảng"), (2, "Đảng viên"), (3, "Sinh hoạt trên Sổ tay")]

    def test_days_may_be_set_and_are_checked(self, register: Register) -> None:
        campaign = world.planned(register, days={(2, "cell"): date(2025, 12, 20)})
        step = world.step(campaign, 2)
        assert due_for(campaign, [register.na_loc.pk], step) == {
            register.na_loc.pk: date(2025, 12, 20)
        }
        with pytest.raises(ValidationError, match="Cấp trên ký sau cấp dưới"):
            world.planned(register, days={(2, "cell"): date(2025, 12, 28)})
        with pytest.raises(ValidationError, match="trước ngày bắt đầu"):
            world.planned(register, days={(1, "cell"): date(2025, 12, 9)})

    def test_only_who_runs_campaigns_there_opens_one(self, register: Register) -> None:
        for actor in (register.hung, register.binh, register.leader, register.khach):
            with pytest.raises(Refused):
                world.planned(register, actor=actor)
        with pytest.raises(ValidationError):
            world.planned(register, plan="khong-co")
        assert not Campaign.objects.exists()

    def test_every_deed_has_one_entry(self, register: Register) -> None:
        campaign = world.running(register)
        end(actor=register.mai, campaign=campaign, reason="thử")
        told = Entry.objects.filter(action__startswith="campaign.").order_by("pk")
        assert list(told.values_list("action", flat=True)) == [
            "campaign.open", "campaign.begin", "campaign.end",
        ]  # fmt: skip


@pytest.mark.django_db
class TestBeginning:
    def test_the_denominator_is_counted_once(
        self, register: Register, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.on(monkeypatch, "2025-12-10")
        here = world.people(register, register.na_loc, 3)
        world.people(register, register.clinic, 2, first=10)
        members.exempt(actor=register.mai, person=here[0], on=date(2025, 12, 1), decision="QĐ 1")
        campaign = world.running(register)
        assert campaign.counted_on == date(2025, 12, 10)
        rows = Base.objects.filter(campaign=campaign).values_list("person", "unit")
        assert set(rows) == {(one.pk, register.na_loc.pk) for one in here[1:]}
        members.die(actor=register.mai, person=here[1], on=date(2025, 12, 10))
        assert Base.objects.filter(campaign=campaign).count() == 2

    def test_counting_is_one_statement_however_many_people(
        self, register: Register, django_assert_max_num_queries
    ) -> None:
        world.people(register, register.na_loc, 40)
        campaign = world.planned(register)
        with django_assert_max_num_queries(30):
            begin(actor=register.mai, campaign=campaign)
        assert Base.objects.count() == 40

    def test_nobody_begins_before_the_rule_book_was_read(
        self, register: Register, signed_in
    ) -> None:  # type: ignore[no-untyped-def]
        taken_in(register.tinh, register.na_loc, [sound(1)])
        Touched.objects.all().delete()  # as if loaded by hand: nobody was told to look
        campaign = world.planned(register)
        with pytest.raises(Unread, match="chưa xem 1 hồ sơ"):
            begin(actor=register.mai, campaign=campaign)
        page = signed_in(register.mai).post(f"/chien-dich/{campaign.uid}/bat-dau/", follow=True)
        assert "chưa xem 1 hồ sơ" in page.content.decode()
        assert not Base.objects.exists()

    def test_the_first_evening_says_who_is_clean_already(self, register: Register) -> None:
        taken_in(register.tinh, register.na_loc, [sound(1), sound(2, citizen_id="")])
        campaign = begin(actor=register.mai, campaign=world.planned(register))
        first = Day.objects.get(campaign=campaign, unit=register.na_loc)
        assert (first.base, first.done, first.cell) == (2, 1, 1)

    def test_it_begins_once(self, register: Register) -> None:
        campaign = world.running(register)
        with pytest.raises(ValidationError, match="đã bắt đầu"):
            begin(actor=register.mai, campaign=campaign)

    def test_campaigns_that_run_never_overlap(self, register: Register) -> None:
        world.running(register)
        wide = world.planned(register, actor=register.tinh, org=register.province)
        with pytest.raises(ValidationError, match="trùng phạm vi"):
            begin(actor=register.tinh, campaign=wide)
        narrow = world.planned(register, org=register.na_loc)
        with pytest.raises(ValidationError, match="trùng phạm vi"):
            begin(actor=register.mai, campaign=narrow)
        beside = world.planned(register, actor=register.binh, org=register.other_commune)
        assert begin(actor=register.binh, campaign=beside).state == Campaign.RUNNING

    def test_an_end_before_the_last_signature_needs_a_reason(self, register: Register) -> None:
        campaign = world.running(register)
        with pytest.raises(ValidationError, match="ghi lý do"):
            end(actor=register.mai, campaign=campaign)
        assert end(actor=register.mai, campaign=campaign, reason="hoãn").state == Campaign.ENDED
        assert current(register.mai) == campaign


@pytest.mark.django_db
def test_which_campaign_is_mine(register: Register) -> None:
    assert current(register.mai) is None
    campaign = world.planned(register)
    assert current(register.mai) is None
    begin(actor=register.mai, campaign=campaign)
    for user in (register.mai, register.hung, register.leader, register.tinh):
        assert current(user) == campaign
    assert current(register.binh) is None
    assert current(register.khach) is None


@pytest.mark.django_db
def test_a_unit_without_a_form_is_not_forgotten(register: Register) -> None:
    organisation("Ban gì đó", register.commune, "", "38.150.009")
    campaign = open_campaign(
        actor=register.mai, org=register.commune, plan="tam-lu", starts=world.STARTS
    )
    assert campaign.phases.count() == 3


@pytest.mark.django_db
class TestCallingOff:
    def test_a_plan_is_given_up_with_a_reason(self, register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
        campaign = world.planned(register)
        inbox.send(key=f"campaign:{campaign.uid}:duty", org=register.commune, kind="duty",
                   said="thử", address="/", permission="campaign.run")  # fmt: skip
        client = signed_in(register.mai)
        assert "Hủy chiến dịch" in client.get(f"/chien-dich/{campaign.uid}/").content.decode()
        address = f"/chien-dich/{campaign.uid}/huy/"
        refused = client.post(address, {"reason": " "})
        assert refused.status_code == 422
        assert "Ghi lý do hủy" in refused.content.decode()
        client.post(address, {"reason": "Tỉnh hoãn sang quý sau"})
        campaign.refresh_from_db()
        assert campaign.state == Campaign.CALLED_OFF
        listed = client.get("/chien-dich/").content.decode()
        assert "Đã hủy" in listed
        assert "Tỉnh hoãn sang quý sau" in listed
        told = client.get(f"/chien-dich/{campaign.uid}/").content.decode()
        assert "Tỉnh hoãn sang quý sau" in told
        assert "Phân công" not in told
        assert Notice.objects.get(key__endswith=":duty").done_at is not None
        assert Entry.objects.get(action="campaign.call_off").data == {
            "reason": "Tỉnh hoãn sang quý sau"
        }
        assert current(register.mai) is None
        assert client.get(address).status_code == 200

    def test_nothing_more_happens_to_it(self, register: Register) -> None:
        campaign = call_off(actor=register.mai, campaign=world.planned(register), reason="hoãn")
        for deed in (begin, end):
            with pytest.raises(ValidationError):
                deed(actor=register.mai, campaign=campaign)
        with pytest.raises(ValidationError, match="chưa bắt đầu"):
            call_off(actor=register.mai, campaign=campaign, reason="lần nữa")
        with pytest.raises(ValidationError, match="đã hủy"):
            assign(actor=register.mai, campaign=campaign, org=register.na_loc, name="Ai", phone="")

    def test_one_that_runs_is_ended_instead(self, register: Register) -> None:
        campaign = world.running(register)
        with pytest.raises(ValidationError, match="kết thúc, ghi lý do"):
            call_off(actor=register.mai, campaign=campaign, reason="hoãn")
        assert end(actor=register.mai, campaign=campaign, reason="hoãn").state == Campaign.ENDED

    def test_only_who_runs_campaigns_there(self, register: Register) -> None:
        campaign = world.planned(register)
        for actor in (register.hung, register.binh, register.leader, register.khach):
            with pytest.raises(Refused):
                call_off(actor=actor, campaign=campaign, reason="hoãn")
