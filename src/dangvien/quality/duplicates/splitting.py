"""A merge taken back, also after later edits: asked for by one, done by another."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.inbox.actions import done, send
from dangvien.members.actions import tell_apart, unmerge
from dangvien.members.actions.parting import Parting
from dangvien.members.models import Person
from dangvien.quality.duplicates.merging import waiting
from dangvien.quality.models import Merge, Pair
from dangvien.quality.question_words import said_well

THEN = {
    Pair.DIFFERENT: "Là hai người khác nhau; máy không hỏi lại cặp này",
    Pair.OPEN: "Vẫn có thể là một người; xem lại cặp này từ đầu",
}


@transaction.atomic
def ask_back(*, actor: User, merge: Merge, reason: str, then: str) -> Merge:
    """Ask that a merge be taken back; nothing changes until another person does it."""
    made = waiting(actor, merge, "duplicate.judge", Merge.MERGED)
    problems = {}
    if not reason.strip():
        problems["reason"] = "Ghi vì sao cần tách lại."
    if then not in THEN:
        problems["then"] = "Chọn một trong hai."
    if problems:
        raise ValidationError(problems)
    made.state, made.split_by, made.split_at = Merge.SPLITTING, actor, timezone.now()
    made.split_reason, made.split_then = said_well(reason, "reason"), then
    made.save(update_fields=["state", "split_by", "split_at", "split_reason", "split_then"])
    send(
        key=f"split:{made.uid}:{int(made.split_at.timestamp())}", org=made.pair.org,
        permission="finding.approve", kind="approval",
        said="Một đề nghị tách lại hồ sơ đã gộp chờ người thứ hai duyệt.",
        address=f"/trung/{made.pair.uid}/tach/",
    )  # fmt: skip
    _log(actor, "duplicate.split", made)
    return made


@transaction.atomic
def take_back(*, actor: User, merge: Merge) -> Parting:
    """Let both records stand again; never by who asked for it. What was edited since stays."""
    made = waiting(actor, merge, "finding.approve", Merge.SPLITTING)
    if made.split_by_id == actor.pk:
        raise Refused("finding.approve")
    pair = made.pair
    keeps, loses = (
        (pair.first, pair.second) if made.keeps_id == pair.first_id else (pair.second, pair.first)
    )
    made.state, made.undone_by, made.undone_at = Merge.UNDONE, actor, timezone.now()
    made.save(update_fields=["state", "undone_by", "undone_at"])
    done(f"split:{made.uid}:")
    _stand_again(actor, made, loses)
    return unmerge(
        actor=actor, keeps=keeps, loses=loses, deed=made.uid,
        source=f"Tách lại hai hồ sơ đã gộp: {made.split_reason}",
    )  # fmt: skip


@transaction.atomic
def leave(*, actor: User, merge: Merge, answer: str = "") -> Merge:
    """Leave it merged: whoever asked changes their mind, or another person does not agree."""
    made = waiting(actor, merge, "duplicate.judge", Merge.SPLITTING)
    own = made.split_by_id == actor.pk
    if not own and not answer.strip():
        raise ValidationError({"answer": "Ghi vì sao chưa tách."})
    made.state, made.answer = Merge.MERGED, said_well(answer, "answer") if answer.strip() else ""
    made.save(update_fields=["state", "answer"])
    done(f"split:{made.uid}:")
    _log(actor, "duplicate.leave", made)
    return made


def _stand_again(actor: User, made: Merge, loser: Person) -> None:
    """The pair as whoever asked for the split said, and the other pairs of the record that is back."""
    pair = made.pair
    merged_on, pair.ended_on, pair.state = pair.ended_on, None, made.split_then
    pair.opinions.filter(void=False).update(void=True)
    if made.split_then == Pair.DIFFERENT:
        # Taking the merge back makes each record one version higher.
        pair.versions = [pair.first.version + 1, pair.second.version + 1]
        tell_apart(actor=actor, one=pair.first, other=pair.second, reason=made.split_reason)
    pair.save(update_fields=["ended_on", "state", "versions"])
    stands = Person.objects.filter(withdrawn_at=None)
    stands = stands.filter(Q(same_as=None) | Q(pk=loser.pk))
    Pair.objects.filter(
        Q(first=loser) | Q(second=loser), ended_on=merged_on, first__in=stands.values("pk"),
        second__in=stands.values("pk"), state__in=(Pair.OPEN, Pair.ASKED, Pair.SAME),
    ).update(ended_on=None)  # fmt: skip


def _log(actor: User, action: str, made: Merge) -> None:
    pair = made.pair
    record(
        actor=actor, action=action, org=pair.org, subject=f"pair:{pair.uid}",
        people=[pair.first.uid, pair.second.uid], data={"merge": str(made.uid)},
    )  # fmt: skip
