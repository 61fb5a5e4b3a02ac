"""How an organisation comes into being: the row, its path and its first placement."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from dangvien.core.text import clean, sort_key
from dangvien.orgs.actions.touching import note
from dangvien.orgs.models import Organisation, Placement


def born(
    *,
    parent: Organisation | None,
    name: str,
    form: str,
    kind: str,
    code: str,
    on: date | None,
    decision: str = "",
) -> Organisation:
    """Write a new organisation and its first placement; the caller has checked everything.

    One that is founded on a day to come hangs already where it will, and counts from that day.
    """
    name, code = clean(name), code.strip()
    first = Placement(
        parent=parent, name=name, form=form, kind=kind.strip(), code=code, since=on,
        decision=decision,
    )  # fmt: skip
    first.clean_fields(exclude=("org", "parent", "since", "until"))
    org = Organisation.objects.create(
        name=name, form=form, kind=kind.strip(), code=code, parent=parent, founded_on=on,
        founding_decision=decision[:120], sort_key=sort_key(name)[:400], path=f"/{uuid4()}/",
    )  # fmt: skip
    org.path = f"{parent.path if parent else '/'}{org.pk}/"
    org.save(update_fields=["path"])
    first.org = org
    first.save()
    note(org, parent=parent.pk if parent else None).save()
    return org
