"""A wrong record of a failed sample stays as it is: somebody of the unit says why."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns.models import SampleItem
from dangvien.core.text import clean
from dangvien.orgs.scope import require

LEAST = 10  # letters of a reason


@transaction.atomic
def keep_as_is(*, actor: User, item: SampleItem, answer: str) -> SampleItem:
    """Say, after looking at the paper again, why a record that was found wrong is right.

    Whoever found it wrong does not answer for it; the next lot shows who was right.
    """
    item = (
        SampleItem.objects.select_for_update(of=("self",))
        .select_related("sample", "person__unit")
        .get(pk=item.pk)
    )
    require(actor, "finding.work", item.person.unit)
    if item.sample.state != "failed" or not item.errors or item.mended_at is not None:
        raise ValidationError("Hồ sơ này không còn phải sửa.")
    if item.by_id == actor.pk:
        raise ValidationError("Đồng chí là người kiểm lại hồ sơ này; người của đơn vị trả lời.")
    if len(why := clean(answer)) < LEAST:
        raise ValidationError({"answer": "Ghi đã xem giấy nào và vì sao giữ nguyên."})
    item.answer, item.mended_by, item.mended_at = why[:500], actor, timezone.now()
    item.save(update_fields=["answer", "mended_by", "mended_at"])
    record(
        actor=actor, action="sample.keep", org=item.person.unit,
        subject=f"sample:{item.sample.uid}", people=[item.person.uid],
        data={"number": item.number, "fields": item.errors, "answer": item.answer},
    )  # fmt: skip
    return item
