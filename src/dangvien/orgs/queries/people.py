"""How many members stood where on a day, asked of the floor above through its foreign keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, Value

from dangvien import clock
from dangvien.core.schema import PRESENT
from dangvien.orgs.models import Organisation
from dangvien.orgs.periods import in_force
from dangvien.orgs.scope import begins, under

Reach = Callable[[str], Q]  # the condition on rows that point to organisations by this column


def subtrees(tops: list[str]) -> Reach:
    """Rows of organisations in these subtrees."""
    return lambda column: under(tops, f"{column}__path")


def these(ids: Iterable[int]) -> Reach:
    """Rows of these organisations."""
    wanted = list(ids)
    return lambda column: Q(**{f"{column}__in": wanted})


def memberships() -> Any:
    """Official memberships of records that stand; orgs may not import the floor above."""
    model: Any = Organisation._meta.get_field("memberships").related_model
    return model.objects.filter(kind="official", person__withdrawn_at=None, person__same_as=None)


def people() -> Any:
    """Records that stand."""
    model: Any = Organisation._meta.get_field("people").related_model
    return model.objects.filter(withdrawn_at=None, same_as=None)


def people_of(org: Organisation) -> Any:
    """Records that stand, of an organisation and everything below it today."""
    return people().filter(begins("unit__path", org.path))


class Present(NamedTuple):
    """Members of today: all, those taking part, official ones (None where nobody counted)."""

    members: int
    active: int
    official: int | None


def present(org: Organisation) -> Present:
    """Counts of an organisation and everything below it; one query."""
    rows = people_of(org).filter(status__in=PRESENT).order_by()
    told = list(rows.values_list("status", "member_type").annotate(n=Count("*")))
    return Present(
        sum(n for _, _, n in told), sum(n for status, _, n in told if status == "active"),
        sum(n for _, kind, n in told if kind == "official"),
    )  # fmt: skip


def stayed(on: date) -> Q:
    """Memberships that count on a day: those in force, unless the person has left by now."""
    return in_force(on) & (Q(until__gt=on) | Q(person__status__in=PRESENT))


def count_by_unit(reach: Reach, on: date) -> dict[int, tuple[int, int]]:
    """Unit → (members, of them taking part). Today's are counted where people are, which is faster."""
    told: dict[int, tuple[int, int]] = {}
    if on == clock.today():
        rows = people().filter(reach("unit"), status__in=PRESENT)
        rows = rows.order_by().values_list("unit", "status").annotate(n=Count("*"))
    else:
        rows = memberships().filter(stayed(on), reach("unit")).order_by()
        rows = rows.values_list("unit").annotate(status=Value(""), n=Count("*"))
    for unit, status, n in rows:
        members, active = told.get(unit, (0, 0))
        told[unit] = (members + n, active + n * (status == "active"))
    return told
