"""A random lot of finished records, looked at again by somebody who worked on none of them."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns import sampling
from dangvien.campaigns.actions.signing import reopen, reopens
from dangvien.campaigns.mending import here, to_mend
from dangvien.campaigns.models import Campaign, Phase, Sample, SampleItem, SignOff
from dangvien.campaigns.queries.samples import lot, touched_by
from dangvien.core import acceptance
from dangvien.inbox import actions as inbox
from dangvien.look.numbers import thousands
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import may, require

OWN_WORK = (
    "Đồng chí đã sửa hoặc duyệt hồ sơ trong mẫu này nên không kiểm lại được. "
    "Nhờ người khác có quyền kiểm mẫu, kể cả ở cấp trên."
)


@transaction.atomic
def draw(
    *, actor: User, phase: Phase, org: Organisation, limit: float = acceptance.LIMIT,
    risk: float = acceptance.RISK,
) -> Sample:  # fmt: skip
    """Draw a sample of the finished records of a unit; its seed is kept, so it can be drawn again."""
    require(actor, "campaign.sample", org)
    campaign = Campaign.objects.select_for_update().get(pk=phase.campaign_id)
    if campaign.state != Campaign.RUNNING or not org.path.startswith(campaign.org.path):
        raise ValidationError("Chỉ rút mẫu trong chiến dịch đang chạy của đơn vị.")
    if Sample.objects.filter(phase=phase, org=org, state="drawn").exists():
        raise ValidationError("Mẫu trước chưa xem xong. Xem xong mẫu ấy rồi mới rút mẫu khác.")
    if left := here(to_mend(phase), org).count():
        raise ValidationError(
            f"Còn {thousands(left)} hồ sơ sai của mẫu trước chưa sửa. Sửa xong, hoặc ghi vì sao giữ "
            "nguyên, rồi mới rút mẫu khác."
        )
    people = dict(lot(campaign, org).values_list("person__uid", "person"))
    if not people:
        raise ValidationError("Chưa có hồ sơ nào xong nên chưa rút mẫu được.")
    plan = acceptance.plan(len(people), limit, risk)
    seed = secrets.token_hex(16)
    one = Sample.objects.create(
        phase=phase, org=org, seed=seed, lot=plan.lot, size=plan.size, most=plan.most, limit=limit,
        risk=risk, drawn_by=actor,
    )  # fmt: skip
    chosen = [people[uid] for uid in sampling.drawn(people, seed, plan.size)]
    versions = dict(Person.objects.filter(pk__in=chosen).values_list("pk", "version"))
    SampleItem.objects.bulk_create(
        SampleItem(sample=one, number=number, person_id=pk, version=versions[pk])
        for number, pk in enumerate(chosen, 1)
    )
    record(
        actor=actor, action="sample.draw", org=org, subject=f"sample:{one.uid}",
        data={"seed": seed, "lot": one.lot, "size": one.size, "most": one.most, "limit": limit,
              "risk": risk},
    )  # fmt: skip
    return one


@transaction.atomic
def judge(
    *, actor: User, item: SampleItem, errors: Collection[str], note: str = ""
) -> SampleItem:  # fmt: skip
    """Say which fields of one record are wrong, none is an answer too; the last one ends the sample.

    What was typed to find out is kept nowhere.
    """
    sample = Sample.objects.select_for_update().get(pk=item.sample_id)
    require(actor, "campaign.sample", sample.org)
    item = SampleItem.objects.select_for_update().get(pk=item.pk)
    if sample.state != "drawn" or item.at is not None:
        raise ValidationError("Hồ sơ này đã được kiểm lại.")
    if touched_by(actor, sample):
        raise ValidationError(OWN_WORK)
    known = {*sampling.RETYPED, sampling.NAME}
    if wrong := set(errors) - known:
        raise ValueError(f"unknown fields {wrong}")
    item.errors, item.note = sorted(errors), note.strip()[:500]
    item.by, item.at = actor, timezone.now()
    item.save(update_fields=["errors", "note", "by", "at"])
    if not sample.items.filter(at=None).exists():
        _end(actor, sample)
    record(
        actor=actor, action="sample.judge", org=sample.org, subject=f"sample:{sample.uid}",
        people=[item.person.uid], data={"number": item.number, "wrong": item.errors},
    )  # fmt: skip
    return item


def result(sample: Sample) -> dict[str, Any]:
    """Wrong records, the rate with its interval, which fields: of the records looked at so far."""
    told = list(sample.items.exclude(at=None).values_list("errors", flat=True))
    wrong = sum(bool(errors) for errors in told)
    rate = acceptance.rate(wrong, len(told))
    return {
        "looked": len(told), "wrong": wrong, "low": rate.low, "high": rate.high,
        "fields": dict(Counter(name for errors in told for name in errors)),
    }  # fmt: skip


def _end(actor: User, sample: Sample) -> None:
    sample.result = result(sample)
    passed = sample.result["wrong"] <= sample.most
    sample.state, sample.ended_at = "passed" if passed else "failed", timezone.now()
    sample.save(update_fields=["result", "state", "ended_at"])
    if not passed:
        _back(actor, sample)
    told = {key: sample.result[key] for key in ("looked", "wrong", "fields")}
    record(
        actor=actor, action="sample.pass" if passed else "sample.fail", org=sample.org,
        subject=f"sample:{sample.uid}", data={**told, "most": sample.most, "seed": sample.seed},
    )  # fmt: skip


def _back(actor: User, sample: Sample) -> None:
    """The lot goes back: signatures of the units with wrong records fall, and they are told."""
    wrong = sample.items.exclude(errors=[]).select_related("person__unit")
    units = {item.person.unit_id: item.person.unit for item in wrong}
    said = (
        f"Kiểm mẫu ở {sample.org.name}: {sample.result['wrong']}/{sample.size} hồ sơ sai, quá "
        f"{sample.most} hồ sơ cho phép. "
    )
    for unit in units.values():
        _fall(actor, sample.phase, unit, f"{said}Có hồ sơ sai ở {unit.name}.")
    for org in [sample.org, *units.values()]:
        own = "Sửa các hồ sơ sai, rà lại toàn bộ hồ sơ đã xong, rồi rút mẫu mới."
        inbox.send(
            key=f"sample:{sample.uid}:{org.pk}", org=org, kind="sample", said=said + own,
            permission="finding.work", address=f"/mau/phai-sua/{org.pk}/",
        )  # fmt: skip


def _fall(actor: User, phase: Phase, unit: Organisation, reason: str) -> None:
    """Take back the signature of a unit, where the actor may; elsewhere the notice must do."""
    signed = SignOff.objects.filter(phase=phase, org=unit, reopened_at=None).first()
    if signed is None:
        return
    highest = min((one.org for one in reopens(signed)), key=lambda org: len(org.path))
    if may(actor, "campaign.sign", highest):
        reopen(actor=actor, sign_off=signed, reason=reason)
