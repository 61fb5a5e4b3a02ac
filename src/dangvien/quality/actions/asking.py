"""What somebody wants a record to say: typed, made standard, allowed, differing, free to be asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.look.numbers import day
from dangvien.members.actions.editing import BY_EVENT, NAME_STAYS, since, standard_values
from dangvien.members.actions.events import restated
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.members.sealed import numbers
from dangvien.members.sheet import value_of
from dangvien.orgs.scope import require
from dangvien.quality.evidence import DECISION, KEYS, LIST
from dangvien.quality.field_policy import TABLE, policy
from dangvien.quality.models import Proposal
from dangvien.quality.proposed import BY_LIST, Value

WHERE = "Chọn nơi đồng chí đã nhìn thấy giá trị này."
WHICH_PAPER = "Ghi số, ngày của văn bản."
NOTHING = "Hồ sơ đang ghi đúng như vậy, không có gì để đề nghị."
REPLACED = "Người đề nghị đã gửi đề nghị khác thay đề nghị này."


def wanted(person: Person, values: Mapping[str, str], erase: Collection[str]) -> dict[str, str]:
    """Field → the value in force of what was typed, "" to empty it; what differs from the record."""
    names = [name for name, text in values.items() if text.strip()] + list(erase)
    if wrong := [name for name in names if policy(name) is None]:
        raise Impossible(dict.fromkeys(wrong, BY_EVENT))
    if "full_name" in erase:
        raise Impossible({"full_name": NAME_STAYS})
    if fixed := [name for name in erase if TABLE[name].by_event]:
        raise Impossible(dict.fromkeys(fixed, BY_EVENT))
    stated = {name: values[name] for name in names if name in values and TABLE[name].by_event}
    plain = {name: text for name, text in values.items() if name in names and name not in stated}
    told = standard_values(plain) | restated(person, stated) | dict.fromkeys(erase, "")
    return {name: told[name] for name in names}


def permitted(actor: User, person: Person, names: Collection[str]) -> None:
    """Ask for the permission that the table names for each field."""
    for permission in {TABLE[name].propose for name in names}:
        require(actor, permission, person.unit)


def evidenced(names: Collection[str], evidence: str, source: str, came_by: str) -> None:
    """Refuse values without evidence where the table asks for it; a list speaks for its own only."""
    needed = any(TABLE[name].evidence for name in names)
    known = KEYS | {LIST} if came_by in BY_LIST else KEYS
    if (evidence or needed) and evidence not in known:
        raise Impossible({"evidence": WHERE})
    if evidence in (DECISION, LIST) and not source.strip():
        raise Impossible({"source": WHICH_PAPER})


def fresh(person: Person, version: int, names: Collection[str]) -> None:
    """Refuse as stale when one of these fields was written since the version that was read."""
    if version > person.version:
        raise Stale((), person.version)
    changed = () if version == person.version else since(person, version)
    if any(one.field in names for one in changed):
        raise Stale(changed, person.version)


def differing(person: Person, told: Mapping[str, str]) -> dict[str, Value]:
    """Before and after of the fields that would change; refuses when none would."""
    held = numbers(person)
    now = {name: value_of(person, name, held) for name in told}
    found = {name: Value(now[name], after) for name, after in told.items() if now[name] != after}
    if not found:
        raise Impossible(dict.fromkeys(told, NOTHING) or {"evidence": NOTHING})
    return found


def free(actor: User, person: Person, names: Collection[str]) -> list[Proposal]:
    """The actor's own proposals that this one takes the place of; refuses where another one waits.

    The person is locked by the caller, so nobody else proposes or decides meanwhile.
    """
    asked = set(names)
    own: list[Proposal] = []
    waiting = Proposal.objects.filter(person=person).undecided().select_related("proposed_by")
    for one in waiting.order_by("pk"):
        shared = asked & set(one.fields)
        if not shared:
            continue
        if one.proposed_by_id != actor.pk or not set(one.fields) <= asked:
            whose = "đồng chí" if one.proposed_by_id == actor.pk else (
                f"đồng chí {one.proposed_by.full_name}"
            )  # fmt: skip
            when = day(timezone.localtime(one.proposed_at))
            told = f"Ô này đang chờ duyệt đề nghị của {whose}, gửi ngày {when}."
            raise Impossible(dict.fromkeys(shared, told))
        own.append(one)
    return own
