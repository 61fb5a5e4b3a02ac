"""Founding many organisations of a list at once: set-wise, one entry in the log for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.core.text import clean, sort_key
from dangvien.orgs.actions.opening import lock
from dangvien.orgs.actions.soundness import fits_under
from dangvien.orgs.actions.touching import note
from dangvien.orgs.models import Officer, Organisation, PaperCount, Placement, Touched
from dangvien.orgs.scope import paths


@dataclass(frozen=True, slots=True)
class Birth:
    """One organisation to be founded, with what a list says of it on the side.

    `secretary`: who holds the office, since nobody knows when. `paper`: a day and its paper count.
    """

    parent: int
    name: str
    form: str
    kind: str
    code: str
    on: date
    decision: str
    consent: str = ""
    secretary: str = ""
    paper: tuple[date, int] | None = None


@transaction.atomic
def found_all(
    *, actor: User, births: Sequence[Birth], source: str
) -> list[Organisation | ValidationError]:
    """Found organisations below others that exist; what cannot stand there comes back as its refusal.

    About ten statements however many they are; at most 500 a call.
    """
    if len(births) > 500:
        raise ValueError("too many at once")
    lock()
    parents = Organisation.objects.in_bulk({birth.parent for birth in births})
    tops = paths(actor, "org.reshape")
    if not all(any(p.path.startswith(top) for top in tops) for p in parents.values()):
        raise Refused("org.reshape")
    lives = _lives(list(parents))
    problems = [_problem(birth, parents.get(birth.parent), lives) for birth in births]
    sound = [birth for birth, problem in zip(births, problems, strict=True) if problem is None]
    made = iter(_write(actor, sound, parents, source))
    return [problem or next(made) for problem in problems]


def _lives(ids: list[int]) -> dict[int, tuple[date, date]]:
    """First day and first day without of each, as the placements have them; open ends are far away."""
    found: dict[int, tuple[date, date]] = {}
    rows = Placement.objects.filter(org__in=ids).values_list("org", "since", "until")
    for org, since, until in rows:
        first, last = since or date.min, until or date.max
        known = found.get(org, (first, last))
        found[org] = (min(known[0], first), max(known[1], last))
    return found


def _problem(
    birth: Birth, parent: Organisation | None, lives: dict[int, tuple[date, date]]
) -> ValidationError | None:
    """Why an organisation cannot be founded there and then."""
    try:
        if parent is None:
            raise ValidationError("Tổ chức cấp trên không còn trong sổ.")
        if not clean(birth.name):
            raise ValidationError("Chưa ghi tên tổ chức.")
        first, last = lives[parent.pk]
        if first > birth.on:
            raise ValidationError(f"{parent.name} thành lập ngày {first:%d/%m/%Y}, sau ngày này.")
        if last < date.max:
            raise ValidationError(f"{parent.name} kết thúc từ ngày {last:%d/%m/%Y}.")
        fits_under(birth.form, parent.form, birth.on, "form")
    except ValidationError as problem:
        return problem
    return None


def _write(
    actor: User, births: list[Birth], parents: dict[int, Organisation], source: str
) -> list[Organisation]:
    made = Organisation.objects.bulk_create(
        Organisation(
            name=clean(birth.name), form=birth.form, kind=birth.kind.strip(),
            code=birth.code.strip(), parent=parents[birth.parent], founded_on=birth.on,
            founding_decision=birth.decision[:120], consent=birth.consent[:160],
            sort_key=sort_key(clean(birth.name))[:400], path=f"/{uuid4()}/",
        )
        for birth in births
    )  # fmt: skip
    if not made:
        return []
    for org, birth in zip(made, births, strict=True):
        org.path = f"{parents[birth.parent].path}{org.pk}/"
    Organisation.objects.bulk_update(made, ["path"])
    both = list(zip(made, births, strict=True))
    Placement.objects.bulk_create(
        Placement(
            org=org, parent_id=birth.parent, name=org.name, form=org.form, kind=org.kind,
            code=org.code, since=birth.on, decision=birth.decision,
        )
        for org, birth in both
    )  # fmt: skip
    Officer.objects.bulk_create(
        Officer(org=org, name=clean(birth.secretary), position="secretary", decision=birth.decision)
        for org, birth in both if clean(birth.secretary)
    )  # fmt: skip
    PaperCount.objects.bulk_create(
        PaperCount(org=org, on=birth.paper[0], count=birth.paper[1], source=source[:200],
                   reported_by=str(actor)[:160])
        for org, birth in both if birth.paper is not None
    )  # fmt: skip
    Touched.objects.bulk_create(note(org, parent=birth.parent) for org, birth in both)
    record(
        actor=actor, action="org.found", org=parents[births[0].parent],
        data={"source": source, "founded": [_told(org, birth) for org, birth in both]},
    )  # fmt: skip
    return made


def _told(org: Organisation, birth: Birth) -> dict[str, Any]:
    """One organisation in the log's entry."""
    return {
        "org": org.pk, "name": org.name, "parent": birth.parent, "on": birth.on.isoformat(),
        "code": org.code, "secretary": bool(birth.secretary),
        "paper": birth.paper[1] if birth.paper else None,
    }  # fmt: skip
