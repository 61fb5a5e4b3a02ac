"""Reports: what people wrote around the figures of a snapshot; files are made from it each time."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from dangvien.accounts.models import User
from dangvien.campaigns.models.figures import Snapshot
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths, under


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "campaign.read") -> ReportQuerySet:
        """Reports of the units in whose subtree the user holds the permission."""
        return self.filter(under(paths(user, permission), "org__path"))


class Report(models.Model):
    """One report of a unit. Every figure in it is one of `snapshot` (and of `before`, to compare with).

    `told`: what people wrote (difficulties, proposals, who signs), and what was frozen beside the
    snapshot when it was made: the questions, and how many units had signed each step.
    """

    PROGRESS, PROBLEMS, RESULT = "progress", "problems", "result"
    KINDS = (PROGRESS, PROBLEMS, RESULT)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="reports")
    before = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=20, blank=True)
    on = models.DateField()
    told: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["org", "-id"], name="report_of_unit")]
