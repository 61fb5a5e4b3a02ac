"""Rows of a list into the register: new people taken in, blanks filled, what is stale left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.exchange import elsewhere, words
from dangvien.exchange.differing import UNIT
from dangvien.exchange.matching import Index, Known
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.outcome import Outcome
from dangvien.exchange.payload import opened
from dangvien.exchange.people import described
from dangvien.members.actions import Draft, Filling, fill, take_in
from dangvien.members.models import Person
from dangvien.members.queries import frame
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins, paths

GONE_UNIT = "Chi bộ đã chuyển đi hoặc kết thúc từ khi xem trước."


def write(batch: Batch, actor: User, rows: Sequence[Row]) -> Outcome:
    """Write some rows inside the caller's transaction; what no longer holds becomes a conflict."""
    for row in rows:
        row.batch = batch
    payloads = {row.pk: opened(row) for row in rows}
    named = {pk for told in payloads.values() for pk in told.get("beside", {}).values()}
    units = Organisation.objects.in_bulk(named | {row.unit_id for row in rows if row.unit_id})
    done = Outcome()
    new, changed = [], []
    for row in rows:
        unit = units.get(row.unit_id or 0)
        if row.unit_id and not stands(unit, batch):
            done.conflict(row, GONE_UNIT)
        elif row.fate == "new":
            new.append(row)
        else:
            changed.append(row)
    new = _still_new(batch, actor, new, payloads, done)
    _take_in(batch, actor, new, payloads, units, done)
    _fill(batch, actor, changed, payloads, units, done)
    return done


def stands(unit: Organisation | None, batch: Batch) -> bool:
    """Whether a unit is still open and within the organisation of an import."""
    return unit is not None and unit.path.startswith(batch.org.path) and unit.closed_on is None


def _still_new(
    batch: Batch,
    actor: User,
    rows: list[Row],
    payloads: Mapping[int, dict[str, Any]],
    done: Outcome,
) -> list[Row]:
    """Rows whose person nobody has written since the preview; asked within the transaction."""
    known = {row.pk: _known(row, payloads[row.pk]) for row in rows}
    held = elsewhere.holders(known.values())
    tops = paths(actor, "import.run")
    index = Index(_alike(batch, known.values(), held), elsewhere.former(held, batch.org))
    fresh = []
    for row in rows:
        one = known[row.pk]
        alike = index.best(one)
        met = None if alike else elsewhere.hit(one, held, batch.org)
        if alike is not None:
            row.person_id = alike.mark
            done.conflict(row, words.MEANWHILE)
        elif met is not None:
            at = row.unit.path if row.unit else batch.org.path
            row.superior = next(iter(elsewhere.superiors([(at, met.path)]).values()), None)
            done.conflict(row, words.ELSEWHERE)
            done.met += elsewhere.beyond(met, tops)
        else:
            fresh.append(row)
    return fresh


def _known(row: Row, payload: dict[str, Any]) -> Known:
    name, spelt, born, citizen_id, card, *more = payload["tells"]
    return Known(-row.number, name, spelt, born, citizen_id, card, row.unit_id, tuple(more))


def _alike(
    batch: Batch,
    rows: Iterable[Known],
    held: Mapping[tuple[str, str], Sequence[elsewhere.Holder]],
) -> list[Known]:
    """People of the organisation with a number of the rows, or the name and birth date, or cell."""
    rows = list(rows)
    near = {
        holder.person for holders in held.values() for holder in holders
        if holder.path.startswith(batch.org.path)
    }  # fmt: skip
    names = {row.name for row in rows if row.name}
    born = {(row.name, row.born) for row in rows}
    seated = {(row.name, row.unit) for row in rows}
    called = Person.objects.alive().filter(
        Q(birth_date__in={row.born for row in rows if row.born})
        | Q(unit__in={row.unit for row in rows if row.unit}),
        begins("unit__path", batch.org.path), name_key__in=names,
    )  # fmt: skip
    told = called.values_list("pk", "name_key", "birth_date", "unit_id")
    near |= {pk for pk, name, day, unit in told if (name, day) in born or (name, unit) in seated}
    if not near:
        return []
    people = Person.objects.alive().filter(pk__in=near)
    ids = {str(uid): pk for uid, pk in people.values_list("uid", "pk")}
    return [stored.known for stored in described(frame(people), ids, batch.as_of)]


def _take_in(
    batch: Batch, actor: User, rows: list[Row], payloads: Mapping[int, dict[str, Any]],
    units: Mapping[int, Organisation], done: Outcome,
) -> None:  # fmt: skip
    drafts = [
        Draft(values=payloads[row.pk]["values"], unit=units[row.unit_id or 0],
              source=source(batch), row=row.number, **beside(payloads[row.pk], units))
        for row in rows
    ]  # fmt: skip
    people = take_in(actor=actor, batch=batch.uid, drafts=drafts) if drafts else []
    for row, person in zip(rows, people, strict=True):
        row.person = person
        done.applied.append(row)


def _fill(
    batch: Batch, actor: User, rows: list[Row], payloads: Mapping[int, dict[str, Any]],
    units: Mapping[int, Organisation], done: Outcome,
) -> None:  # fmt: skip
    now = {
        pk: (version, path) for pk, version, path in Person.objects.alive()
        .filter(pk__in=[row.person_id for row in rows])
        .values_list("pk", "version", "unit__path")
    }  # fmt: skip
    fillings, asked = [], []
    for row in rows:
        version, path = now.get(row.person_id or 0, (None, ""))
        if version != row.version or not path.startswith(batch.org.path):
            done.conflict(row, words.STALE)
            continue
        values = {name: after for name, (_, after) in payloads[row.pk]["offers"].items()}
        unit = units[row.unit_id or 0] if values.pop(UNIT, None) else None
        asked.append(row)
        fillings.append(Filling(row.person_id or 0, row.version or 0, values, source(batch), unit,
                                **beside(payloads[row.pk], units)))  # fmt: skip
    told = fill(actor=actor, batch=batch.uid, fillings=fillings) if fillings else []
    for row, filled in zip(asked, told, strict=True):
        if filled.fate == "stale":
            done.conflict(row, words.STALE)
        else:
            done.applied.append(row)


def beside(
    payload: Mapping[str, Any], units: Mapping[int, Organisation]
) -> dict[str, Organisation]:
    """The cells that a row names beside its own: for a temporary stay, and where somebody lives."""
    return {role: units[pk] for role, pk in payload.get("beside", {}).items() if pk in units}


def source(batch: Batch) -> str:
    """Where a value comes from, as it will stand beside the value."""
    return f"{batch.source} ({batch.file_name})"[:200]
