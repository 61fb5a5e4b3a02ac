"""Changing what an organisation is called and what it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.core.text import clean
from dangvien.orgs.actions.cache import refresh
from dangvien.orgs.actions.opening import opened
from dangvien.orgs.actions.placing import place, rows_from
from dangvien.orgs.actions.soundness import fits_under, overlapping, period
from dangvien.orgs.locking import require_open
from dangvien.orgs.models import Organisation, Placement
from dangvien.orgs.periods import ended
from dangvien.orgs.scope import require

DATED = ("name", "code", "form", "kind")
PLAIN = ("consent", "founding_decision")


@transaction.atomic
def edit(
    *,
    actor: User,
    org: Organisation,
    on: date,
    decision: str = "",
    version: int | None = None,
    **values: str,
) -> Organisation:
    """Change name, code, form and kind from a day on, and the plain fields at once.

    Another form is another place in the tree, so it asks for the right to reshape.
    """
    opened(actor=actor, permission="org.edit", org=org, version=version, event=True)
    told = {name: clean(value) for name, value in values.items()}
    if unknown := set(told) - {*DATED, *PLAIN}:
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
    plain = {
        name: told[name] for name in PLAIN if name in told and told[name] != getattr(org, name)
    }
    dated = {name: told[name] for name in DATED if name in told}
    if dated.get("name") == "":
        raise ValidationError({"name": "Chưa ghi tên tổ chức."})
    if ended(org.closed_on, on) and all(getattr(org, n) == v for n, v in dated.items()):
        dated = {}  # what has ended keeps its name; its papers may still be written down
    if plain or dated:  # a decision of a later day is no correction of what was signed
        require_open(org, on if decision and not plain else None)
    if "form" in dated and dated["form"] != rows_from(org, on)[0].form:
        require(actor, "org.reshape", org)
        _form_fits(org, dated["form"], on)
    changed = place(org, on=on, decision=decision, **dated) if dated else False
    if not changed and not plain:
        raise ValidationError("Chưa có gì thay đổi so với hiện nay.")
    for name, value in plain.items():
        setattr(org, name, value)
    org.clean_fields(exclude={field.name for field in Organisation._meta.fields} - set(PLAIN))
    refresh(org, clock.today())
    record(
        actor=actor, action="org.edit", org=org, subject=str(org.pk),
        data={**dated, **plain, "on": on.isoformat(), "decision": decision},
    )  # fmt: skip
    return org


def rename(
    *, actor: User, org: Organisation, name: str, on: date, decision: str, **rest: Any
) -> Organisation:
    """Give an organisation another name from a day on."""
    return edit(actor=actor, org=org, on=on, decision=decision, name=name, **rest)


def recode(
    *, actor: User, org: Organisation, code: str, on: date, decision: str, **rest: Any
) -> Organisation:
    """Give an organisation another official code; whatever it is, it is stored and judged later."""
    return edit(actor=actor, org=org, on=on, decision=decision, code=code, **rest)


def retype(
    *, actor: User, org: Organisation, form: str, kind: str, on: date, decision: str, **rest: Any
) -> Organisation:
    """Make an organisation one of another form or kind from a day on."""
    return edit(actor=actor, org=org, on=on, decision=decision, form=form, kind=kind, **rest)


def _form_fits(org: Organisation, form: str, on: date) -> None:
    """Refuse a form that may not stand under its superior, or over what stands below it."""
    parent = rows_from(org, on)[0].parent
    if parent is not None:
        fits_under(form, rows_from(parent, on)[0].form, on, "form")
    below = Placement.objects.filter(overlapping(period(on, None)), parent=org)
    for child in below.values_list("form", flat=True).distinct():
        fits_under(child, form, on, "form")
