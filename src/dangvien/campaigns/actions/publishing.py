"""Publishing figures: the rows are frozen first, the figures come from the frozen rows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns import recount, snapshots
from dangvien.campaigns.definition import definition
from dangvien.campaigns.models import Campaign, Snapshot
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require
from dangvien.quality import queries as rules


@transaction.atomic
def publish(
    *, actor: User, campaign: Campaign, org: Organisation, why: str,
    permission: str = "campaign.publish",
) -> Snapshot:  # fmt: skip
    """Freeze the figures of a unit; refused when two ways of counting disagree.

    `permission`: a signature freezes figures with `campaign.sign`. The hash of the rows stands in the
    log, so rows that were changed afterwards no longer are what was published.
    """
    require(actor, permission, org)
    if not org.path.startswith(campaign.org.path):
        raise ValueError("the unit lies outside the campaign")
    rows = snapshots.frozen_rows(campaign, org)
    sums = snapshots.summed(rows, org.path)
    if recount.recount(rows.iter_rows(named=True), org.path) != sums:
        raise snapshots.Mismatch("Hai cách đếm cho hai số khác nhau nên chưa chốt được.")
    told = snapshots.told(campaign, org, sums)
    uid = uuid.uuid4()
    hashed = snapshots.keep(uid, rows)
    try:
        with transaction.atomic():
            return _written(
                Snapshot(uid=uid, campaign=campaign, org=org, as_of=clock.today(), figures=told,
                         book=rules.book_hash(org), sha256=hashed, definition=definition(campaign),
                         by=actor, why=why[:160]), rows.height,
            )  # fmt: skip
    except BaseException:
        snapshots.forget(uid)
        raise


def _written(one: Snapshot, rows: int) -> Snapshot:
    one.save(force_insert=True)
    total = one.figures["total"]
    record(
        actor=one.by, action="snapshot.publish", org=one.org, subject=f"snapshot:{one.uid}",
        data={"sha256": one.sha256, "book": one.book, "rows": rows, "done": total["done"],
              "base": total["base"], "gone": total["gone"], "why": one.why},
    )  # fmt: skip
    return one


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What adding the frozen rows up again gave."""

    sums: dict[str, dict[str, int]]
    same_file: bool  # the sealed rows are those whose hash was published
    same_figures: bool  # both ways of counting give the published figures
    rows: int

    @property
    def agrees(self) -> bool:
        """Whether the published figures stand."""
        return self.same_file and self.same_figures


def recompute(snapshot: Snapshot) -> Recomputed:
    """Add up the frozen rows again, in two ways: never today's."""
    try:
        rows, hashed = snapshots.opened(snapshot.uid)
    except snapshots.Lost:  # the figures no longer stand on rows
        return Recomputed({}, same_file=False, same_figures=False, rows=0)
    top = snapshot.figures["top"]
    sums = snapshots.summed(rows, top)
    slow = recount.recount(rows.iter_rows(named=True), top)
    return Recomputed(
        sums, hashed == snapshot.sha256, sums == slow == _published(snapshot), rows.height
    )


def _published(snapshot: Snapshot) -> dict[str, Any]:
    below = {str(one["pk"]): one["counts"] for one in snapshot.figures["below"]}
    return {"": snapshot.figures["total"]} | below


@transaction.atomic
def check_again(*, actor: User, snapshot: Snapshot) -> Recomputed:
    """Recompute on somebody's wish; who asked and what came out stands in the log."""
    require(actor, "campaign.read", snapshot.org)
    found = recompute(snapshot)
    record(
        actor=actor, action="snapshot.recompute", org=snapshot.org,
        subject=f"snapshot:{snapshot.uid}", data={"agrees": found.agrees},
    )  # fmt: skip
    return found


@transaction.atomic
def take_away(*, actor: User, snapshot: Snapshot) -> bytes:
    """The rows without names or numbers, with the program that counts them; logged."""
    require(actor, "campaign.publish", snapshot.org)
    rows, hashed = snapshots.opened(snapshot.uid)
    if hashed != snapshot.sha256:
        raise snapshots.Lost(str(snapshot.uid))
    packed = snapshots.package(snapshot, rows)
    record(
        actor=actor, action="snapshot.take", org=snapshot.org,
        subject=f"snapshot:{snapshot.uid}", data={"rows": rows.height},
    )  # fmt: skip
    return packed
