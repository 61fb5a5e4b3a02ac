"""To ask: about findings, or about the machine itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may, paths, require
from dangvien.quality.actions.questions.levels import lay, level_above
from dangvien.quality.actions.questions.merging import like, merge
from dangvien.quality.actions.questions.telling import tell_level
from dangvien.quality.models import Finding, Question
from dangvien.quality.question_words import KINDS, due_after, key_of, said_well

MOST = 200  # findings of one question


@transaction.atomic
def ask(
    *, actor: User, findings: Iterable[Finding], kind: str, said: str,
    org: Organisation | None = None, due: date | None = None,
) -> Question:  # fmt: skip
    """Ask the level above about findings of one unit; without findings, about the machine or a way."""
    about = _seen(actor, findings)
    began_at = _unit(actor, about, org)
    require(actor, "finding.work", began_at)
    text = said_well(said)
    if kind not in KINDS:
        raise ValidationError({"kind": "Chưa chọn hỏi về điều gì."})
    if kind == Question.POLICE and not about:
        raise ValidationError({"kind": "Đối soát với Công an cần một việc cụ thể của một hồ sơ."})
    if due is not None and due < clock.today():
        raise ValidationError({"due": "Hạn trả lời không thể là ngày đã qua."})
    rules = {one.rule for one in about}
    question = Question(
        kind=kind, said=text, key=key_of(text), rule=rules.pop() if len(rules) == 1 else "",
        began_at=began_at, at=_first(actor, kind, began_at), asked_by=actor,
        asked_on=clock.today(), due=due_after(kind, due),
    )  # fmt: skip
    question.save()
    question.findings.set(about)
    if (other := like(question, question.at)) is not None:
        merge(question, other)
    else:
        tell_level(question, question.at)
    lay(question)
    record(
        actor=actor, action="question.ask", org=began_at, subject=str(question.uid),
        people={one.person.uid for one in about if one.person},
        data={"kind": kind, "rule": question.rule, "findings": len(about), "at": question.at.pk,
              "same_as": str(question.same_as.uid) if question.same_as else None},
    )  # fmt: skip
    return question


def _seen(actor: User, findings: Iterable[Finding]) -> Sequence[Finding]:
    """The findings as they are now; one that the actor may not see does not exist."""
    asked = {one.pk for one in findings}
    rows = Finding.objects.visible_to(actor, "finding.work").filter(pk__in=asked)
    found = list(rows.select_related("unit", "person").order_by("pk"))
    if len(found) != len(asked):
        raise Refused("finding.work")
    if len(found) > MOST:
        raise ValidationError(f"Một câu hỏi nêu nhiều nhất {MOST} việc.")
    if any(one.closed_on for one in found):
        raise ValidationError(
            "Có việc đã xong trong lúc đồng chí viết; đồng chí mở lại từ danh sách."
        )
    return found


def _unit(actor: User, about: Sequence[Finding], org: Organisation | None) -> Organisation:
    """The unit in whose name is asked: the one whose grant reaches all the findings."""
    tops = paths(actor, "finding.work")
    for top in tops:
        named = [one.unit.path for one in about] or ([org.path] if org else [top])
        if all(path.startswith(top) for path in named):
            return Organisation.objects.select_related("parent").get(path=top)
    if not tops or org is not None:
        raise Refused("finding.work")
    raise ValidationError("Các việc này ở nhiều đơn vị; đồng chí hỏi riêng cho từng đơn vị.")


def _first(actor: User, kind: str, began_at: Organisation) -> Organisation:
    """The level asked first. What the police look up is brought to them by the commune's officer."""
    if kind == Question.POLICE and may(actor, "question.answer", began_at):
        return began_at
    return level_above(began_at) or began_at
