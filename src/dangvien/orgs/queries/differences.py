"""In a few words, how each organisation differs from what it was on another day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from dangvien.orgs.queries.asof import Node
from dangvien.orgs.queries.changes import Change
from dangvien.orgs.words import short

SAME = "không đổi"


def differences(
    now: dict[int, Node], then: dict[int, Node], changes: list[Change], on: date
) -> dict[int, str]:
    """Organisation → what is different, for those that stand now."""
    by_org: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_org[change.org].append(change)
    return {pk: _told(node, then.get(pk), by_org[pk], on) for pk, node in now.items()}


def _told(node: Node, old: Node | None, changes: list[Change], on: date) -> str:
    heir = [change for change in changes if change.what == "inherited"]
    if old is None:
        founded = next((c for c in changes if c.what == "founded"), None)
        day = _day(founded.on if founded else node.since, on)
        first = [c for c in heir if founded and c.on == founded.on]
        words = {"merged": "hợp nhất", "split": "chia tách", "renamed": "đổi thành tổ chức mới"}
        return f"{words.get(first[0].how, 'nhận bàn giao') if first else 'lập'} {day}".strip()
    told = []
    moved = [c for c in changes if c.what == "moved" and c.before]
    if node.above != old.above:
        told.append(f"từ {short(moved[0].before)}" if moved else "đổi cấp trên")
    if node.name != old.name:
        told.append(f"tên cũ: {short(old.name)}")
    if (
        node.code != old.code and not told
    ):  # a unit that moves is given a code as a matter of course
        told.append(f"mã cũ {old.code}" if old.code else "mới có mã")
    if node.form != old.form:
        told.append("đổi hình thức")
    if heir:
        told.append(f"nhận {len(heir)} tổ chức")
    return "; ".join(told) or SAME


def _day(day: date | None, on: date) -> str:
    if day is None:
        return ""
    return f"{day:%d/%m}" if day.year == on.year else f"{day:%d/%m/%Y}"
