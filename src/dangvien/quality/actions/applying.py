"""An accepted value goes into the record, with its evidence and both names in the history."""

from __future__ import annotations

from collections.abc import Mapping

from dangvien.accounts.models import User
from dangvien.members.actions import correct, restate
from dangvien.members.models import Person
from dangvien.quality.evidence import SEEN, said
from dangvien.quality.field_policy import TABLE

_LONGEST = 200


def basis(evidence: str, source: str, approved_by: User | None = None) -> str:
    """What the history says: the evidence, and who approved; the name is never cut off."""
    end = f"; đ/c {approved_by.full_name} duyệt" if approved_by else ""
    return said(evidence, source)[: _LONGEST - len(end)] + end


def write(
    *,
    actor: User,
    person: Person,
    version: int,
    values: Mapping[str, str],
    evidence: str,
    source: str,
    approved_by: User | None = None,
) -> Person:
    """Write values into a record that is at this version; an empty value empties its field.

    Inside the caller's transaction. Dates of admission become an event that restates them.
    """
    told = basis(evidence, source, approved_by)
    stated = {name: text for name, text in values.items() if TABLE[name].by_event}
    plain = {name: text for name, text in values.items() if name not in stated}
    if plain:
        person = correct(
            actor=actor, person=person, values={n: t for n, t in plain.items() if t}, source=told,
            version=version, verified=evidence in SEEN, approved_by=approved_by,
            erase=[name for name, text in plain.items() if not text],
        )  # fmt: skip
        version = person.version
    if stated:
        person = restate(
            actor=actor, person=person, values=stated, decision=told, version=version,
            approved_by=approved_by,
        )  # fmt: skip
    return person
