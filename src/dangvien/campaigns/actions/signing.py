"""Signatures climb the tree: a unit signs when all below it have; reopening one opens those above it."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns import notices
from dangvien.campaigns.actions.publishing import publish
from dangvien.campaigns.levels import COMMUNE, PROVINCE
from dangvien.campaigns.models import Campaign, Phase, SignOff, Snapshot
from dangvien.campaigns.queries.left import left
from dangvien.campaigns.shapes import Left
from dangvien.campaigns.snapshots import Mismatch
from dangvien.campaigns.words import holds
from dangvien.core.text import clean
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import held, require

FREEZING = (COMMUNE, PROVINCE)
AT_ONCE = 50_000  # members whose rows are frozen while somebody waits for the page


class NotYet(ValidationError):  # noqa: N818
    """Something holds the signature up; `left` says what."""

    def __init__(self, told: Left) -> None:
        super().__init__(holds(told))
        self.left = told


@transaction.atomic
def sign(
    *, actor: User, phase: Phase, org: Organisation, paper: str = "", seen: int | None = None
) -> SignOff:
    """Say that a step is done in a unit and everything below it; campaign corrections then lock.

    `paper`: what somebody above rests on who signs for the unit. `seen`: how many waived findings
    the page showed, so that nobody signs for an exception granted a moment ago.
    """
    campaign = _alone(phase.campaign)
    org = Organisation.objects.get(pk=org.pk)
    require(actor, "campaign.sign", org)
    if campaign.state != Campaign.RUNNING:
        raise ValidationError("Chiến dịch chưa bắt đầu hoặc đã kết thúc.")
    if not org.path.startswith(campaign.org.path):
        raise ValidationError(f"{org.name} không thuộc phạm vi chiến dịch này.")
    phase = Phase.objects.select_related("campaign__org").get(pk=phase.pk)
    if SignOff.objects.filter(phase=phase, org=org, reopened_at=None).exists():
        raise ValidationError(f"{org.name} đã ký bước này rồi.")
    told = left(phase, org)
    if not told.ready:
        raise NotYet(told)
    if seen is not None and seen != told.waived:
        raise ValidationError(
            "Số ngoại lệ vừa thay đổi trong lúc đồng chí xem. Đọc lại các con số rồi ký."
        )
    one = SignOff.objects.create(
        phase=phase, org=org, signed_by=actor, figures=told.figures, paper=clean(paper)[:200],
        snapshot=_frozen(actor, told),
    )  # fmt: skip
    notices.signed(phase, org)
    record(
        actor=actor, action="campaign.sign", org=org, subject=f"phase:{phase.pk}",
        data={**told.figures, "step": phase.number, "paper": one.paper,
              "campaign": str(campaign.uid)},
    )  # fmt: skip
    return one


def _frozen(actor: User, told: Left) -> Snapshot | None:
    """The figures that a superior signs for, frozen; those of a whole province are published apart.

    Cells have too few people for figures of their own, and a province too many to wait for.
    """
    figures = told.phase.subject != Phase.ORGANISATION and told.level in FREEZING
    if not figures or told.members > AT_ONCE:
        return None
    try:
        return publish(
            actor=actor, campaign=told.phase.campaign, org=told.org, permission="campaign.sign",
            why=f"ký bước {told.phase.number}, {told.phase.name.lower()}",
        )  # fmt: skip
    except Mismatch as error:
        raise ValidationError(str(error)) from error


def stands_at(actor: User, org: Organisation) -> bool:
    """Whether somebody holds a role at the unit itself; others who sign for it rest on a paper."""
    return any(path == org.path for _, path, _ in held(actor))


def reopens(one: SignOff) -> list[SignOff]:
    """The signatures in force that fall when this one is reopened, its own first, then upward.

    Of the unit and its superiors: of the same step, and of every later one that rests on it.
    """
    above = [*one.org.ancestor_ids, one.org_id]
    rows = SignOff.objects.filter(
        phase__campaign=one.phase.campaign_id, phase__number__gte=one.phase.number,
        org__in=above, reopened_at=None,
    )  # fmt: skip
    found = rows.select_related("org", "phase", "signed_by")
    return sorted(found, key=lambda each: (-len(each.org.path), each.phase.number))


@transaction.atomic
def reopen(*, actor: User, sign_off: SignOff, reason: str) -> list[SignOff]:
    """Take a signature back, with those that stand on it; the reason stays beside each of them.

    It is the highest unit whose signature falls that must agree: its right is asked for.
    """
    _alone(sign_off.phase.campaign)
    sign_off = SignOff.objects.select_related("org", "phase__campaign").get(pk=sign_off.pk)
    if sign_off.reopened_at is not None:
        require(actor, "campaign.sign", sign_off.org)
        raise ValidationError("Chữ ký này đã được mở lại.")
    falling = reopens(sign_off)
    require(
        actor, "campaign.sign", min((one.org for one in falling), key=lambda org: len(org.path))
    )
    if not clean(reason):
        raise ValidationError({"reason": "Ghi lý do mở lại."})
    now = timezone.now()
    for one in falling:
        one.reopened_by, one.reopened_at, one.reason = actor, now, clean(reason)
        one.save(update_fields=["reopened_by", "reopened_at", "reason"])
    notices.reopened(sign_off, falling)
    record(
        actor=actor, action="campaign.reopen", org=sign_off.org, subject=f"sign_off:{sign_off.pk}",
        data={"reason": clean(reason), "step": sign_off.phase.number,
              "units": _units(falling), "campaign": str(sign_off.phase.campaign.uid)},
    )  # fmt: skip
    return falling


def _units(falling: Iterable[SignOff]) -> list[int]:
    return sorted({one.org_id for one in falling})


def _alone(campaign: Campaign) -> Campaign:
    """Signing and reopening of one campaign go one after the other: what is below cannot change."""
    return (
        Campaign.objects.select_for_update(of=("self",)).select_related("org").get(pk=campaign.pk)
    )
