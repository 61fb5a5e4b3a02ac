"""What an officer may change of a rule for a unit: tried first, then set from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.core import rules
from dangvien.core.rules import dated
from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require
from dangvien.quality.book import Choice, choices
from dangvien.quality.models import Setting
from dangvien.quality.trying import Trial, trial

REASON = "Ghi lý do: văn bản, kết luận của cấp ủy, hoặc vì sao quy tắc chưa hợp ở đây."
NOT_TRIED = "Thử lại trước khi đặt: lần thử này không còn đúng với lựa chọn đang ghi."
SAME = "Quy tắc đang đúng như vậy ở đơn vị này."
NUMBER = "Ghi một số nguyên từ 0 đến {most}."
DAY = "Đặt từ hôm nay hoặc một ngày sau."
_MOST = {"member_age": 40, "admission_age": 40, "cell_official": 50, "committee_members": 500}


def try_rule(
    *,
    actor: User,
    org: Organisation,
    rule: str,
    on: bool = True,
    severity: str = "",
    thresholds: Mapping[str, int] | None = None,
) -> Trial:
    """What a setting would do below an organisation today; nothing is written."""
    require(actor, "rule.set", org)
    choice = _choice(org, rule, on, severity, thresholds or {})
    return trial(org, rule, choice, choices())


def set_rule(
    *, actor: User, org: Organisation, tried: Trial, reason: str, since: date | None = None
) -> Setting:
    """Set what was tried, for an organisation and everything below it, from a day on.

    The setting that the unit had ends on that day; nearer units keep their own. Findings follow when
    the rule book has run: `tasks.run` today, the nightly run for a day to come.
    """
    since = since or clock.today()
    with transaction.atomic():
        org = Organisation.objects.select_for_update(no_key=True).get(pk=org.pk)
        require(actor, "rule.set", org)
        if tried.org != org.pk:
            raise Impossible({"": NOT_TRIED})
        if not reason.strip():
            raise Impossible({"reason": REASON})
        if since < clock.today():
            raise Impossible({"since": DAY})
        choice = _choice(org, tried.rule, tried.on, tried.severity, tried.thresholds)
        _end(org, tried.rule, since)
        made = Setting.objects.create(
            rule=tried.rule, org=org, since=since, on=choice.on, severity=choice.severity,
            thresholds=dict(choice.thresholds), reason=reason.strip(), tried=tried.kept(),
            set_by=actor,
        )  # fmt: skip
        _log(actor, "rule.set", made)
    return made


def lift_rule(*, actor: User, setting: Setting, reason: str) -> Setting:
    """End a unit's own setting today: what the unit above has, or the book, holds there again."""
    with transaction.atomic():
        row = (
            Setting.objects.select_for_update(of=("self",)).select_related("org").get(pk=setting.pk)
        )
        require(actor, "rule.set", row.org)
        if not reason.strip():
            raise Impossible({"reason": REASON})
        today = clock.today()
        if row.until is not None and row.until <= today:
            raise Impossible({"": SAME})
        row.until = max(today, row.since)
        row.save(update_fields=["until"])
        _log(actor, "rule.lift", row, reason=reason.strip())
    return row


def _choice(
    org: Organisation, rule: str, on: bool, severity: str, thresholds: Mapping[str, int]
) -> Choice:
    """A choice that makes sense, or why it does not."""
    book = rules.get(rule)
    if severity not in ("", "E", "W", "N"):
        raise Impossible({"severity": "Chọn một mức trong danh sách."})
    problems, kept = {}, {}
    for name, value in thresholds.items():
        most = _MOST.get(name, 240)
        if name not in book.dated or not 0 <= value <= most:
            problems[name] = NUMBER.format(most=most)
        elif value != dated.of(name)[-1].value:
            kept[name] = value
    if problems:
        raise Impossible(problems)
    severity = "" if severity == book.severity and _one_weight(rule) else severity
    return Choice(org.path, on, severity if on else "", tuple(sorted(kept.items())) if on else ())


def _one_weight(rule: str) -> bool:
    book = rules.get(rule)
    return all(case.severity in (None, book.severity) for case in book.cases)


def _end(org: Organisation, rule: str, since: date) -> None:
    """A setting that has not begun yet is replaced; the one in force ends where the new one begins."""
    mine = Setting.objects.filter(org=org, rule=rule)
    for row in mine.filter(until=None) | mine.filter(until__gt=since):
        row.until = max(since, row.since)
        row.save(update_fields=["until"])


def _log(actor: User, action: str, row: Setting, **more: Any) -> None:
    record(
        actor=actor, action=action, org=row.org, subject=f"rule:{row.rule}",
        data={
            "rule": row.rule, "on": row.on, "severity": row.severity,
            "thresholds": row.thresholds, "since": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else None, "reason": row.reason,
            "now": row.tried.get("now"), "then": row.tried.get("then"), **more,
        },
    )  # fmt: skip
