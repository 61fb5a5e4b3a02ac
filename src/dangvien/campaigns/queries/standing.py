"""What is asked of a campaign about single units: which step, by when, who answers, what is locked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dangvien.accounts.models import User
from dangvien.campaigns.gates import Plan, plan_of
from dangvien.campaigns.levels import level_of
from dangvien.campaigns.models import Campaign, Deadline, Duty, Phase, SignOff
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths


def current(user: User) -> Campaign | None:
    """The campaign that somebody works in: one that runs, else the one that ended last."""
    rows = Campaign.objects.visible_to(user).filter(state__in=(Campaign.RUNNING, Campaign.ENDED))
    found = list(rows.select_related("org").order_by("-starts", "-pk")[:50])
    tops = paths(user, "campaign.read")

    def nearness(one: Campaign) -> tuple[bool, bool]:
        mine = any(top.startswith(one.org.path) or one.org.path.startswith(top) for top in tops)
        return one.state != Campaign.RUNNING, not mine

    return min(found, key=nearness, default=None)


def running_at(unit: Organisation) -> Campaign | None:
    """The running campaign whose subtree holds a unit; campaigns that run never overlap."""
    above = [*unit.ancestor_ids, unit.pk]
    return Campaign.objects.filter(state=Campaign.RUNNING, org__in=above).first()


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in a campaign: its level, the steps it has signed, the step that is open there."""

    level: str
    signed: frozenset[int]
    phase: Phase


def standings(plan: Plan, unit_ids: Iterable[int]) -> dict[int, Standing]:
    """Where many units stand; two queries."""
    ids = list(unit_ids)
    signed: dict[int, set[int]] = {}
    rows = SignOff.objects.filter(phase__campaign=plan.campaign, org__in=ids, reopened_at=None)
    for org, phase in rows.values_list("org", "phase"):
        signed.setdefault(org, set()).add(phase)
    told: dict[int, Standing] = {}
    if not plan.phases:
        return told
    for pk, form in Organisation.objects.filter(pk__in=ids).values_list("pk", "form"):
        level, done = level_of(form), frozenset(signed.get(pk, ()))
        told[pk] = Standing(level, done, plan.open(level, done))
    return told


def phases_of(campaign: Campaign, unit_ids: Iterable[int]) -> dict[int, Phase]:
    """The step that is open in each of these units; four queries."""
    told = standings(plan_of(campaign), unit_ids)
    return {pk: one.phase for pk, one in told.items()}


def phase_of(campaign: Campaign, unit: Organisation) -> Phase:
    """The step that is open in a unit."""
    return phases_of(campaign, [unit.pk])[unit.pk]


def due_for(
    campaign: Campaign, unit_ids: Iterable[int], phase: Phase | None = None
) -> dict[int, date]:
    """The last day of each of these units, for a step or for the one open there; five queries."""
    plan = plan_of(campaign)
    told = standings(plan, unit_ids)
    longer: dict[tuple[int, int], date] = {}
    rows = Deadline.objects.filter(phase__campaign=campaign, org__in=list(told)).order_by("pk")
    for pk, step, on in rows.values_list("org", "phase", "on"):
        longer[pk, step] = on
    return {
        pk: longer.get((pk, (phase or one.phase).pk)) or plan.due(phase or one.phase, one.level)
        for pk, one in told.items()
    }


def duty_of(campaign: Campaign, unit_ids: Iterable[int]) -> dict[int, Duty]:
    """Who answers for each of these units today; units without anybody are left out. One query."""
    rows = Duty.objects.filter(campaign=campaign, org__in=list(unit_ids), until=None)
    return {duty.org_id: duty for duty in rows.select_related("user")}
