"""The slow model of the living findings: everybody asked again, nothing remembered."""

from __future__ import annotations

from typing import Any

from dangvien.members.models import Person, Touched
from dangvien.orgs.models import Organisation
from dangvien.orgs.models import Touched as TouchedOrg
from dangvien.quality import examining
from dangvien.quality.book import choices
from dangvien.quality.examining import organisations
from dangvien.quality.models import Finding, Verdict
from dangvien.quality.settling import counting
from dangvien.quality.settling.differing import Standing
from dangvien.quality.settling.telling import Said, text_of

CODED = ("rule", "field", "cause", "severity", "dimension")


def expected() -> set[tuple[Any, ...]]:
    """What a fresh run would find, people and organisations."""
    people = examining.examine(Person.objects.alive(), few=False).findings
    told = {
        (person, unit, *rest, Said(*said).text())
        for person, unit, rule, field, cause, severity, dimension, *said in people.select(
            "person", "unit", *CODED, "value", "detail", "fix", "fix_confidence"
        ).iter_rows()
        for rest in [(rule, field, cause, severity, dimension)]
    }
    ids = list(Organisation.objects.values_list("pk", flat=True))
    units = organisations.examine(ids, choices())
    return told | {
        (None, row[0], *row[1:6], Said(*row[6:]).text())
        for row in units.select(
            "unit", *CODED, "value", "detail", "fix", "fix_confidence"
        ).iter_rows()
    }


def stored() -> set[tuple[Any, ...]]:
    """The open findings as they lie in the register."""
    return {
        (one.person_id, one.unit_id, *(getattr(one, name) for name in CODED),
         text_of(one.told, one.uid))
        for one in Finding.objects.filter(closed_on=None)
    }  # fmt: skip


def verdicts_expected() -> dict[int, tuple[Any, ...]]:
    """Every verdict counted again from the stored findings."""
    frame = examining.examine(Person.objects.alive(), few=False).frame
    columns = ("person_id", "rule", "field", "severity", "dimension", "state", "holder")
    rows = Finding.objects.filter(closed_on=None).exclude(person=None)
    standing = [Standing(*row) for row in rows.values_list(*columns)]
    return {one.person: one.values for one in counting.counted(frame, standing)}


def verdicts_stored() -> dict[int, tuple[Any, ...]]:
    """The verdict rows as they lie in the register."""
    return {pk: tuple(row) for pk, *row in Verdict.objects.values_list("pk", *counting.COLUMNS)}


def agree() -> None:
    """Nothing waits, and what is stored is what a fresh run over everything would find."""
    assert not Touched.objects.exists()
    assert not TouchedOrg.objects.exists()
    kept, fresh = stored(), expected()
    assert (sorted(kept - fresh, key=str), sorted(fresh - kept, key=str)) == ([], [])
    assert verdicts_stored() == verdicts_expected()
