"""To answer, and to close."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.orgs.scope import require
from dangvien.quality.actions.questions.levels import lay
from dangvien.quality.actions.questions.merging import locked, stand_in
from dangvien.quality.actions.questions.telling import over, tell_askers, tell_level, tell_passers
from dangvien.quality.models import Question, Reply
from dangvien.quality.question_words import said_well


@transaction.atomic
def answer(*, actor: User, question: Question, said: str) -> Reply:
    """Answer a question, and every one that says the same; nobody answers what they asked themselves.

    What the police found out is written down by whoever brought it to them, the asker included.
    """
    held = locked(question)
    require(actor, "question.answer", held.at)
    if held.state != Question.OPEN:
        raise ValidationError("Câu hỏi này đã có người trả lời.")
    asked = [
        held,
        *held.repeated.filter(state=Question.OPEN).select_related("asked_by", "began_at"),
    ]
    if held.kind != Question.POLICE and actor.pk in {one.asked_by.pk for one in asked}:
        raise ValidationError("Đồng chí đã hỏi câu này; người khác trả lời.")
    reply = Reply.objects.create(
        question=held, level=held.at, said=said_well(said), by=actor, on=clock.today()
    )
    for one in asked:
        one.state = Question.ANSWERED
        one.save(update_fields=["state"])
    lay(held)
    over(held)
    tell_askers(held, asked)
    asking = {one.asked_by.pk for one in asked}
    passed = (
        held.replies.exclude(passed_to=None).exclude(by__in=asking).select_related("by", "level")
    )
    tell_passers(held, {one.by: one.level for one in passed}.items())
    record(
        actor=actor, action="question.answer", org=held.at, subject=str(held.uid),
        data={"kind": held.kind, "rule": held.rule, "answered": len(asked)},
    )  # fmt: skip
    return reply


@transaction.atomic
def close(*, actor: User, question: Question) -> Question:
    """Whoever asked has what they need, or needs it no more; others who asked the same keep waiting."""
    held = Question.objects.select_for_update().get(pk=question.pk)
    require(actor, "finding.work", held.began_at)
    if held.asked_by_id != actor.pk:
        raise Refused("finding.work")
    if held.state == Question.CLOSED:
        raise ValidationError("Câu hỏi này đã khép.")
    waited = held.state == Question.OPEN
    held.state = Question.CLOSED
    held.save(update_fields=["state"])
    if waited:
        if held.same_as is None:
            over(held)
            if (heir := stand_in(held)) is not None:
                tell_level(heir, heir.at)
        lay(held)
    record(
        actor=actor, action="question.close", org=held.began_at, subject=str(held.uid),
        data={"answered": not waited},
    )  # fmt: skip
    return held
