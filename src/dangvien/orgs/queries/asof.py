"""The tree of a day: placements in force then, as known today, seen with today's rights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.orgs.models import Officer, Organisation, Placement
from dangvien.orgs.periods import in_force
from dangvien.orgs.queries.people import Reach, count_by_unit, subtrees, these
from dangvien.orgs.scope import paths, under
from dangvien.orgs.words import CELLS

MANY = 500  # more ids than this are asked for by their subtrees instead


@dataclass(slots=True)
class Node:
    """An organisation as it was on the day. `members` counts everything below it as well."""

    pk: int
    name: str
    form: str
    kind: str
    code: str
    since: date | None
    above: int | None  # the superior then, whether it is seen or not
    parent: int | None = None  # the same when it is seen; None for a top
    depth: int = 0
    own: int = 0
    members: int = 0
    active: int = 0  # of the members, those taking part; known of today only
    units: int = 0  # organisations below
    cells: bool = False  # whether all of them are cells
    secretary: str = ""
    children: list[Node] = field(default_factory=list)  # as far as they were asked for

    def walk(self) -> Iterator[Node]:
        """The node and everything below it, in the order of the tree."""
        yield self
        for child in self.children:
            yield from child.walk()


class Forest:
    """The shape and the sums of a tree; what its organisations are called comes when asked for."""

    def __init__(self, tops: list[str], on: date, root: Organisation | None = None) -> None:
        self.on = on
        self._rows = Placement.objects.filter(in_force(on), under(tops, "org__path"))
        alone = root is None or tops == [root.path]
        shape = self._rows if alone or root is None else self._branch(root)
        self.above: dict[int, int | None] = {}
        self._cell: dict[int, bool] = {}
        told = shape if isinstance(shape, list) else shape.values_list("org", "parent", "form")
        for org, parent, form in told:
            self.above[org], self._cell[org] = parent, form in CELLS
        self.below: dict[int, list[int]] = defaultdict(list)
        for org, parent in self.above.items():
            if parent in self.above:
                self.below[parent].append(org)
        few = root is not None and len(self.above) <= MANY
        self._reach = these(self.above) if few else subtrees(tops)
        if root is not None:
            self.roots = [root.pk] if root.pk in self.above else []
        else:
            self.roots = [org for org, parent in self.above.items() if parent not in self.above]
        self._sum()

    def _branch(self, root: Organisation) -> list[tuple[int, int | None, str]]:
        """What stood below one organisation, a query a level; a cell with nothing below asks one."""
        columns = ("org", "parent", "form")
        near = self._rows.filter(Q(org=root) | Q(parent=root))
        told = list(near.values_list(*columns))
        level = {row[0] for row in told} - {root.pk}
        if len(level) == len(told):  # it did not stand, or is not seen
            return []
        while level:
            found = list(self._rows.filter(parent__in=level).values_list(*columns))
            told += found
            level = {row[0] for row in found}
        return told

    def _sum(self) -> None:
        """Sums from the leaves up: members, those taking part, organisations, whether all are cells."""
        order = list(self.roots)
        for org in order:
            order += self.below.get(org, ())
        counts = count_by_unit(self._reach, self.on)
        self.own = {org: counts.get(org, (0, 0)) for org in order}
        self.total = dict(self.own)
        self.units = dict.fromkeys(order, 0)
        self.cells = dict.fromkeys(order, True)
        for org in reversed(order):
            parent = self.above[org]
            if parent is not None and parent in self.total and org not in self.roots:
                here, there = self.total[org], self.total[parent]
                self.total[parent] = (here[0] + there[0], here[1] + there[1])
                self.units[parent] += 1 + self.units[org]
                self.cells[parent] &= self.cells[org] and self._cell[org]

    def members(self, org: int) -> int | None:
        """Members of an organisation and everything below it; None when it did not stand."""
        return self.total[org][0] if org in self.total else None

    def nodes(self, orgs: Collection[int], depth: int = 0) -> list[Node]:
        """These organisations with names and sums, in the order of names; one query."""
        wanted = set(orgs)
        rows = self._rows.filter(org__in=wanted) if len(wanted) <= MANY else self._rows
        told = rows.order_by("org__sort_key", "org").values_list(
            "org", "name", "form", "kind", "code", "since", "parent"
        )
        return [self._node(Node(*row), depth) for row in told if row[0] in wanted]

    def node(self, org: int) -> Node | None:
        """One organisation, if it stood on the day and is seen."""
        return next(iter(self.nodes([org])), None) if org in self.total else None

    def _node(self, node: Node, depth: int) -> Node:
        node.parent = node.above if node.above in self.total and node.pk not in self.roots else None
        node.depth, node.own = depth, self.own[node.pk][0]
        node.members, node.active = self.total[node.pk]
        node.units = self.units[node.pk]
        node.cells = bool(node.units) and self.cells[node.pk]
        return node

    def grow(self, nodes: Iterable[Node]) -> list[Node]:
        """Give these nodes their children, and return the children; one query."""
        parents = {node.pk: node for node in nodes if node.units}
        if not parents:
            return []
        wanted = [child for pk in parents for child in self.below[pk]]
        depth = next(iter(parents.values())).depth + 1
        found = self.nodes(wanted, depth)
        for child in found:
            parents[child.above or 0].children.append(child)
        return found

    def seat(self, nodes: Collection[Node]) -> None:
        """Write the secretary of the day into these nodes; one query."""
        ids = [node.pk for node in nodes]
        reach: Reach = these(ids) if len(ids) <= MANY else self._reach
        held = Officer.objects.filter(in_force(self.on), reach("org"), position="secretary")
        leads = dict(held.order_by("since").values_list("org", "name"))
        for node in nodes:
            node.secretary = leads.get(node.pk, "")


def tree(user: User, on: date, root: Organisation | None = None) -> list[Node]:
    """What a user sees of the tree of a day, superiors first; four queries for all of it.

    `root`: only this organisation and what stood below it then; a query a level more.
    """
    return tree_of(paths(user, "org.read"), on, root)


def tree_of(tops: list[str], on: date, root: Organisation | None = None) -> list[Node]:
    """The tree of a day in these subtrees of today; see `tree`."""
    forest = Forest(tops, on, root)
    nodes = {node.pk: node for node in forest.nodes(forest.total)}
    for node in nodes.values():
        if node.parent is not None:
            nodes[node.parent].children.append(node)
    told = [node for node in nodes.values() if node.parent is None]
    for node in told:
        _level(node, 0)
    walked = [node for top in told for node in top.walk()]
    forest.seat(walked)
    return walked


def _level(node: Node, depth: int) -> None:
    node.depth = depth
    for child in node.children:
        _level(child, depth + 1)


def by_id(nodes: Iterable[Node]) -> dict[int, Node]:
    """The nodes by organisation."""
    return {node.pk: node for node in nodes}


def as_they_were(orgs: Collection[int], on: date) -> dict[int, Node]:
    """What these organisations were called on a day, without sums; one query."""
    rows = Placement.objects.filter(in_force(on), org__in=orgs).values_list(
        "org", "name", "form", "kind", "code", "since", "parent"
    )
    return {row[0]: Node(*row) for row in rows}
