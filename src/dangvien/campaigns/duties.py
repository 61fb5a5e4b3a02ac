"""Who answers for a unit: the phone sealed for its place, the secretaries in office as proposals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.campaigns.levels import taking_part
from dangvien.campaigns.models import Campaign, Duty
from dangvien.orgs.models import Grant, Officer, Organisation
from dangvien.orgs.periods import in_force
from dangvien.orgs.scope import OrganisationQuerySet, begins, paths

SECRETARY = "secretary"


def place(campaign: Campaign, org_pk: int) -> str:
    """Where the phone of a duty is sealed for."""
    return f"duty:{campaign.uid}:{org_pk}"


def sealed(campaign: Campaign, org_pk: int, phone: str) -> bytes:
    """A phone number as it is stored."""
    return settings.RING.seal(phone, place(campaign, org_pk)) if phone else b""


def phone(campaign: Campaign, duty: Duty) -> str:
    """The phone number of whoever answers for a unit."""
    kept = bytes(duty.phone)
    return settings.RING.open(kept, place(campaign, duty.org_id)) if kept else ""


def may_call(user: User, org: Organisation) -> bool:
    """Whether somebody is told the phone of a unit's duty: superiors, and whoever runs the campaign."""
    above = any(
        org.path.startswith(top) and org.path != top for top in paths(user, "campaign.read")
    )
    return above or any(org.path.startswith(top) for top in paths(user, "campaign.run"))


@dataclass(frozen=True, slots=True)
class Offer:
    """Who might answer for a unit: its secretary in office, and the user who signs in as one."""

    org: int
    name: str
    user: int | None


def without_duty(campaign: Campaign, org: Organisation) -> OrganisationQuerySet:
    """The units of a subtree for which nobody answers."""
    held = Duty.objects.filter(campaign=campaign, org=OuterRef("pk"), until=None)
    return taking_part(org).filter(~Exists(held))


def offers(units: Iterable[int] | OrganisationQuerySet) -> dict[int, Offer]:
    """Proposals for these units; two queries whatever their number."""
    today = clock.today()
    wanted: Any = units.values("pk") if isinstance(units, OrganisationQuerySet) else list(units)
    rows = Officer.objects.filter(in_force(today), org__in=wanted, position=SECRETARY)
    names = dict(rows.order_by("since", "pk").values_list("org", "name"))
    grants = Grant.objects.filter(
        in_force(today), org__in=wanted, role="cell_secretary", revoked_at=None,
        user__is_active=True,
    )  # fmt: skip
    users: dict[int, list[tuple[int, str]]] = {}
    for org, pk, name in grants.values_list("org", "user", "user__full_name"):
        users.setdefault(org, []).append((pk, name))
    told = {}
    for org in {**names, **users}:
        one = users.get(org, [])
        name = names.get(org) or (one[0][1] if len(one) == 1 else "")
        who = next((pk for pk, full in one if full == name), None)
        if name:
            told[org] = Offer(org, f"{name}, bí thư", who)
    return told


def with_duty(campaign: Campaign, org: Organisation) -> int:
    """How many units of a subtree have somebody who answers."""
    rows = Duty.objects.filter(begins("org__path", org.path), campaign=campaign, until=None)
    return rows.count()
