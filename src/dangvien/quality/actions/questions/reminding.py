"""What the daily tick says about questions whose day has come."""

from __future__ import annotations

from dangvien import clock
from dangvien.inbox.actions import send
from dangvien.quality.actions.questions.telling import address
from dangvien.quality.models import Question


def remind() -> int:
    """Remind each level, once a question, of what it has not answered by its day; how many were told."""
    late = Question.objects.filter(state=Question.OPEN, same_as=None, due__lt=clock.today())
    told = 0
    for one in late.select_related("at").order_by("pk"):
        send(
            key=f"question:{one.uid}:{one.at.pk}:late", org=one.at, permission="question.answer",
            kind="late", due=one.due, address=address(one),
            said=f"Câu hỏi đã quá hạn trả lời {one.due:%d/%m/%Y}.",
        )  # fmt: skip
        told += 1
    return told
