"""Values that a person answers for: correcting them, and marking them as checked against a source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.core import standardise
from dangvien.core.schema import FIELDS
from dangvien.members import fields, locking, sealed
from dangvien.members.actions import verifying
from dangvien.members.actions.desk import Desk, lock, name_of
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, NeedsSecond, Since, Stale
from dangvien.members.rights import rights
from dangvien.orgs.scope import require

SOURCE_NEEDED = "Ghi rõ nguồn đã xem: căn cước, lý lịch gốc, quyết định…"
BY_EVENT = "Ô này chỉ đổi bằng một sự kiện có căn cứ."
TOO_LONG = "Dài quá, không ghi được. Ghi gọn lại."
NAME_STAYS = "Họ và tên không để trống được."
SECOND = "Ô này cần người thứ hai xem rồi mới ghi. Đồng chí gửi đề nghị sửa, kèm nguồn đã nhìn."


@dataclass(frozen=True, slots=True)
class _Edit:
    """What is asked of a record: values to put, fields to empty, fields to mark as checked."""

    action: str
    source: str
    version: int
    values: Mapping[str, str] = field(default_factory=dict)
    erase: Collection[str] = ()
    checked: Collection[str] = ()
    approved_by: User | None = None

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys((*self.values, *self.erase, *self.checked)))

    @property
    def written(self) -> frozenset[str]:
        return frozenset((*self.values, *self.erase))


def correct(
    *,
    actor: User,
    person: Person,
    values: Mapping[str, str],
    source: str,
    version: int,
    verified: bool = False,
    erase: Collection[str] = (),
    approved_by: User | None = None,
) -> Person:
    """Write what was typed, standardised where no letter or digit changes; `Stale` when not current.

    An empty value is no answer: `erase` names the fields whose value is to go. Identity fields need a
    source and a second person: `approved_by`, who may approve and is not the actor; the rights asked
    are then that person's, who also answers in the log. Without one: `NeedsSecond`. `verified`: the
    actor compared the values with the source.

    A list that is imported (`fill`) and an event with its decision are acts of their own, with their
    own basis, preview and undo: they do not come this way.
    """
    standard = standard_values(values)
    _writable(erase)
    if "full_name" in erase:
        raise Impossible({"full_name": NAME_STAYS})
    checked = tuple(standard) if verified else ()
    edit = _Edit("member.correct", source.strip(), version, standard, erase, checked, approved_by)
    return _edit(actor, person, edit)


def verify(
    *, actor: User, person: Person, names: Collection[str], source: str, version: int
) -> Person:
    """Mark fields as compared with a source by the actor today."""
    known = fields.kept() | {"org_name"}
    if wrong := [name for name in names if name not in known]:
        raise Impossible(dict.fromkeys(wrong, BY_EVENT))
    if not source.strip():
        raise Impossible({"source": SOURCE_NEEDED})
    edit = _Edit("member.verify", source.strip(), version, checked=tuple(names))
    return _edit(actor, person, edit)


def standard_values(values: Mapping[str, str]) -> dict[str, str]:
    """The values in force of what was typed; empty ones left out, fields of events refused."""
    typed = {name: text for name, text in values.items() if text.strip()}
    _writable(typed)
    return {name: _standard(name, text) for name, text in typed.items()}


def editable() -> frozenset[str]:
    """Fields that `correct` may write: kept by the register, and not the projection of events."""
    return fields.kept() - {"verified_date"} - frozenset(fields.PROJECTED)


def may_edit(actor: User, person: Person) -> frozenset[str]:
    """Fields of a person that the actor may correct."""
    return allowed(rights(actor, person.unit))


def allowed(held: frozenset[str]) -> frozenset[str]:
    """Fields that somebody with these permissions may correct alone: never those of identity."""
    return editable() - fields.IDENTITY if "member.edit" in held else frozenset()


def since(person: Person, version: int) -> tuple[Since, ...]:
    """What changed after a version, per field: the value then, the value now, who wrote it last."""
    found: dict[str, Since] = {}
    for change in person.changes.filter(version__gt=version).order_by("pk"):
        before, after = (
            sealed.changed_value(person.uid, change.field, text)
            for text in (change.before, change.after)
        )
        first = found.get(change.field)
        found[change.field] = Since(
            change.field, first.before if first else before, after, change.actor, change.at,
            change.source,
        )  # fmt: skip
    return tuple(found.values())


def current(actor: User, person: Person, version: int | None, action: str) -> Person:
    """The record as it is now, locked; `Stale` when it is not the version that was read, if any."""
    now = lock([person.pk]).get(person.pk)
    if now is None or now.withdrawn_at is not None or now.same_as_id is not None:
        raise Refused(action)
    require(actor, "member.read", now.unit)  # moved away meanwhile: as if it were not there
    if version is not None and now.version != version:
        raise Stale(since(now, version), now.version)
    return now


def _edit(actor: User, person: Person, edit: _Edit) -> Person:
    answers = edit.approved_by or actor
    with transaction.atomic():
        now = current(answers, person, edit.version, edit.action)
        _permit(actor, now, edit)
        desk = Desk(actor=actor, people=[now])  # the history names who found the value
        for name, value in (*edit.values.items(), *((name, "") for name in edit.erase)):
            desk.put(now, name, value, source=edit.source or f"{name_of(actor)} ghi")
        numbers = {
            name: desk.value(now, name) for name in edit.checked if name in fields.IDENTIFIERS
        }
        done = verifying.write(desk, now, edit.checked, edit.source)
        clash = done if isinstance(done, list) else []
        if done:
            by = {"proposed_by": actor.pk} if edit.approved_by else {}
            record(
                actor=answers, action="member.verify_refused" if clash else edit.action,
                org=now.unit, subject=f"person:{now.uid}", people=[now.uid],
                data={"fields": clash or edit.names, "source": edit.source[:200], **by},
            )  # fmt: skip
    if clash:
        found = {name: verifying.holders(now, name, numbers[name]) for name in clash}
        raise verifying.refusal(answers, found)
    return now


def _permit(actor: User, person: Person, edit: _Edit) -> None:
    """Ask for the permission that each field needs; an identity field also for its source."""
    names, answers = set(edit.names), edit.approved_by or actor
    if names - fields.IDENTITY:
        require(answers, "member.edit", person.unit)
    if identity := edit.written & fields.IDENTITY:
        second(actor, person, identity, edit.approved_by)
    if names & fields.IDENTITY:
        require(answers, "member.identity", person.unit)
        if not edit.source:
            raise Impossible({"source": SOURCE_NEEDED})
    if edit.written:
        locking.require_open(person.unit)


def second(actor: User, person: Person, names: Collection[str], approved_by: User | None) -> None:
    """Refuse to write fields of identity unless somebody else approved it who may."""
    if approved_by is None or approved_by.pk == actor.pk:
        raise NeedsSecond(dict.fromkeys(names, SECOND))
    require(approved_by, "finding.approve", person.unit)


def _writable(names: Iterable[str]) -> None:
    wrong = {name: BY_EVENT for name in names if name not in editable()}
    if wrong:
        raise Impossible(wrong)


def _standard(name: str, text: str) -> str:
    """The value in force of what was typed: applied changes only, everything else stays as typed."""
    if not fields.fits(name, text):
        raise Impossible({name: TOO_LONG})
    told = standardise.record({name: text}, as_of=clock.today(), fields=(FIELDS[name],))
    return str(told[name] or text.strip())
