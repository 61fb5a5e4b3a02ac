"""What is asked of samples: the lot, who may not judge, whether a unit's lot has passed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from dangvien.accounts.models import User
from dangvien.audit.models import Entry
from dangvien.audit.words import READS
from dangvien.campaigns.models import Base, Campaign, Phase, Sample, SampleItem
from dangvien.campaigns.queries.clean import clean
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Proposal, Verdict


def lot(campaign: Campaign, org: Organisation) -> QuerySet[Verdict]:
    """The finished records of a unit: counted, still there, clean as the campaign asks."""
    units = Organisation.objects.under(org).values("pk")
    counted = Base.objects.filter(campaign=campaign, person=OuterRef("person"))
    return Verdict.objects.filter(Exists(counted), clean(campaign), unit__in=units, active=True)


def latest(phase: Phase, org: Organisation) -> Sample | None:
    """The last sample of a unit in a step."""
    return Sample.objects.filter(phase=phase, org=org).order_by("-pk").first()


def sample_passed(phase: Phase, org: Organisation) -> bool:
    """Whether the last sample of a unit in a step was looked at whole and passed."""
    last = latest(phase, org)
    return last is not None and last.state == "passed"


def touched_by(user: User, sample: Sample) -> set[UUID]:
    """The people of a sample on whom this user worked since the campaign was made.

    Whoever wrote in a record, proposed for it or decided about it does not judge it. Reading does not
    count, nor does judging itself.
    """
    since = sample.phase.campaign.made_at
    people = dict(sample.items.values_list("person__uid", "person"))
    deeds = Entry.objects.filter(
        actor_id=user.pk, at__gte=since, concerned__person__in=list(people)
    ).exclude(Q(action__in=READS) | Q(action__startswith="sample."))  # fmt: skip
    found = set(deeds.values_list("concerned__person", flat=True)) & set(people)
    worked = Proposal.objects.filter(person__in=people.values(), proposed_at__gte=since)
    mine = worked.filter(Q(proposed_by=user) | Q(decided_by=user))
    return found | set(mine.values_list("person__uid", flat=True))


def visible(user_units: QuerySet[Organisation]) -> QuerySet[Sample]:
    """Samples of these units."""
    return Sample.objects.filter(org__in=user_units.values("pk")).select_related(
        "org", "phase__campaign__org", "drawn_by"
    )


def waiting(sample: Sample) -> QuerySet[SampleItem]:
    """The records of a sample at which nobody has looked yet, in their order."""
    return sample.items.filter(at=None).order_by("number")
