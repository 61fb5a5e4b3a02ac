"""People, findings and proposals for the tests of corrections."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.quality.actions import propose
from dangvien.quality.models import Finding, Proposal
from dangvien.quality.settling.telling import Said, sealed

SOUND = "099180000009"  # fits Lan: woman, born 1980


def ask(actor: User, person: Person, **more: Any) -> Proposal:
    """A proposal of a new citizen id, seen on the card."""
    told: dict[str, Any] = {
        "values": {"citizen_id": SOUND},
        "evidence": "card",
        "version": 1,
    } | more
    return propose(actor=actor, person=person, **told)


def finding(
    person: Person, field: str = "citizen_id", rule: str = "V05", *, fix: str | None = None,
    value: str | None = None, safe: bool = False, **more: Any,
) -> Finding:  # fmt: skip
    """One open finding as the engine would have stored it."""
    uid = uuid4()
    told = sealed(Said(value, None, fix, 1.0 if fix else None).text(), uid)
    values = {
        "cause": "any",
        "severity": "E",
        "dimension": "dung",
        "opened_on": clock.today(),
    } | more
    return Finding.objects.create(
        uid=uid, person=person, unit=person.unit, rule=rule, field=field, told=told, safe=safe,
        **values,
    )  # fmt: skip
