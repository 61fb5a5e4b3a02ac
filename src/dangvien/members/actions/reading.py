"""Reading that is answered for: opening a record, showing a number, printing, asking for a list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.members.models import Identifier, Person
from dangvien.members.queries.search import Sought
from dangvien.members.sealed import opened
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, require


@transaction.atomic
def open_record(*, actor: User, uid: UUID) -> Person:
    """A person visible to the actor, the opening logged; 404 otherwise."""
    return _opened(actor, uid, "member.read", "member.read")


@transaction.atomic
def print_record(*, actor: User, uid: UUID, full: bool = False) -> Person:
    """A person visible to the actor, for paper; `full`: numbers in the clear. Logged as a print."""
    people = Person.objects.visible_to(actor, "member.export").select_related("unit")
    person: Person = found_or_absent(people, uid=uid)
    if full:
        require(actor, "member.reveal", person.unit)
    _log(actor, "member.print", person, {"numbers": "full" if full else "masked"})
    return person


@transaction.atomic
def see_viewers(*, actor: User, uid: UUID) -> Person:
    """A person whose viewers the actor may see; asking is logged."""
    return _opened(actor, uid, "audit.viewers", "member.viewers")


@transaction.atomic
def reveal(*, actor: User, person: Person, kind: str) -> str:
    """One number of a person in the clear, for this one answer; logged. "" where there is none."""
    require(actor, "member.reveal", person.unit)
    if kind not in Identifier.KINDS:
        raise Http404
    row = person.identifiers.filter(kind=kind, until=None).first()
    number = opened(row.sealed, person.uid, kind) if row else ""
    _log(actor, "member.reveal", person, {"kind": kind})
    return number


@transaction.atomic
def ask_list(*, actor: User, asked: Sought, count: int, org: Organisation | None = None) -> None:
    """Log that a list was asked for: of a number only that it was one, never the number."""
    data: dict[str, Any] = {"kind": asked.kind, "count": count}
    if asked.words:
        data["words"] = " ".join(asked.words)
    record(actor=actor, action="member.list", org=org, data=data)


def _opened(actor: User, uid: UUID, permission: str, action: str) -> Person:
    people = Person.objects.visible_to(actor, permission).select_related("unit")
    person: Person = found_or_absent(people, uid=uid)
    _log(actor, action, person, {})
    return person


def _log(actor: User, action: str, person: Person, data: dict[str, Any]) -> None:
    record(
        actor=actor, action=action, org=person.unit, subject=f"person:{person.uid}",
        people=[person.uid], data=data,
    )  # fmt: skip
