"""What stood before a row of a list was written, kept sealed with the row: an undo goes back to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from dangvien.exchange.models import Batch
from dangvien.exchange.organisations.writing import change_day
from dangvien.orgs.actions.placing import rows_from
from dangvien.orgs.models import Organisation

# Column of the list → attribute of a placement. `consent` stands beside the placements.
DATED = {"org_name": "name", "org_code": "code", "kind": "kind", "form": "form",
         "parent_code": "parent_id"}  # fmt: skip
CONSENT = "consent"
ONE_WORD = {DATED[name]: name for name in DATED} | {CONSENT: CONSENT}


def before(batch: Batch, org: Organisation, told: dict[str, Any]) -> dict[str, Any]:
    """What the row is about to change, as it is."""
    asked, day = set(told["offers"]), change_day(batch, org)
    was: dict[str, Any] = {"day": day.isoformat()}
    dated = {DATED[name] for name in asked & set(DATED)}
    if dated:
        row = rows_from(org, day)[0]
        was |= {name: getattr(row, name) for name in dated}
    if CONSENT in asked:
        was[CONSENT] = org.consent
    if "secretary" in asked:
        terms = org.officers.filter(position="secretary").values_list("pk", "until")
        was["terms"] = [[pk, _iso(until)] for pk, until in terms]
    if "paper_count" in asked:
        held = org.paper_counts.filter(on=batch.as_of).values_list("count", flat=True).first()
        was["paper"] = held
    return was


def after(org: Organisation, told: dict[str, Any], was: dict[str, Any]) -> dict[str, Any]:
    """What the row has changed, as it is now."""
    org = Organisation.objects.get(pk=org.pk)
    now: dict[str, Any] = {}
    dated = [name for name in was if name in DATED.values()]
    if dated:
        held = rows_from(org, date.fromisoformat(was["day"]))[0]
        now |= {name: getattr(held, name) for name in dated}
    if CONSENT in was:
        now[CONSENT] = org.consent
    if "terms" in was:
        known = [pk for pk, _ in was["terms"]]
        made = org.officers.filter(position="secretary").exclude(pk__in=known).first()
        now["appointed"] = made.pk if made else None
    if "paper" in was:
        now["paper"] = told["values"]["paper_count"]
    if "org_status" in told["offers"]:
        now["ended"] = _iso(org.closed_on)
    return now


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
