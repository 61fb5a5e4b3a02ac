"""Reminders and escalation: the own level first, then above, each once, and never a person's name."""

from __future__ import annotations

import re
from datetime import date

import pytest

from campaigns import world
from dangvien.campaigns.actions import extend, sign, tick
from dangvien.campaigns.models import Campaign
from dangvien.inbox.models import Notice
from dangvien.inbox.queries import for_user
from dangvien.orgs.models import Grant
from register import Register, organisation, user

pytestmark = pytest.mark.django_db


def said(who: object) -> list[str]:
    """What lies open in somebody's inbox, but for the beginning of the campaign."""
    return [one.said for one in for_user(who).exclude(kind="began")]  # type: ignore[arg-type]


@pytest.fixture
def campaign(register: Register, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """Running, with a secretary at each cell."""
    world.on(monkeypatch, "2025-12-10")
    chi = user("chi", "Vi Thị Chi", "cell_secretary", register.party_office)
    world.people(register, register.na_loc, 2)
    told = world.running(register)
    assert chi.pk
    return told


def test_the_own_level_is_reminded_some_days_before(
    register: Register, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.on(monkeypatch, "2025-12-09")
    tick()
    assert said(register.hung) == [
        "Chi bộ bản Nà Lốc chưa ký bước 1, tổ chức đảng, hạn 12/12/2025."
    ]
    assert said(register.mai) == []  # her own deadline is the 13th
    world.on(monkeypatch, "2025-12-11")
    tick()
    assert len(said(register.hung)) == 1  # said again in nearer words, the first is over
    assert said(register.mai)[0].startswith("Đảng bộ xã Tam Lư chưa ký bước 1")
    assert said(register.binh) == []


def test_a_day_done_twice_says_nothing_twice(
    register: Register, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("2025-12-11", "2025-12-12", "2025-12-13", "2025-12-16", "2025-12-28"):
        world.on(monkeypatch, day)
        tick()
        before = list(Notice.objects.order_by("pk").values_list("pk", "key", "done_at"))
        tick()
        assert list(Notice.objects.order_by("pk").values_list("pk", "key", "done_at")) == before


def test_lateness_climbs_level_by_level(
    register: Register, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = world.planned(
        register, actor=register.tinh, org=register.province, plan="hcmc-15-ngay",
        starts=date(2025, 12, 10),
    )  # fmt: skip
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.ENDED)
    Notice.objects.all().delete()
    Campaign.objects.filter(pk=wide.pk).update(state=Campaign.RUNNING)
    world.on(monkeypatch, "2025-12-12")  # the cells' last day
    tick()
    assert "hạn 12/12/2025" in said(register.hung)[0]
    assert not Notice.objects.filter(kind="escalation").exists()
    world.on(monkeypatch, "2025-12-13")
    tick()
    assert "đã qua hạn 12/12/2025" in said(register.hung)[0]
    late = Notice.objects.filter(kind="escalation")
    assert {one.org for one in late} == {register.commune}  # bình is told in his own commune's name
    assert "Chi bộ bản Nà Lốc và Chi bộ Cơ quan Đảng quá hạn ký bước 1" in late.get().said
    world.on(monkeypatch, "2025-12-15")
    tick()
    assert register.province in {one.org for one in late.all()}


def test_where_nobody_signs_in_the_nearest_above_is_told_once_for_all(
    register: Register, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    Grant.objects.exclude(user__in=(register.mai, register.tinh)).delete()
    for number in range(5):
        organisation(f"Chi bộ {number}", register.commune, "chi_bo_co_so", "")
    world.on(monkeypatch, "2025-12-13")
    tick()
    told = [one for one in said(register.mai) if "đã qua hạn 12/12" in one]
    assert len(told) == 1
    assert "và 4 đơn vị nữa" in told[0]
    assert "chưa có ai đăng nhập được" in told[0]
    assert not Notice.objects.filter(kind="escalation", org=register.commune).exists()


def test_what_is_signed_or_extended_is_no_longer_said(
    register: Register, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.on(monkeypatch, "2025-12-13")
    tick()
    assert any("quá hạn ký bước 1" in one for one in said(register.mai))
    step = world.step(campaign, 1)
    extend(actor=register.mai, phase=step, org=register.party_office, on=date(2025, 12, 13),
           reason="lũ")  # fmt: skip
    sign(actor=register.hung, phase=step, org=register.na_loc)
    assert said(register.hung) == []
    tick()
    assert not any("quá hạn ký bước 1" in one for one in said(register.mai))
    sign(actor=register.mai, phase=step, org=register.party_office)
    assert any("Đến lượt Đảng bộ xã Tam Lư ký" in one for one in said(register.mai))


def test_no_notice_names_a_member(
    register: Register, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = world.people(register, register.na_loc, 3, first=50)
    step = world.step(campaign, 1)
    sign(actor=register.hung, phase=step, org=register.na_loc)
    for day in ("2025-12-12", "2025-12-13", "2025-12-20", "2025-12-29"):
        world.on(monkeypatch, day)
        tick()
    told = " ".join(Notice.objects.values_list("said", flat=True))
    assert told
    assert not any(one.full_name in told for one in people)
    assert not re.search(r"\d{9}", told)


def test_ten_thousand_units_are_a_few_statements(
    register: Register, campaign: Campaign, monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: object,
) -> None:  # fmt: skip
    for number in range(60):
        organisation(f"Chi bộ {number}", register.commune, "chi_bo_co_so", "")
    world.on(monkeypatch, "2025-12-13")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        tick()
