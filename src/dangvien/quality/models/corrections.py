"""Values that somebody proposes and somebody else approves; what then has to be typed elsewhere."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.members.models import Change, Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths, under
from dangvien.quality.models.findings import Finding


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "finding.work") -> ProposalQuerySet:
        """Proposals about people who are now in a unit where the user holds the permission."""
        return self.filter(under(paths(user, permission), "person__unit__path"))

    def undecided(self) -> ProposalQuerySet:
        """Still waiting for a person, also where the record has changed meanwhile."""
        return self.filter(state__in=Proposal.UNDECIDED)


class Proposal(models.Model):
    """New values of some fields of one person, with the evidence seen; sealed until decided and after.

    States: waiting → applied | refused | withdrawn; stale: the record changed under it, and somebody
    has to choose; then applied (what was chosen), refused or withdrawn. `values` is sealed (place
    `proposal:<uid>`): {field: {"before": …, "after": …}}. `version`: the record's version that was
    seen. `bulk`: proposals taken together in one deed, undone together until `undo_until`.
    """

    WAITING, APPLIED, REFUSED, WITHDRAWN, STALE = (
        "waiting",
        "applied",
        "refused",
        "withdrawn",
        "stale",
    )
    STATES = (WAITING, APPLIED, REFUSED, WITHDRAWN, STALE)
    UNDECIDED = (WAITING, STALE)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fields: models.JSONField[list[str]] = models.JSONField(default=list)
    values = models.BinaryField()
    evidence = models.CharField(
        max_length=20
    )  # quality.evidence: card, copy, told, file, decision …
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    findings: models.ManyToManyField[Finding, Finding] = models.ManyToManyField(
        Finding, related_name="proposals"
    )
    needs = models.CharField(
        max_length=20
    )  # who may approve: a permission, or "" (takes effect at once)
    state = models.CharField(max_length=10, default=WAITING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    # screen grid sheet xlsx bulk; list, national: quality.proposed
    came_by = models.CharField(max_length=10, default="screen")
    bulk = models.UUIDField(null=True)
    undo_until = models.DateField(null=True)  # the last day on which the bulk may be undone
    undone_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state"], name="proposal_of_unit"),
            models.Index(fields=["person", "state"], name="proposal_of_person"),
            models.Index(fields=["proposed_by", "state"], name="proposal_of_proposer"),
            models.Index(
                fields=["id"], name="proposal_undecided",
                condition=Q(state__in=("waiting", "stale")),
            ),
            models.Index(fields=["bulk"], name="proposal_of_bulk", condition=~Q(bulk=None)),
        ]  # fmt: skip


class ReEntryQuerySet(models.QuerySet["ReEntry"]):
    """Changes to be typed elsewhere, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "reentry.tick") -> ReEntryQuerySet:
        """Those of people who are now in a unit where the user holds the permission."""
        return self.filter(under(paths(user, permission), "person__unit__path"))

    def due(self) -> ReEntryQuerySet:
        """To be typed, or to be typed again."""
        return self.filter(state__in=ReEntry.DUE)


class ReEntry(models.Model):
    """An accepted change that has to be typed into the national database, until it was.

    States: todo → typed (somebody ticked it) → confirmed (the next list from there shows it) or
    again (that list does not); replaced: a later change of the same field stands for it.
    `officer`: who answers for the change, where that is known. `first`: the earliest change that was
    not typed; its value before is what the national database still shows.
    """

    OPEN, TYPED, CONFIRMED, AGAIN, REPLACED = "todo", "typed", "confirmed", "again", "replaced"
    DUE = (OPEN, AGAIN)
    PENDING = (OPEN, AGAIN, TYPED)

    change = models.OneToOneField(Change, models.PROTECT, related_name="re_entry")
    first = models.ForeignKey(Change, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, default=OPEN)
    basis = models.TextField(blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    typed_at = models.DateTimeField(null=True)
    seen_in = models.UUIDField(null=True)  # the import that confirmed or reopened it

    objects = ReEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state"], name="re_entry_of_unit"),
            models.Index(fields=["person", "state"], name="re_entry_of_person"),
        ]
