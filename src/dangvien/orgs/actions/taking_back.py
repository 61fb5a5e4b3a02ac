"""Taking back what was written by mistake: a founding that nothing hangs on, an end, an office, a count.

Each is the inverse of one action beside it. What changed by `edit` or `move` goes back by those
themselves, on the same day: then the placements are as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.orgs.actions.cache import refresh
from dangvien.orgs.actions.opening import lock, opened, require_above
from dangvien.orgs.actions.placing import rows_of
from dangvien.orgs.actions.soundness import below_itself, period, stands_during
from dangvien.orgs.actions.touching import note, touched
from dangvien.orgs.models import Officer, Organisation, PaperCount, Placement, Touched
from dangvien.orgs.queries.referring import referring
from dangvien.orgs.scope import paths

# What an organisation brings with it; anything else hangs on it.
OWN = ("orgs.Placement.org", "orgs.Officer.org", "orgs.PaperCount.org", "orgs.Touched.org")


@transaction.atomic
def withdraw_all(*, actor: User, orgs: Sequence[Organisation], source: str) -> None:
    """Take organisations that were founded by mistake out of the tree, as if never founded.

    Refused for all when anything hangs on one of them; the log keeps what they were.
    """
    lock()
    pks = [org.pk for org in orgs]
    # Who is about to write something at one of them waits for this, or this for them.
    rows = Organisation.objects.select_for_update(of=("self",)).select_related("parent")
    held = list(rows.filter(pk__in=pks).order_by("pk"))
    tops = paths(actor, "org.reshape")
    if not all(org.parent and _in(org.parent.path, tops) for org in held):
        raise Refused("org.reshape")
    if referring(Organisation, pks, own=OWN):
        raise ValidationError("Có việc đã ghi ở tổ chức này nên không rút lại được.")
    if not held:
        return
    told = [{"org": org.pk, "name": org.name, "code": org.code, "parent": org.parent_id,
             "on": org.founded_on.isoformat() if org.founded_on else ""} for org in held]  # fmt: skip
    for table in (Placement, Officer, PaperCount, Touched):
        table._base_manager.filter(org__in=pks).delete()
    Organisation.objects.filter(pk__in=pks).delete()
    Touched.objects.bulk_create(
        note(org.parent, parent=org.parent.parent_id, code=org.code) for org in held if org.parent
    )
    record(actor=actor, action="org.withdraw", org=held[0].parent,
           data={"source": source, "withdrawn": told})  # fmt: skip


@transaction.atomic
def reopen(*, actor: User, org: Organisation, ended: date, decision: str) -> Organisation:
    """Take back an end that was written by mistake and left nothing to a successor."""
    opened(actor=actor, permission="org.reshape", org=org)
    require_above(actor, org)
    if org.closed_on != ended or org.successors.exists():
        raise ValidationError("Việc kết thúc tổ chức này đã có người ghi lại sau đó.")
    last = rows_of(org)[-1]
    if last.parent is not None:
        span = period(last.until, None)
        stands_during(last.parent, span, "parent")
        below_itself(org, last.parent, span)
    org.officers.filter(until=ended).update(until=None)
    last.until = org.closed_on = None
    last.save(update_fields=["until"])
    org.closing_decision = ""
    refresh(org, clock.today())
    record(
        actor=actor, action="org.reopen", org=org, subject=str(org.pk),
        data={"ended": ended.isoformat(), "decision": decision},
    )  # fmt: skip
    return org


@transaction.atomic
def unappoint(*, actor: User, officer: Officer, before: Mapping[int, date | None]) -> None:
    """Take back an office written by mistake; the terms that it had ended are as before."""
    org = officer.org
    opened(actor=actor, permission="org.edit", org=org)
    data = {"position": officer.position, "officer": officer.pk,
            "since": officer.since.isoformat() if officer.since else None}  # fmt: skip
    for held in org.officers.filter(pk__in=before, until=officer.since):
        held.until = before[held.pk]
        held.save(update_fields=["until"])
    officer.delete()
    touched(org)
    record(actor=actor, action="org.unappoint", org=org, subject=str(org.pk), data=data)


@transaction.atomic
def unreport(*, actor: User, count: PaperCount) -> None:
    """Take back a paper count reported by mistake."""
    org = count.org
    opened(actor=actor, permission="org.edit", org=org)
    data = {"on": count.on.isoformat(), "count": count.count}
    count.delete()
    touched(org)
    record(actor=actor, action="org.unreport", org=org, subject=str(org.pk), data=data)


def _in(path: str, tops: Sequence[str]) -> bool:
    return any(path.startswith(top) for top in tops)
