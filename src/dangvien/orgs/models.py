"""Organisations. `Placement` with its dates is the truth; the columns here are what holds today."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dangvien.orgs.scope import OrganisationQuerySet


class Organisation(models.Model):
    """One organisation for all its life, whatever it is called and wherever it hangs.

    `path` ("/1/23/456/", the own id last) and the columns above it are today's placement, cached;
    `orgs.actions.rebuild` makes them again. A closed unit hangs under its successor's parent.
    """

    name = models.CharField("Tên", max_length=250)
    form = models.CharField(
        "Hình thức", max_length=40, blank=True
    )  # core.organisation_names.form_of
    kind = models.CharField("Loại hình", max_length=80, blank=True)
    code = models.CharField("Mã tổ chức đảng", max_length=40, blank=True, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=400, unique=True)
    sort_key = models.CharField(max_length=400)
    founded_on = models.DateField(null=True)
    founding_decision = models.CharField("Quyết định thành lập", max_length=120, blank=True)
    closed_on = models.DateField(null=True)
    closing_decision = models.CharField("Quyết định kết thúc", max_length=120, blank=True)
    consent = models.CharField("Văn bản đồng ý", max_length=160, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/") & Q(path__endswith="/"), name="path_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the top down, the own one left out."""
        return [int(part) for part in self.path.strip("/").split("/")[:-1]]


class Placement(models.Model):
    """Where an organisation hung, its name and code, from one day to the day before another."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=250)
    form = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=40, blank=True)
    since = models.DateField(null=True)  # null: as far back as anyone knows
    until = models.DateField(null=True)  # the first day on which it no longer holds
    decision = models.CharField("Căn cứ", max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["parent", "since"], name="placement_by_parent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="placement_lasts",
            ),
            models.UniqueConstraint(
                fields=["org"], condition=Q(until=None), name="one_open_placement"
            ),
        ]


class Succession(models.Model):
    """What became of what: merger, split, renaming, handing over."""

    before = models.ForeignKey(Organisation, models.PROTECT, related_name="successors")
    after = models.ForeignKey(Organisation, models.PROTECT, related_name="predecessors")
    how = models.CharField(max_length=20)  # merged | split | renamed | transferred
    on = models.DateField()
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after", "on"], name="one_succession"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="succession_moves"),
        ]


class Officer(models.Model):
    """Who holds an office of the organisation, with the term. `person` is `members.Person.uid`."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="officers")
    name = models.CharField("Họ và tên", max_length=120)
    person = models.UUIDField(null=True)
    position = models.CharField("Chức vụ", max_length=60)  # secretary | deputy | committee
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    decision = models.CharField("Căn cứ", max_length=200, blank=True)


class PaperCount(models.Model):
    """The control total: how many members the paper book says, on a day, reported by whom."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="paper_counts")
    on = models.DateField()
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    reported_by = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "on"], name="one_count_a_day")]


class Grant(models.Model):
    """A role on a unit, for a time: it reaches the subtree and nothing else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField("Vai trò", max_length=30)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="grants")
    since = models.DateField()
    until = models.DateField(null=True)  # the first day without it
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["user", "revoked_at"], name="grant_in_force")]


class Touched(models.Model):
    """Which organisation an action touched, until `quality` has looked at it again.

    `keys`: what it was before ("code:…", "parent:<pk>", "path:…"), since others hang on that too;
    "people" when its own people must be looked at again with it.
    """

    org = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    keys: models.JSONField[list[str]] = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
