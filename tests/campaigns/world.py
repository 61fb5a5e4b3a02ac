"""Campaigns for the tests of this folder: the small register with people, clean and not, without a run.

Verdicts and findings are written as the engine would leave them; the engine has its own tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from dangvien.campaigns.actions import begin, open_campaign
from dangvien.campaigns.models import Campaign, Phase
from dangvien.members.models import Person, Touched
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Finding, Verdict
from members.people import someone, taken_in
from register import Register

STARTS = date(2025, 12, 10)


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """The business day."""
    monkeypatch.setenv("DANGVIEN_TODAY", day)


def people(register: Register, unit: Organisation, count: int, first: int = 0) -> list[Person]:
    """Members of a unit, each looked at and clean."""
    found = taken_in(register.tinh, unit, [someone(first + n) for n in range(count)])
    examined(found)
    Touched.objects.filter(person__in=found).delete()  # the engine is not asked here
    return found


def examined(found: Iterable[Person]) -> None:
    """A verdict for each: active, clean."""
    Verdict.objects.bulk_create(
        Verdict(
            person=one, unit_id=one.unit_id, members=True, active=one.status == "active",
            exempt=False, with_citizen_id=True, clean_t1=True, clean_t2=True,
            checked_on=STARTS, clean_since=STARTS,
        )
        for one in found
    )  # fmt: skip


def blocked(person: Person, rule: str = "V05", field: str = "citizen_id") -> Finding:
    """A finding that blocks somebody."""
    Verdict.objects.filter(person=person).update(
        clean_t1=False, clean_t2=False, e=1, lies="cell", clean_since=None
    )
    return Finding.objects.create(
        person=person, unit_id=person.unit_id, rule=rule, field=field, cause="length",
        severity="E", dimension="dung", opened_on=STARTS,
    )  # fmt: skip


def cleared(finding: Finding, state: str = Finding.FIXED) -> None:
    """Put right, or waived."""
    finding.state = state
    if state == Finding.FIXED:
        finding.closed_on = STARTS
    finding.save()
    Verdict.objects.filter(person=finding.person_id).update(
        clean_t1=True, clean_t2=True, e=0, lies="", clean_since=STARTS,
        waived=int(state == Finding.WAIVED),
    )  # fmt: skip


def planned(register: Register, **told: object) -> Campaign:
    """The campaign of Tam Lư, made by its officer; nobody looks at a sample."""
    said = {"actor": register.mai, "org": register.commune, "plan": "tam-lu", "starts": STARTS}
    campaign = open_campaign(**{**said, **told})  # type: ignore[arg-type]
    campaign.told = {**campaign.told, "sample": {}}
    campaign.save(update_fields=["told"])
    return campaign


def running(register: Register, **told: object) -> Campaign:
    """The same, begun."""
    campaign = planned(register, **told)
    return begin(actor=told.get("actor", register.mai), campaign=campaign)  # type: ignore[arg-type]


def step(campaign: Campaign, number: int) -> Phase:
    """One step by its number."""
    return campaign.phases.select_related("campaign__org").get(number=number)
