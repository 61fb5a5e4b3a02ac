"""The lines of the tree page: units, groups, "the rest", each with what a click on it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dangvien.look.numbers import thousands
from dangvien.orgs.groups import Group, groups
from dangvien.orgs.queries.asof import Forest, Node
from dangvien.orgs.views.ask import Ask
from dangvien.orgs.words import CELLS, short

MANY, FIRST = 9, 7  # more than MANY children show the first FIRST, and a link to the rest


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `turn`: address that opens or closes it; `link`: address that picks it."""

    sort: str  # unit | group | more
    key: str
    depth: int
    label: str
    count: int | None = None
    members: int | None = None
    node: Node | None = None
    is_open: bool | None = None  # None: nothing to open
    turn: str = ""
    link: str = ""
    picked: bool = False
    told: str = ""  # what changed

    @property
    def units(self) -> str:
        """How many organisations stand below: "24 chi bộ"; nothing for a cell."""
        if self.node is None or not self.node.units:
            return ""
        return f"{thousands(self.node.units)} {'chi bộ' if self.node.cells else 'tổ chức'}"


class Lines:
    """The lines that an address shows of a tree; only what is open is asked for."""

    def __init__(self, ask: Ask, forest: Forest) -> None:
        self.forest = forest
        self.path: set[int] = set()  # the picked unit and what stands above it: shown in any case
        at = ask.picked if ask.picked in forest.above else None
        while at is not None:
            self.path.add(at)
            at = forest.above.get(at)
        self.roots = forest.nodes(forest.roots)
        begin = {self.roots[0].pk} if len(self.roots) == 1 else set()
        opened = begin | (self.path - {ask.picked}) if ask.opened is None else ask.opened
        # What is open stays so in every link; only the beginning needs no word in the address.
        self.ask = replace(ask, opened=None if opened == begin else frozenset(opened))
        self.opened = frozenset(opened)
        level = self.roots
        while level:
            level = forest.grow([node for node in level if self._open(node)])

    def all(self) -> list[Row]:
        """All lines, from the tops down."""
        return [row for root in self.roots for row in self._unit(root, 0, "")]

    def _open(self, node: Node) -> bool:
        return bool(node.units) and node.pk in self.opened

    def _unit(self, node: Node, depth: int, label: str) -> Iterator[Row]:
        key, is_open = str(node.pk), self._open(node)
        yield Row(
            "unit", key, depth, label or node.name, node=node, members=node.members,
            is_open=is_open if node.units else None,
            turn=self.ask.link(opened=self.opened ^ {node.pk}),
            link=self.ask.link(picked=node.pk), picked=node.pk == self.ask.picked,
        )  # fmt: skip
        if is_open:
            yield from self._children(node, depth + 1)

    def _children(self, node: Node, depth: int) -> Iterator[Row]:
        sorts = groups(node.children)
        if len(sorts) == 1:
            yield from self._some(str(node.pk), sorts[0], depth, bare=False)
            return
        for group in sorts:
            key = f"{node.pk}-{group.key}"
            is_open = key not in self.ask.shut
            yield Row(
                "group", key, depth, group.label, count=len(group.nodes), members=group.members,
                is_open=is_open, turn=self.ask.link(shut=self.ask.shut ^ {key}),
            )  # fmt: skip
            if is_open:
                yield from self._some(key, group, depth + 1, bare=True)

    def _some(self, key: str, group: Group, depth: int, *, bare: bool) -> Iterator[Row]:
        whole = len(group.nodes) <= MANY or key in self.ask.whole
        shown = [n for at, n in enumerate(group.nodes) if whole or at < FIRST or n.pk in self.path]
        for node in shown:
            label = _bare(node) if bare and group.cells else ""
            yield from self._unit(node, depth, label)
        if rest := len(group.nodes) - len(shown):
            label = group.label[0].lower() + group.label[1:] if bare else _what(group)
            yield Row(
                "more", f"{key}-het", depth, f"Xem {rest} {label} nữa",
                link=self.ask.link(whole=self.ask.whole | {key}),
            )  # fmt: skip


def _bare(node: Node) -> str:
    name = short(node.name)
    return name[:1].upper() + name[1:]


def _what(group: Group) -> str:
    cells = all(node.form in CELLS for node in group.nodes)
    return "chi bộ" if cells else "tổ chức"
