"""The answers of a conflict go into the record: at once, or as a proposal that a second person decides.

Which of the two follows `quality.field_policy`, as wherever else a value comes from.
"""

from __future__ import annotations

from collections.abc import Mapping

from dangvien.accounts.models import User
from dangvien.exchange import answering, taking
from dangvien.exchange.answering import ASKED, KEPT, TAKEN
from dangvien.exchange.differing import UNIT
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.payload import opened
from dangvien.exchange.states import Impossible
from dangvien.exchange.typed_again import national
from dangvien.members.actions import Filling, fill
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible as Unfit
from dangvien.members.refusals import Stale
from dangvien.members.sealed import numbers
from dangvien.members.sheet import value_of
from dangvien.quality.actions import propose
from dangvien.quality.evidence import LIST
from dangvien.quality.field_policy import needs_second
from dangvien.quality.proposed import BY_ANY_LIST, BY_NATIONAL_LIST

CHANGED = "Hồ sơ đã thay đổi từ khi xem trước; đồng chí nhập lại tệp để xem lại dòng này."
Offers = dict[str, tuple[str, str]]


def write(actor: User, batch: Batch, row: Row, chosen: Mapping[str, str]) -> None:
    """Do what was answered for some disputed fields of a row, and keep the answers with the row.

    What nobody disputes goes in with the first answer. A value that needs a second person becomes a
    proposal with the list as its evidence; the record keeps what it says until somebody approved.
    """
    told = opened(row)
    offers: Offers = {name: (before, after) for name, (before, after) in told["offers"].items()}
    taken = {name: offers[name] for name, answer in chosen.items() if answer == TAKEN}
    rest = {} if row.answers else {n: o for n, o in offers.items() if n not in told["disputed"]}
    person = _now(row, needed=bool(taken))
    answered = {name: answer for name, answer in chosen.items() if answer == KEPT}
    if person is not None:
        held = numbers(person)
        stored = {name: value_of(person, name, held) for name in {**taken, **rest}}
        if any(stored[name] not in offer for name, offer in taken.items()):
            raise Impossible(CHANGED)
        news = {name: after for name, (_, after) in taken.items() if stored[name] != after}
        later = {name: after for name, after in news.items() if needs_second(name)}
        at_once = {name: after for name, after in news.items() if name not in later}
        at_once |= {name: after for name, (before, after) in rest.items() if stored[name] == before}
        _fill(actor, batch, row, person, at_once)
        answered |= dict.fromkeys(taken, TAKEN)
        if later:
            answered |= dict.fromkeys(later, ASKED + _propose(actor, batch, row, person, later))
    row.answers = {**row.answers, **answered}
    if not answering.left(row, told):
        row.decided = answering.whole(row.answers)


def _now(row: Row, *, needed: bool) -> Person | None:
    person = Person.objects.alive().select_related("unit").filter(pk=row.person_id or 0).first()
    if person is None and needed:
        raise Impossible(CHANGED)
    return person


def _fill(actor: User, batch: Batch, row: Row, person: Person, values: Mapping[str, str]) -> None:
    """The list's values go into the record, with the list as their source."""
    told = dict(values)
    moves = told.pop(UNIT, None) is not None and taking.stands(row.unit, batch)
    if not told and not moves:
        return
    unit = row.unit if moves else None
    filling = Filling(person.pk, person.version, told, taking.source(batch), unit)
    [filled] = fill(actor=actor, batch=batch.uid, fillings=[filling])
    if filled.fate == "stale":
        raise Impossible(CHANGED)
    row.applied = row.applied or filled.fate == "applied"
    person.refresh_from_db(fields=["version"])


def _propose(actor: User, batch: Batch, row: Row, person: Person, values: Mapping[str, str]) -> str:
    """One proposal for what needs a second person; its id."""
    try:
        made = propose(
            actor=actor, person=person, values=values, evidence=LIST, version=person.version,
            source=f"{taking.source(batch)}, dòng {row.row_id.rpartition('#')[2]}",
            came_by=BY_NATIONAL_LIST if national(batch.source) else BY_ANY_LIST,
        )  # fmt: skip
    except Unfit as problem:
        raise Impossible(" ".join(dict.fromkeys(problem.problems.values()))) from None
    except Stale:
        raise Impossible(CHANGED) from None
    return str(made.uid)
