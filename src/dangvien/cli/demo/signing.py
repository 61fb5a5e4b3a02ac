"""Signatures: each cell's secretary for the organisation's data, the officer for the commune."""

from __future__ import annotations

from datetime import date, timedelta

from dangvien.campaigns.actions import sign
from dangvien.campaigns.models import Campaign, Phase
from dangvien.cli.demo.calendar import COUNTED
from dangvien.cli.demo.cast import Cast
from dangvien.cli.demo.goals import FINISHED, SIGNED
from dangvien.core.schema import PRESENT
from dangvien.members.models import Person
from dangvien.orgs.actions import report_paper
from dangvien.orgs.models import Organisation
from dangvien.quality.actions import settle
from dangvien.quality.models import Finding

_COMMUNE_SIGNS = COUNTED + timedelta(days=3)


def organisations(cast: Cast, campaign: Campaign, day: date) -> None:
    """The first step: at once where nothing is wrong, a day later where the paper was counted again."""
    phase = campaign.phases.get(subject=Phase.ORGANISATION)
    if day > COUNTED:
        _count_again(cast, day)
    signed = set(phase.sign_offs.filter(reopened_at=None).values_list("org", flat=True))
    wrong = _wrong(cast)
    for name, org in cast.cells.items():
        if org.pk not in signed and org.pk not in wrong:
            sign(actor=cast.secretaries[name], phase=phase, org=org)
    if day == _COMMUNE_SIGNS and cast.commune.pk not in wrong:
        sign(actor=cast.officer, phase=phase, org=cast.commune)


def members(cast: Cast, campaign: Campaign, day: date) -> None:
    """The second step, in some of the cells that are through: the day after they were."""
    phase = campaign.phases.get(subject=Phase.MEMBER)
    for name in SIGNED:
        if FINISHED[name] + timedelta(days=1) == day:
            sign(actor=cast.secretaries[name], phase=phase, org=cast.cells[name])


def _wrong(cast: Cast) -> set[int]:
    rows = Finding.objects.filter(person=None, closed_on=None, severity="E")
    units = Organisation.objects.under(cast.commune)
    return set(rows.filter(unit__in=units.values("pk")).values_list("unit", flat=True))


def _count_again(cast: Cast, day: date) -> None:
    """Cells whose paper book disagrees have counted it again; the officer writes the new number down."""
    cells = [org for org in cast.cells.values() if org.pk in _wrong(cast)]
    for org in cells:
        members = Person.objects.alive().filter(unit=org, status__in=PRESENT).count()
        report_paper(actor=cast.officer, org=org, on=day, count=members,
                     source="Chi bộ đếm lại sổ đảng viên")  # fmt: skip
    if cells:
        settle()
