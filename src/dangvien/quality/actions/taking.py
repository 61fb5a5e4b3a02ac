"""Who has a finding: taken by somebody, or handed to where it can be put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths
from dangvien.quality.actions import marking, telling
from dangvien.quality.models import Finding

HOLDERS = ("officer", "cell", "police", "above")
MOST = 2_000
_AT_ONCE = 500
_OF_AN_ENTRY = 1_000


def take(*, actor: User, findings: Iterable[Finding]) -> int:
    """Take findings into one's own hands; how many. One that waits for approval or is waived stays."""
    officer = bool(paths(actor, "finding.bulk"))
    return _pass(
        actor, findings, "finding.work", "finding.take", state=Finding.WORKING, taken_by=actor,
        holder="officer" if officer else "cell",
    )  # fmt: skip


def hand_over(*, actor: User, findings: Iterable[Finding], to: str, due: date | None = None) -> int:
    """Hand findings to the officer, the cell, the police or the level above; how many.

    Back to the officer anybody may who works on them; the other ways need `finding.bulk`.
    """
    if to not in HOLDERS:
        raise Impossible({"to": "Chọn giao cho ai."})
    if due is not None and due < clock.today():
        raise Impossible({"due": "Hạn này đã qua. Chọn một ngày từ hôm nay."})
    needed = "finding.work" if to == "officer" else "finding.bulk"
    told: dict[str, object] = {"due": due} if due is not None else {}
    return _pass(
        actor, findings, needed, "finding.hand_over", state=Finding.OPEN, taken_by=None, holder=to,
        **told,
    )  # fmt: skip


def _pass(
    actor: User, findings: Iterable[Finding], needed: str, action: str, **values: object
) -> int:
    ids = sorted({one.pk for one in findings})
    if len(ids) > MOST:
        raise Impossible({"findings": f"Mỗi lần nhiều nhất {MOST} việc."})
    people: set[int] = set()
    units: Counter[int] = Counter()
    with transaction.atomic():
        for start in range(0, len(ids), _AT_ONCE):
            rows = _held(actor, needed, ids[start : start + _AT_ONCE])
            told = list(rows.select_for_update().order_by("pk").values_list("pk", "person", "unit"))
            Finding.objects.filter(pk__in=[pk for pk, _, _ in told]).update(
                **values, version=F("version") + 1
            )
            people |= {person for _, person, _ in told if person}
            units.update(unit for _, _, unit in told)
        if ids and not units:
            raise Refused(needed)
        marking.refresh(people)
        orgs = list(Organisation.objects.filter(pk__in=units))
        if values["holder"] == "cell" and values["taken_by"] is None:
            for org in orgs:
                telling.handed_over(org, units[org.pk], actor)
        _log(actor, action, people, orgs, {"count": units.total(), "to": values["holder"]})
    return units.total()


def _held(actor: User, needed: str, ids: list[int]) -> QuerySet[Finding]:
    """Those of the actor's units that somebody can work on."""
    states = (Finding.OPEN, Finding.WORKING)
    rows = Finding.objects.visible_to(actor, needed)
    return rows.filter(pk__in=ids, closed_on=None, state__in=states)


def _log(
    actor: User, action: str, people: set[int], orgs: list[Organisation], data: dict[str, object]
) -> None:
    uids = list(Person.objects.filter(pk__in=people).values_list("uid", flat=True))
    where = min(orgs, key=lambda org: org.path, default=None)
    for start in range(0, max(len(uids), 1), _OF_AN_ENTRY):
        record(
            actor=actor, action=action, org=where, people=uids[start : start + _OF_AN_ENTRY],
            data=data,
        )  # fmt: skip
