"""Signatures: what holds them up, who may give and take them, what they lock, what passes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from campaigns import world
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.campaigns.actions import NotYet, end, extend, reopen, sign
from dangvien.campaigns.changes import note
from dangvien.campaigns.models import Campaign, Changed, Deadline, Sample, SignOff
from dangvien.campaigns.queries import due_for, locked, locked_units, phase_of, why_locked
from dangvien.campaigns.queries.left import left
from dangvien.inbox.models import Notice
from dangvien.members import actions as members
from dangvien.members.models import Touched
from dangvien.orgs.models import Organisation
from dangvien.quality import locks
from dangvien.quality.actions import proposing, settle
from dangvien.quality.models import Finding, Proposal
from register import Register, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    world.on(monkeypatch, "2025-12-12")


def all_sign(register: Register, campaign: Campaign, number: int, *orgs: Organisation) -> None:
    """These units sign a step, in this order."""
    for org in orgs:
        sign(actor=register.mai, phase=world.step(campaign, number), org=org)


class TestGates:
    def test_members_open_in_a_unit_when_its_organisation_is_signed_there(
        self, register: Register
    ) -> None:
        campaign = world.running(register)
        assert phase_of(campaign, register.na_loc).number == 1
        assert "chưa ký bước 1" in why_locked(register.na_loc)
        all_sign(register, campaign, 1, register.na_loc)
        assert phase_of(campaign, register.na_loc).number == 2
        assert phase_of(campaign, register.party_office).number == 1
        assert why_locked(register.na_loc) == ""
        assert why_locked(register.clinic) == ""  # no campaign there
        assert locks.why is not None
        assert locks.why(register.party_office)

    def test_a_gate_holds_whatever_the_day(
        self, register: Register, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        campaign = world.running(register)
        world.on(monkeypatch, "2025-12-28")
        assert phase_of(campaign, register.na_loc).number == 1
        all_sign(register, campaign, 1, register.na_loc)
        all_sign(register, campaign, 2, register.na_loc)
        assert phase_of(campaign, register.na_loc).number == 3

    def test_steps_are_signed_in_order(self, register: Register) -> None:
        campaign = world.running(register)
        with pytest.raises(NotYet, match="bước 1, tổ chức đảng") as refused:
            all_sign(register, campaign, 2, register.na_loc)
        assert refused.value.left.earlier == world.step(campaign, 1)
        with pytest.raises(NotYet, match="không ký"):
            all_sign(register, campaign, 3, register.na_loc)

    def test_deadlines_follow_the_step_that_is_open(self, register: Register) -> None:
        campaign = world.running(register)
        all_sign(register, campaign, 1, register.na_loc)
        ids = [register.na_loc.pk, register.party_office.pk, register.commune.pk]
        told = due_for(campaign, ids)
        assert list(map(told.get, ids)) == [
            date(2025, 12, 26), date(2025, 12, 12), date(2025, 12, 13),
        ]  # fmt: skip


class TestWhatHoldsUp:
    def test_units_below_findings_proposals_and_people_nobody_looked_at(
        self, register: Register
    ) -> None:
        campaign = world.running(register)
        first, second = world.people(register, register.na_loc, 2)
        all_sign(register, campaign, 1, register.na_loc)
        step = world.step(campaign, 2)
        finding = world.blocked(first)
        proposal = Proposal.objects.create(
            person=first, unit=register.na_loc, values=b"", evidence="card", version=1,
            needs="finding.approve", proposed_by=register.hung,
        )  # fmt: skip
        second.verdict.delete()
        told = left(step, register.na_loc)
        assert (told.findings, told.people, told.unseen, told.waiting) == (1, 1, 1, 1)
        assert (told.members, told.clean, told.ready) == (2, 0, False)
        with pytest.raises(NotYet, match="1 việc chặn chưa xong, 1 hồ sơ máy chưa kiểm và 1 đề"):
            all_sign(register, campaign, 2, register.na_loc)
        world.examined([second])
        Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.REFUSED)
        world.cleared(finding, Finding.WAIVED)
        told = left(step, register.na_loc)
        assert told.ready
        assert told.waived == 1
        all_sign(register, campaign, 2, register.na_loc)
        assert SignOff.objects.get(phase=step).figures["waived"] == 1

    def test_findings_on_fields_outside_the_tier_do_not_block(self, register: Register) -> None:
        campaign = world.running(register)
        [one] = world.people(register, register.na_loc, 1)
        all_sign(register, campaign, 1, register.na_loc)
        finding = world.blocked(one, "V23", "ethnicity")
        one.verdict.refresh_from_db()
        one.verdict.clean_t1 = True  # as the engine says: ethnicity is of the second tier
        one.verdict.save()
        assert left(world.step(campaign, 2), register.na_loc).ready
        assert finding.severity == "E"

    def test_an_organisations_own_trouble_holds_the_first_step_up(self, register: Register) -> None:
        campaign = world.running(register)
        Finding.objects.create(
            unit=register.na_loc, rule="O12", field="paper_count", cause="differs", severity="E",
            dimension="du", opened_on=world.STARTS,
        )  # fmt: skip
        with pytest.raises(NotYet, match="1 việc chặn"):
            all_sign(register, campaign, 1, register.na_loc)
        all_sign(register, campaign, 1, register.party_office)

    def test_a_superior_waits_for_all_below_and_closed_units_count_no_more(
        self, register: Register
    ) -> None:
        campaign = world.running(register)
        all_sign(register, campaign, 1, register.na_loc)
        with pytest.raises(NotYet, match="1 đơn vị trực thuộc chưa ký"):
            all_sign(register, campaign, 1, register.commune)
        Organisation.objects.filter(pk=register.party_office.pk).update(
            closed_on=date(2025, 12, 11)
        )
        all_sign(register, campaign, 1, register.commune)

    def test_a_commune_waits_for_its_sample(self, register: Register) -> None:
        campaign = world.running(register)
        Campaign.objects.filter(pk=campaign.pk).update(told={"sample": {"levels": ["commune"]}})
        world.people(register, register.na_loc, 3)
        units = (register.na_loc, register.party_office)
        all_sign(register, campaign, 1, *units, register.commune)
        all_sign(register, campaign, 2, *units)
        step = world.step(campaign, 2)

        def drawn(state: str) -> Sample:
            return Sample.objects.create(
                phase=step, org=register.commune, seed="x", lot=3, size=3, most=0, limit=0.03,
                risk=0.05, drawn_by=register.mai, state=state,
            )  # fmt: skip

        for state, words in (
            ("", "Chưa kiểm"),
            ("drawn", "chưa kiểm xong"),
            ("failed", "không đạt"),
        ):
            if state:
                drawn(state)
            with pytest.raises(NotYet, match=rf"(?i){words}"):
                all_sign(register, campaign, 2, register.commune)
        drawn("passed")
        all_sign(register, campaign, 2, register.commune)
        [one, *_] = reopen(
            actor=register.mai, sign_off=SignOff.objects.get(phase=step, org=register.commune),
            reason="xem lại",
        )  # fmt: skip
        assert one.org == register.commune
        with pytest.raises(NotYet, match=r"(?i)chưa kiểm tra lại"):
            all_sign(register, campaign, 2, register.commune)

    def test_signing_asks_the_same_whatever_stands_below(
        self, register: Register, django_assert_max_num_queries: Any
    ) -> None:
        campaign = world.running(register)
        for number in range(40):
            organisation(f"Chi bộ {number}", register.commune, "chi_bo_co_so", "")
        step = world.step(campaign, 1)
        with django_assert_max_num_queries(10):
            assert left(step, register.commune).below == 42


class TestRights:
    def test_who_may_sign(self, register: Register) -> None:
        campaign = world.running(register)
        step = world.step(campaign, 1)
        for actor in (register.binh, register.leader, register.khach, register.admin):
            with pytest.raises(Refused):
                sign(actor=actor, phase=step, org=register.na_loc)
        with pytest.raises(Refused):
            sign(actor=register.hung, phase=step, org=register.commune)
        with pytest.raises(Refused):
            sign(actor=register.mai, phase=step, org=register.clinic)
        with pytest.raises(ValidationError, match="không thuộc phạm vi"):
            sign(actor=register.tinh, phase=step, org=register.clinic)
        sign(actor=register.hung, phase=step, org=register.na_loc)
        with pytest.raises(ValidationError, match="đã ký bước này rồi"):
            sign(actor=register.hung, phase=step, org=register.na_loc)

    def test_nobody_signs_before_the_beginning_or_after_the_end(self, register: Register) -> None:
        campaign = world.planned(register)
        with pytest.raises(ValidationError, match="chưa bắt đầu"):
            all_sign(register, campaign, 1, register.na_loc)

    def test_the_highest_signature_that_falls_must_agree(self, register: Register) -> None:
        campaign = world.running(register)
        all_sign(register, campaign, 1, register.na_loc)
        one = SignOff.objects.get()
        with pytest.raises(Refused):
            reopen(actor=register.binh, sign_off=one, reason="x")
        reopen(actor=register.hung, sign_off=one, reason="ghi nhầm mã")
        all_sign(register, campaign, 1, register.na_loc, register.party_office, register.commune)
        one = SignOff.objects.get(org=register.na_loc, reopened_at=None)
        with pytest.raises(Refused):
            reopen(actor=register.hung, sign_off=one, reason="x")
        told = reopen(actor=register.mai, sign_off=one, reason="ghi nhầm mã")
        assert [each.org for each in told] == [register.na_loc, register.commune]
        with pytest.raises(ValidationError, match="đã được mở lại"):
            reopen(actor=register.mai, sign_off=one, reason="x")

    def test_reopening_the_first_step_takes_the_later_ones_back_too(
        self, register: Register
    ) -> None:
        campaign = world.running(register)
        units = (register.na_loc, register.party_office)
        all_sign(register, campaign, 1, *units, register.commune)
        all_sign(register, campaign, 2, *units)
        one = SignOff.objects.get(phase__number=1, org=register.na_loc)
        told = reopen(actor=register.mai, sign_off=one, reason="sai loại hình")
        assert {(each.phase.number, each.org_id) for each in told} == {
            (1, register.na_loc.pk), (2, register.na_loc.pk), (1, register.commune.pk),
        }  # fmt: skip
        assert SignOff.objects.filter(reopened_at=None).count() == 2
        said = Entry.objects.get(action="campaign.reopen").data
        assert said["reason"] == "sai loại hình"
        assert (
            SignOff.objects.exclude(reopened_at=None).values_list("reason").distinct().count() == 1
        )


class TestLocks:
    def test_a_signature_locks_corrections_until_it_is_taken_back(self, register: Register) -> None:
        campaign = world.running(register)
        all_sign(register, campaign, 1, register.na_loc)
        assert not locked(register.na_loc)
        all_sign(register, campaign, 2, register.na_loc)
        assert locked(register.na_loc)
        group = organisation("Tổ đảng 1", register.na_loc, "to_dang", "")
        assert locked_units([register.na_loc, register.party_office, group]) == {
            register.na_loc.pk, group.pk,
        }  # fmt: skip
        assert "đã ký xác nhận" in why_locked(register.na_loc)
        assert locks.locked(register.na_loc)
        one = SignOff.objects.get(phase__number=2)
        reopen(actor=register.mai, sign_off=one, reason="thiếu một người")
        assert not locked(register.na_loc)
        all_sign(register, campaign, 2, register.na_loc)
        end(actor=register.mai, campaign=campaign, reason="xong sớm")
        assert not locked(register.na_loc)
        assert why_locked(register.na_loc) == ""

    def test_corrections_are_refused_and_life_goes_on(self, register: Register) -> None:
        campaign = world.running(register)
        first, second, _ = world.people(register, register.na_loc, 3)
        all_sign(register, campaign, 1, register.na_loc, register.party_office, register.commune)
        all_sign(register, campaign, 2, register.na_loc, register.party_office)
        with pytest.raises(members.Impossible):
            locks.require_open(register.na_loc)
        members.die(actor=register.mai, person=first, on=date(2025, 12, 11), decision="giấy báo tử")
        members.move(
            actor=register.mai, person=second, unit=register.party_office, on=date(2025, 12, 12),
            decision="QĐ 7",
        )  # fmt: skip
        people = list(Touched.objects.values_list("person", flat=True))
        note(people)
        note(people)  # twice is once
        told = {one.org_id: one for one in SignOff.objects.filter(phase__number=2)}
        assert told[register.na_loc.pk].changed_after == 2
        assert told[register.party_office.pk].changed_after == 1
        assert Changed.objects.count() == 3
        assert Notice.objects.filter(kind="changed").count() == 2
        assert locked(register.na_loc)  # the signature stands

    def test_what_happened_before_the_signature_is_no_change_after_it(
        self, register: Register
    ) -> None:
        campaign = world.running(register)
        first, _ = world.people(register, register.na_loc, 2)
        members.die(actor=register.mai, person=first, on=date(2025, 12, 11))
        first.verdict.delete()
        all_sign(register, campaign, 1, register.na_loc)
        all_sign(register, campaign, 2, register.na_loc)
        note([first.pk])
        assert SignOff.objects.get(phase__number=2).changed_after == 0

    def test_the_note_is_cheap_where_nothing_is_signed(
        self, register: Register, django_assert_max_num_queries: Any
    ) -> None:
        world.running(register)
        found = world.people(register, register.na_loc, 5)
        with django_assert_max_num_queries(1):
            note([one.pk for one in found])


class TestExtensions:
    def test_only_from_above_only_later_never_past_the_superior(self, register: Register) -> None:
        campaign = world.running(register)
        step = world.step(campaign, 1)
        with pytest.raises(Refused):
            extend(actor=register.hung, phase=step, org=register.na_loc, on=date(2025, 12, 13),
                   reason="lũ")  # fmt: skip
        for on, words in (
            (date(2025, 12, 12), "phải sau ngày ấy"), (date(2025, 12, 14), "Gia hạn cấp trên trước"),
        ):  # fmt: skip
            with pytest.raises(ValidationError, match=words):
                extend(actor=register.mai, phase=step, org=register.na_loc, on=on, reason="lũ")
        with pytest.raises(ValidationError, match="lý do"):
            extend(actor=register.mai, phase=step, org=register.na_loc, on=date(2025, 12, 13),
                   reason=" ")  # fmt: skip
        extend(actor=register.mai, phase=step, org=register.na_loc, on=date(2025, 12, 13),
               reason="lũ quét")  # fmt: skip
        assert due_for(campaign, [register.na_loc.pk]) == {register.na_loc.pk: date(2025, 12, 13)}
        assert due_for(campaign, [register.party_office.pk]) == {
            register.party_office.pk: date(2025, 12, 12)
        }
        assert Deadline.objects.get(org=register.na_loc).reason == "lũ quét"

    def test_the_top_may_move_the_end_of_the_campaign(self, register: Register) -> None:
        campaign = world.running(register)
        extend(actor=register.mai, phase=world.step(campaign, 3), org=register.commune,
               on=date(2026, 1, 5), reason="tỉnh cho lùi")  # fmt: skip
        campaign.refresh_from_db()
        assert (campaign.ends, campaign.due) == (date(2026, 1, 5), "hạn 05/01/2026")

    def test_a_signed_unit_needs_no_more_days(self, register: Register) -> None:
        campaign = world.running(register)
        all_sign(register, campaign, 1, register.na_loc)
        with pytest.raises(ValidationError, match="đã ký"):
            extend(actor=register.mai, phase=world.step(campaign, 1), org=register.na_loc,
                   on=date(2025, 12, 13), reason="x")  # fmt: skip


def test_the_whole_way_up(register: Register) -> None:
    """Cells, communes, province: every step of the fifteen days, and who is told when."""
    campaign = world.running(
        register, actor=register.tinh, org=register.province, plan="hcmc-15-ngay",
        starts=date(2025, 12, 8),
    )  # fmt: skip
    cells = (register.na_loc, register.party_office, register.clinic)
    communes = (register.commune, register.other_commune)
    steps = [world.step(campaign, number) for number in (1, 2, 3, 4)]
    for step in steps[:2]:
        for org in (*cells, *communes):
            sign(actor=register.tinh, phase=step, org=org)
    sign(actor=register.tinh, phase=steps[2], org=register.province)
    for org in cells:
        sign(actor=register.tinh, phase=steps[3], org=org)
    assert SignOff.objects.filter(reopened_at=None).count() == 5 + 5 + 1 + 3
    ready = Notice.objects.filter(kind="ready")
    assert set(ready.values_list("org", flat=True)) == {one.pk for one in communes}
    assert all(one.done_at for one in ready)
    assert all(one.signed_at <= timezone.now() for one in SignOff.objects.all())


def test_a_proposal_waits_for_the_gate_and_stops_at_the_signature(register: Register) -> None:
    campaign = world.running(register)
    [one] = world.people(register, register.na_loc, 1)

    def propose() -> Proposal:
        return proposing.propose(
            actor=register.hung, person=one, values={"ethnicity": "Mường"}, evidence="copy",
            source="sổ chi bộ", version=one.version,
        )  # fmt: skip

    with pytest.raises(members.Impossible) as closed:
        propose()
    assert "chưa ký bước 1" in closed.value.problems["version"]
    all_sign(register, campaign, 1, register.na_loc)
    all_sign(register, campaign, 2, register.na_loc)
    with pytest.raises(members.Impossible) as locked_now:
        propose()
    assert "đã ký xác nhận" in locked_now.value.problems["version"]
    reopen(actor=register.hung, sign_off=SignOff.objects.get(phase__number=2), reason="sai dân tộc")
    assert propose().pk


def test_settling_notes_who_changed_after_the_signature(register: Register) -> None:
    campaign = world.running(register)
    first, _ = world.people(register, register.na_loc, 2)
    all_sign(register, campaign, 1, register.na_loc)
    all_sign(register, campaign, 2, register.na_loc)
    members.die(actor=register.mai, person=first, on=date(2025, 12, 12), decision="giấy báo tử")
    settle()
    assert SignOff.objects.get(phase__number=2).changed_after == 1
    settle()
    assert Changed.objects.get().person == first


def test_a_superiors_signature_freezes_the_figures(register: Register, signed_in: Any) -> None:
    campaign = world.running(register)
    world.people(register, register.na_loc, 3)
    units = (register.na_loc, register.party_office)
    all_sign(register, campaign, 1, *units, register.commune)
    all_sign(register, campaign, 2, *units, register.commune)
    told = dict(SignOff.objects.filter(phase__number=2).values_list("org", "snapshot__why"))
    assert told == {
        register.na_loc.pk: None, register.party_office.pk: None,
        register.commune.pk: "ký bước 2, đảng viên",
    }  # fmt: skip
    assert not SignOff.objects.filter(phase__number=1).exclude(snapshot=None).exists()
    one = SignOff.objects.get(phase__number=2, org=register.commune)
    assert one.snapshot is not None
    page = signed_in(register.mai).get(
        f"/chien-dich/{campaign.uid}/ky/{register.commune.pk}/?buoc=2"
    )
    assert f"/so-lieu/{one.snapshot.uid}/" in page.content.decode()
