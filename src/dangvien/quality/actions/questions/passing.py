"""To pass a question to the level above, with a word; one, or all that a commune has collected."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require
from dangvien.quality.actions.questions.levels import lay, level_above
from dangvien.quality.actions.questions.merging import like, locked, merge
from dangvien.quality.actions.questions.telling import over, tell_batch, tell_level
from dangvien.quality.models import Question, Reply
from dangvien.quality.question_words import due_after, said_well


@transaction.atomic
def pass_up(*, actor: User, question: Question, said: str) -> Question:
    """Send a question from where it lies to the level above, which may already have the same one."""
    moved = _passed(actor, question, said)
    if moved.same_as is None:
        tell_level(moved, moved.at)
    _log(actor, moved)
    return moved


@transaction.atomic
def send_up(*, actor: User, questions: Iterable[Question], said: str) -> list[Question]:
    """Send several questions up together with one word; those above are told once."""
    moved = [_passed(actor, one, said) for one in questions]
    if not moved:
        raise ValidationError({"questions": "Chưa chọn câu hỏi nào."})
    by_level: dict[tuple[Organisation, Organisation], list[Question]] = {}
    for one in moved:
        if one.same_as is None:
            sender = one.replies.order_by("-pk").select_related("level")[0].level
            by_level.setdefault((sender, one.at), []).append(one)
    for (sender, at), group in by_level.items():
        tell_batch(group, sender, at)
    for one in moved:
        _log(actor, one)
    return moved


def _passed(actor: User, question: Question, said: str) -> Question:
    held = locked(question)
    require(actor, "question.answer", held.at)
    if held.state != Question.OPEN:
        raise ValidationError("Câu hỏi này đã có người trả lời.")
    text, here = said_well(said), held.at
    above = level_above(here)
    if above is None:
        raise ValidationError("Không còn cấp nào ở trên trong sổ này để chuyển lên.")
    Reply.objects.create(
        question=held, level=here, said=text, by=actor, passed_to=above, on=clock.today()
    )
    over(held)
    held.at, held.due = above, due_after(held.kind)
    held.save(update_fields=["at", "due"])
    held.repeated.filter(state=Question.OPEN).update(at=above)
    if (other := like(held, above)) is not None:
        merge(held, other)
        lay(other)
    else:
        lay(held)
    return held


def _log(actor: User, question: Question) -> None:
    passed = (
        question.replies.exclude(passed_to=None).order_by("-pk").select_related("level").first()
    )
    record(
        actor=actor, action="question.pass_up", org=passed.level if passed else question.at,
        subject=str(question.uid),
        data={"to": question.at.pk, "merged": question.same_as is not None},
    )  # fmt: skip
