"""Where a row leads: the record, and the way by which its value is put right."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from dangvien.members.fields import UNIT
from dangvien.quality import queries
from dangvien.quality.field_policy import policy
from dangvien.quality.models import Finding

TWINS = "V11"  # the pair is judged on its own page
ACCEPT, USE, GO = "accept", "use", "go"


@dataclass(frozen=True, slots=True)
class Way:
    """How a finding is put right. `kind`: accept (safe), use (take the proposal), go (to a page)."""

    kind: str
    words: str
    page: str
    cell: str = "không đề xuất"  # what stands where there is no proposal


def record(told: queries.Told) -> str:
    """The page of whom or what a finding is about."""
    if told.person_uid is None:
        return reverse("org", args=[told.unit_id])
    return reverse("member", args=[told.person_uid])


def way(one: Finding, told: queries.Told) -> Way:
    """The nearest way: one press where the rule gives a value that needs no paper."""
    page = edit(one, told)
    if one.rule == TWINS:
        return Way(GO, "So sánh hai hồ sơ", page, "so sánh")
    if one.state == Finding.WAITING:
        return Way(GO, "Xem đề nghị đang chờ", record(told))
    if one.safe:
        return Way(ACCEPT, "Nhận đề xuất này", page)
    rule = policy(one.field)
    if told.fix and one.person_id and rule and not (rule.approve or rule.evidence):
        return Way(USE, "Dùng đề xuất này", page)
    return Way(GO, "Xem giấy tờ, sửa" if told.fix else "Sửa", page)


def edit(one: Finding, told: queries.Told) -> str:
    """The page on which the field is changed."""
    if one.rule == TWINS:
        return reverse("duplicates")
    if told.person_uid is None:
        return reverse("org_edit", args=[told.unit_id])
    if one.field in UNIT or (rule := policy(one.field)) is None:
        return reverse("member_event", args=[told.person_uid])
    if rule.approve:
        return reverse("propose", args=[told.person_uid]) + f"?o={one.field}&viec={one.uid}"
    return reverse("member_edit", args=[told.person_uid]) + f"?o={one.field}"
