"""What still stands between a unit and its signature, in numbers; shown before anybody signs."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from dangvien.campaigns import counted
from dangvien.campaigns.gates import Plan, plan_of
from dangvien.campaigns.levels import level_of, of_levels, taking_part
from dangvien.campaigns.mending import here, to_mend
from dangvien.campaigns.models import Campaign, Phase, Sample, SignOff
from dangvien.campaigns.queries.clean import clean
from dangvien.campaigns.shapes import Left
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import OrganisationQuerySet, begins
from dangvien.quality.models import Finding, Proposal, Verdict

SHOWN = 12  # units below that are named


def unsigned(plan: Plan, phase: Phase, org: Organisation) -> OrganisationQuerySet:
    """The units below an organisation that sign a step and have not."""
    signed = SignOff.objects.filter(phase=phase, org=OuterRef("pk"), reopened_at=None)
    return signing_below(plan, phase, org).filter(~Exists(signed))


def signing_below(plan: Plan, phase: Phase, org: Organisation) -> OrganisationQuerySet:
    """The units below an organisation that sign a step."""
    units = taking_part(org).filter(of_levels(plan.levels(phase)))
    return units.exclude(pk=org.pk)


def left(phase: Phase, org: Organisation) -> Left:
    """What is left for this signature; at most eleven queries, whatever stands below."""
    plan = plan_of(phase.campaign)
    level = level_of(org.form)
    below = unsigned(plan, phase, org)
    open_units = list(below.order_by("path").values_list("pk", "name")[: SHOWN + 1])
    told: dict[str, Any] = {
        "phase": phase, "org": org, "level": level, "signs": plan.signs(phase, level),
        "earlier": _earlier(plan, phase, level, org),
        "below": below.count() if len(open_units) > SHOWN else len(open_units),
        "units": signing_below(plan, phase, org).count(), "names": open_units[:SHOWN],
    }  # fmt: skip
    if phase.subject == Phase.ORGANISATION:
        told |= _organisations(org)
        return Left(**told)
    told |= _members(phase.campaign, org)
    if phase.subject == Phase.MEMBER:
        told["sample"] = _sample(phase, org, level) if told["members"] else ""
        told["mend"] = here(to_mend(phase), org).count()
    return Left(**told)


def _earlier(plan: Plan, phase: Phase, level: str, org: Organisation) -> Phase | None:
    rows = SignOff.objects.filter(phase__campaign=plan.campaign, org=org, reopened_at=None)
    signed = set(rows.values_list("phase", flat=True))
    return next((one for one in plan.before(phase, level) if one.pk not in signed), None)


def _organisations(org: Organisation) -> dict[str, Any]:
    rows = Finding.objects.filter(begins("unit__path", org.path), person=None, severity="E")
    live = rows.filter(closed_on=None).exclude(state=Finding.WAIVED)
    where = live.order_by("unit__path").values_list("unit", "unit__name").annotate(n=Count("pk"))
    return {**_counted(rows), "where": list(where[:SHOWN])}


def _members(campaign: Campaign, org: Organisation) -> dict[str, int]:
    here = begins("unit__path", org.path)
    told: dict[str, int] = Verdict.objects.filter(here, active=True).aggregate(
        members=Count("pk"), clean=Count("pk", filter=clean(campaign)),
    )  # fmt: skip
    seen = Verdict.objects.filter(person=OuterRef("pk"))
    people = Person.objects.alive().filter(here, status="active")
    unseen = people.filter(~Exists(seen)).count()
    rows = Finding.objects.filter(here, person__verdict__active=True, severity="E",
                                  field__in=counted.fields(campaign))  # fmt: skip
    waiting = Proposal.objects.filter(here, state=Proposal.WAITING).count()
    return {
        **told, **_counted(rows), "people": told["members"] - told["clean"], "unseen": unseen,
        "members": told["members"] + unseen, "waiting": waiting,
    }  # fmt: skip


def _counted(rows: Any) -> dict[str, int]:
    waived = Q(state=Finding.WAIVED)
    told: dict[str, int] = rows.filter(closed_on=None).aggregate(
        findings=Count("pk", filter=~waived), waived=Count("pk", filter=waived)
    )
    return told


def _sample(phase: Phase, org: Organisation, level: str) -> str:
    """Whether somebody who did not correct the records has looked at a random lot of them again."""
    wanted = phase.campaign.told.get("sample", {}).get("levels", ())
    rows = Sample.objects.filter(phase=phase, org=org)
    before = SignOff.objects.filter(phase=phase, org=org).order_by("-reopened_at")
    if fell := before.exclude(reopened_at=None).values_list("reopened_at", flat=True).first():
        rows = rows.filter(drawn_at__gt=fell)  # a lot of before the reopening says nothing of now
    last = rows.order_by("-pk").first()
    if last is None:
        return "wanted" if level in wanted else ""
    return {"passed": "", "failed": "failed"}.get(last.state, "drawn")
