"""Notices about questions: to the level that answers, and back to those who asked. No names."""

from __future__ import annotations

from collections.abc import Iterable

from dangvien.accounts.models import User
from dangvien.inbox.actions import done, send
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Question
from dangvien.quality.question_words import KINDS


def address(question: Question) -> str:
    """The page of a question."""
    return f"/hoi-dap/{question.uid}/"


def tell_level(question: Question, at: Organisation) -> None:
    """Say at a level that a question has come to lie there."""
    send(
        key=f"question:{question.uid}:{at.pk}", org=at, permission="question.answer",
        kind="question", due=question.due, address=address(question),
        said=f"{KINDS[question.kind]}: {question.began_at.name} hỏi, đang chờ trả lời.",
    )  # fmt: skip


def tell_batch(questions: list[Question], sender: Organisation, at: Organisation) -> None:
    """Say once that several questions have come up together."""
    first = questions[0]
    send(
        key=f"question:{first.uid}:{at.pk}:{len(questions)}", org=at, permission="question.answer",
        kind="question", due=min((one.due for one in questions if one.due), default=None),
        address="/hoi-dap/?xem=cho",
        said=f"{sender.name} gửi lên {len(questions)} câu hỏi, đang chờ trả lời.",
    )  # fmt: skip


def tell_askers(question: Question, questions: Iterable[Question]) -> None:
    """Say to everybody who asked that the answer is there."""
    for one in questions:
        send(
            key=f"answer:{one.uid}", org=one.began_at, user=one.asked_by, kind="answer",
            address=address(one), said=f"Câu hỏi của đồng chí đã được {question.at.name} trả lời.",
        )  # fmt: skip


def tell_passers(question: Question, people: Iterable[tuple[User, Organisation]]) -> None:
    """Say to those who passed it up what became of it."""
    for user, level in people:
        send(
            key=f"answer:{question.uid}:{user.pk}", org=level, user=user, kind="answer",
            address=address(question),
            said=f"Câu hỏi đồng chí đã chuyển lên được {question.at.name} trả lời.",
        )  # fmt: skip


def over(question: Question) -> None:
    """What was to be done about a question is done, at every level."""
    done(f"question:{question.uid}:")
