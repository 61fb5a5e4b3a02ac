"""Two records that may be one person; what people think of it; the merge that two of them decide."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths, reaches_all, under


class PairQuerySet(models.QuerySet["Pair"]):
    """Pairs, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "duplicate.judge") -> PairQuerySet:
        """Pairs of which the user holds the permission on the owner and on both people's units."""
        tops = paths(user, permission)
        if reaches_all(user, tops):
            return self
        asked = [under(tops, path) for path in
                 ("org__path", "first__unit__path", "second__unit__path")]  # fmt: skip
        return self.filter(*asked)

    def alive(self) -> PairQuerySet:
        """Pairs that are still asked about or acted on."""
        return self.filter(ended_on=None)


class Pair(models.Model):
    """Two people that the machine takes for one; `org` is the lowest organisation above both.

    States: open → same (a merge may be proposed) | different (never asked again) | asked (the cells
    are asked) → merged. `doubtful`: two people must say the same before it counts, the second
    without seeing what the first said. `why` holds keys of reasons, never a value.
    """

    OPEN, SAME, DIFFERENT, ASKED, MERGED = "open", "same", "different", "asked", "merged"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first = models.ForeignKey(Person, models.PROTECT, related_name="+")  # the lower pk
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="pairs")
    probability = models.FloatField()
    doubtful = models.BooleanField(default=False)
    why: models.JSONField[list[str]] = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=OPEN)
    versions: models.JSONField[list[int]] = models.JSONField(default=list)  # of both, as judged
    # Levels above the lowest common superior: two who disagree hand the pair up.
    raised = models.PositiveSmallIntegerField(default=0)
    # Judged "different" once, asked again since these fields changed: "first:birth_date".
    again: models.JSONField[list[str]] = models.JSONField(default=list)
    found_on = models.DateField()
    ended_on = models.DateField(null=True)  # no longer alike, merged, or one of them left

    objects = PairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_pair"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="pair_in_order"),
        ]
        indexes = [models.Index(fields=["org", "state"], name="pair_of_unit")]


class Opinion(models.Model):
    """What one person thinks of a pair."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="opinions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10)  # same different unsure
    reason = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    void = models.BooleanField(default=False)  # given before the pair was opened again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "by"], condition=Q(void=False), name="one_opinion_each"
            )
        ]


class Inquiry(models.Model):
    """What a cell is asked about one of its own members because of a pair; it never sees the other.

    States by what is filled: asked → answered (`known`, `said`, `by`, `at`), or `void`: no longer asked.
    """

    HERE, GONE, TWO, UNKNOWN = "here", "gone", "two", "unknown"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="inquiries")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    due = models.DateField()
    known = models.CharField(max_length=8, blank=True)
    said = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    void = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "person"],
                condition=Q(known="", void=False),
                name="one_inquiry_each",
            )
        ]
        indexes = [
            models.Index(fields=["unit"], name="inquiry_of_unit", condition=Q(known="", void=False))
        ]


class Merge(models.Model):
    """One record takes over another: proposed by one person, approved by a second, undone by two more.

    `choices`: field → "first" | "second" (values are never written here). Rows never move: the loser
    gets `same_as`. States: waiting → merged | refused | withdrawn; merged → splitting (somebody asked
    to undo it) → undone, or merged again. `reason`: what the proposer saw; `answer`: why not.
    `split_then`: what the pair is once it is undone, "different" or "open".
    """

    WAITING, MERGED, REFUSED, WITHDRAWN, SPLITTING, UNDONE = (
        "waiting", "merged", "refused", "withdrawn", "splitting", "undone",
    )  # fmt: skip
    LIVE = (WAITING, MERGED, SPLITTING)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="merges")
    keeps = models.ForeignKey(Person, models.PROTECT, related_name="+")
    choices: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    versions: models.JSONField[list[int]] = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=WAITING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    split_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    split_at = models.DateTimeField(null=True)
    split_reason = models.TextField(blank=True)
    split_then = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=Q(state__in=("waiting", "merged", "splitting")),
                name="one_merge_at_a_time",
            )
        ]  # fmt: skip
