"""Members of the units below somebody, counted so that the parts add up to the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from dangvien.accounts.models import User
from dangvien.core.schema import PRESENT
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths
from dangvien.orgs.words import CELLS

Unit = tuple[int, str, str, int | None, str]  # pk, name, path, parent, form

UNIT = ("pk", "name", "path", "parent_id", "form")


@dataclass(frozen=True)
class Row:
    """One unit directly below the top, with everybody in its subtree."""

    pk: int
    name: str
    cells: int
    members: int


@dataclass(frozen=True)
class Counted:
    """The whole: members by kind, and one row a unit; `own` are members of the top itself."""

    name: str
    top: int | None
    members: int = 0
    official: int = 0
    probationary: int = 0
    unsaid: int = 0  # neither official nor probationary is written
    cells: int = 0
    own: int = 0
    rows: list[Row] = field(default_factory=list)


def counted(user: User) -> Counted:
    """Members who belong to the units whose figures somebody may read; three queries."""
    tops = paths(user, "org.read")
    open_units = Organisation.objects.visible_to(user, "org.read").filter(closed_on=None)
    units = list(open_units.order_by("sort_key").values_list(*UNIT))
    # Asked by "org.read", not "member.list": a leader sees how many, never who.
    people = Person.objects.visible_to(user, "org.read").filter(status__in=PRESENT)
    told = people.values_list("unit_id", "member_type").annotate(n=Count("pk")).order_by()
    kinds: Counter[str] = Counter()
    held: Counter[int] = Counter()
    for unit, kind, n in told:
        kinds[kind] += n
        held[unit] += n
    one_top = next((unit for unit in units if tops == [unit[2]]), None)
    below = [unit for unit in units if (unit[3] == one_top[0] if one_top else unit[2] in tops)]
    rows = _rolled_up(below, units, held)
    total = sum(held.values())
    return Counted(
        name=one_top[1] if one_top else "", top=one_top[0] if one_top else None, members=total,
        official=kinds["official"], probationary=kinds["probationary"],
        unsaid=total - kinds["official"] - kinds["probationary"],
        cells=len(_cells(units)), own=total - sum(row.members for row in rows), rows=rows,
    )  # fmt: skip


def _cells(units: Sequence[Unit]) -> set[int]:
    """The units that are cells (chi bộ), by their form."""
    return {pk for pk, _, _, _, form in units if form in CELLS}


def _rolled_up(below: Sequence[Unit], units: Sequence[Unit], held: Counter[int]) -> list[Row]:
    """One row for each of these units, with what its whole subtree holds; one walk over the tree."""
    heads = {pk for pk, *_ in below}
    single = _cells(units)
    members: Counter[int] = Counter()
    cells: Counter[int] = Counter()
    for pk, _, path, *_ in units:
        head = next((one for one in map(int, path.strip("/").split("/")) if one in heads), None)
        if head is not None:
            members[head] += held[pk]
            cells[head] += pk in single
    return [Row(pk, name, cells[pk], members[pk]) for pk, name, *_ in below]
