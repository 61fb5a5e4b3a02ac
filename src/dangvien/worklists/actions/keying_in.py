"""What was written on a sheet by pen goes in: values as proposals, ticks as fields compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.members.actions import verify
from dangvien.members.fields import IDENTITY
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible
from dangvien.orgs.scope import may, require
from dangvien.quality.actions import propose
from dangvien.quality.actions.asking import NOTHING
from dangvien.quality.field_policy import policy
from dangvien.quality.models import Finding
from dangvien.worklists.models import Sheet

CAME_BY = "sheet"


@dataclass(frozen=True, slots=True)
class Given:
    """One value as written: of a field, seen where, about which finding (none for part B)."""

    field: str
    value: str
    evidence: str = ""
    paper: str = ""
    finding: Finding | None = None


@dataclass(slots=True)
class KeyedIn:
    """What became of a sheet: written at once, sent for approval, compared, already so."""

    written: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    compared: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def key_in(
    *, actor: User, sheet: Sheet, given: Iterable[Given], right: Iterable[str], version: int
) -> KeyedIn:
    """Bring everything that a sheet says, or nothing: `Impossible` names the field that cannot be.

    `right`: fields ticked "Đúng". What the actor may not mark as compared himself is named in the log
    for whoever collects the sheet.
    """
    done = KeyedIn()
    with transaction.atomic():
        held = Sheet.objects.select_for_update().get(pk=sheet.pk)
        person = Person.objects.select_related("unit").get(pk=held.person_id)
        require(actor, "finding.work", person.unit)
        if held.state != "out":
            raise Refused("finding.work")
        source = f"Phiếu {held.code}"
        for (evidence, paper), some in _together(given).items():
            version = _bring(actor, person, some, (evidence, paper or source), version, done)
        ticked = list(dict.fromkeys(right))
        done.compared = _comparable(actor, person, ticked)
        if done.compared:
            verify(
                actor=actor, person=person, names=done.compared, version=version,
                source=f"{source}, đảng viên xem và ký",
            )  # fmt: skip
        held.state, held.back_by, held.back_at = "back", actor, timezone.now()
        held.save(update_fields=["state", "back_by", "back_at"])
        record(
            actor=actor, action="sheet.key_in", org=person.unit, subject=f"sheet:{held.code}",
            people=[person.uid],
            data={"written": done.written, "waiting": done.waiting, "compared": done.compared,
                  "ticked": ticked},
        )  # fmt: skip
    return done


def _together(given: Iterable[Given]) -> dict[tuple[str, str], list[Given]]:
    """Values seen at the same place are one proposal."""
    found: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for one in given:
        found[one.evidence, one.paper].append(one)
    return found


def _bring(
    actor: User, person: Person, some: list[Given], seen: tuple[str, str], version: int,
    done: KeyedIn,
) -> int:  # fmt: skip
    """One proposal; the version that the record has afterwards."""
    values = {one.field: one.value for one in some}
    try:
        made = propose(
            actor=actor, person=person, values=values, evidence=seen[0], source=seen[1],
            version=version, findings=[one.finding for one in some if one.finding],
            came_by=CAME_BY,
        )  # fmt: skip
    except Impossible as error:
        if set(error.problems.values()) != {NOTHING}:
            raise
        done.same += values
        return version
    waits = set(made.fields) if made.state == made.WAITING else set()
    done.waiting += [name for name in values if name in waits]
    done.written += [name for name in values if name not in waits]
    person.refresh_from_db(fields=["version"])
    return person.version


def _comparable(actor: User, person: Person, names: list[str]) -> list[str]:
    """Those of the ticked fields that the actor may mark as compared with a source."""
    own = []
    if may(actor, "member.edit", person.unit):
        own = [name for name in names if name not in IDENTITY]
    if may(actor, "member.identity", person.unit):
        own += [name for name in names if name in IDENTITY]
    return [name for name in own if policy(name) is not None or name == "org_name"]
