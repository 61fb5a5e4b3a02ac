"""Signatures that climb the tree, and the sample that is looked at again before a commune signs."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dangvien import clock
from dangvien.campaigns.models.figures import Snapshot
from dangvien.campaigns.models.plan import Phase
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation


class SignOff(models.Model):
    """A unit says that a phase is done there. Only one is in force; a reopened one stays as history.

    `changed_after`: people and organisations that changed since the signature, `Changed` and
    `ChangedUnit` name them ("đã ký, có thay đổi sau ký"). `paper`: what it rests on when somebody above
    signs for the unit.
    """

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="sign_offs")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="sign_offs")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)
    on = models.DateField(default=clock.today)  # the business day, which pages name
    figures: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="sign_offs")
    paper = models.CharField(max_length=200, blank=True)
    changed_after = models.PositiveIntegerField(default=0)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "org"], condition=Q(reopened_at=None), name="one_signature"
            )
        ]


class Changed(models.Model):
    """One person of a signed unit whose record changed after the signature: a life event, an import."""

    sign_off = models.ForeignKey(SignOff, models.CASCADE, related_name="changes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sign_off", "person"], name="changed_once")]


class ChangedUnit(models.Model):
    """One organisation of a signed unit that changed after the signature: a decision, an office."""

    sign_off = models.ForeignKey(SignOff, models.CASCADE, related_name="unit_changes")
    org = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sign_off", "org"], name="unit_changed_once")
        ]


class Sample(models.Model):
    """A random lot of finished records, looked at again by somebody who did not correct them.

    `size` and `most` (errors that may be found) follow from lot, `limit` (the share of wrong records
    that must not pass) and `risk`. States: drawn → passed | failed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="samples")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    lot = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    most = models.PositiveIntegerField()
    limit = models.FloatField()
    risk = models.FloatField()
    state = models.CharField(max_length=8, default="drawn")
    result: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)


class SampleItem(models.Model):
    """One record of a sample. `errors`: fields found wrong; None as long as nobody has looked.

    A wrong record of a failed sample has to be mended: `mended_at` when one of its wrong fields was
    corrected since, or somebody of the unit looked at the paper again and says why it stays (`answer`).
    """

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    errors: models.JSONField[list[str] | None] = models.JSONField(null=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    mended_at = models.DateTimeField(null=True)
    mended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "person"], name="drawn_once"),
            models.UniqueConstraint(fields=["sample", "number"], name="one_number"),
        ]
