"""The rows of a record's sheet: label, value, source, remarks. Numbers come masked unless revealed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dangvien.core.schema import LABELS_OF_VALUES
from dangvien.look.numbers import spaced_phone
from dangvien.members.actions.desk import source_of
from dangvien.members.actions.standing import STATED
from dangvien.members.fields import (
    IDENTIFIERS,
    IDENTITY,
    PROJECTED,
    SECTIONS,
    label,
    switched_on,
)
from dangvien.members.margin import Remark
from dangvien.members.models import Person
from dangvien.members.sealed import masked

NINE = (
    "full_name", "birth_date", "sex", "citizen_id", "phone", "admission_date", "official_date",
    "card_number", "org_name",
)  # fmt: skip
OTHERS = (
    "member_type", "status", "admission_decision_date", "exemption_date", "file_number",
    "old_id_number", "other_name", "ethnicity", "religion", "hometown", "permanent_address",
    "temporary_address", "party_position", "government_position", "workplace", "political_theory",
    "professional_level", "temporary_cell", "residence_cell", "verified_date",
)  # fmt: skip
DATES = frozenset({
    "birth_date", "id_birth_date", "admission_date", "admission_decision_date", "official_date",
    "exemption_date", "verified_date",
})  # fmt: skip
_BY_TWO = IDENTITY | set(STATED)  # one brings the value, another approves
_FAULTY = frozenset({"V05"})  # the rule about a citizen id that has not twelve digits
_NAMED = {"citizen_id": "Số định danh cá nhân"}


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the sheet."""

    name: str
    label: str
    value: str
    is_date: bool = False
    sealed: bool = False  # a number that can be shown on request
    revealed: bool = False
    source: str = ""
    checked_by: str = ""
    checked_on: str = ""
    remarks: tuple[tuple[int, Remark], ...] = ()
    pair: tuple[tuple[str, str], ...] = ()
    edit: str = ""  # correct | event | propose | "": how it may be changed by who looks


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole record as a page shows it, and nothing more."""

    nine: tuple[Row, ...]
    others: tuple[Row, ...]
    sections: tuple[Row, ...]
    blank: tuple[Row, ...] = ()  # further fields that hold nothing, said in one line
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def lead(self) -> int:
        """The number of the first blocking remark: the next thing to do on this page."""
        rows = (*self.nine, *self.others, *self.sections)
        told = (
            number for row in rows for number, one in row.remarks
            if one.severity == "E" and one.state not in ("waiting", "waived")
        )  # fmt: skip
        return next(told, 0)


def sheet(
    person: Person,
    numbers: Mapping[str, str],
    remarks: Collection[Remark],
    *,
    revealed: Collection[str] = (),
    editable: Collection[str] = (),
    events: bool = False,
    proposes: bool = False,
) -> Sheet:
    """Lay out a record. `editable`: fields the reader may correct alone; `events`: state by event.

    `proposes`: the reader may bring values of identity that somebody else then approves.
    """
    shown = (*NINE, *OTHERS, *(name for name in SECTIONS if name in switched_on()))
    by_field: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_field.setdefault(_home(remark.field, shown), []).append(remark)
    rows: dict[str, Row] = {}
    number = 0
    for name in shown:
        own = []
        for remark in by_field.get(name, ()):
            number += 1
            own.append((number, remark))
        way = "correct" if name in editable else ""
        if proposes and name in _BY_TWO:
            way = "propose"
        elif events and name in PROJECTED and name not in _BY_TWO:
            way = "event"
        rows[name] = _row(person, name, numbers, revealed, tuple(own), way)
    counted = [remark for remark in remarks if remark.state != "waived"]
    counts = {weight: sum(r.severity == weight for r in counted) for weight in "EWN"}
    rest = [rows[name] for name in OTHERS if rows[name].value or rows[name].remarks]
    blank = [rows[name] for name in OTHERS if not (rows[name].value or rows[name].remarks)]
    return Sheet(
        tuple(rows[name] for name in NINE), tuple(rest),
        tuple(rows[name] for name in shown[len(NINE) + len(OTHERS) :]), tuple(blank), counts,
    )  # fmt: skip


def value_of(person: Person, name: str, numbers: Mapping[str, str]) -> str:
    """A field's stored value as text."""
    if name in IDENTIFIERS:
        return numbers.get(name, "")
    if name == "org_name":
        return person.unit.name
    if name in SECTIONS:
        return str(person.sections.get(name) or "")
    return str(getattr(person, name))


def shown_value(name: str, value: str) -> str:
    """A stored value as people write it."""
    if name == "phone":
        return spaced_phone(value)
    return LABELS_OF_VALUES.get(value, value) if name in ("sex", "member_type", "status") else value


def _row(
    person: Person,
    name: str,
    numbers: Mapping[str, str],
    revealed: Collection[str],
    remarks: tuple[tuple[int, Remark], ...],
    way: str,
) -> Row:
    value, sealed = value_of(person, name, numbers), name in IDENTIFIERS
    told = source_of(person, name)
    open_now = sealed and name in revealed
    # A number that reads wrong is no identifier of anybody: people must compare it with the paper.
    faulty = any(one.field == name and one.rule in _FAULTY for _, one in remarks)
    hidden = sealed and not open_now and not faulty
    text = masked(value) if hidden else shown_value(name, value)
    by = told.get("w", "")
    return Row(
        name, _NAMED.get(name, label(name)), text, name in DATES, sealed, open_now,
        told.get("s", "") if value else "", by.split()[-1] if by else "", told.get("v", ""),
        remarks, _pair(person, name), way,
    )  # fmt: skip


def _pair(person: Person, name: str) -> tuple[tuple[str, str], ...]:
    """The two birth dates, where there are two: each is right for its own use."""
    if name != "birth_date" or not person.id_birth_date:
        return ()
    return ("Hồ sơ đảng", person.birth_date), ("Căn cước", person.id_birth_date)


def _home(name: str, shown: Collection[str]) -> str:
    """The row beside which a finding stands; what has no row of its own stands beside its like."""
    if name in shown:
        return name
    return {"id_birth_date": "birth_date", "org_code": "org_name"}.get(name, "full_name")
