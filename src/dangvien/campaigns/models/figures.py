"""Figures of a day, and figures that were published: frozen with the rows they were made from."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from dangvien.campaigns.models.plan import Campaign
from dangvien.orgs.models import Organisation


class Day(models.Model):
    """Where the people of one unit (own rows, no children) stood on one evening.

    base = done + approval + cell + police + above + gone; whoever left after the counting is `gone`.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="days")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField()
    base = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    approval = models.PositiveIntegerField(default=0)
    cell = models.PositiveIntegerField(default=0)
    police = models.PositiveIntegerField(default=0)
    above = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    waived = models.PositiveIntegerField(default=0)  # of done: clean only by a granted exception
    newcomers = models.PositiveIntegerField(default=0)  # beside the base: came after the counting
    # Numerators of the six scores over those counted and not gone ("dung chung" is `ready`).
    num_dung = models.PositiveIntegerField(default=0)
    num_du = models.PositiveIntegerField(default=0)
    num_sach = models.PositiveIntegerField(default=0)
    num_song = models.PositiveIntegerField(default=0)
    num_thong_nhat = models.PositiveIntegerField(default=0)
    ready = models.PositiveIntegerField(default=0)  # clean_t1, whatever tier the campaign asks for

    class Meta:
        indexes = [models.Index(fields=["campaign", "on"], name="day_of_campaign")]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit", "on"], name="one_day_of_unit"),
            models.CheckConstraint(
                condition=models.Q(
                    base=models.F("done") + models.F("approval") + models.F("cell")
                    + models.F("police") + models.F("above") + models.F("gone")
                ),
                name="day_adds_up",
            ),
        ]  # fmt: skip


class Snapshot(models.Model):
    """Published figures: the verdict rows of the moment (sealed parquet), the definition, the hash.

    The file lies at `HOME/files/snapshots/<uid>`; `sha256` is of its content before sealing and
    stands in the audit. Recomputing aggregates those rows again, never today's.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="snapshots")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateField()
    book = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    definition: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    figures: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField(max_length=160, blank=True)  # sign-off, report, daily
