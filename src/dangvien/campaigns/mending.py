"""Wrong records of a failed sample: work for the unit until each is corrected, or answered for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.utils import timezone

from dangvien.campaigns.models import Campaign, Phase, SampleItem
from dangvien.members.models import Change
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins


def to_mend(phase: Phase | None = None) -> QuerySet[SampleItem]:
    """Wrong records of failed samples of running campaigns, or of one step, not yet mended."""
    rows = SampleItem.objects.filter(
        sample__state="failed", mended_at=None, person__same_as=None, person__withdrawn_at=None,
        person__status="active",
    ).exclude(errors=[])  # fmt: skip
    if phase is not None:
        return rows.filter(sample__phase=phase)
    return rows.filter(sample__phase__campaign__state=Campaign.RUNNING)


def here(rows: QuerySet[SampleItem], org: Organisation) -> QuerySet[SampleItem]:
    """Those whose people are in a unit or below it now."""
    return rows.filter(begins("person__unit__path", org.path))


def note(people: Iterable[int]) -> None:
    """Whoever was touched is mended when one of the wrong fields is another since the lot fell."""
    rows = to_mend().filter(person__in=list(people)).select_related("sample")
    for item in rows:
        since = item.sample.ended_at
        changed = Change.objects.filter(
            person=item.person_id, field__in=item.errors or (), at__gt=since
        ).exclude(before=F("after"))  # fmt: skip
        if since and changed.exists():
            item.mended_at = timezone.now()
            item.save(update_fields=["mended_at"])
