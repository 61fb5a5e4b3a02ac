"""An import: the file as evidence, its rows with one fate each, and what became of them."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation

# Fates of a row; their counts add up to the rows read.
FATES = ("new", "changed", "unchanged", "conflict", "rejected", "skipped")


class BatchQuerySet(models.QuerySet["Batch"]):
    """Imports, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "import.run") -> BatchQuerySet:
        """Imports into the units where the user holds the permission."""
        units = Organisation.objects.visible_to(user, permission)
        return self.filter(org__in=units.values("pk"))


class Batch(models.Model):
    """One list on its way into the register, or the undoing of one (`undoes`).

    States: waiting → reading → ready → committing → committed, or refused (with `refusal`), held
    (too many matches outside the subtree: the superior releases it), stopped (half-committed),
    dropped. Sealed files lie under `HOME/files/<uid>/`: the bytes as uploaded and the findings.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=14, default="members")  # members | organisations
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="batches")
    units: models.ManyToManyField[Organisation, Any] = models.ManyToManyField(
        Organisation, related_name="+"
    )  # the units the file speaks for; "gone" is said of these only
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    state = models.CharField(max_length=12, default="waiting")
    file_name = models.CharField(max_length=250)
    file_hash = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField()
    source = models.CharField("Nguồn", max_length=160)
    as_of = models.DateField()
    counts: models.JSONField[dict[str, int]] = models.JSONField(
        default=dict
    )  # fates, gone, applied
    told: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)  # columns, notes, rules
    refusal = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["org", "-uploaded_at"], name="batch_of_org")]


class Row(models.Model):
    """One row of the file (or of an undo) and its one fate.

    `payload` (sealed for `row:<batch uid>:<number>`): JSON {"values": standard values in force,
    "offers": {field: [stored, offered]}}. `version`: the person's when previewed; another one at
    commit makes the row a conflict.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    row_id = models.CharField(max_length=300)
    fate = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)
    fields: models.JSONField[list[str]] = models.JSONField(default=list)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    superior = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(null=True)
    payload = models.BinaryField(null=True)
    applied = models.BooleanField(default=False)
    # Field → kept | taken | asked:<uid of the proposal that waits>, as far as somebody answered.
    answers: models.JSONField[dict[str, str]] = models.JSONField(default=dict)
    decided = models.CharField(max_length=20, blank=True)  # kept | taken | each | same | other
    decided_by = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_fate_a_row"),
        ]
        indexes = [
            models.Index(fields=["batch", "fate", "number"], name="row_by_fate"),
            models.Index(fields=["batch", "applied", "number"], name="row_to_apply"),
            # The first page counts them: few of a city's half a million rows.
            models.Index(
                fields=["batch", "superior"],
                name="row_undecided",
                condition=models.Q(fate="conflict", decided=""),
            ),
        ]


class Gone(models.Model):
    """Someone of a declared unit whom the file no longer names. Nothing is done about it by itself."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="gone")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "person"], name="gone_once")]


class Mapping(models.Model):
    """Which heading means which field, as an officer settled it for a source of this unit."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    source = models.CharField(max_length=160)
    headings: models.JSONField[dict[str, str]] = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "source"], name="one_mapping")]


class Export(models.Model):
    """A list that left the register: who, why, how many; its number stands on every sheet of it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="exports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    purpose = models.CharField("Mục đích", max_length=200)
    rows = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, blank=True)  # "list", or empty: sheets to carry
    at = models.DateTimeField(auto_now_add=True)


class ExportRequest(models.Model):
    """A list too long for one person's word: it waits for somebody else who holds the right.

    States: waiting → allowed → taken, or refused, withdrawn, expired. The list is made when it is
    taken, by the rights of that moment; nothing is kept meanwhile.
    """

    WAITING, ALLOWED, TAKEN = "waiting", "allowed", "taken"
    REFUSED, WITHDRAWN, EXPIRED = "refused", "withdrawn", "expired"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=200)
    tier = models.PositiveSmallIntegerField(default=1)
    reveal = models.BooleanField(default=False)
    paper = models.BooleanField(default=False)
    rows = models.PositiveIntegerField()  # as many as there were when it was asked
    state = models.CharField(max_length=10, default=WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    export = models.OneToOneField(Export, models.PROTECT, null=True, related_name="request")

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"], name="export_request_open")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="nobody_allows_an_own_export",
            ),
        ]
