"""Sheets that leave the screen: a person on paper, a cell in a workbook; and what came back wrong."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Finding


class Handout(models.Model):
    """Sheets made at once for one unit: paper (PDF) or a workbook."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)  # paper | workbook
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    due = models.DateField(null=True)


class Sheet(models.Model):
    """What is asked of one person, under a short code that can be read aloud ("TL-07-0003").

    `version`: of the record when it was made. States: out → back (keyed in) | void (made again).
    """

    code = models.CharField(max_length=20, unique=True)
    handout = models.ForeignKey(Handout, models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    findings: models.ManyToManyField[Finding, Any] = models.ManyToManyField(
        Finding, through="Item", related_name="+"
    )
    state = models.CharField(max_length=6, default="out")
    back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    back_at = models.DateTimeField(null=True)


class Item(models.Model):
    """One thing that a sheet asks, under the number that it has there."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="items")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_thing_a_number")
        ]


class Returned(models.Model):
    """A workbook that came back: what was taken, and the rows kept aside with the reason in words.

    `rows` is sealed (place `returned:<uid>`): the rows in quarantine as they were read.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    handout = models.ForeignKey(Handout, models.PROTECT, null=True, related_name="returned")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=250)
    file_hash = models.CharField(max_length=64)
    counts: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    rows = models.BinaryField(default=b"")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class Missed(models.Model):
    """Somebody who was not at home: goes to the end of the cell's list for the rest of that day."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    on = models.DateField()
    times = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
