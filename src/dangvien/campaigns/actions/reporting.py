"""To make a report: people's words around the figures of a snapshot; no count is typed by hand."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.campaigns import sums
from dangvien.campaigns.actions.publishing import publish
from dangvien.campaigns.gates import plan_of
from dangvien.campaigns.levels import level_of
from dangvien.campaigns.models import Campaign, Report, SignOff, Snapshot
from dangvien.campaigns.queries.left import signing_below
from dangvien.campaigns.reports import compose
from dangvien.campaigns.reports.words import KINDS
from dangvien.core.text import clean
from dangvien.look.numbers import day
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require
from dangvien.orgs.words import short
from dangvien.quality.models import Question, Reply
from dangvien.quality.queries import questions

LONGEST = 6000
_TEXTS = ("difficulties", "proposals", "role", "signer")


@transaction.atomic
def make_report(
    *, actor: User, campaign: Campaign, org: Organisation, kind: str, said: dict[str, str],
    snapshot: Snapshot | None = None, before: Snapshot | None = None, number: str = "",
) -> Report:  # fmt: skip
    """Make a report of a unit; without a snapshot the figures are frozen now.

    `said`: difficulties, proposals, role and signer. Refused in words when figures do not add up.
    """
    require(actor, "campaign.publish", org)
    if kind not in KINDS:
        raise ValidationError({"kind": "Chưa chọn loại báo cáo."})
    texts = {name: _text(said.get(name, "")) for name in _TEXTS}
    if snapshot is None:
        snapshot = publish(actor=actor, campaign=campaign, org=org, why=f"Báo cáo: {KINDS[kind]}")
    _same(campaign, org, snapshot, "snapshot")
    if before is not None:
        _same(campaign, org, before, "before")
        if before.at >= snapshot.at:
            raise ValidationError({"before": "Bản chốt để so phải có trước bản chốt của báo cáo."})
    report = Report(
        kind=kind, org=org, snapshot=snapshot, before=before, number=clean(number)[:20],
        on=clock.today(), made_by=actor, told=texts | _frozen(kind, campaign, org),
    )  # fmt: skip
    try:
        compose(report)
    except sums.Refused as error:
        raise ValidationError(str(error)) from error
    report.save()
    record(
        actor=actor, action="report.make", org=org, subject=f"report:{report.uid}",
        data={"kind": kind, "snapshot": str(snapshot.uid), "sha256": snapshot.sha256,
              "before": str(before.uid) if before else None},
    )  # fmt: skip
    return report


def _text(text: str) -> str:
    lines = "\n".join(clean(line) for line in text.splitlines()).strip()
    if len(lines) > LONGEST:
        raise ValidationError(f"Mỗi phần viết nhiều nhất {LONGEST} chữ.")
    return lines


def _same(campaign: Campaign, org: Organisation, snapshot: Snapshot, field: str) -> None:
    if (snapshot.campaign_id, snapshot.org_id) != (campaign.pk, org.pk):
        raise ValidationError({field: "Bản chốt này của đơn vị khác, chiến dịch khác."})


def _frozen(kind: str, campaign: Campaign, org: Organisation) -> dict[str, Any]:
    """What is counted beside the snapshot, as it is at this moment."""
    if kind == Report.PROBLEMS:
        return {"problems": _problems(org)}
    return {"steps": _steps(campaign, org)} if kind == Report.RESULT else {}


def _problems(org: Organisation) -> list[dict[str, str]]:
    """Each problem once: what, where it was raised, how it stands."""
    asked = questions.technical(org)
    answers = {
        reply.question_id: reply
        for reply in Reply.objects.filter(question__in=asked, passed_to=None).order_by("pk")
    }
    return [
        {"said": one.said, "kind": one.kind, "state": one.state, "where": _where(one),
         "now": _stands(one, answers.get(one.pk))} for one in asked
    ]  # fmt: skip


def _where(one: Question) -> str:
    more = getattr(one, "alike", 0)
    return short(one.began_at.name) + (f" và {more} nơi nữa" if more else "")


def _stands(one: Question, answer: Reply | None) -> str:
    if answer is not None:
        return f"Đã trả lời: {answer.said}"
    if one.state != Question.OPEN:
        return "Nơi hỏi đã tự giải quyết"
    return f"Chờ {one.at.name} trả lời" + (f", hạn {day(one.due)}" if one.due else "")


def _steps(campaign: Campaign, org: Organisation) -> list[dict[str, Any]]:
    """How many of the units that sign each step have done so."""
    plan, steps = plan_of(campaign), []
    for phase in plan.phases:
        below = set(signing_below(plan, phase, org).values_list("pk", flat=True))
        units = below or ({org.pk} if plan.signs(phase, level_of(org.form)) else set())
        signed = SignOff.objects.filter(phase=phase, reopened_at=None, org__in=units)
        steps.append({"name": phase.name, "starts": day(phase.starts), "ends": day(phase.ends),
                      "signed": signed.count(), "units": len(units)})  # fmt: skip
    return steps
