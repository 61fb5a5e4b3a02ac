"""What a list founded: withdrawn where nothing hangs on it, ended where only the past does; or kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from dangvien import clock
from dangvien.core.schema import PRESENT
from dangvien.exchange.models import Row
from dangvien.members.models import Person
from dangvien.orgs.actions.taking_back import OWN
from dangvien.orgs.models import Grant, Organisation, Placement
from dangvien.orgs.periods import begun, ended, in_force
from dangvien.orgs.queries.referring import referring
from dangvien.quality.actions.forgetting import PLAIN
from dangvien.quality.models import Finding

WITHDRAW, CLOSE, KEEP, NOTHING = "withdraw", "close", "keep", "nothing"
WITHDRAWN = "Rút tổ chức do lần nhập này lập."
WORKED_ON = "Tổ chức đã có người ghi tiếp nên được giữ lại."
GONE = "Tổ chức không còn trong sổ."
PAST = "Ghi kết thúc từ hôm nay, không xóa được, vì đã có hồ sơ và việc cũ ghi ở đây."
ENDED = "Giữ lại, đã ghi kết thúc: còn hồ sơ và việc cũ ghi ở đây."
YOUNG = "Giữ lại: còn việc cũ ghi ở đây mà tổ chức chưa đến ngày kết thúc được."
_CHILDREN = ("orgs.Organisation.parent", "orgs.Placement.parent")
_BESIDES = {
    "exchange.Row.unit": Q(batch__kind="organisations"),
    "quality.Finding.unit": Q(pk__in=Finding.objects.filter(PLAIN).values("pk")),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What an undo does with one founded organisation, and why."""

    how: str
    why: str


def judge(
    rows: Sequence[tuple[Row, dict[str, Any]]], leaving: Collection[int] = ()
) -> dict[int, Judged]:
    """Number of each row → what becomes of its organisation, deepest first.

    `leaving`: organisations that hang under one of these now and go back to where they were.
    """
    held = Organisation.objects.prefetch_related("officers", "paper_counts", "placements")
    known = held.in_bulk({row.unit_id for row, _ in rows if row.unit_id})
    facts = _Facts(known)
    going: dict[int, str] = dict.fromkeys(leaving, WITHDRAW)
    told: dict[int, Judged] = {}
    for row, values in sorted(rows, key=lambda one: -_depth(known.get(one[0].unit_id or 0))):
        org = known.get(row.unit_id or 0)
        told[row.number] = facts.verdict(org, row, values, going) if org else Judged(NOTHING, GONE)
        if org is not None:
            going[org.pk] = told[row.number].how
    return told


def _depth(org: Organisation | None) -> int:
    return org.path.count("/") if org else 0


class _Facts:
    """What hangs on these organisations, asked set-wise."""

    def __init__(self, known: dict[int, Organisation]) -> None:
        pks = list(known)
        self.refs = referring(Organisation, pks, own=(*OWN, *_CHILDREN), besides=_BESIDES)
        self.children: dict[int, set[int]] = defaultdict(set)
        self.below: dict[int, set[int]] = defaultdict(set)  # of those, what hangs here still
        today = clock.today()
        hung = Placement.objects.filter(parent__in=pks).values_list("parent", "org", "until")
        hang = Organisation.objects.filter(parent__in=pks).values_list("parent", "pk", "closed_on")
        for parent, child, until in (*hung, *hang):
            self.children[parent or 0].add(child)
            if not ended(until, today):
                self.below[parent or 0].add(child)
        people = Person.objects.alive().filter(unit__in=pks, status__in=PRESENT).order_by()
        self.people = dict(people.values_list("unit").annotate(n=Count("pk")))
        grants = Grant.objects.filter(in_force(today), org__in=pks, revoked_at=None).order_by()
        self.grants = dict(grants.values_list("org").annotate(n=Count("pk")))

    def verdict(
        self, org: Organisation, row: Row, told: dict[str, Any], going: dict[int, str]
    ) -> Judged:
        """What becomes of one organisation when those below it are settled."""
        if _worked_on(org, row, told["values"]):
            return Judged(KEEP, WORKED_ON)
        stay = {c for c in self.children[org.pk] if going.get(c) != WITHDRAW}
        here = sum(going.get(c) not in (WITHDRAW, CLOSE) for c in self.below[org.pk])
        blocks = [
            f"{n} {words}" for n, words in (
                (self.people.get(org.pk, 0), "đảng viên đang ghi ở đây"),
                (here, "tổ chức trực thuộc"),
                (self.grants.get(org.pk, 0), "tài khoản có quyền ở đây"),
            ) if n
        ]  # fmt: skip
        if blocks:
            return Judged(KEEP, f"Giữ lại: còn {', '.join(blocks)}.")
        if not stay and not self.refs.get(org.pk):
            return Judged(WITHDRAW, WITHDRAWN)
        if org.closed_on is not None:
            return Judged(KEEP, ENDED)
        first = min((one.since for one in org.placements.all() if one.since), default=None)
        young = first is not None and not (begun(first, clock.today()) and first < clock.today())
        return Judged(KEEP, YOUNG) if young else Judged(CLOSE, PAST)


def _worked_on(org: Organisation, row: Row, values: dict[str, Any]) -> bool:
    """Whether somebody changed it, or wrote an office or a count, since the list founded it."""
    open_one = not values["closed"]
    offices = int(bool(values.get("secretary")) and open_one)
    counts = int(values.get("paper_count") is not None and open_one)
    return (
        org.version != row.version
        or len(org.officers.all()) != offices
        or len(org.paper_counts.all()) != counts
    )
