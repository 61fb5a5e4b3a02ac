"""All that is shown of one organisation on one day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q

from dangvien import clock
from dangvien.orgs.models import Officer, Organisation, PaperCount, Placement, Succession
from dangvien.orgs.periods import begun, ended, in_force
from dangvien.orgs.queries.asof import Forest, Node
from dangvien.orgs.queries.changes import Change, changes_between
from dangvien.orgs.queries.people import Present, memberships, present
from dangvien.orgs.queries.standing import RULES, Finding, standing

WIDE = 2000


@dataclass(frozen=True, slots=True)
class Under:
    """A superior, and from when until when."""

    name: str
    since: date | None
    until: date | None


@dataclass(slots=True)
class Act:
    """What one decision did on one day."""

    on: date
    decision: str
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Detail:
    """One organisation on a day: what it was called, where it stood, who, how many, what changed."""

    org: Organisation
    row: Placement  # what it was on the day; its last or its first when it did not stand
    state: str  # standing | ended | planned
    under: list[Under]  # the superior of the day first, earlier ones after it
    officers: list[Officer]
    members: int | None
    wide: bool  # so much stands below that some sums are left out
    members_then: int | None
    official: int | None  # known of today only
    joined: int
    left: int
    paper: PaperCount | None
    before: list[Succession]
    after: list[Succession]
    changes: list[Act]
    planned: list[Placement]
    findings: list[Finding] | None  # of today only

    @property
    def waiting(self) -> bool:
        """Whether something is planned that can be called off."""
        return bool(self.planned) or (
            self.org.closed_on is not None and self.org.closed_on > clock.today()
        )

    @property
    def secretary(self) -> Officer | None:
        """Who leads."""
        return next((one for one in self.officers if one.position == "secretary"), None)

    @property
    def committee(self) -> list[Officer]:
        """The other officers."""
        return [one for one in self.officers if one.position != "secretary"]

    @property
    def rules(self) -> int:
        """How many rules of the book there are for organisations."""
        return len(RULES)

    @property
    def passed(self) -> int:
        """How many of them found nothing."""
        return self.rules - len({found.rule for found in self.findings or ()})

    @property
    def probationary(self) -> int | None:
        """Members who are not official yet."""
        return (
            None if self.official is None or self.members is None else self.members - self.official
        )


def detail(
    tops: list[str],
    org: Organisation,
    on: date,
    since: date,
    now: Node | None,
) -> Detail:
    """Everything about an organisation; `now` is its node in the tree of the day.

    `tops`: the subtrees that the reader sees. What asks for every single member is left out where
    more than WIDE organisations stand below.
    """
    today = clock.today()
    rows = list(org.placements.select_related("parent").order_by("since", "pk"))
    rows.sort(key=lambda row: row.since or date.min)
    shown = next((row for row in reversed(rows) if begun(row.since, on)), rows[0])
    links = list(
        Succession.objects.filter(Q(before=org) | Q(after=org), on__lte=max(on, today))
        .select_related("before", "after").order_by("pk")
    )  # fmt: skip
    joined, left = _moves(org, since, on)
    officers = list(org.officers.filter(in_force(on)).order_by("-position", "since"))
    paper = org.paper_counts.filter(on__lte=on).order_by("-on").first()
    leads = next((one for one in reversed(officers) if one.position == "secretary"), None)
    is_today, wide = on == today, bool(now and now.units > WIDE)
    people = _present(org, now, wide)
    return Detail(
        org=org, row=shown, state=_state(shown, on), under=_under(rows, on),
        officers=officers,
        members=now.members if now else None, wide=wide,
        members_then=None if wide else Forest(tops, since, org).members(org.pk),
        official=people.official if now and is_today else None, joined=joined, left=left,
        paper=paper,
        before=[link for link in links if link.after_id == org.pk],
        after=[link for link in links if link.before_id == org.pk],
        changes=acts(changes_between(rows, links, {org.pk}, since, on))[::-1],
        planned=[row for row in rows if row.since and row.since > today],
        findings=standing(tops, org, today, secretary=leads, paper=paper, people=people)
        if is_today else None,
    )  # fmt: skip


def acts(changes: list[Change]) -> list[Act]:
    """The changes gathered by day and decision; what was taken over at once is one change."""
    told: list[Act] = []
    for change in changes:
        if not told or (told[-1].on, told[-1].decision) != (change.on, change.decision):
            told.append(Act(change.on, change.decision, []))
        last = told[-1].changes[-1] if told[-1].changes else None
        if last and last.what == change.what == "inherited" and last.how == change.how:
            told[-1].changes[-1] = replace(last, before=f"{last.before}, {change.before}")
        else:
            told[-1].changes.append(change)
    return told


def _state(row: Placement, on: date) -> str:
    if not begun(row.since, on):
        return "planned"
    return "ended" if ended(row.until, on) else "standing"


def _under(rows: list[Placement], on: date) -> list[Under]:
    """Superiors up to the day, the latest first; rows that differ in other things are one."""
    told: list[Under] = []
    last: int | None = None
    for row in rows:
        if not begun(row.since, on):
            break
        if row.parent is None:
            continue
        if told and last == row.parent_id:
            told[-1] = Under(row.parent.name, told[-1].since, row.until)
        else:
            told.append(Under(row.parent.name, row.since, row.until))
        last = row.parent_id
    return told[::-1]


def _present(org: Organisation, now: Node | None, wide: bool) -> Present:
    if now and wide:
        return Present(now.members, now.active, None)
    return present(org)


def _moves(org: Organisation, since: date, on: date) -> tuple[int, int]:
    """Memberships of the unit itself that began and that ended after one day, up to another."""
    told = memberships().filter(unit=org).aggregate(
        joined=Count("pk", filter=Q(since__gt=since, since__lte=on)),
        left=Count("pk", filter=Q(until__gt=since, until__lte=on)),
    )  # fmt: skip
    return told["joined"], told["left"]
