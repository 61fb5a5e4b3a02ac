"""The rule book as one unit has it: rule by rule, in words, with how much work each gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count

from dangvien.accounts.models import User
from dangvien.core import rules
from dangvien.core.rules import dated
from dangvien.core.rules.rule import DIMENSIONS, SEVERITIES, Rule
from dangvien.core.rules.words import explain
from dangvien.core.schema import MEMBER, ORGANISATION
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins, paths, under
from dangvien.quality.book import Choice, choices, in_force
from dangvien.quality.effort import Effort, effort
from dangvien.quality.models import Finding, Setting

_LABELS = {
    "member": {one.name: one.label for one in MEMBER},
    "organisation": {one.name: one.label for one in ORGANISATION},
}
_MOST_UNITS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One rule in the list. `state`: how the unit has it (empty: as in the book), `whose` that is."""

    code: str
    title: str
    boxes: str
    severity: str
    on: bool
    state: str
    whose: str
    since: str
    open: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """A dated value that the unit may set: as in the book, and as it is there now."""

    name: str
    title: str
    book: int
    now: int
    basis: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about one rule for one unit."""

    rule: Rule
    line: Line
    dimension: str
    causes: list[str]
    thresholds: list[Threshold]
    effort: Effort
    own: Setting | None  # what the unit itself has set, in force or planned
    history: list[Setting] = field(default_factory=list)


def units_of(user: User, permission: str) -> list[Organisation]:
    """The tops that a user holds the permission on, and what stands right below them."""
    tops = paths(user, permission)
    heads = Organisation.objects.filter(path__in=tops)
    below = Organisation.objects.filter(parent__path__in=tops, closed_on=None).exclude(
        path__in=tops
    )
    found = [*heads.order_by("path"), *below.order_by("sort_key", "pk")[:_MOST_UNITS]]
    return list({one.pk: one for one in found}.values())


def lines(org: Organisation) -> list[Line]:
    """The whole book as the unit has it, organisations first; three queries."""
    settings, rows = choices(), {row.pk: row for row in in_force()}
    counts = dict(
        Finding.objects.filter(begins("unit__path", org.path), closed_on=None)
        .exclude(state=Finding.WAIVED).order_by().values_list("rule").annotate(n=Count("pk"))
    )  # fmt: skip
    return [
        _line(rule, settings.at(rule.code, org.path), rows, counts.get(rule.code, 0))
        for rule in rules.BOOK
    ]


def page(user: User, org: Organisation, code: str) -> Page:
    """One rule for one unit; KeyError for a code that the book does not have."""
    rule, settings, rows = rules.get(code), choices(), {row.pk: row for row in in_force()}
    choice = settings.at(code, org.path)
    n = (
        Finding.objects.filter(begins("unit__path", org.path), closed_on=None, rule=code)
        .exclude(state=Finding.WAIVED).count()
    )  # fmt: skip
    chosen = dict(choice.thresholds) if choice else {}
    # What was set above or beside is said only where the reader sees the unit.
    seen = Setting.objects.filter(under(paths(user, "finding.work"), "org__path"), rule=code)
    history = list(seen.select_related("org", "set_by").order_by("-set_at", "-pk")[:30])
    own = next((row for row in history if row.org_id == org.pk and row.until is None), None)
    return Page(
        rule, _line(rule, choice, rows, n), DIMENSIONS[rule.dimension], _causes(rule),
        [_threshold(name, chosen) for name in rule.dated], effort(code), own, history,
    )  # fmt: skip


def _line(rule: Rule, choice: Choice | None, rows: dict[int, Setting], n: int) -> Line:
    row = rows.get(choice.setting) if choice else None
    labels = [_LABELS[rule.subject][name] for name in rule.fields]
    boxes = ", ".join(labels[:3]) + (f" và {len(labels) - 3} ô khác" if len(labels) > 3 else "")
    severity = (choice.severity if choice else "") or rule.severity
    return Line(
        rule.code, rule.title, boxes, severity, choice.on if choice else True,
        said(choice) if choice else "", row.org.name if row else "",
        row.since.isoformat() if row else "", n,
    )  # fmt: skip


def said(choice: Choice | Setting) -> str:
    """A choice in a few words."""
    if not choice.on:
        return "Tắt"
    told = [f"mức {SEVERITIES[choice.severity]}"] if choice.severity else []
    values = choice.thresholds
    pairs = values.items() if isinstance(values, dict) else values
    told += [f"{dated.of(name)[-1].title.lower()}: {value}" for name, value in pairs]
    text = "; ".join(told) or "theo bộ quy tắc"
    return text[0].upper() + text[1:]


def _causes(rule: Rule) -> list[str]:
    """When it is raised, as the printed book says it."""
    return [line[2:] for line in explain(rule).splitlines() if line.startswith("- ")]


def _threshold(name: str, chosen: dict[str, int]) -> Threshold:
    value = dated.of(name)[-1]
    return Threshold(
        name, value.title, value.value, chosen.get(name, value.value), value.basis, value.confirmed
    )
