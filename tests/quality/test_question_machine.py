"""Random lives of questions: no level skipped, nothing answered twice, like ones one."""

from __future__ import annotations

import os
import random

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import register as small
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.quality.actions import questions
from dangvien.quality.actions.questions.levels import holder_of
from dangvien.quality.models import Finding, Question, Reply
from quality.asking import Asking, asking

WORDS = ("Số cũ dùng được không", "Ghi ngày nào", "Lưu không được")
STEPS, LIVES = 40, 6
ORDER = ("open", "answered", "closed")


class Life:
    """One register in which people ask, answer, pass up and close at random."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.world: Asking = asking(small.build())
        r = self.world.register
        self.users = [r.hung, self.world.office, self.world.clinic, r.mai, r.binh, r.tinh]
        self.known: dict[int, tuple[str, str]] = {}  # question → state, path of its level

    def step(self) -> None:
        """One deed of somebody; a refusal leaves everything as it was."""
        actor, rows = self.dice.choice(self.users), list(Question.objects.all())
        deed = self.dice.choice(("ask", "ask", "answer", "pass_up", "pass_up", "close"))
        try:
            with transaction.atomic():
                if deed == "ask" or not rows:
                    self.ask(actor)
                elif deed == "close":
                    questions.close(actor=actor, question=self.dice.choice(rows))
                elif deed == "answer":
                    self.answer(actor, self.dice.choice(rows))
                else:
                    questions.pass_up(actor=actor, question=self.dice.choice(rows), said="Xin hỏi.")
        except (ValidationError, Refused):
            pass
        self.check()

    def ask(self, actor: User) -> None:
        """About one finding of any unit, or about none."""
        findings = [one for many in self.world.findings.values() for one in many]
        about = self.dice.sample(findings, self.dice.randint(0, 1))
        kind, said = self.dice.choice(Question.KINDS), self.dice.choice(WORDS)
        questions.ask(actor=actor, findings=about, kind=kind, said=said)

    def answer(self, actor: User, question: Question) -> None:
        """The one who answers is never the one who asked, but for what the police found."""
        reply = questions.answer(actor=actor, question=question, said="Như văn bản.")
        told = reply.question
        if told.kind != Question.POLICE:
            assert told.asked_by != reply.by

    def check(self) -> None:
        """What must hold after every step."""
        rows = list(Question.objects.select_related("at", "began_at", "same_as__at"))
        roots = set()
        for one in rows:
            before = self.known.get(one.pk)
            assert one.began_at.path.startswith(one.at.path)  # at the unit's own level or above
            if before is not None:
                state, path = before
                assert ORDER.index(one.state) >= ORDER.index(state)  # never back
                assert path.startswith(one.at.path)  # upwards only
                assert path.count("/") - one.at.path.count("/") <= 1  # a level at a time
            if one.state == "open":
                root = one.same_as or one
                assert root.same_as_id is None
                assert (root.state, root.at_id) == ("open", one.at_id)
                roots.add(root.pk)
            self.known[one.pk] = one.state, one.at.path
        standing = [
            (one.kind, one.rule, one.key, one.at_id)
            for one in rows
            if one.pk in roots and one.kind != Question.POLICE
        ]
        assert len(standing) == len(set(standing))  # one question a level
        answers = Reply.objects.filter(passed_to=None).values_list("question", flat=True)
        assert len(answers) == len(set(answers))
        self.check_holders(rows)

    def check_holders(self, rows: list[Question]) -> None:
        """Each finding lies where the highest of its open questions lies; counted slowly."""
        told: dict[int, set[str]] = {}
        for one in rows:
            if one.state == "open":
                for pk in one.findings.values_list("pk", flat=True):
                    told.setdefault(pk, set()).add(holder_of(one.kind, one.at))
        for finding in Finding.objects.all():
            named = told.get(finding.pk)
            if named is None:
                assert finding.holder in ("cell", "officer")
            else:
                best = next(one for one in ("above", "police", "officer") if one in named)
                assert finding.holder == best


@pytest.mark.django_db
@settings(
    max_examples=int(os.environ.get("LIVES", LIVES)), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(seed=st.integers(0, 2**32))
def test_random_lives(seed: int) -> None:
    with transaction.atomic():
        life = Life(seed)
        for _ in range(STEPS):
            life.step()
        for user in life.users:
            paths = [grant.org.path for grant in user.grants.all()]
            for one in Question.objects.visible_to(user).select_related("began_at"):
                assert any(one.began_at.path.startswith(path) for path in paths)
        transaction.set_rollback(True)
