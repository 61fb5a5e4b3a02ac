"""What people read of a rule: the message of one finding, the page of one rule, the list of all.

Findings are kept coded; a message is made only when it is shown: what is wrong, why it matters,
what to do.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from dangvien.core import facts
from dangvien.core.rules import BOOK, dated
from dangvien.core.rules.rule import DIMENSIONS, SEVERITIES, Case, Rule
from dangvien.core.schema import LABELS_OF_VALUES, MEMBER, ORGANISATION

HEADINGS = ("Mã", "Nội dung", "Ô", "Mức", "Tiêu chí", "Căn cứ")

_ROW = re.compile(r"(.+)#(.*)#(\d+)")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_LABELS = {
    "member": {field.name: field.label for field in MEMBER},
    "organisation": {field.name: field.label for field in ORGANISATION},
}


def show(text: str | None) -> str:
    """A value as people write it: dates as dd/mm/yyyy, rows and coded values by their name."""
    if text is None:
        return "trống"
    parts = _ISO.fullmatch(text)
    if parts:
        year, month, day = parts.groups()
        return f"{day}/{month}/{year}" if day else f"{month}/{year}"
    row = _ROW.fullmatch(text)
    if row:
        file, sheet, number = row.groups()
        return f"{number} ({file}, {sheet})" if sheet else f"{number} ({file})"
    return LABELS_OF_VALUES.get(text, text)


def message(
    rule: Rule,
    cause: str,
    value: str | None = None,
    detail: str | None = None,
    fix: str | None = None,
    field_label: str | None = None,
) -> str:
    """Say what is wrong, why it matters and what to do, in one short paragraph.

    `cause`: key of a case of the rule; KeyError for any other. `field_label` chooses between the
    cases of a rule that judges several fields.
    """
    case, label = _case(rule, cause, field_label)
    what = case.says.format(value=show(value), detail=show(detail), fix=show(fix), field=label)
    return " ".join((what, case.why or rule.why, *_proposal(case, fix), case.how or rule.how))


def ask(
    rule: Rule, cause: str, value: str | None, detail: str | None, fix: str | None, field: str
) -> tuple[str, str]:
    """A finding as a question for a visit: what is on file and what to do; and the short form."""
    case, label = _case(rule, cause, _LABELS[rule.subject].get(field))
    what = case.says.format(value=show(value), detail=show(detail), fix=show(fix), field=label)
    told = f"Đang ghi {show(value)}. " if value and "{value}" not in case.says else ""
    return " ".join((told + what, *_proposal(case, fix), case.how or rule.how)), what.rstrip(".")


def _proposal(case: Case, fix: str | None) -> list[str]:
    """The proposed value, where the sentence does not name it already."""
    return [f"Máy đề xuất: {show(fix)}."] if fix is not None and "{fix}" not in case.says else []


@lru_cache(maxsize=1024)
def _case(rule: Rule, cause: str, field_label: str | None) -> tuple[Case, str]:
    labels = _LABELS[rule.subject]
    found = [case for case in rule.cases if case.key == cause]
    if not found:
        raise KeyError(cause)
    for case in found:
        if labels[case.field or rule.field] == field_label:
            return case, field_label
    return found[0], field_label or labels[found[0].field or rule.field]


def table() -> list[tuple[str, ...]]:
    """Rows of the rule book under `HEADINGS`, in its order."""
    return [
        (rule.code, rule.title, _boxes(rule), SEVERITIES[rule.severity],
         DIMENSIONS[rule.dimension], rule.basis)
        for rule in BOOK
    ]  # fmt: skip


def explain(rule: Rule) -> str:
    """The page of one rule, as plain lines."""
    lines = [
        f"{rule.code}. {rule.title}",
        f"Ô: {_boxes(rule)}. Mức: {SEVERITIES[rule.severity]}. "
        f"Tiêu chí: {DIMENSIONS[rule.dimension]}.",
        f"Vì sao: {rule.why}",
        f"Cách làm: {rule.how}",
        f"Căn cứ: {rule.basis}.",
        "Nêu ra khi:",
        *dict.fromkeys(_line(rule, case) for case in rule.cases),
    ]
    for name in rule.dated:
        lines += [_dated(value) for value in dated.of(name)]
    if rule.needs:
        lines.append("Chỉ chạy khi có: " + _inputs(rule.needs) + ".")
    if rule.any_of:
        lines.append("Chỉ chạy khi có ít nhất một: " + _inputs(rule.any_of) + ".")
    if rule.partly:
        lines.append("Chạy một phần khi chưa có: " + _inputs(rule.partly) + ".")
    return "\n".join(lines)


def _boxes(rule: Rule) -> str:
    labels = [_LABELS[rule.subject][name] for name in rule.fields]
    if len(labels) <= 6:
        return ", ".join(labels)
    return ", ".join(labels[:5]) + f" và {len(labels) - 5} ô khác"


def _line(rule: Rule, case: Case) -> str:
    label = _LABELS[rule.subject][case.field or rule.field] if len(rule.fields) <= 6 else "Ô"
    what = case.says.format(value="…", detail="…", fix="…", field=label).replace("….", "…")
    done = "; máy đã sửa" if case.fixed else ""
    return f"- {what} ({SEVERITIES[case.severity or rule.severity]}{done})"


def _dated(value: dated.Dated) -> str:
    since = f", từ {_day(value.since)}" if value.since else ""
    doubt = "" if value.confirmed else ", cần xác nhận"
    return f"Mốc: {value.title}: {value.value}{since} ({value.basis}{doubt})."


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _inputs(names: tuple[str, ...]) -> str:
    return ", ".join(facts.label(name) for name in names)
