"""One record for one person: what stays is proposed by one, approved by another at the unit or above."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.inbox.actions import done, send
from dangvien.members.actions import merge as members_merge
from dangvien.members.models import Person
from dangvien.members.sealed import numbers
from dangvien.quality.duplicates import asking
from dangvien.quality.duplicates.choosing import SIDES, taken, to_choose
from dangvien.quality.duplicates.judging import SEEN, locked
from dangvien.quality.models import Merge, Pair, Proposal
from dangvien.quality.question_words import said_well

NOT_YET = "Chỉ gộp khi đã kết luận là một người."
ONE_WAITS = "Cặp này đã có một đề nghị gộp."
DECIDED = "Đề nghị này đã có người quyết định."
GONE = "Hồ sơ kia đã gộp vào hồ sơ khác."
OTHER_RECORD = "Hồ sơ đã gộp vào hồ sơ khác; đề nghị này không còn áp dụng được."


@transaction.atomic
def propose(
    *,
    actor: User,
    pair: Pair,
    keeps: str,
    choices: Mapping[str, str],
    reason: str,
    seen: tuple[int, int],
) -> Merge:
    """Propose which record stays and whose value each field takes; nothing of the records changes."""
    held = locked(actor, pair)
    first, second = held.first, held.second
    if held.state != Pair.SAME or held.ended_on is not None:
        raise ValidationError(NOT_YET)
    if held.merges.filter(state__in=Merge.LIVE).exists():
        raise ValidationError(ONE_WAITS)
    if seen != (first.version, second.version):
        raise ValidationError(SEEN)
    wanted = to_choose(first, second, (numbers(first), numbers(second)))
    problems = {
        name: "Chọn một giá trị." for name in wanted.differ if choices.get(name) not in SIDES
    }
    if keeps not in SIDES:
        problems["keeps"] = "Chọn hồ sơ được giữ lại."
    if not reason.strip():
        problems["reason"] = "Ghi đồng chí đã nhìn giấy tờ nào, hỏi ai."
    if problems:
        raise ValidationError(problems)
    made = Merge.objects.create(
        pair=held, keeps=first if keeps == "first" else second, proposed_by=actor,
        choices={**{name: choices[name] for name in wanted.differ}, **wanted.filled},
        versions=list(seen), reason=said_well(reason, "reason"),
    )  # fmt: skip
    send(
        key=f"merge:{made.uid}", org=held.org, permission="finding.approve", kind="approval",
        said="Một đề nghị gộp hai hồ sơ chờ người thứ hai duyệt.",
        address=f"/trung/{held.uid}/duyet-gop/",
    )  # fmt: skip
    _log(actor, "duplicate.propose", made, fields=sorted(made.choices))
    return made


@transaction.atomic
def approve(*, actor: User, merge: Merge) -> Merge:
    """Merge as proposed. Never by who proposed; `Stale` when a record changed since."""
    made = waiting(actor, merge, "finding.approve")
    if made.proposed_by_id == actor.pk:
        raise Refused("finding.approve")
    pair = made.pair
    keeps = "first" if made.keeps_id == pair.first_id else "second"
    survivor, loser = (pair.first, pair.second) if keeps == "first" else (pair.second, pair.first)
    versions = dict(zip(SIDES, made.versions, strict=True))
    loses = "second" if keeps == "first" else "first"
    made.state, made.decided_by, made.decided_at = Merge.MERGED, actor, timezone.now()
    made.save(update_fields=["state", "decided_by", "decided_at"])
    pair.state, pair.ended_on = Pair.MERGED, clock.today()
    pair.save(update_fields=["state", "ended_on"])
    done(f"merge:{made.uid}")
    asking.call_off([pair])
    _let_go(loser, pair)
    members_merge(
        actor=actor, keeps=survivor, loses=loser, take=taken(made.choices, keeps),
        versions=(versions[keeps], versions[loses]), deed=made.uid,
        source=f"Gộp hai hồ sơ của một người: {made.reason}",
    )  # fmt: skip
    return made


@transaction.atomic
def refuse(*, actor: User, merge: Merge, answer: str) -> Merge:
    """Not this way: whoever proposed reads why."""
    made = waiting(actor, merge, "finding.approve")
    if made.proposed_by_id == actor.pk:
        raise Refused("finding.approve")
    if not answer.strip():
        raise ValidationError({"answer": "Ghi vì sao chưa duyệt."})
    made.answer = said_well(answer, "answer")
    _decide(made, Merge.REFUSED, actor)
    send(
        key=f"merge-refused:{made.uid}", org=made.pair.org, user=made.proposed_by, kind="answer",
        said="Đề nghị gộp hai hồ sơ của đồng chí chưa được duyệt.",
        address=f"/trung/{made.pair.uid}/",
    )  # fmt: skip
    _log(actor, "duplicate.refuse", made)
    return made


@transaction.atomic
def withdraw(*, actor: User, merge: Merge) -> Merge:
    """Whoever proposed takes it back."""
    made = waiting(actor, merge, "duplicate.judge")
    if made.proposed_by_id != actor.pk:
        raise Refused("duplicate.judge")
    _decide(made, Merge.WITHDRAWN, actor)
    _log(actor, "duplicate.withdraw", made)
    return made


def waiting(actor: User, merge: Merge, permission: str, state: str = Merge.WAITING) -> Merge:
    """The merge as it is now, with its pair, both held; refused when it is not in that state."""
    pair = locked(actor, merge.pair, permission)
    rows = Merge.objects.select_for_update(of=("self",)).select_related("proposed_by")
    made = rows.get(pk=merge.pk)
    if made.state != state:
        raise ValidationError(DECIDED)
    made.pair = pair
    return made


def _decide(made: Merge, state: str, actor: User) -> None:
    made.state, made.decided_by, made.decided_at = state, actor, timezone.now()
    made.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    done(f"merge:{made.uid}")


def _let_go(loser: Person, merged: Pair) -> None:
    """What else waited for the record that goes: its other pairs, their merges, proposed corrections."""
    others = Pair.objects.filter(Q(first=loser) | Q(second=loser)).exclude(pk=merged.pk)
    waiting_now = others.filter(ended_on=None, state__in=(Pair.OPEN, Pair.ASKED, Pair.SAME))
    ended = list(waiting_now.select_for_update().order_by("pk"))
    Pair.objects.filter(pk__in=[one.pk for one in ended]).update(ended_on=clock.today())
    asking.call_off(ended)
    for one in Merge.objects.filter(pair__in=ended, state=Merge.WAITING):
        one.answer = GONE
        one.state = Merge.WITHDRAWN
        one.save(update_fields=["state", "answer"])
        done(f"merge:{one.uid}")
    Proposal.objects.filter(person=loser, state=Proposal.WAITING).update(
        state=Proposal.STALE, answer=OTHER_RECORD
    )


def _log(actor: User, action: str, made: Merge, **data: object) -> None:
    pair = made.pair
    record(
        actor=actor, action=action, org=pair.org, subject=f"pair:{pair.uid}",
        people=[pair.first.uid, pair.second.uid], data={"merge": str(made.uid), **data},
    )  # fmt: skip
