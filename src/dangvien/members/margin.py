"""What stands in the margin of a record: findings in words, none of which shows a sealed number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from dangvien import clock
from dangvien.core import rules
from dangvien.core.engine import check_record
from dangvien.core.rules.rule import Case, Rule
from dangvien.core.rules.words import show
from dangvien.members import fields
from dangvien.members.fields import IDENTIFIERS, label
from dangvien.members.models import Person
from dangvien.members.queries.facts import shares
from dangvien.members.queries.frame import raw_record
from dangvien.members.sealed import masked

_BOOK: dict[str, Rule] = {rule.code: rule for rule in rules.BOOK}
_WEIGHT = "EWN"


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding: what, why, what to do, on what basis; and what the machine proposes."""

    rule: str
    field: str
    severity: str
    what: str
    why: str
    how: str
    basis: str
    proposal: str = ""
    # Of a stored finding (`source`): which one, what people are doing about it, where it lies.
    uid: UUID | None = None
    state: str = "open"
    holder: str = ""
    due: date | None = None


# Who keeps findings says what stands in the margin; `quality` stands above and puts itself here.
Source = Callable[[Person, Mapping[str, str]], list[Remark]]
source: list[Source] = []


def remarks(person: Person, numbers: Mapping[str, str]) -> list[Remark]:
    """What stands in the margin of a record: its kept findings, or else what the rule book says."""
    return source[-1](person, numbers) if source else asked(person, numbers)


def asked(person: Person, numbers: Mapping[str, str]) -> list[Remark]:
    """What the rule book says of a record with the facts that the register knows, the heaviest first."""
    record = {**raw_record(person, dict(numbers)), **shares(person, dict(numbers))}
    return told(record, numbers)


def told(record: Mapping[str, Any], numbers: Mapping[str, str]) -> list[Remark]:
    """The open findings of raw values and facts, in words."""
    found = check_record(record, as_of=clock.today())
    known = fields.kept() | {*fields.UNIT}  # nothing is said of a section that is switched off
    said = [
        _said(one, numbers) for one in found if one["state"] == "open" and one["field"] in known
    ]
    return sorted(said, key=lambda remark: _WEIGHT.index(remark.severity))


def _said(finding: Mapping[str, Any], numbers: Mapping[str, str]) -> Remark:
    rule, field = _BOOK[finding["rule"]], finding["field"]
    case = _case(rule, field, finding["cause"])
    texts = {name: _shown(field, finding[name]) for name in ("value", "detail", "fix")}
    what = case.says.format(field=label(field), **texts)
    proposed = finding["fix"] is not None and "{fix}" not in case.says
    return Remark(
        rule.code, field, finding["severity"], _without(what, numbers).rstrip("."),
        case.why or rule.why, case.how or rule.how, rule.basis,
        texts["fix"] if proposed else "",
    )  # fmt: skip


def _case(rule: Rule, field: str, cause: str) -> Case:
    own = [case for case in rule.cases if case.key == cause]
    return next((case for case in own if (case.field or rule.field) == field), own[0])


def _shown(field: str, text: str | None) -> str:
    """A value as people write it; of a number only its mask, of a count the count."""
    if field in IDENTIFIERS and text and len(text) > 4:
        return masked(text)
    return show(text)


def _without(text: str, numbers: Mapping[str, str]) -> str:
    """A sentence may repeat another field's value: no number of the person slips through."""
    for number in numbers.values():
        if len(number) > 4:
            text = text.replace(number, masked(number))
    return text
