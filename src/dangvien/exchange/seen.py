"""Rows of an import as a page shows them: opened, in words, without what the reader may not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from dangvien.core.rules.words import show
from dangvien.core.schema import FIELDS
from dangvien.exchange import answering, elsewhere
from dangvien.exchange.answering import answers
from dangvien.exchange.differing import UNIT
from dangvien.exchange.matching import Known
from dangvien.exchange.models import Gone, Row
from dangvien.exchange.payload import opened
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.models import Person
from dangvien.members.sealed import masked
from dangvien.quality.field_policy import needs_second


@dataclass(frozen=True)
class Closing:
    """The sum of a preview: read = new + changed + unchanged + conflict + rejected + skipped."""

    read: int
    new: int
    changed: int
    unchanged: int
    conflict: int
    rejected: int
    skipped: int
    gone: int  # beside the sum
    applied: int
    closes: bool


@dataclass(frozen=True)
class Offer:
    """One field of a row: what the register holds, what the list says; identifiers come masked."""

    field: str
    label: str
    stored: str
    offered: str
    disputed: bool  # waits for a person
    second: bool = False  # taking it needs a second person
    answer: str = ""  # kept | taken | asked, once somebody answered
    became: str = ""  # what became of the proposal
    proposal: UUID | None = None


@dataclass(frozen=True)
class Seen:
    """One row with its fate, opened. `line`: its row number in the file; `person`: None when hidden.

    `said`: what was read, of a row without a name to show. `others`: for the superior only, whom a
    row may be.
    """

    pk: int
    number: int
    sheet: str
    line: int
    fate: str
    reason: str
    name: str
    born: str
    unit: str
    said: str
    fields: tuple[str, ...] = ()
    offers: list[Offer] = field(default_factory=list)
    person: UUID | None = None
    superior: str = ""
    applied: bool = False
    decided: str = ""
    decided_by: str = ""
    answers: tuple[str, ...] = ()
    others: tuple[Person, ...] = ()

    @property
    def left(self) -> list[Offer]:
        """The disputed fields that nobody has answered yet; none where a row is answered as a whole."""
        open_ = [one for one in self.offers if one.disputed and not one.answer]
        return open_ if "taken" in self.answers else []

    @property
    def said_offers(self) -> list[Offer]:
        """The differences that are not asked one by one below."""
        asked = {one.field for one in self.left}
        return [one for one in self.offers if one.field not in asked]

    @property
    def undisputed(self) -> list[Offer]:
        """What goes in with the first answer."""
        if any(one.answer for one in self.offers):
            return []
        return [one for one in self.offers if not one.disputed]


@dataclass(frozen=True)
class ColumnTold:
    """One column of the file: its heading, the field it feeds ("" none), what was read in words."""

    sheet: str
    position: int
    heading: str
    field: str
    label: str
    told: str


@dataclass(frozen=True)
class FindingTold:
    """One finding of the preview, in the words of `clean`; `line` is 0 for an organisation."""

    row_id: str
    line: int
    name: str
    rule: str
    severity: str
    field: str
    label: str
    message: str


@dataclass(frozen=True)
class GonePerson:
    """Someone of a declared unit whom the file does not name."""

    pk: int
    person: UUID
    name: str
    born: str
    unit: str


def row(
    one: Row, *, others: tuple[Person, ...] = (), became: Mapping[UUID, str] | None = None
) -> Seen:
    """A row for who runs the import; a record elsewhere stays hidden. `became`: of its proposals."""
    told = opened(one)
    values = told.get("values", {})
    sheet, _, line = one.row_id.rpartition("#")
    disputed = set(told.get("disputed", ()))
    return Seen(
        pk=one.pk, number=one.number, sheet=sheet.partition("#")[2],
        line=int(line) if line.isdigit() else one.number, fate=one.fate, reason=one.reason,
        name=values.get("full_name", ""), born=show(values["birth_date"])
        if values.get("birth_date") else "",
        unit=one.unit.name if one.unit else "", said=told.get("text", ""),
        fields=tuple(one.fields),
        offers=[
            _offer(one, name, before, after, name in disputed, became or {})
            for name, (before, after) in told.get("offers", {}).items()
        ],
        person=one.person.uid if one.person and one.superior_id is None else None,
        superior=one.superior.name if one.superior else "", applied=one.applied,
        decided=one.decided, decided_by=one.decided_by, answers=answers(one), others=others,
    )  # fmt: skip


def _offer(
    one: Row, name: str, before: str, after: str, disputed: bool, became: Mapping[UUID, str]
) -> Offer:
    answer = one.answers.get(name, "")
    uid = answering.proposal_of(answer)
    return Offer(
        name, label(name), _shown(name, before), _shown(name, after), disputed,
        needs_second(name), "asked" if uid else answer, became.get(uid, "") if uid else "", uid,
    )  # fmt: skip


def passed_up(one: Row) -> Seen:
    """A row for the common superior, with the records of the own subtree that it may be."""
    told = opened(one)
    if one.superior is None or "tells" not in told:
        return row(one)
    name, spelt, born, citizen_id, card, *more = told["tells"]
    known = Known(0, name, spelt, born, citizen_id, card, one.unit_id, tuple(more))
    return row(one, others=tuple(elsewhere.other_person(known, one.superior)))


def gone(one: Gone) -> GonePerson:
    """Someone whom the file does not name."""
    person = one.person
    born = show(person.birth_date) if person.birth_date else ""
    return GonePerson(one.pk, person.uid, person.full_name, born, person.unit.name)


def label(name: str) -> str:
    """What a person calls a field."""
    return FIELDS[UNIT if name == "unit" else name].label


def _shown(name: str, value: str) -> str:
    if not value:
        return ""
    if name in IDENTIFIERS:
        return masked(value)
    return show(value)
