"""What happened on which day in a whole tree: counted by the database, put into a few words each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Value, When

from dangvien.orgs.models import Organisation, Placement, Succession
from dangvien.orgs.scope import under
from dangvien.orgs.words import counted, short

# The first that holds names the day; the order is that of weight.
_VERBS = {"merged": "hợp nhất", "founded": "lập", "moved": "chuyển", "ended": "kết thúc",
          "other": "đổi"}  # fmt: skip


@dataclass(slots=True)
class Mark:
    """A day on which something happened; `parts` say what, the weightiest first."""

    on: date
    parts: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The weightiest part."""
        return self.parts[0]


def marks(tops: list[str], first: date, last: date) -> list[Mark]:
    """The days of a period on which something changed in these subtrees; three queries."""
    days: dict[date, dict[str, tuple[int, str, set[str]]]] = defaultdict(dict)
    for row in (*_begun(tops, first, last), *_taken_over(tops, first, last),
                *_ended(tops, first, last)):  # fmt: skip
        days[row["day"]][row["what"]] = (row["n"], row["name"], {row["low"], row["high"]})
    return [Mark(day, _parts(told)) for day, told in sorted(days.items())]


def _parts(told: dict[str, tuple[int, str, set[str]]]) -> list[str]:
    if "merged" in told:
        told.pop("ended", None)  # what was merged has ended by that
    return [_part(verb, *told[what]) for what, verb in _VERBS.items() if what in told]


def _part(verb: str, number: int, name: str, forms: set[str]) -> str:
    one = number == 1 and verb != _VERBS["merged"]  # "merged one" would say nothing of the other
    return f"{verb} {short(name) if one else counted(number, forms)}"


_MANY = {
    "n": Count("pk", distinct=True),
    "low": Min("form"),
    "high": Max("form"),
    "name": Min("name"),
}


def _begun(tops: list[str], first: date, last: date) -> Any:
    before = Placement.objects.filter(org=OuterRef("org"), until=OuterRef("since"))
    what = Case(
        When(org__founded_on=F("since"), then=Value("founded")),
        When(Exists(before.exclude(parent=OuterRef("parent"))), then=Value("moved")),
        default=Value("other"),
    )
    rows = Placement.objects.filter(under(tops, "org__path"), since__gte=first, since__lte=last)
    return (
        rows.order_by().annotate(day=F("since"), what=what).values("day", "what").annotate(**_MANY)
    )


def _taken_over(tops: list[str], first: date, last: date) -> Any:
    rows = Succession.objects.filter(
        under(tops, "before__path") | under(tops, "after__path"), on__gte=first, on__lte=last
    )
    return rows.order_by().annotate(day=F("on"), what=Value("merged")).values("day", "what").annotate(
        n=Count("before", distinct=True), low=Min("before__form"), high=Max("before__form"),
        name=Min("before__name"),
    )  # fmt: skip


def _ended(tops: list[str], first: date, last: date) -> Any:
    rows = Organisation.objects.filter(
        under(tops), closed_on__gte=first, closed_on__lte=last
    ).order_by()
    return (
        rows.annotate(day=F("closed_on"), what=Value("ended"))
        .values("day", "what")
        .annotate(**_MANY)
    )


def ended_between(tops: list[str], a: date, b: date) -> list[Organisation]:
    """What ended after day a, up to day b, here or into something here; in the order of the days."""
    here = under(tops) | under(tops, "successors__after__path")
    rows = Organisation.objects.filter(here, closed_on__gt=a, closed_on__lte=b).distinct()
    return list(rows.order_by("closed_on", "sort_key")[:200])
