"""What a campaign tells people: units and steps by name, never a member's name or number."""

from __future__ import annotations

from collections.abc import Iterable

from dangvien.campaigns.gates import plan_of
from dangvien.campaigns.levels import level_of
from dangvien.campaigns.models import Campaign, Phase, SignOff
from dangvien.campaigns.queries.left import unsigned
from dangvien.inbox import actions as inbox
from dangvien.look.numbers import listing
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import superiors


def prefix(campaign: Campaign, phase: Phase, org: int) -> str:
    """How the keys of everything begin that one unit is told of one step."""
    return f"campaign:{campaign.uid}:{phase.number}:{org}:"


def address(campaign: Campaign, org: int | None = None) -> str:
    """The page of a campaign, or of the signature of a unit."""
    return f"/chien-dich/{campaign.uid}/" + (f"ky/{org}/" if org else "")


def signed(phase: Phase, org: Organisation) -> None:
    """A unit has signed: what it was reminded of is done; a superior whose units all have is told."""
    campaign = phase.campaign
    inbox.done(prefix(campaign, phase, org.pk))
    plan = plan_of(campaign)
    for one in reversed(superiors(org.path)):
        if not one.path.startswith(campaign.org.path):
            return
        if not plan.signs(phase, level_of(one.form)):
            continue
        if unsigned(plan, phase, one).exists():
            return
        times = SignOff.objects.filter(phase=phase, org=one).count()
        inbox.done(prefix(campaign, phase, one.pk) + "late-below:")
        inbox.send(
            key=f"{prefix(campaign, phase, one.pk)}ready:{times}", org=one, kind="ready",
            permission="campaign.sign", address=f"{address(campaign, one.pk)}?buoc={phase.number}",
            said=f"Mọi đơn vị trực thuộc đã ký bước {phase.number}, {phase.name.lower()}. "
                 f"Đến lượt {one.name} ký.",
        )  # fmt: skip
        return


def reopened(first: SignOff, falling: Iterable[SignOff]) -> None:
    """Whoever signed something that fell is told why, and what else fell with it."""
    campaign = first.phase.campaign
    for one in falling:
        inbox.done(prefix(campaign, one.phase, one.org_id) + "ready:")
        why = f"vì {first.org.name} mở lại bước {first.phase.number}" if one.pk != first.pk else ""
        inbox.send(
            key=f"{prefix(campaign, one.phase, one.org_id)}reopened:{one.pk}", org=one.org,
            kind="reopened", permission="campaign.sign",
            address=f"{address(campaign, one.org_id)}?buoc={one.phase.number}",
            said=f"Chữ ký bước {one.phase.number} của {one.org.name} đã được mở lại"
                 f"{' ' + why if why else ''}. Làm xong phần mở lại thì ký lần nữa.",
        )  # fmt: skip


def names(orgs: list[str]) -> str:
    """Some names of units, in a row, the rest as a number."""
    shown = listing(orgs[:3])
    return shown if len(orgs) <= 3 else f"{', '.join(orgs[:3])} và {len(orgs) - 3} đơn vị nữa"
