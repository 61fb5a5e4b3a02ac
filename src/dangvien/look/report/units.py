"""Which units the report shows, in what order, and the sums that close the table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dangvien.look.report.data import ReportData, Unit

MANY = 60
SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some units and their sums; `folded` ones stand behind "Xem n … còn lại"."""

    title: str
    units: tuple[Unit, ...]
    folded: tuple[Unit, ...] = ()

    @property
    def total(self) -> Unit:
        """The sums of all units of the group."""
        return _sum((*self.units, *self.folded), self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The table of progress: groups from worst to done, and the words for what a row is."""

    word: str
    first: Group
    middle: Group
    done: Group
    empty: Group
    unknown: tuple[Unit, ...]
    total: Unit
    count: int

    @property
    def columns(self) -> list[Unit]:
        """Units with a rate, best first: one column each."""
        groups = (self.done, self.middle, self.first)
        return [unit for group in groups for unit in reversed((*group.units, *group.folded))]

    def reached(self, rate: int) -> int:
        """How many units have at least this rate (percent)."""
        return sum((unit.ready or 0) * 100 >= rate * unit.active for unit in self.columns)


def progress(data: ReportData) -> Progress:
    """Choose the level to show, sort and group it; ValueError when units exceed the whole."""
    known = [unit for unit in data.units if not unit.unknown]
    shown, word = _level(known, data.root)
    unknown = [unit for unit in data.units if unit.unknown]
    rest = data.active - sum(unit.active for unit in (*shown, *unknown))
    if rest < 0:
        raise ValueError("units hold more active members than the whole")
    if rest and shown:
        unknown.append(_rest(data, (*shown, *unknown)))
    full = [unit for unit in shown if unit.active]
    done = [unit for unit in full if unit.ready == unit.active]
    open_ = sorted((unit for unit in full if unit.ready != unit.active), key=_worst_first)
    first = _first(open_)
    middle = open_[len(first) :]
    cut = SHOWN if len(shown) > MANY else len(middle)
    return Progress(
        word=word,
        first=Group(title="Xem trước", units=tuple(first)),
        middle=Group(title="Đang làm", units=tuple(middle[:cut]), folded=tuple(middle[cut:])),
        done=Group(title="Đã xong", units=tuple(sorted(done, key=lambda unit: -unit.active))),
        empty=Group(
            title="Không có đảng viên đang sinh hoạt",
            units=tuple(unit for unit in shown if not unit.active),
        ),
        unknown=tuple(unknown),
        total=_whole(data, (*shown, *unknown)),
        count=len(shown),
    )


def _level(units: list[Unit], root: str) -> tuple[list[Unit], str]:
    leaves = [unit for unit in units if unit.leaf]
    if len(leaves) <= MANY and leaves:
        return leaves, "chi bộ"
    below = [unit for unit in units if unit.parent == root]
    while len(below) == 1 and (inner := [u for u in units if u.parent == below[0].code]):
        below = inner
    return (below, "tổ chức trực thuộc") if below else (leaves, "chi bộ")


def _worst_first(unit: Unit) -> tuple[float, int, str]:
    if unit.ready is None:
        return (-unit.errors, -unit.active, unit.name)
    return (unit.ready / unit.active, unit.ready - unit.active, unit.name)


def _first(open_: list[Unit]) -> list[Unit]:
    """The few to look at first: under a half done, and only where few can stand out from many."""
    few = 5 if len(open_) > 30 else 3
    low = [unit for unit in open_ if unit.ready is not None and 2 * unit.ready < unit.active]
    return low[:few] if len(open_) >= 2 * few else []


def _sum(units: tuple[Unit, ...], name: str) -> Unit:
    measured = all(unit.ready is not None for unit in units)
    return Unit(
        code="",
        name=name,
        members=sum(unit.members for unit in units),
        active=sum(unit.active for unit in units),
        ready=sum(unit.ready or 0 for unit in units) if measured else None,
        proposed=sum(unit.proposed for unit in units),
        errors=sum(unit.errors for unit in units),
        warnings=sum(unit.warnings for unit in units),
    )


def _whole(data: ReportData, units: tuple[Unit, ...]) -> Unit:
    """The closing row: the report's own numbers, the sums of the rows for the rest."""
    paper = data.paper
    return replace(
        _sum(units, data.organisation),
        members=paper.members if paper else data.members,
        active=data.active,
        ready=data.ready,
        paper=paper.paper if paper else None,
    )


def _rest(data: ReportData, units: tuple[Unit, ...]) -> Unit:
    got = _sum(units, "Ghi ở cấp trên chi bộ")
    ready = None if data.ready is None else max(data.ready - (got.ready or 0), 0)
    return replace(
        got,
        members=max(data.members - got.members, 0),
        active=data.active - got.active,
        ready=ready,
        proposed=0,
        errors=0,
        warnings=0,
        unknown=True,
    )
