"""Questions on findings, and troubles with the machine: they travel up, and the answers come back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from dangvien.accounts.models import User
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths, under
from dangvien.quality.models.findings import Finding


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, always asked for somebody."""

    def visible_to(self, user: User, permission: str = "finding.work") -> QuestionQuerySet:
        """Questions that began in a subtree where the user holds the permission."""
        return self.filter(under(paths(user, permission), "began_at__path"))

    def lying_with(self, user: User) -> QuestionQuerySet:
        """Questions that lie at exactly the levels whose answers this user gives."""
        return self.filter(at__path__in=paths(user, "question.answer"), same_as=None, state="open")


class Question(models.Model):
    """A doubt about one or many findings, or a technical problem; it lies at one level at a time.

    `began_at` is the unit whose person asked, `at` where it lies now. `same_as`: a question that says
    the same; its answer is that one's answer, and `at` and `state` follow it as long as it is open.
    States: open → answered → closed by whoever asked (or open → closed: no longer asked).
    """

    DOUBT, TECHNICAL, POLICE = "doubt", "technical", "police"
    KINDS = (DOUBT, TECHNICAL, POLICE)
    OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
    STATES = (OPEN, ANSWERED, CLOSED)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10)
    rule = models.CharField(max_length=4, blank=True)
    said = models.TextField()
    key = models.CharField(
        max_length=200
    )  # core.text.fold of what is said: finds the repeated ones
    findings: models.ManyToManyField[Finding, Finding] = models.ManyToManyField(
        Finding, related_name="questions"
    )
    began_at = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.ForeignKey(Organisation, models.PROTECT, related_name="questions")
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeated")
    state = models.CharField(max_length=10, default=OPEN)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    due = models.DateField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["at", "state"], name="question_at_unit"),
            models.Index(fields=["key", "state"], name="question_said"),
        ]


class Reply(models.Model):
    """An answer, or the passing on to the level above (`passed_to`), with who and when.

    `level`: where the question lay when this was said; units beside that level never read it.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="replies")
    level = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    said = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    passed_to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
