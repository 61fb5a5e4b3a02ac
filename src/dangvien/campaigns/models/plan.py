"""What is to be clean, where, in which steps, by when, and who answers for each unit."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "campaign.read") -> CampaignQuerySet:
        """Campaigns that reach a unit on which the user holds the permission, from above or below."""
        tops = paths(user, permission)
        below = Q(pk__in=())
        for top in tops:
            ids = [int(part) for part in top.strip("/").split("/")]
            below |= Q(org__path__startswith=top) | Q(org__in=ids)
        return self.filter(below)


class Campaign(models.Model):
    """One campaign of a subtree. `fields` count as clean (schema names); `tier` 1 or 2 behind them.

    States: planned → running → ended; planned → off (called off, `told` says why).

    `counted_on`: the day on which the people were counted who are the denominator (`Base`).
    `ends` is the last working day; `due` how the plan says it ("trước ngày 30/12/2025").
    """

    PLANNED, RUNNING, ENDED, CALLED_OFF = "planned", "running", "ended", "off"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="campaigns")
    name = models.CharField(max_length=200)
    plan = models.CharField(max_length=40)  # the template it was made from: campaigns/plans/*.toml
    basis = models.TextField(blank=True)
    tier = models.PositiveSmallIntegerField(default=1)
    fields: models.JSONField[list[str]] = models.JSONField(default=list)
    starts = models.DateField()
    ends = models.DateField()
    due = models.CharField(max_length=80, blank=True)
    counted_on = models.DateField()
    state = models.CharField(max_length=8, default=PLANNED)
    told: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = CampaignQuerySet.as_manager()

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done: it ended, or never began and was called off."""
        return self.state in (self.ENDED, self.CALLED_OFF)


class Phase(models.Model):
    """One step. `gate`: the next step opens in a unit only when this one is signed there."""

    ORGANISATION, MEMBER, CLOSING = "organisation", "member", "closing"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    said = models.CharField(max_length=200, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    gate = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="one_phase")]


class Deadline(models.Model):
    """The last day of a phase for a level of the tree, or for one unit (an extension, with a reason)."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="deadlines")
    level = models.CharField(max_length=10, blank=True)  # cell grassroots commune province
    org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    reason = models.TextField(blank=True)


class Duty(models.Model):
    """Who answers by name for a unit's progress and quality; the history stays."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="duties")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="duties")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)  # as it reads: "Vi Văn Thiệp, bí thư"
    phone = models.BinaryField(default=b"")  # sealed, place `duty:<campaign uid>:<org pk>`
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "org"], condition=Q(until=None), name="one_duty"
            )
        ]


class Base(models.Model):
    """One person who counts in the denominator, with the unit of the day of counting."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="base")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="counted_once")]
        indexes = [models.Index(fields=["campaign", "unit"], name="base_of_unit")]
