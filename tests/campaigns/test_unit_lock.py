"""What a unit signed about itself is not corrected; what happens to it afterwards passes, and shows."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from campaigns import world
from dangvien.campaigns.actions import end, reopen, sign
from dangvien.campaigns.models import Campaign, ChangedUnit, SignOff
from dangvien.campaigns.queries import why_unit_locked
from dangvien.inbox.models import Notice
from dangvien.orgs import actions as orgs
from dangvien.orgs.locking import Locked
from dangvien.orgs.models import Officer, Organisation, PaperCount
from dangvien.quality.actions import settle
from members.people import someone, taken_in
from register import Register

pytestmark = pytest.mark.django_db
SIGNED, LATER = date(2025, 12, 12), date(2025, 12, 13)


@pytest.fixture
def signed(register: Register, monkeypatch: pytest.MonkeyPatch) -> SignOff:
    """Nà Lốc has signed its organisation data on 12/12; today is the 14th."""
    world.on(monkeypatch, "2025-12-12")
    campaign = world.running(register)
    made = sign(actor=register.hung, phase=world.step(campaign, 1), org=register.na_loc)
    settle()
    world.on(monkeypatch, "2025-12-14")
    return made


def edit(register: Register, on: date, **values: str) -> Organisation:
    org = Organisation.objects.get(pk=register.na_loc.pk)
    return orgs.edit(actor=register.mai, org=org, on=on, decision="QĐ 12-QĐ/ĐU", **values)


def test_a_correction_is_refused_in_words(register: Register, signed: SignOff) -> None:
    for told in ({"name": "Chi bộ Nà Lốc"}, {"code": "38.150.999"}, {"consent": "CV 1"}):
        with pytest.raises(Locked, match="đã ký xác nhận dữ liệu tổ chức ngày 12/12/2025"):
            edit(register, SIGNED, **told)
    with pytest.raises(Locked):
        edit(register, LATER, consent="CV 1")  # papers hold at once, whatever the day
    with pytest.raises(Locked):
        orgs.edit(actor=register.mai, org=register.na_loc, on=LATER, name="Chi bộ Nà Lốc")
    with pytest.raises(Locked):
        orgs.report_paper(actor=register.mai, org=register.na_loc, on=SIGNED, count=31, source="sổ")
    assert not PaperCount.objects.exists()
    assert Organisation.objects.get(pk=register.na_loc.pk).name == "Chi bộ bản Nà Lốc"
    # Who has not signed goes on.
    orgs.edit(actor=register.mai, org=register.party_office, on=SIGNED, decision="QĐ", code="38.1")


def test_the_page_says_so_and_keeps_what_was_typed(
    register: Register, signed: SignOff, signed_in
) -> None:  # type: ignore[no-untyped-def]
    client, address = signed_in(register.mai), f"/to-chuc/{register.na_loc.pk}/sua/"
    form = client.get(address).context["form"]
    told = {one.html_initial_name: one.initial or "" for one in form}
    told |= {one.html_name: one.initial or "" for one in form}
    told |= {"name": "Chi bộ Nà Lốc mới", "on": "12/12/2025", "decision": "QĐ 1"}
    page = client.post(address, told)
    assert page.status_code == 422
    assert "việc sửa trong chiến dịch đã khóa" in page.content.decode()
    assert "Chi bộ Nà Lốc mới" in page.content.decode()


def test_what_happens_afterwards_passes_and_is_marked(register: Register, signed: SignOff) -> None:
    edit(register, LATER, name="Chi bộ bản Nà Lốc Mới")
    settle()
    signed.refresh_from_db()
    assert signed.reopened_at is None
    assert signed.changed_after == 1
    assert list(ChangedUnit.objects.values_list("sign_off", "org")) == [
        (signed.pk, register.na_loc.pk)
    ]
    assert Notice.objects.filter(kind="changed", org=register.na_loc).count() == 1
    orgs.appoint(actor=register.mai, org=register.na_loc, name="Lò Văn Mới", position="deputy",
                 since=None, decision="QĐ 2")  # fmt: skip
    settle()
    signed.refresh_from_db()
    assert signed.changed_after == 1  # the same organisation, said once
    assert Officer.objects.filter(org=register.na_loc).count() == 1


def test_a_superior_who_signed_sees_a_move_out_of_its_tree(
    register: Register, signed: SignOff
) -> None:
    top = SignOff.objects.create(phase=signed.phase, org=register.commune, signed_by=register.mai)
    orgs.move(actor=register.tinh, org=register.na_loc, parent=register.other_commune,
              on=LATER, decision="QĐ 3")  # fmt: skip
    settle()
    told = ChangedUnit.objects.filter(org=register.na_loc).values_list("sign_off", flat=True)
    assert set(told) == {signed.pk, top.pk}


def test_members_counted_anew_are_no_change_of_the_unit(
    register: Register, signed: SignOff
) -> None:
    taken_in(register.mai, register.na_loc, [someone(1)])
    settle()
    assert not ChangedUnit.objects.exists()


def test_reopening_or_ending_opens_it_again(register: Register, signed: SignOff) -> None:
    assert why_unit_locked(register.na_loc)
    reopen(actor=register.mai, sign_off=signed, reason="sai tên")
    assert why_unit_locked(register.na_loc) == ""
    edit(register, SIGNED, name="Chi bộ Nà Lốc")
    again = sign(actor=register.hung, phase=signed.phase, org=register.na_loc)
    end(actor=register.mai, campaign=Campaign.objects.get(), reason="hoãn")
    assert why_unit_locked(again.org) == ""


def test_what_was_planned_cannot_be_unreported_either(register: Register, signed: SignOff) -> None:
    count = orgs.report_paper(actor=register.mai, org=register.na_loc, on=LATER, count=31,
                              source="sổ")  # fmt: skip
    with pytest.raises(ValidationError, match="đã khóa"):
        orgs.unreport(actor=register.mai, count=count)
