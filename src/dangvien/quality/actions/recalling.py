"""What an import had proposed, and nobody decided, goes back with the import."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.members.actions.desk import lock
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require
from dangvien.quality.actions import marking, telling
from dangvien.quality.models import Finding, Proposal
from dangvien.quality.proposed import BY_LIST


@transaction.atomic
def recall(
    *, actor: User, org: Organisation, proposals: Collection[UUID], answer: str
) -> frozenset[UUID]:
    """Withdraw those that still wait; what somebody has decided meanwhile stays. Which went back."""
    require(actor, "import.run", org)
    asked = Proposal.objects.undecided().filter(uid__in=list(proposals), came_by__in=BY_LIST)
    people = lock(asked.values_list("person", flat=True))
    held = list(
        asked.select_for_update(of=("self",)).select_related("proposed_by", "unit").order_by("pk")
    )
    if not held:
        return frozenset()
    for one in held:
        one.state, one.answer = Proposal.WITHDRAWN, answer
        one.decided_by, one.decided_at = actor, timezone.now()
    Proposal.objects.bulk_update(held, ["state", "answer", "decided_by", "decided_at"])
    marking.release(
        Finding.objects.filter(proposals__in=[one.pk for one in held]).values_list("pk", flat=True)
    )
    marking.refresh(people)
    for one in held:
        telling.decided(one)
    record(
        actor=actor, action="proposal.recall", org=org, people=[p.uid for p in people.values()],
        data={"count": len(held)},
    )  # fmt: skip
    return frozenset(one.uid for one in held)
