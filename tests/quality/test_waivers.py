"""Exceptions: a reason, a second person, a last day; then the finding is open again."""

from __future__ import annotations

from datetime import date

import pytest

from dangvien.accounts.policy import Refused
from dangvien.inbox.models import Notice
from dangvien.members.actions import Impossible
from dangvien.quality.actions import deny, end_waiver, end_waivers, grant, waive
from dangvien.quality.models import Finding, Waiver
from dangvien.quality.refusals import Decided
from members.people import lan
from quality.correcting import ask, finding
from register import Register

pytestmark = pytest.mark.django_db
WHY = "Thẻ đảng viên mất, đang chờ cấp lại."
UNTIL = date(2025, 12, 29)


def asked(register: Register, one: Finding | None = None) -> Waiver:
    """An exception that hùng asks for."""
    found = one or finding(lan(register), "card_number", "V15")
    return waive(actor=register.hung, finding=found, reason=WHY, until=UNTIL)


def test_granted_by_another_and_ended_by_its_day(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = asked(register)
    assert Notice.objects.get(kind="waiver").org == register.commune
    with pytest.raises(Refused):
        grant(actor=register.hung, waiver=made)
    done = grant(actor=register.mai, waiver=made)
    assert (done.state, done.decided_by) == (Waiver.GRANTED, register.mai)
    found = Finding.objects.get()
    assert found.state == Finding.WAIVED
    assert Notice.objects.filter(user=register.hung).count() == 1
    assert end_waivers() == 0  # the last day still counts
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-29")
    assert end_waivers() == 0
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-30")
    assert end_waivers() == 1
    assert end_waivers() == 0
    found.refresh_from_db()
    made.refresh_from_db()
    assert (found.state, made.state) == (Finding.OPEN, Waiver.ENDED)


def test_nobody_grants_their_own(register: Register) -> None:
    found = finding(lan(register), "card_number", "V15")
    made = waive(actor=register.mai, finding=found, reason=WHY, until=UNTIL)
    for deed in (grant, deny):
        with pytest.raises(Refused):
            deed(actor=register.mai, waiver=made, answer="Đã xem kỹ rồi")
    for who in ("hung", "binh", "leader", "khach"):
        with pytest.raises(Refused):
            grant(actor=getattr(register, who), waiver=made)
    grant(actor=register.tinh, waiver=made)


def test_denied_with_a_sentence(register: Register) -> None:
    made = asked(register)
    with pytest.raises(Impossible):
        deny(actor=register.mai, waiver=made, answer="không")
    deny(actor=register.mai, waiver=made, answer="Thẻ đã cấp lại hôm qua.")
    assert Finding.objects.get().state == Finding.OPEN
    with pytest.raises(Decided) as told:
        grant(actor=register.tinh, waiver=made)
    assert "Hà Thị Mai" in told.value.problems["answer"]
    asked(register, Finding.objects.get())


def test_one_at_a_time_with_a_reason_and_a_day(register: Register) -> None:
    found = finding(lan(register), "card_number", "V15")
    for reason, until, field in (
        ("mất", UNTIL, "reason"), (WHY, date(2025, 12, 14), "until"),
        (WHY, date(2027, 1, 1), "until"),
    ):  # fmt: skip
        with pytest.raises(Impossible) as told:
            waive(actor=register.hung, finding=found, reason=reason, until=until)
        assert list(told.value.problems) == [field]
    for who in ("binh", "leader", "khach"):
        with pytest.raises(Refused):
            waive(actor=getattr(register, who), finding=found, reason=WHY, until=UNTIL)
    asked(register, found)
    with pytest.raises(Decided):
        asked(register, found)


def test_what_waits_for_approval_or_is_over_takes_no_exception(register: Register) -> None:
    person = lan(register)
    found = finding(person)
    ask(register.hung, person)
    with pytest.raises(Decided):
        waive(actor=register.hung, finding=found, reason=WHY, until=UNTIL)


def test_a_request_meets_a_proposal(register: Register) -> None:
    person = lan(register)
    made = asked(register, finding(person))
    ask(register.hung, person)
    with pytest.raises(Impossible):
        grant(actor=register.mai, waiver=made)


def test_ended_early_by_either_side(register: Register) -> None:
    first = asked(register)
    end_waiver(actor=register.hung, waiver=first)
    second = asked(register, Finding.objects.get())
    grant(actor=register.mai, waiver=second)
    with pytest.raises(Refused):
        end_waiver(actor=register.binh, waiver=second)
    end_waiver(actor=register.tinh, waiver=second, answer="Đã cấp lại thẻ.")
    assert Finding.objects.get().state == Finding.OPEN
