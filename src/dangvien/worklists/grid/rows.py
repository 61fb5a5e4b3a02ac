"""The rows that are shown, and only those: opened, put in words, with who has them and when due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from dangvien import clock
from dangvien.look.numbers import day
from dangvien.orgs.models import Officer
from dangvien.orgs.words import short
from dangvien.quality import queries
from dangvien.quality.models import Finding
from dangvien.quality.models.findings import FindingQuerySet
from dangvien.worklists import words
from dangvien.worklists.grid import marks
from dangvien.worklists.grid.links import Way, record, way
from dangvien.worklists.grid.opened import opened
from dangvien.worklists.grid.reach import Reach

ORDER = ("rule", "cause", "unit_id", "pk")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as the grid shows it."""

    uid: UUID
    name: str
    page: str
    unit: str
    now: list[marks.Piece]
    then: list[marks.Piece]
    why: str
    what: str
    reason: str
    how: str
    basis: str
    label: str
    severity: str
    safe: bool
    waits: bool
    holder: str
    due: date | None
    late: bool
    way: Way
    given: bool  # may be handed to the cell
    opened: str  # who else has the record open: "Đ/c Thiệp"

    @property
    def place(self) -> str:
        """The unit without the word for its form: there is a column of them."""
        name = short(self.unit)
        return name[:1].upper() + name[1:]

    @property
    def day(self) -> str:
        """The last day; the year only where it is another one."""
        if self.due is None:
            return ""
        return f"{self.due:%d/%m}" if self.due.year == clock.today().year else day(self.due)


@dataclass(frozen=True, slots=True)
class Page:
    """Some findings in order, and the cursor of those that follow, if any."""

    findings: list[Finding]
    next: str


def page(found: FindingQuerySet, after: str, limit: int) -> Page:
    """The findings past a cursor; a cursor that we did not make is absent."""
    if after:
        found = found.filter(_past(after))
    rows = list(found.order_by(*ORDER).select_related("taken_by")[: limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], _cursor(rows[limit - 1]) if more else "")


def shown(findings: Iterable[Finding], reach: Reach) -> dict[int, Row]:
    """Finding → row; five queries whatever their number, seven when somebody else has one open."""
    some = list(findings)
    if not some:
        return {}
    told = {one.uid: one for one in queries.told(some)}
    cells = {one.unit_id for one in some if one.holder == "cell"}
    secretaries = _secretaries(cells)
    open_now = opened(reach.user, [one.person_uid for one in told.values() if one.person_uid])
    today = clock.today()
    return {
        one.pk: _row(one, told[one.uid], reach, secretaries, open_now, today)
        for one in some if one.uid in told
    }  # fmt: skip


def _row(
    one: Finding, told: queries.Told, reach: Reach, secretaries: dict[int, str],
    open_now: dict[UUID, str], today: date,
) -> Row:  # fmt: skip
    due = one.due or reach.dues.get(one.unit_id)
    waits = one.state == Finding.WAITING
    seen = marks.now(told.value, told.fix_shown)
    return Row(
        uid=one.uid, name=told.name, unit=told.unit_name,
        page=record(told), now=seen, then=marks.then(told.value, told.fix_shown),
        why=_why(one, told, seen), what=told.what, reason=told.why, how=told.how,
        basis=told.basis, label=told.label, severity=one.severity, safe=one.safe and not waits,
        waits=waits, holder=_holder(one, reach, secretaries), due=due,
        late=due is not None and due < today, way=way(one, told),
        given=one.holder == "officer" and not waits,
        opened=open_now.get(told.person_uid, "") if told.person_uid else "",
    )  # fmt: skip


def _why(one: Finding, told: queries.Told, seen: list[marks.Piece]) -> str:
    """The cause in a few words; finer than the rule says it where the value itself tells."""
    drawn = next((piece.drawn for piece in seen if piece.drawn), "")
    if one.cause == "noise" and drawn:
        return words.NOISE.get(drawn, words.why(one.rule, one.cause, told.what))
    if one.rule == "V05" and one.cause == "length" and told.value.isdigit():
        short = 12 - len(told.value)
        return f"Thiếu {short} chữ số" if short > 0 else f"Thừa {-short} chữ số"
    return words.why(one.rule, one.cause, told.what)


def _holder(one: Finding, reach: Reach, secretaries: dict[int, str]) -> str:
    if one.state == Finding.WAITING:
        return "Chờ duyệt"
    if one.taken_by_id == reach.user.pk:
        return "Tôi đang làm"
    if one.taken_by is not None:
        return f"Đ/c {one.taken_by.full_name.split()[-1]}"
    if one.holder == "cell" and one.unit_id in secretaries:
        return f"Bí thư {secretaries[one.unit_id]}"
    return reach.holders.get(one.holder, one.holder)


def _secretaries(units: set[int]) -> dict[int, str]:
    """The given name of each unit's secretary."""
    today = clock.today()
    serving = Officer.objects.filter(
        Q(until=None) | Q(until__gt=today), Q(since=None) | Q(since__lte=today),
        org__in=units, position="secretary",
    )  # fmt: skip
    names = serving.order_by("pk").values_list("org_id", "name") if units else ()
    return {org: name.split()[-1] for org, name in names if name.split()}


def _cursor(one: Finding) -> str:
    return f"{one.rule}.{one.cause}.{one.unit_id}.{one.pk}"


def _past(cursor: str) -> Q:
    """The condition "behind this row", field by field in the order of the page."""
    parts = cursor.rsplit(".", 2)
    rule, _, cause = parts[0].partition(".")
    if len(parts) != 3 or not rule or not all(p.isascii() and p.isdigit() for p in parts[1:]):
        raise Http404
    unit, pk = int(parts[1]), int(parts[2])
    same = Q(rule=rule, cause=cause)
    return Q(rule__gte=rule) & (
        Q(rule__gt=rule) | Q(rule=rule, cause__gt=cause) | (same & Q(unit__gt=unit))
        | (same & Q(unit=unit, pk__gt=pk))
    )  # fmt: skip
