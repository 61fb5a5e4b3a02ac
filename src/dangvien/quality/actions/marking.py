"""Findings change their state with what people do about them; the verdicts follow at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from dangvien.quality import verdicts
from dangvien.quality.models import Finding


def mark(ids: Iterable[int], state: str) -> None:
    """Put findings that are not over into a state; one that is waived stays so until its waiver ends."""
    rows = Finding.objects.filter(pk__in=list(ids), closed_on=None).exclude(state=Finding.WAIVED)
    rows.exclude(state=state).update(state=state, version=F("version") + 1)


def release(ids: Iterable[int]) -> None:
    """Findings whose proposal is decided: back to whoever had taken them, or open."""
    rows = Finding.objects.filter(pk__in=list(ids), closed_on=None, state=Finding.WAITING)
    for state, some in (
        (Finding.OPEN, rows.filter(taken_by=None)), (Finding.WORKING, rows.exclude(taken_by=None))
    ):  # fmt: skip
        some.update(state=state, version=F("version") + 1)


def refresh(people: Iterable[int]) -> None:
    """Write the verdicts of these people again from their findings."""
    verdicts.refresh(list(people))
