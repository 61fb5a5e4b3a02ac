"""What an officer may change of a rule: on or off, severity, thresholds; for a unit, from a day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from dangvien.orgs.models import Organisation


class Setting(models.Model):
    """One dated choice about one rule in one subtree; the nearest unit's choice holds."""

    rule = models.CharField(max_length=4)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="rule_settings")
    since = models.DateField()
    until = models.DateField(null=True)  # the first day on which it no longer holds
    on = models.BooleanField(default=True)
    severity = models.CharField(max_length=1, blank=True)  # empty: as in the book
    thresholds: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    reason = models.TextField()
    tried: models.JSONField[dict[str, Any]] = models.JSONField(
        default=dict
    )  # what the trial showed
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["rule", "org"], name="setting_of_rule")]
