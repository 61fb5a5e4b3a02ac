"""Verdict rows made again from the findings as they stand, without asking the rule book."""

from __future__ import annotations

from collections.abc import Iterable

from dangvien.members.keys import ALONE
from dangvien.members.models import Person, Touched
from dangvien.orgs.models import Organisation
from dangvien.orgs.models import Touched as TouchedOrg
from dangvien.quality.book import choices
from dangvien.quality.examining import reading
from dangvien.quality.models import Finding, Verdict
from dangvien.quality.settling import counting, keeping, writing
from dangvien.quality.settling.differing import Standing

_COLUMNS = ("person_id", "rule", "field", "severity", "dimension", "state", "holder")


def refresh(person_ids: Iterable[int]) -> None:
    """After states, holders or exceptions of findings changed: the same people, counted again.

    Whoever was never examined is left to `settle`. It takes no lock, so that it may stand in any
    transaction; a note left behind makes the next settling look once more, alone with the person.
    """
    ids = sorted(set(person_ids))
    now = keeping.Round(choices())
    for some in writing.pieces(ids, 1000):
        known = set(Verdict.objects.filter(person__in=some).values_list("person", flat=True))
        people = Person.objects.alive().filter(pk__in=known)
        frame = reading.standard(people, few=len(known) <= reading.FEW)
        stored = Finding.objects.filter(person__in=known, closed_on=None)
        standing = [Standing(*row) for row in stored.order_by("pk").values_list(*_COLUMNS)]
        keeping.verdicts(known, counting.counted(frame, standing), now)
        Touched.objects.bulk_create(Touched(person_id=pk, keys=[ALONE]) for pk in sorted(known))
    stirred = Organisation.objects.filter(pk__in=now.stirred).values_list("pk", "path")
    TouchedOrg.objects.bulk_create(
        TouchedOrg(org_id=pk, keys=[f"path:{path}"]) for pk, path in stirred
    )
