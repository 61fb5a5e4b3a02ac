"""A notice: to one person, or to whoever holds a permission on a unit; read or done, never deleted."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from dangvien.orgs.models import Organisation


class Notice(models.Model):
    """One thing to know or to do. `said` holds no name and no number of a member: it may be printed.

    To `user`; or, with `user` empty, to everybody who holds `permission` on `org` (superiors whose
    grant reaches it included only when nobody at the unit itself does).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="notices"
    )
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="notices")
    permission = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=30)  # reminder, escalation, question, answer, approval, …
    key = models.CharField(
        max_length=160, unique=True
    )  # said once: the same key is never sent again
    said = models.TextField()
    told: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    address = models.CharField(max_length=200)  # the page on which it is done
    due = models.DateField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)  # the thing itself is done, by whomever

    class Meta:
        indexes = [models.Index(fields=["org", "permission", "done_at"], name="notice_of_unit")]


class Seen(models.Model):
    """That somebody has read a notice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="seen")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="seen_once")]
