"""Exceptions: somebody asks with a reason and a last day, somebody else grants; time ends them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.look.numbers import day
from dangvien.members.refusals import Impossible
from dangvien.orgs.scope import require
from dangvien.quality.actions import marking, telling
from dangvien.quality.approvers import may_decide
from dangvien.quality.decision_words import decided_words
from dangvien.quality.models import Finding, Waiver
from dangvien.quality.refusals import Decided

LONGEST = 366  # days: a lasting exception is a setting of the rule
SHORTEST = 12  # letters of a reason
REASON = "Ghi rõ vì sao việc này không sửa được, giấy tờ nào nói vậy."
SENTENCE = "Ghi một câu vì sao, để người đề nghị biết phải làm gì."
_AT_ONCE = 500


def waive(*, actor: User, finding: Finding, reason: str, until: date) -> Waiver:
    """Ask that a finding be let be until a day, that day included; somebody else grants it."""
    today = clock.today()
    if len(reason.strip()) < SHORTEST:
        raise Impossible({"reason": REASON})
    if until < today:
        raise Impossible({"until": "Ngày này đã qua. Chọn một ngày sau hôm nay."})
    if until > today + timedelta(days=LONGEST):
        last = day(today + timedelta(days=LONGEST))
        raise Impossible({"until": f"Ngoại lệ dài nhất một năm, đến {last}; hết thì đề nghị lại."})
    with transaction.atomic():
        held = _finding(actor, finding.pk)
        require(actor, "finding.work", held.unit)
        if held.closed_on is not None or held.state == Finding.WAITING:
            raise Decided({"reason": "Việc này đã xong hoặc đang chờ duyệt một đề nghị sửa."})
        try:
            with transaction.atomic():
                made = Waiver.objects.create(
                    finding=held, reason=reason.strip(), until=until, asked_by=actor
                )
        except IntegrityError as error:
            raise Decided({"reason": "Việc này đã có một đề nghị ngoại lệ."}) from error
        telling.waiver_asked(made)
        _log(actor, "waiver.ask", made, {"until": until.isoformat()})
    return made


def grant(*, actor: User, waiver: Waiver, answer: str = "") -> Waiver:
    """Let an exception hold; never by whoever asked for it."""
    with transaction.atomic():
        held = _locked(actor, waiver, Waiver.ASKED)
        if held.until < clock.today():
            raise Impossible({"answer": "Ngày cuối của ngoại lệ này đã qua."})
        if held.finding.closed_on is not None:
            raise Impossible({"answer": "Việc này đã sửa xong, không cần ngoại lệ."})
        if held.finding.state == Finding.WAITING:
            raise Impossible(
                {"answer": "Việc này đang chờ duyệt một đề nghị sửa; duyệt cái đó trước."}
            )
        _decide(actor, held, Waiver.GRANTED, answer)
        marking.mark([held.finding_id], Finding.WAIVED)
        return _end(actor, "waiver.grant", held)


def deny(*, actor: User, waiver: Waiver, answer: str) -> Waiver:
    """Refuse an exception, with the reason; never by whoever asked for it."""
    with transaction.atomic():
        held = _locked(actor, waiver, Waiver.ASKED)
        if len(answer.strip()) < SHORTEST - 4:
            raise Impossible({"answer": SENTENCE})
        _decide(actor, held, Waiver.REFUSED, answer)
        return _end(actor, "waiver.deny", held)


def end_waiver(*, actor: User, waiver: Waiver, answer: str = "") -> Waiver:
    """End an exception before its day: whoever may grant one, or who asked and finds it needless."""
    with transaction.atomic():
        held = _locked(actor, waiver, Waiver.ASKED, Waiver.GRANTED, own=True)
        _decide(actor, held, Waiver.ENDED, answer)
        _let_go([held.finding_id])
        return _end(actor, "waiver.end", held)


def end_waivers() -> int:
    """Exceptions whose last day is over, and requests that nobody decided by then; how many."""
    today, ended = clock.today(), 0
    rows = Waiver.objects.filter(state__in=(Waiver.ASKED, Waiver.GRANTED), until__lt=today)
    while True:
        with transaction.atomic():
            some = list(
                rows.select_for_update(of=("self",))
                .select_related("finding")
                .order_by("pk")[:_AT_ONCE]
            )
            if not some:
                return ended
            Waiver.objects.filter(pk__in=[one.pk for one in some]).update(
                state=Waiver.ENDED, decided_at=timezone.now()
            )
            _let_go([one.finding_id for one in some if one.state == Waiver.GRANTED])
            people = {one.finding.person_id for one in some if one.finding.person_id}
            marking.refresh(people)
            ended += len(some)
            record(actor="tick", action="waiver.end", data={"count": len(some)})


def _finding(actor: User, pk: int) -> Finding:
    found = Finding.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=pk)
    held = found.first()
    if held is None:
        raise Refused("finding.work")
    return held


def _locked(actor: User, waiver: Waiver, *states: str, own: bool = False) -> Waiver:
    """The waiver as it is now with its finding, both held; for somebody who may decide on it."""
    finding = _finding(actor, waiver.finding_id)
    held = (
        Waiver.objects.select_for_update(of=("self",))
        .select_related("decided_by", "asked_by").get(pk=waiver.pk)
    )  # fmt: skip
    held.finding = finding
    if not may_decide(actor, finding.unit, held.asked_by_id) and not (
        own and held.asked_by_id == actor.pk
    ):
        raise Refused("finding.approve")
    if held.state not in states:
        raise Decided({"answer": decided_words(held)})
    return held


def _decide(actor: User, held: Waiver, state: str, answer: str) -> None:
    held.state, held.answer = state, answer.strip() or held.answer
    held.decided_by, held.decided_at = actor, timezone.now()
    held.save(update_fields=["state", "answer", "decided_by", "decided_at"])


def _let_go(ids: list[int]) -> None:
    """Findings that were let be are open again, unless they are over."""
    Finding.objects.filter(pk__in=ids, closed_on=None, state=Finding.WAIVED).update(
        state=Finding.OPEN
    )


def _end(actor: User, action: str, held: Waiver) -> Waiver:
    if held.finding.person_id:
        marking.refresh([held.finding.person_id])
    if held.decided_by_id != held.asked_by_id:
        telling.waiver_decided(held)
    _log(actor, action, held, {"asked_by": held.asked_by_id})
    return held


def _log(actor: User, action: str, waiver: Waiver, data: dict[str, object]) -> None:
    finding = waiver.finding
    record(
        actor=actor, action=action, org=finding.unit, subject=f"finding:{finding.uid}",
        people=[finding.person.uid] if finding.person else [], data={**data, "rule": finding.rule},
    )  # fmt: skip
