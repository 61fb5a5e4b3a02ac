"""What the rule book (O01–O12) says of one organisation, with what the register knows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvien.core import engine
from dangvien.core.address import abolished_words
from dangvien.core.organisation_names import allowed, kind_state, name_twins
from dangvien.core.rules import BOOK
from dangvien.core.schema import FIELDS
from dangvien.core.text import name_key
from dangvien.orgs.models import Officer, Organisation, PaperCount
from dangvien.orgs.periods import begun, ended
from dangvien.orgs.queries.codes import under_code, ways
from dangvien.orgs.queries.people import Present, people_of
from dangvien.orgs.scope import under

RULES = {rule.code: rule for rule in BOOK if rule.subject == "organisation"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, in the words of the rule book."""

    rule: str
    severity: str
    says: str
    how: str
    basis: str


# Who keeps findings says what stands there; `quality` stands above and puts itself here. It answers
# None for an organisation that was never examined.
Source = Callable[[Organisation], "list[Finding] | None"]
source: list[Source] = []


def standing(
    tops: list[str],
    org: Organisation,
    on: date,
    *,
    secretary: Officer | None,
    paper: PaperCount | None,
    people: Present,
) -> list[Finding]:
    """The findings of an organisation as it is today, worst first; `tops`: what the reader sees.

    Those that are kept, or else what the rule book says.
    """
    kept = source[-1](org) if source else None
    if kept is not None:
        return kept
    record = _record(tops, org, on, secretary, paper) | _people(org, secretary, people)
    told = map(_worded, engine.check_record(record, as_of=on, subject="organisation"))
    return sorted(told, key=lambda found: ("EWN".index(found.severity), found.rule))


def code_warnings(
    code: str, *, parent: Organisation | None, org: Organisation | None, on: date
) -> list[str]:
    """What O01 to O03 would say of a code: told beside the field, stored all the same."""
    record = {
        "org_code": code or None, "is_active": True, "same_code": _sharing(code, org),
        "parent_code": parent.code if parent else None,
        "code_under_parent": under_code(code, parent),
    }  # fmt: skip
    found = engine.check_record(record, as_of=on, subject="organisation")
    return [_worded(one).says for one in found if one["rule"] in ("O01", "O02", "O03")]


def _worded(found: dict[str, Any]) -> Finding:
    rule = RULES[found["rule"]]
    case = next(case for case in rule.cases if case.key == found["cause"])
    says = case.says.format(
        value=found["value"] or "", detail=found["detail"] or "", fix=found["fix"] or "",
        field=FIELDS[found["field"]].label,
    )  # fmt: skip
    return Finding(rule.code, found["severity"], says, case.how or rule.how, rule.basis)


def _record(
    tops: list[str],
    org: Organisation,
    on: date,
    secretary: Officer | None,
    paper: PaperCount | None,
) -> dict[str, Any]:
    parent, active = org.parent, begun(org.founded_on, on) and not ended(org.closed_on, on)
    return {
        "row_id": str(org.pk), "org_code": org.code or None, "org_name": org.name,
        "parent_code": (parent.code or parent.name) if parent else None,
        "form": org.form or None, "kind": org.kind or None, "consent": org.consent or None,
        "is_active": active, "same_code": _sharing(org.code, org),
        "code_under_parent": under_code(org.code, parent),
        "parent_state": _parent_state(parent, on), "parent_form": parent.form if parent else None,
        "form_key": org.form or None, "kind_state": kind_state(org.kind, on),
        "child_allowed": allowed(org.form, parent.form, on) if parent else None,
        "abolished": abolished_words(org.name), "twin_name": _twin(tops, org, on),
        "paper_count": str(paper.count) if paper else None,
        "paper": paper.count if paper else None,
    }  # fmt: skip


def _parent_state(parent: Organisation | None, on: date) -> str:
    if parent is None:
        return "none"
    return "closed" if ended(parent.closed_on, on) else "active"


def _people(org: Organisation, officer: Officer | None, present: Present) -> dict[str, Any]:
    """Counts of the unit and everything below it, and whether its secretary is among them."""
    told: dict[str, Any] = {
        **present._asdict(), "secretary": officer.name if officer else None,
        "secretary_found": None,
    }  # fmt: skip
    if officer and present.members:
        who = {"uid": officer.person} if officer.person else {"name_key": name_key(officer.name)}
        states = set(people_of(org).filter(**who).values_list("status", flat=True))
        told["secretary_found"] = (
            "here" if "active" in states else "not_active" if states else "absent"
        )
    return told


def _twin(tops: list[str], org: Organisation, on: date) -> str | None:
    """A sibling of nearly the same name, among those that the reader may see."""
    alive = Organisation.objects.filter(under(tops)).filter(parent=org.parent_id).exclude(
        closed_on__lte=on
    )  # fmt: skip
    rows = list(alive.values_list("pk", "name", "parent")[:500])
    return name_twins(rows).get(org.pk)


def _sharing(code: str, org: Organisation | None) -> int:
    """How many other organisations that have not ended hold the code, however it is dotted."""
    others = Organisation.objects.filter(code__in=ways(code), closed_on=None)
    return others.exclude(pk=org.pk if org else 0).count()
