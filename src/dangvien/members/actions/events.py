"""What happens to a person, as decided: each writes one event, and the record follows from events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.core import standardise
from dangvien.core.schema import FIELDS
from dangvien.members import fields
from dangvien.members.actions import admitting, possible, standing
from dangvien.members.actions.desk import Desk
from dangvien.members.actions.editing import SOURCE_NEEDED, current, second
from dangvien.members.events import WAYS_OUT
from dangvien.members.models import Event, Person
from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

# The log names an act by its verb, the record by what has happened.
VERBS = {
    "recognised": "recognise", "moved": "move", "met_elsewhere": "meet_elsewhere",
    "residence_linked": "link_residence", "exempted": "exempt", "suspended": "suspend",
    "resumed": "resume", "left": "leave", "readmitted": "readmit", "restated": "restate",
    "cancelled": "cancel",
}  # fmt: skip
RESTATED = standing.STATED


def recognise(
    *, actor: User, person: Person, on: date, decision: str, authority: str = "",
    version: int | None = None,
) -> Person:  # fmt: skip
    """Recognised as an official member on that day; `NeedsSecond` where another day stands."""
    data = {"member_type": "official", "official_date": on.isoformat()}
    checks = (possible.present, lambda now: standing.first_time(actor, now, "recognised", on))
    return _happen(
        actor, person, "recognised", on, version, checks, data=data, decision=decision,
        authority=authority,
    )  # fmt: skip


def move(
    *, actor: User, person: Person, unit: Organisation, on: date, decision: str,
    authority: str = "", version: int | None = None,
) -> Person:  # fmt: skip
    """Official transfer to another unit; the actor must hold the right at both ends."""
    require(actor, "member.event", unit)
    checks = (possible.present, partial(possible.to_unit, unit=unit, on=on))
    data = {"status": "active"} if person.status == "in_transit" else {}
    return _happen(
        actor, person, "moved", on, version, checks, unit=unit, data=data, decision=decision,
        authority=authority,
    )  # fmt: skip


def meet_elsewhere(
    *, actor: User, person: Person, unit: Organisation, on: date, decision: str,
    until: date | None = None, authority: str = "", version: int | None = None,
) -> Person:  # fmt: skip
    """Meets for a time with another cell, and stays counted at home."""
    if until is not None and until <= on:
        raise Impossible({"until": "Ngày kết thúc phải sau ngày bắt đầu."})
    data = {"until": until.isoformat()} if until else {}
    checks = (possible.present, lambda _: possible.open_unit(unit, on))
    return _happen(
        actor, person, "met_elsewhere", on, version, checks, unit=unit, data=data,
        decision=decision, authority=authority, also=("temporary", unit.name),
    )  # fmt: skip


def link_residence(
    *, actor: User, person: Person, unit: Organisation | None, on: date, decision: str,
    authority: str = "", version: int | None = None,
) -> Person:  # fmt: skip
    """Keeps contact with the cell where they live (213); no unit ends the link."""
    checks: tuple[Callable[[Person], None], ...] = (possible.present,)
    if unit is not None:
        checks = (*checks, lambda _: possible.open_unit(unit, on))
    return _happen(
        actor, person, "residence_linked", on, version, checks, unit=unit,
        decision=decision, authority=authority, also=("residence", unit.name if unit else ""),
    )  # fmt: skip


def exempt(
    *, actor: User, person: Person, on: date, decision: str, authority: str = "",
    version: int | None = None,
) -> Person:  # fmt: skip
    """Freed from work and meetings; still a member."""
    data = {"status": "exempt", "exemption_date": on.isoformat()}
    return _happen(
        actor, person, "exempted", on, version, (possible.present,), data=data,
        decision=decision, authority=authority,
    )  # fmt: skip


def suspend(
    *, actor: User, person: Person, on: date, decision: str, authority: str = "",
    version: int | None = None,
) -> Person:  # fmt: skip
    """Suspended from meetings."""
    return _happen(
        actor, person, "suspended", on, version, (possible.present,),
        data={"status": "suspended"}, decision=decision, authority=authority,
    )  # fmt: skip


def resume(
    *, actor: User, person: Person, on: date, decision: str, authority: str = "",
    version: int | None = None,
) -> Person:  # fmt: skip
    """Takes part again."""
    data = {"status": "active", "exemption_date": ""}
    return _happen(
        actor, person, "resumed", on, version, (possible.present,), data=data,
        decision=decision, authority=authority,
    )  # fmt: skip


def leave(
    *, actor: User, person: Person, how: str, on: date, decision: str, authority: str = "",
    version: int | None = None,
) -> Person:  # fmt: skip
    """No longer a member here: died, transferred, struck off, resigned or expelled."""
    if how not in WAYS_OUT:
        raise Impossible({"how": "Chọn lý do không còn ở đơn vị."})
    return _happen(
        actor, person, "left", on, version, (possible.present,), data={"status": how},
        decision=decision, authority=authority,
    )  # fmt: skip


def die(*, actor: User, person: Person, on: date, decision: str = "") -> Person:
    """Died on that day."""
    return leave(actor=actor, person=person, how="died", on=on, decision=decision)


def readmit(
    *, actor: User, person: Person, unit: Organisation, on: date, decided_on: date | None,
    decision: str, authority: str = "", version: int | None = None,
) -> Person:  # fmt: skip
    """Admitted a second time, with dates of its own; the first admission stays on file."""
    require(actor, "member.event", unit)
    data = {
        "status": "active", "member_type": "probationary", "admission_date": on.isoformat(),
        "admission_decision_date": decided_on.isoformat() if decided_on else "",
    }  # fmt: skip
    checks = (
        possible.gone, lambda _: possible.open_unit(unit, on),
        lambda now: standing.first_time(actor, now, "readmitted"),
    )  # fmt: skip
    return _happen(
        actor, person, "readmitted", on, version, checks, unit=unit, data=data,
        decision=decision, authority=authority,
    )  # fmt: skip


def restate(
    *, actor: User, person: Person, values: Mapping[str, str], decision: str, authority: str = "",
    version: int | None = None, approved_by: User | None = None,
) -> Person:  # fmt: skip
    """Admission dates and type as the original papers say, when the record had them wrong.

    `approved_by`: who approved what the actor proposed; the rights asked are that person's. Nobody
    does it alone: `NeedsSecond`.
    """
    answers = approved_by or actor
    require(answers, "member.identity", person.unit)
    second(actor, person, values, approved_by)
    if not decision.strip():
        raise Impossible({"decision": SOURCE_NEEDED})
    data = restated(person, values)
    if not data:
        raise Impossible({"admission_date": "Ghi ít nhất một ô."})
    return _happen(
        actor, person, "restated", clock.today(), version, (), data=data, decision=decision,
        authority=authority, answers=answers,
    )  # fmt: skip


def restated(person: Person, values: Mapping[str, str]) -> dict[str, str]:
    """The values in force of what was typed of admission; empty ones left out, impossible refused."""
    data = {}
    for name in RESTATED:
        if text := values.get(name, "").strip():
            field = FIELDS[name]
            told = standardise.record({name: text}, as_of=clock.today(), fields=(field,))
            if not fields.fits(name, text):
                raise Impossible({name: "Dài quá, không ghi được."})
            data[name] = str(told[name])
    possible.dates(person, data)
    return data


def cancel(
    *, actor: User, person: Person, event: Event, decision: str, version: int | None = None
) -> Person:
    """An event was recorded by mistake: it stays readable and counts no more.

    `NeedsSecond` where it says dates of admission and is not one's own of today.
    """

    def stands(now: Person) -> None:
        first = now.events.order_by("pk").values_list("pk", flat=True)[0]
        void = Event.objects.filter(cancels=event).exists()
        if event.person_id != now.pk or event.kind in ("cancelled", "withdrawn") or void:
            raise Impossible({"event": "Việc này không hủy được nữa."})
        if event.pk == first:
            raise Impossible(
                {"event": "Việc đầu tiên của hồ sơ không hủy được; hoàn tác lần nhập."}
            )
        standing.voidable(actor, now, event)

    if not decision.strip():
        raise Impossible({"decision": "Ghi lý do hủy."})
    if event.kind in admitting.BEGUN:  # with its first event a record made by hand goes as a whole
        return admitting.withdraw(
            actor=actor, person=person, event=event, decision=decision, version=version
        )
    return _happen(
        actor, person, "cancelled", clock.today(), version, (stands,), cancels=event,
        decision=decision,
    )  # fmt: skip


def _happen(
    actor: User,
    person: Person,
    kind: str,
    on: date,
    version: int | None,
    checks: tuple[Callable[[Person], None], ...],
    *,
    also: tuple[str, str] | None = None,
    answers: User | None = None,
    **told: Any,
) -> Person:
    answers = answers or actor
    with transaction.atomic():
        now = current(answers, person, version, kind)
        require(answers, "member.event", now.unit)
        possible.on_day(now, on)
        for check in checks:
            check(now)
        home = now.unit
        desk = Desk(actor=actor, people=[now])
        told["decision"] = str(told.get("decision", ""))[:200]
        event = desk.happen(now, kind, on=on, **told)
        if also is not None:
            desk.note(now, also[0], "", also[1], told["decision"])
        desk.write()
        record(
            actor=answers, action=f"member.{VERBS[kind]}", org=home, subject=f"person:{now.uid}",
            people=[now.uid], data={"event": event.pk, "on": on.isoformat()},
        )  # fmt: skip
    return now
