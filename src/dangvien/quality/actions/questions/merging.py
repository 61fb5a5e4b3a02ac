"""Questions that say the same become one: whoever answers it answers all of them."""

from __future__ import annotations

from dangvien.orgs.models import Organisation
from dangvien.quality.models import Question, Reply


def locked(question: Question) -> Question:
    """The question that stands for this one and those like it, read again and held."""
    fresh = Question.objects.select_for_update().get(pk=question.pk)
    if fresh.same_as_id is not None and fresh.state == Question.OPEN:
        fresh = Question.objects.select_for_update().get(pk=fresh.same_as_id)
    return fresh


def like(question: Question, at: Organisation) -> Question | None:
    """An open question that says the same and that this level has under its hand, or had.

    It lies at this level, or above after having come through it. What one unit asks never meets what
    another asks before both have reached one level. Each person whom the police look up is a
    question of their own, whatever words it is asked in.
    """
    if question.kind == Question.POLICE:
        return None
    same = Question.objects.select_for_update(of=("self",)).filter(
        state=Question.OPEN, kind=question.kind, rule=question.rule, key=question.key,
        began_at__in=Organisation.objects.under(at).values("pk"),
    )  # fmt: skip
    others = same.exclude(pk=question.pk).exclude(same_as=question.pk).order_by("pk")
    for other in others.select_related("at", "same_as"):
        if at.path.startswith(other.at.path):
            return other.same_as or other
    return None


def merge(question: Question, into: Question) -> None:
    """Let one question, and all that were merged into it, wait for another's answer."""
    question.repeated.update(same_as=into)
    Question.objects.filter(same_as=into, state=Question.OPEN).update(at=into.at)
    question.same_as, question.at = into, into.at
    question.save(update_fields=["same_as", "at"])


def stand_in(question: Question) -> Question | None:
    """When the asker of an open question needs no answer any more, the oldest like it takes its place.

    What was said on the way goes over to it, so that nothing is told twice.
    """
    heir = question.repeated.filter(state=Question.OPEN).order_by("pk").first()
    if heir is None:
        return None
    question.repeated.update(same_as=heir)
    heir.same_as = None
    heir.save(update_fields=["same_as"])
    Reply.objects.filter(question=question).update(question=heir)
    question.same_as = heir
    question.save(update_fields=["same_as"])
    return heir
