"""Today's columns of an organisation, made from its placements after each change."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from dangvien.core.text import sort_key
from dangvien.orgs.actions.placing import rows_of
from dangvien.orgs.actions.touching import note
from dangvien.orgs.models import Organisation, Placement, Succession
from dangvien.orgs.periods import begun, ended
from dangvien.orgs.scope import begins


def seat(org: Organisation, on: date) -> Placement:
    """The placement that an organisation shows on a day: the one in force, the last, or the first."""
    rows = rows_of(org)
    return next((row for row in reversed(rows) if begun(row.since, on)), rows[0])


def superior(org: Organisation, on: date) -> Organisation | None:
    """What an organisation hangs under: its parent; once it has ended, its successor's parent.

    A successor that was its own parent, or that is the top, is itself what it hangs under.
    """
    shown = seat(org, on)
    heir = heir_of(org) if ended(shown.until, on) else None
    if heir is None or heir.pk == shown.parent_id:
        return shown.parent
    return superior(heir, on) or heir


def heir_of(org: Organisation) -> Organisation | None:
    """The first successor."""
    link = Succession.objects.filter(before=org).order_by("pk").select_related("after").first()
    return link.after if link else None


def refresh(org: Organisation, on: date) -> None:
    """Bring the columns of an organisation, and the paths below it, to what holds on a day."""
    shown, parent = seat(org, on), superior(org, on)
    path = f"{parent.path if parent else '/'}{org.pk}/"
    moved = path != org.path
    note(org, parent=org.parent_id, code=org.code, path=org.path).save()
    if moved:
        rewrite(org.path, path)
    org.parent, org.path, org.name, org.code = parent, path, shown.name, shown.code
    org.form, org.kind, org.sort_key = shown.form, shown.kind, sort_key(shown.name)[:400]
    org.version += 1
    org.save()
    if moved:
        for link in Succession.objects.filter(after=org).select_related("before"):
            ancestor = link.before
            # The UPDATE above may have moved it already, if it hangs below.
            ancestor.refresh_from_db()
            if superior(ancestor, on) != ancestor.parent:
                refresh(ancestor, on)


def rewrite(old: str, new: str) -> int:
    """Move every path below one to another place, in one statement."""
    return Organisation.objects.filter(begins("path", old)).update(
        path=Concat(Value(new), Substr(F("path"), len(old) + 1))
    )
