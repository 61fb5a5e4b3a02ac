"""What stands on the page of an organisation, from its stored findings."""

from __future__ import annotations

from dangvien.orgs.models import Organisation
from dangvien.orgs.queries.standing import Finding as Said
from dangvien.quality.models import Finding, Run
from dangvien.quality.settling.telling import said
from dangvien.quality.words import worded


def standing(org: Organisation) -> list[Said] | None:
    """The findings of an organisation that are not over, worst first; None for one never examined."""
    rows = list(Finding.objects.filter(person=None, unit=org, closed_on=None))
    if not rows and not _examined(org):
        return None
    told = [_said(row) for row in rows if row.state != Finding.WAIVED]
    return sorted(told, key=lambda found: ("EWN".index(found.severity), found.rule))


def _examined(org: Organisation) -> bool:
    runs = Run.objects.filter(kind=Run.FULL, org__in=[*org.ancestor_ids, org.pk])
    runs = runs.exclude(ended_at=None)
    return runs.exists()


def _said(row: Finding) -> Said:
    words = worded(row.rule, row.cause, row.field, said(row.told, row.uid))
    return Said(row.rule, row.severity, words.what, words.how, words.basis)
