"""What is wrong with whom, as known now; one narrow verdict row a person feeds every figure."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation


class Run(models.Model):
    """The rule book run over a subtree, or over those whom a save touched."""

    FULL, SETTLE = "full", "settle"

    kind = models.CharField(max_length=10)
    org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    book = models.CharField(max_length=64)  # SHA-256 of the rule book and its settings
    as_of = models.DateField()
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    counts: models.JSONField[dict[str, int]] = models.JSONField(default=dict)


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "member.list") -> FindingQuerySet:
        """Findings about people and organisations where the user holds the permission."""
        units = Organisation.objects.visible_to(user, permission)
        return self.filter(unit__in=units.values("pk"))

    def alive(self) -> FindingQuerySet:
        """Not over: neither put right nor waived."""
        return self.filter(closed_on=None)


class Finding(models.Model):
    """One rule broken by one field of one person, or of one organisation (`person` empty).

    States: open → working (somebody has it) → waiting (a proposal waits for approval) → fixed;
    waived (see `Waiver`); a finding that comes back is reopened: the same row, `times` one higher.
    `told` is sealed (place `finding:<uid>`): value, detail, fix as the engine gave them.
    """

    OPEN, WORKING, WAITING, FIXED, WAIVED = "open", "working", "waiting", "fixed", "waived"
    STATES = (OPEN, WORKING, WAITING, FIXED, WAIVED)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="findings")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="findings")
    rule = models.CharField(max_length=4)
    field = models.CharField(max_length=40)
    cause = models.CharField(max_length=40)
    severity = models.CharField(max_length=1)  # E W N, after the settings of the unit
    dimension = models.CharField(max_length=12)
    safe = models.BooleanField(
        default=False
    )  # its proposal changes no meaning: may be taken in bulk
    told = models.BinaryField(default=b"")
    state = models.CharField(max_length=8, default=OPEN)
    holder = models.CharField(
        max_length=8, default="cell"
    )  # where it lies: officer cell police above
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    due = models.DateField(null=True)  # when somebody set one; else the campaign's
    opened_on = models.DateField()
    opened_run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closed_run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    times = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "rule", "field"], condition=Q(closed_on=None) & ~Q(person=None),
                name="one_open_of_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "rule", "field"], condition=Q(closed_on=None, person=None),
                name="one_open_of_unit",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit", "rule", "cause"], name="finding_open_of_unit",
                         condition=Q(closed_on=None)),
            models.Index(fields=["rule", "cause", "unit"], name="finding_open_by_cause",
                         condition=Q(closed_on=None)),
            models.Index(fields=["person"], name="finding_of_person"),
        ]  # fmt: skip


class Verdict(models.Model):
    """What is said of one person in one row; sums of these rows are every figure there is.

    Columns as in `core.score.verdicts`; `waived` counts findings waived and in force, `proposed`
    whether a proposal waits, `lies` where what blocks lies: "" (clean), approval, cell, police, above.

    Sets of fields (`quality.masks`), for campaigns that count other fields than a tier: `lacks` (a
    mandatory one holds nothing), `blocked` (an open E-finding), of these `at_approval`, `at_police`,
    `at_above` by where it lies, `excepted` (waived). Null: not yet counted; the last four: none.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="verdict")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    members = models.BooleanField()
    active = models.BooleanField()
    exempt = models.BooleanField()
    with_citizen_id = models.BooleanField()
    clean_t1 = models.BooleanField()
    clean_t2 = models.BooleanField()
    num_dung = models.PositiveSmallIntegerField(default=0)
    num_du = models.PositiveSmallIntegerField(default=0)
    num_sach = models.BooleanField(default=False)
    num_song = models.BooleanField(default=False)
    num_thong_nhat = models.BooleanField(default=False)
    e = models.PositiveSmallIntegerField(default=0)
    w = models.PositiveSmallIntegerField(default=0)
    n = models.PositiveSmallIntegerField(default=0)
    waived = models.PositiveSmallIntegerField(default=0)
    lies = models.CharField(max_length=8, blank=True)
    checked_on = models.DateField()
    lacks = models.BigIntegerField(null=True)
    blocked = models.BigIntegerField(null=True)
    at_approval = models.BigIntegerField(null=True)
    at_police = models.BigIntegerField(null=True)
    at_above = models.BigIntegerField(null=True)
    excepted = models.BigIntegerField(null=True)
    clean_since = models.DateField(null=True)  # the day on which it became clean (T1), for the pace

    class Meta:
        indexes = [models.Index(fields=["unit", "active", "clean_t1"], name="verdict_of_unit")]


class Waiver(models.Model):
    """An exception: somebody asked, somebody else granted it, until a day; the finding stays counted."""

    ASKED, GRANTED, REFUSED, ENDED = "asked", "granted", "refused", "ended"

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="waivers")
    reason = models.TextField()
    until = models.DateField()
    state = models.CharField(max_length=8, default=ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(state__in=("asked", "granted")), name="one_waiver"
            )
        ]
