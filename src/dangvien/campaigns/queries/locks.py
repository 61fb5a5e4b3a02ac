"""What a signature locks: corrections of a signed unit wait until it is reopened; life goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dangvien.campaigns.gates import plan_of
from dangvien.campaigns.models import Campaign, Phase, SignOff
from dangvien.campaigns.queries.standing import running_at, standings
from dangvien.look.numbers import day
from dangvien.orgs.models import Organisation


def locked(unit: Organisation) -> bool:
    """Whether campaign corrections of a unit's members are locked by its signature."""
    return bool(locked_units([unit]))


def locked_units(units: Iterable[Organisation]) -> set[int]:
    """Those of these units whose members' data is signed in a running campaign; one query."""
    above = {unit.pk: _signing(unit) for unit in units}
    rows = SignOff.objects.filter(
        org__in={pk for ids in above.values() for pk in ids}, reopened_at=None,
        phase__subject=Phase.MEMBER, phase__campaign__state=Campaign.RUNNING,
    )  # fmt: skip
    signed = set(rows.values_list("org", flat=True))
    return {pk for pk, ids in above.items() if signed & set(ids)}


def why_locked(unit: Organisation) -> str:
    """Why no correction may be proposed in a unit now, in words; "" when it may.

    Signed there, or its members are not open yet because a gate before them is not signed.
    """
    campaign = running_at(unit)
    if campaign is None:
        return ""
    signed = SignOff.objects.filter(
        org__in=_signing(unit), phase__campaign=campaign, phase__subject=Phase.MEMBER,
        reopened_at=None,
    )  # fmt: skip
    if (one := signed.select_related("org").order_by("pk").first()) is not None:
        return (
            f"{one.org.name} đã ký xác nhận ngày {day(one.on)}, nên việc sửa trong chiến dịch đã khóa. "
            "Muốn sửa thì mở lại chữ ký trước; kết nạp, chuyển đi, từ trần vẫn ghi được."
        )
    return _not_open(campaign, unit)


def why_unit_locked(org: Organisation, on: date | None = None) -> str:
    """Why an organisation's own data is not corrected now, in words; "" when it may be.

    What holds only from a day after the signature (`on`) is no correction of what was signed.
    """
    signed = SignOff.objects.filter(
        org__in=_signing(org), phase__subject=Phase.ORGANISATION, reopened_at=None,
        phase__campaign__state=Campaign.RUNNING,
    )  # fmt: skip
    one = signed.select_related("org").order_by("pk").first()
    if one is None or (on is not None and on > one.on):
        return ""
    return (
        f"{one.org.name} đã ký xác nhận dữ liệu tổ chức ngày {day(one.on)}, nên việc sửa trong chiến "
        "dịch đã khóa. Muốn sửa thì mở lại chữ ký trước; thay đổi có quyết định từ sau ngày ký, chức vụ "
        "mới, chia, tách, sáp nhập vẫn ghi được."
    )


def _not_open(campaign: Campaign, unit: Organisation) -> str:
    plan = plan_of(campaign)
    gates = [one for one in plan.phases if one.gate and one.subject == Phase.ORGANISATION]
    told = standings(plan, [unit.pk]).get(unit.pk)
    for gate in gates:
        if told and plan.signs(gate, told.level) and gate.pk not in told.signed:
            return (
                f"{unit.name} chưa ký bước {gate.number}, {gate.name.lower()}. "
                "Ký xong dữ liệu tổ chức thì hồ sơ đảng viên ở đây mới mở để sửa."
            )
    return ""


def _signing(unit: Organisation) -> list[int]:
    """Whose signature covers a unit's own members: its own, or the superior's of a mere group."""
    return [unit.pk] if unit.form != "to_dang" else [unit.pk, *unit.ancestor_ids[-1:]]
