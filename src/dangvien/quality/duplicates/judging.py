"""One person or two: what people answer. Two who look at a doubtful pair do not see each other's answer.

A sure pair takes the first answer. A doubtful one takes two that agree; two that do not hand it to the
level above, where a third person decides.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.inbox.actions import send
from dangvien.members.actions import tell_apart
from dangvien.members.models import Person
from dangvien.orgs.scope import require
from dangvien.quality.duplicates import asking
from dangvien.quality.duplicates.owners import owner
from dangvien.quality.models import Merge, Opinion, Pair
from dangvien.quality.question_words import said_well

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
ANSWERS = (SAME, DIFFERENT, UNSURE)
WHY = "Ghi lý do: đồng chí đã xem gì, hỏi ai. Lý do này vào lịch sử của cả hai hồ sơ."
SEEN = "Một trong hai hồ sơ vừa được sửa sau khi đồng chí mở. Xem lại rồi trả lời."
SETTLED = "Cặp này đã có kết luận. Muốn xem lại thì mở lại cặp trước."
HAS_MERGE = "Cặp này đang có đề nghị gộp. Rút đề nghị ấy trước."
AGREED = "Hai người cùng kết luận sau khi xem riêng."


@transaction.atomic
def answer(
    *, actor: User, pair: Pair, answer: str, reason: str = "", seen: tuple[int, int] | None = None
) -> Pair:
    """One person, two, or not known (then the cells are asked); `different` needs a reason.

    `seen`: the versions of both records that the answer rests on.
    """
    held = locked(actor, pair)
    if seen is not None and seen != (held.first.version, held.second.version):
        raise ValidationError(SEEN)
    if answer not in ANSWERS:
        raise ValidationError({"answer": "Chọn một trong ba câu trả lời."})
    if held.state not in (Pair.OPEN, Pair.ASKED) or held.ended_on is not None:
        raise ValidationError(SETTLED)
    if answer == DIFFERENT and not reason.strip():
        raise ValidationError({"reason": WHY})
    said = said_well(reason, "reason") if reason.strip() else ""
    given = {one.by_id: one for one in held.opinions.filter(void=False)}
    if held.raised and actor.pk in _disagreed(held):
        raise Refused("duplicate.judge")  # whoever could not agree below does not decide above
    if (mine := given.pop(actor.pk, None)) is not None:
        Opinion.objects.filter(pk=mine.pk).update(void=True)
    Opinion.objects.create(pair=held, by=actor, answer=answer, reason=said)
    others = [one for one in given.values() if one.answer != UNSURE]
    if answer == UNSURE:
        asking.ask(actor, held)
        _turn(held, Pair.ASKED)
    elif not held.doubtful or held.raised or any(one.answer == answer for one in others):
        _settle(actor, held, answer, said, [one.reason for one in others])
    elif others:
        _raise(held)
    people = [held.first.uid, held.second.uid]
    # The first of two answers is for nobody's eyes, the log's readers included.
    data = {"state": held.state} if held.state in (Pair.SAME, Pair.DIFFERENT) else {}
    record(
        actor=actor, action="duplicate.answer", org=held.org, subject=f"pair:{held.uid}",
        people=people, data=data,
    )  # fmt: skip
    return held


@transaction.atomic
def reopen(*, actor: User, pair: Pair, reason: str) -> Pair:
    """Look again at a pair that was settled: every answer given counts no more."""
    held = locked(actor, pair)
    if held.state not in (Pair.SAME, Pair.DIFFERENT):
        raise ValidationError("Cặp này chưa có kết luận, hoặc đã gộp.")
    if held.merges.filter(state__in=Merge.LIVE).exists():
        raise ValidationError(HAS_MERGE)
    said = said_well(reason, "reason") if reason.strip() else ""
    if not said:
        raise ValidationError({"reason": "Ghi vì sao cần xem lại."})
    held.opinions.filter(void=False).update(void=True)
    lowest = owner(held.first.unit.path, held.second.unit.path)
    held.versions, held.again, held.raised, held.org_id = [], [], 0, lowest or held.org_id
    _turn(held, Pair.OPEN)
    record(
        actor=actor, action="duplicate.reopen", org=held.org, subject=f"pair:{held.uid}",
        people=[held.first.uid, held.second.uid], data={"reason": said[:200]},
    )  # fmt: skip
    return held


@transaction.atomic
def retract(*, actor: User, pair: Pair) -> Pair:
    """Take back an answer that settled nothing yet."""
    held = locked(actor, pair)
    mine = held.opinions.filter(by=actor, void=False)
    if held.state not in (Pair.OPEN, Pair.ASKED) or held.raised or not mine.exists():
        raise ValidationError(SETTLED)
    mine.update(void=True)
    if held.state == Pair.ASKED and not held.opinions.filter(void=False, answer=UNSURE).exists():
        asking.call_off([held])
        _turn(held, Pair.OPEN)
    record(
        actor=actor, action="duplicate.retract", org=held.org, subject=f"pair:{held.uid}",
        people=[held.first.uid, held.second.uid],
    )  # fmt: skip
    return held


def locked(actor: User, pair: Pair, permission: str = "duplicate.judge") -> Pair:
    """The pair as it is now, held until the transaction ends; refused without the right to it."""
    # No join: PostgreSQL drops a row from one when the row waited for has changed its owner.
    held = Pair.objects.select_for_update().get(pk=pair.pk)
    people = Person.objects.select_related("unit").in_bulk([held.first_id, held.second_id])
    held.first, held.second = people[held.first_id], people[held.second_id]
    # The owner may be behind the tree for a moment: the units of both are asked too.
    for org in (held.org, held.first.unit, held.second.unit):
        require(actor, permission, org)
    return held


def _settle(actor: User, pair: Pair, answer: str, reason: str, others: list[str]) -> None:
    pair.versions = [pair.first.version, pair.second.version]
    _turn(pair, Pair.SAME if answer == SAME else Pair.DIFFERENT)
    asking.call_off([pair])
    if answer == DIFFERENT:
        said = "; ".join(dict.fromkeys(text for text in (reason, *others) if text))
        tell_apart(actor=actor, one=pair.first, other=pair.second, reason=said or AGREED)


def _raise(pair: Pair) -> None:
    """Hand the pair to the level above; at the top a third person decides where it lies."""
    above = pair.org.parent
    pair.raised += 1
    if above is not None:
        pair.org = above
    _turn(pair, Pair.OPEN)
    asking.call_off([pair])
    send(
        key=f"pair:{pair.uid}:{pair.raised}", org=pair.org, permission="duplicate.judge",
        kind="duplicate", said="Hai người xem một cặp hồ sơ nghi trùng và kết luận khác nhau.",
        address=f"/trung/{pair.uid}/",
    )  # fmt: skip


def _disagreed(pair: Pair) -> set[int]:
    """Those whose different answers handed the pair up."""
    told = Q(answer=SAME) | Q(answer=DIFFERENT)
    return set(pair.opinions.filter(told, void=False).values_list("by", flat=True))


def _turn(pair: Pair, state: str) -> None:
    pair.state = state
    pair.save(update_fields=["state", "versions", "again", "org", "raised"])
