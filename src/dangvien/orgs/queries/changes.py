"""What became of organisations between two days, as facts that pages put into words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Q

from dangvien.orgs.models import Placement, Succession

What = Literal["founded", "moved", "renamed", "recoded", "retyped", "ended", "inherited"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to an organisation on a day. `before` and `after` are names or codes."""

    on: date
    org: int
    name: str
    form: str
    what: What
    before: str = ""
    after: str = ""
    decision: str = ""
    how: str = ""  # of a succession


def changes_of(orgs: set[int], a: date, b: date) -> list[Change]:
    """What happened to these organisations after day a, up to day b, oldest first; two queries."""
    rows = (
        Placement.objects.filter(org__in=orgs)
        .filter(Q(since__gt=a, since__lte=b) | Q(until__gt=a, until__lte=b))
        .select_related("parent", "org").order_by("org", "since")
    )  # fmt: skip
    links = (
        Succession.objects.filter(Q(before__in=orgs) | Q(after__in=orgs), on__gt=a, on__lte=b)
        .order_by("pk").select_related("before", "after")
    )  # fmt: skip
    return changes_between(rows, links, orgs, a, b)


def changes_between(
    rows: Iterable[Placement], links: Iterable[Succession], orgs: set[int], a: date, b: date
) -> list[Change]:
    """The same of rows and links that were read already, in the order of their beginning."""
    told = [change for pair in _pairs(rows, a, b) for change in _told(*pair)]
    ends: dict[int, list[Succession]] = defaultdict(list)
    for link in links:
        if not a < link.on <= b:
            continue
        ends[link.before_id].append(link)
        if link.after_id in orgs:
            told.append(
                Change(link.on, link.after_id, link.after.name, link.after.form, "inherited",
                       link.before.name, decision=link.decision, how=link.how)
            )  # fmt: skip
    told = [_with_heirs(change, ends[change.org]) for change in told]
    return sorted(told, key=lambda change: change.on)


def _with_heirs(change: Change, links: list[Succession]) -> Change:
    if change.what != "ended" or not links:
        return change
    return Change(
        change.on, change.org, change.name, change.form, "ended",
        after=", ".join(link.after.name for link in links), decision=change.decision,
        how=links[0].how,
    )  # fmt: skip


def _pairs(
    rows: Iterable[Placement], a: date, b: date
) -> Iterable[tuple[Placement | None, Placement | None]]:
    """Each row that begins in the period with the row before it; a last row that ends, with none."""
    touched = list(rows)
    until = {(row.org_id, row.until): row for row in touched if row.until}
    since = {(row.org_id, row.since) for row in touched}
    for row in touched:
        if row.since is not None and a < row.since <= b:
            yield until.get((row.org_id, row.since)), row
        if row.until is not None and a < row.until <= b and (row.org_id, row.until) not in since:
            yield row, None


def _told(old: Placement | None, new: Placement | None) -> Iterable[Change]:
    row = new or old
    if row is None:
        return
    day = new.since if new else row.until
    assert day is not None  # noqa: S101

    def change(what: What, before: str = "", after: str = "") -> Change:
        decision = row.decision if new else row.org.closing_decision
        return Change(day, row.org_id, row.name, row.form, what, before, after, decision)

    if new is None:
        yield change("ended")
    elif old is None:
        yield change("founded", after=new.parent.name if new.parent else "")
    else:
        if old.parent_id != new.parent_id:
            yield change("moved", old.parent.name if old.parent else "",
                         new.parent.name if new.parent else "")  # fmt: skip
        if old.name != new.name:
            yield change("renamed", old.name, new.name)
        if old.code != new.code:
            yield change("recoded", old.code, new.code)
        if old.form != new.form:
            yield change("retyped", old.form, new.form)
