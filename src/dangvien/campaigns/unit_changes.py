"""A signed unit is reorganised, or somebody takes an office there: noted beside the signature.

Called with the organisations that a settling looked at (`quality.settling.after_units`). What people did
is read from the log, so that being called twice, or because members were counted anew, notes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from dangvien import clock
from dangvien.audit.models import Entry
from dangvien.campaigns.changes import count, tell
from dangvien.campaigns.models import Campaign, ChangedUnit, Phase, SignOff
from dangvien.orgs.models import Organisation

DEEDS = (
    "org.edit", "org.move", "org.close", "org.call_off", "org.found", "org.appoint", "org.end_term",
    "org.report_paper", "org.apply_due", "org.withdraw", "org.reopen", "org.unappoint", "org.unreport",
)  # fmt: skip


def note(units: Iterable[int], former: Iterable[str] = ()) -> None:
    """Note those of these organisations that changed after they, or a superior, had signed.

    `former`: paths on which they hung before; who signed there signed for them too.
    """
    signed = SignOff.objects.filter(
        reopened_at=None, phase__subject=Phase.ORGANISATION, phase__campaign__state=Campaign.RUNNING
    )
    if not signed.exists():
        return
    paths = dict(Organisation.objects.filter(pk__in=set(units)).values_list("pk", "path"))
    above = {pk: {*_ids(path)} for pk, path in paths.items()}
    for path in former:
        *_, last = ids = _ids(path)
        above.setdefault(last, set()).update(ids)
    held = signed.filter(org__in={pk for ids in above.values() for pk in ids})
    found = list(held.select_related("org", "phase__campaign"))
    if not found:
        return
    deeds = Entry.objects.filter(
        action__in=DEEDS, org__in=list(above), at__gt=min(one.signed_at for one in found)
    )
    rows = [
        ChangedUnit(sign_off=one, org_id=pk, on=clock.today())
        for pk, at in deeds.order_by("pk").values_list("org", "at")
        for one in found
        if pk in paths and one.org_id in above[pk] and at > one.signed_at
    ]
    ChangedUnit.objects.bulk_create(rows, ignore_conflicts=True)
    count({one.sign_off_id for one in rows})
    for one in {row.sign_off_id: row.sign_off for row in rows}.values():
        tell(one)


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/")]
