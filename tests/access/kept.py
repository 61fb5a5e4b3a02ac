"""All of a commune that a request from next door could have touched, and whether it wrote at all."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Model

from dangvien.accounts.models import User
from dangvien.campaigns import models as campaigns
from dangvien.exchange.models import Batch, ExportRequest, Row
from dangvien.inbox.models import Notice, Seen
from dangvien.members.models import Change, Event, Identifier, Person
from dangvien.orgs.models import Grant, Officer, Organisation, Placement
from dangvien.quality import models as quality
from dangvien.worklists.models import Handout, Missed, Returned, Sheet

# The model, the way to its unit, what of it may change; without the last it is counted.
KEPT: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Person, "unit", ("version", "unit", "withdrawn_at", "same_as")),
    (Event, "person__unit", ()),
    (Change, "person__unit", ()),
    (Identifier, "person__unit", ("state", "until")),
    (Organisation, "", ("path", "version", "closed_on")),
    (Placement, "org", ()),
    (Officer, "org", ()),
    (Grant, "org", ("revoked_at",)),
    (Batch, "org", ("state",)),
    (Row, "batch__org", ("decided",)),
    (ExportRequest, "org", ("state",)),
    (campaigns.Campaign, "org", ("version", "state")),
    (campaigns.SignOff, "org", ("reopened_at",)),
    (campaigns.Deadline, "org", ()),
    (campaigns.Duty, "org", ()),
    (campaigns.Snapshot, "org", ()),
    (campaigns.Report, "org", ()),
    (campaigns.Sample, "org", ("state",)),
    (campaigns.SampleItem, "sample__org", ("by", "answer")),
    (quality.Finding, "unit", ("state", "holder", "version", "closed_on", "taken_by")),
    (quality.Waiver, "finding__unit", ("state", "answer")),
    (quality.Proposal, "unit", ("state", "answer")),
    (quality.ReEntry, "unit", ("state",)),
    (quality.Setting, "org", ()),
    (quality.Pair, "org", ("state", "raised", "doubtful", "ended_on")),
    (quality.Opinion, "pair__org", ("void",)),
    (quality.Inquiry, "unit", ("known", "void")),
    (quality.Merge, "pair__org", ("state",)),
    (quality.Question, "began_at", ("state", "at", "same_as")),
    (Sheet, "handout__unit", ("state",)),
    (Handout, "unit", ()),
    (Returned, "unit", ()),
    (Missed, "person__unit", ()),
    (Notice, "org", ("done_at",)),
    (Seen, "notice__org", ()),
)
# What every request may write: that it was made, and by whom.
USUAL = {"django_session", "audit_entry", "audit_chain", "usersessions_usersession", "cache"}
_WRITTEN = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM|INSERT OR IGNORE INTO)\s+"?(\w+)', re.I)


class Writes:
    """Remembers which tables were written to: `with connection.execute_wrapper(Writes())`."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Look at one statement, and let it through."""
        self.tables |= set(_WRITTEN.findall(str(sql)))
        return execute(sql, params, many, context)

    @property
    def matter(self) -> bool:
        """Whether anything but the usual was written."""
        return not self.tables <= USUAL


def fingerprint(commune: Organisation) -> list[Any]:
    """The state of it all; slow, and for the cases only in which something was written."""
    told: list[Any] = [list(User.objects.order_by("pk").values_list("pk", "is_active", "password"))]
    for model, way, fields in KEPT:
        path = f"{way}__path__startswith" if way else "path__startswith"
        rows = model._default_manager.filter(**{path: commune.path})
        told.append(
            list(rows.order_by("pk").values_list("pk", *fields)) if fields else rows.count()
        )
    return told
