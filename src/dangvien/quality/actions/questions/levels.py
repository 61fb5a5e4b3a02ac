"""The level that answers, and where a finding lies while its question is open."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from dangvien import clock
from dangvien.accounts.permissions import roles_with
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.periods import in_force
from dangvien.orgs.queries import superiors
from dangvien.quality.models import Finding, Question

_ABOVE_COMMUNE = "tinh"  # form of the levels that a commune cannot walk over to
_RANK = ("above", "police", "officer")  # where a finding lies that two open questions name


def level_above(org: Organisation) -> Organisation | None:
    """The nearest superior at which somebody answers questions; else the nearest there is."""
    above = superiors(org.path)[::-1]
    answering = set(
        Grant.objects.filter(
            in_force(clock.today()), revoked_at=None, user__is_active=True,
            org__in=[one.pk for one in above], role__in=roles_with("question.answer"),
        ).values_list("org", flat=True)
    )  # fmt: skip
    return next((one for one in above if one.pk in answering), above[0] if above else None)


def holder_of(kind: str, at: Organisation) -> str:
    """Where a finding lies whose question of this kind lies at this level."""
    return _lies(kind, at.form, at.parent_id)


def _lies(kind: str, form: str, parent: int | None) -> str:
    if form == _ABOVE_COMMUNE or parent is None:
        return "above"
    return "police" if kind == Question.POLICE else "officer"


def lay(question: Question) -> None:
    """Put the findings of a question, and of those merged into it, where they lie now.

    One without an open question goes back to its cell, or to the officer who asked about it.
    """
    from dangvien.quality import verdicts  # noqa: PLC0415 - the engine stands on the actions

    same = Question.objects.filter(pk=question.pk) | Question.objects.filter(same_as=question.pk)
    findings = Finding.objects.filter(questions__in=same.values("pk"), closed_on=None).distinct()
    back = {
        row["pk"]: "cell" if row["unit"] == row["questions__began_at"] else "officer"
        for row in findings.values("pk", "unit", "questions__began_at")
    }
    lies = _named_by_open(back)
    by_holder: dict[str, list[int]] = {}
    for pk, home in back.items():
        by_holder.setdefault(lies.get(pk, home), []).append(pk)
    for holder, pks in by_holder.items():
        moved = Finding.objects.filter(pk__in=pks).exclude(holder=holder)
        moved.update(holder=holder, version=F("version") + 1)
    people = findings.exclude(person=None).values_list("person", flat=True)
    verdicts.refresh(sorted(set(people)))


def _named_by_open(findings: Iterable[int]) -> dict[int, str]:
    """Finding → where the highest of its open questions puts it."""
    found: dict[int, str] = {}
    rows = Question.objects.filter(state=Question.OPEN, findings__in=list(findings))
    for about, kind, form, parent in rows.values_list("findings", "kind", "at__form", "at__parent"):
        new = _lies(kind, form, parent)
        found[about] = min(new, found.get(about, new), key=_RANK.index)
    return found
