"""The page of the grid put together: tabs, facets, groups with the rows that are open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404

from dangvien.accounts.models import User
from dangvien.quality.models import Finding
from dangvien.worklists.grid import beside, facets, rows
from dangvien.worklists.grid.asked import ALL, APPROVE, BLOCKING, LATE, TWINS, Asked
from dangvien.worklists.grid.cube import Cell, Cube, count, narrowed
from dangvien.worklists.grid.groups import Group, condition_of, grouped
from dangvien.worklists.grid.reach import Reach, reach

OPEN_GROUPS, FIRST, OTHERS, ALONE = 3, 6, 5, 50


@dataclass(frozen=True, slots=True)
class Tab:
    """One saved view."""

    words: str
    count: int
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One group as it stands on the page."""

    group: Group
    rows: list[rows.Row]
    turn: str  # the address that opens or folds it
    more: str  # the address of the rows that follow
    left: int

    @property
    def open(self) -> bool:
        """Whether its rows are there."""
        return bool(self.rows)


def build(user: User, asked: Asked) -> dict[str, Any]:
    """All that the template shows."""
    where = reach(user, asked.unit)
    cube = count(where, asked)
    also = beside.count(user)
    told: dict[str, Any] = {
        "tabs": _tabs(asked, cube, also), "asked": asked, "query": asked.query(), "org": where.org,
        "beside": also, "all": Asked().query(), "campaign": where.campaign, "few": where.few,
        "total": cube.total(asked), "at": cube.at,
    }  # fmt: skip
    if asked.view == APPROVE:
        found = beside.waiting(user, asked.after)
        return told | {"proposals": found.rows, "after": found.next}
    if asked.view == TWINS:
        pairs, after = beside.twins(user, asked.after)
        return told | {"pairs": pairs, "after": after}
    groups, size = _groups(asked, where, cube)
    return told | {
        "facets": facets.facets(cube, asked, where), "units": facets.units(cube, asked, where),
        "chips": facets.chips(asked, where), "groups": groups, "shown": size,
        "twins_shown": any(one.group.twins for one in groups),
        "detailed": bool(asked.chosen), "sorts": _sorted(asked) if where.few else (),
    }  # fmt: skip


def _sorted(asked: Asked) -> list[tuple[str, str, bool]]:
    names = (("loai", "loại việc"), ("chi-bo", "chi bộ"))
    return [
        (name, replace(asked.plain(), sort=key).query(), asked.sort == key) for key, name in names
    ]


def _tabs(asked: Asked, cube: Cube, also: beside.Beside) -> list[Tab]:
    def findings(view: str, words: str) -> Tab:
        one = asked.seeing(view)
        return Tab(words, cube.total(one), one.query(), asked.view == view)

    def other(view: str, words: str, n: int | None) -> list[Tab]:
        told = Tab(words, n or 0, Asked(view=view).query(), asked.view == view)
        return [] if n is None else [told]

    return [
        *other(APPROVE, "Chờ tôi duyệt", also.proposals), findings(BLOCKING, "Chặn đồng bộ"),
        *other(TWINS, "Nghi trùng", also.pairs), findings(LATE, "Quá hạn"),
        findings(ALL, "Tất cả"),
    ]  # fmt: skip


def _groups(asked: Asked, where: Reach, cube: Cube) -> tuple[list[Shown], int]:
    """The groups of the page, and how many findings the facets leave."""
    if asked.chosen:
        return _chosen(asked, where)
    cells = cube.shown(asked)
    groups = grouped(cells, asked, where)
    size = sum(cell.n for cell in cells)
    if asked.group:
        if condition_of(asked.group) is None:
            raise Http404
        groups = [one for one in groups if one.key == asked.group]
    pages = _pages(asked, where, groups)
    told = rows.shown([one for page in pages.values() for one in page.findings], where)
    return [_shown(one, pages.get(one.key), told, asked) for one in groups], size


def _pages(asked: Asked, where: Reach, groups: Sequence[Group]) -> dict[str, rows.Page]:
    """The rows of the groups that are open: the first few, and those opened by hand."""
    opened = {one.key for one in groups[:OPEN_GROUPS]} | set(asked.opened)
    found: dict[str, rows.Page] = {}
    for number, one in enumerate(groups):
        if one.key in asked.folded or (one.key not in opened and not asked.group):
            continue
        limit = ALONE if asked.group else OTHERS if number else FIRST
        some = where.findings().filter(narrowed(asked, where) & one.condition)
        found[one.key] = rows.page(some, asked.after if asked.group else "", limit)
    return found


def _shown(group: Group, page: rows.Page | None, told: dict[int, rows.Row], asked: Asked) -> Shown:
    if page is None:
        return Shown(group, [], asked.open(group.key).query(), "", group.count)
    some = [told[one.pk] for one in page.findings if one.pk in told]
    more = asked.alone(group.key, page.next).query() if page.next else ""
    left = 0 if asked.after else group.count - len(some)
    return Shown(group, some, asked.fold(group.key).query(), more, left)


def _chosen(asked: Asked, where: Reach) -> tuple[list[Shown], int]:
    """Findings named one by one, in their groups."""
    found = list(where.findings().filter(uid__in=asked.chosen).order_by(*rows.ORDER))
    told = rows.shown(found, where)
    groups = grouped(map(_cell, found), asked, where)
    by_key: dict[str, list[rows.Row]] = defaultdict(list)
    for one in found:
        if one.pk in told:
            by_key[grouped([_cell(one)], asked, where)[0].key].append(told[one.pk])
    return [Shown(one, by_key[one.key], "", "", 0) for one in groups], len(found)


def _cell(one: Finding) -> Cell:
    return Cell(one.rule, one.severity, one.holder, one.safe, one.state == Finding.WAITING, False,
                one.unit_id, 1)  # fmt: skip
