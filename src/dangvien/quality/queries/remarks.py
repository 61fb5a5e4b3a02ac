"""The margin of a record from its stored findings, with what people are doing about them."""

from __future__ import annotations

from collections.abc import Mapping

from dangvien.members import margin
from dangvien.members.margin import Remark
from dangvien.members.models import Person
from dangvien.quality.models import Verdict
from dangvien.quality.queries.findings import findings_of
from dangvien.quality.settling.telling import said
from dangvien.quality.words import proposes, worded


def remarks(person: Person, numbers: Mapping[str, str]) -> list[Remark]:
    """What stands in the margin; the rule book is asked only of somebody never examined."""
    rows = findings_of(person)
    if not rows and not Verdict.objects.filter(person=person).exists():
        return margin.asked(person, numbers)
    told = []
    for row in rows:
        sealed = said(row.told, row.uid)
        words = worded(row.rule, row.cause, row.field, sealed)
        offered = sealed.fix is not None and proposes(row.rule, row.cause, row.field)
        told.append(
            Remark(
                row.rule, row.field, row.severity, words.what, words.why, words.how, words.basis,
                words.fix_shown if offered else "", uid=row.uid, state=row.state,
                holder=row.holder, due=row.due,
            )
        )  # fmt: skip
    return told
