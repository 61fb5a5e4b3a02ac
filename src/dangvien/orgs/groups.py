"""Children of one superior in groups, by form and by what their names and kinds say they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dangvien.core.text import fold
from dangvien.orgs.queries.asof import Node
from dangvien.orgs.words import CELLS, FORMS, short

# Words by which the cell of a settlement is named; the longer ones first.
SETTLEMENTS = (
    "tổ dân phố", "khu dân cư", "khu phố", "tiểu khu", "thôn", "bản", "xóm", "ấp", "buôn", "làng",
    "khóm", "khối", "phum", "sóc", "khu",
)  # fmt: skip
FEW = 9
_FOLDED = {fold(word): word for word in SETTLEMENTS}
_TERRITORY = {"xa", "phuong", "dac khu", "thi tran", "xa, phuong, dac khu"}


@dataclass(frozen=True, slots=True)
class Group:
    """A line above children of one sort. `cells`: their own word may be left out below it."""

    key: str
    label: str
    nodes: tuple[Node, ...]
    cells: bool

    @property
    def members(self) -> int:
        """Members of all of them."""
        return sum(node.members for node in self.nodes)


def groups(children: Iterable[Node]) -> list[Group]:
    """The children in groups; a few, or one sort alone, are one group that needs no line."""
    children = list(children)
    if len(children) <= FEW:
        cells = all(node.form in CELLS for node in children)
        return [Group("", "", tuple(children), cells)] if children else []
    sorts: dict[str, list[Node]] = defaultdict(list)
    for node in children:
        sorts[_sort(node)].append(node)
    order = sorted(sorts, key=lambda key: (_rank(key), -len(sorts[key])))
    return [
        Group(key, _label(key, sorts[key]), tuple(sorts[key]), key.startswith("chi_bo"))
        for key in order
    ]


def settlement(name: str) -> str:
    """The word for a settlement with which a cell's name begins, or nothing."""
    words = fold(short(name))
    return next((word for key, word in _FOLDED.items() if f"{words} ".startswith(f"{key} ")), "")


def _sort(node: Node) -> str:
    if node.form in CELLS:
        place = settlement(node.name) or fold(node.kind) in _FOLDED
        return "chi_bo-dan-cu" if place else "chi_bo-don-vi"
    if node.form == "xa":
        return "xa" if fold(node.kind) in _TERRITORY else "xa-khac"
    return node.form or "khac"


def _rank(key: str) -> int:
    order = ("tinh", "xa", "xa-khac", "dang_bo_co_so", "dang_bo_bo_phan", "chi_bo-dan-cu")
    return order.index(key) if key in order else len(order)


def _label(key: str, nodes: list[Node]) -> str:
    if key == "chi_bo-dan-cu":
        words = Counter(settlement(node.name) or node.kind.lower() for node in nodes)
        return "Chi bộ " + ", ".join(word for word, _ in words.most_common(2))
    told = {
        "chi_bo-don-vi": "Chi bộ cơ quan, đơn vị",
        "xa": "Đảng bộ xã, phường",
        "xa-khac": "Đảng bộ cơ quan, lực lượng, doanh nghiệp",
        "khac": "Tổ chức khác",
    }
    return told.get(key) or FORMS.get(key, "Tổ chức khác")
