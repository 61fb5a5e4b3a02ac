"""One entry as a row a person reads: who, did what, where, to whom. Never a value of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.audit.models import Entry
from dangvien.core.schema import MEMBER
from dangvien.look.numbers import thousands
from dangvien.orgs.models import Organisation

LABELS = {field.name: field.label for field in MEMBER}
FIELDS = ("changed", "fields", "kinds", "kind", "field")  # what `data` calls the names of fields
COUNTS = {"rows": "dòng", "count": "bút toán", "found": "kết quả", "people": "hồ sơ"}
TEXTS = {"purpose": "mục đích", "decision": "căn cứ", "source": "nguồn"}


@dataclass(frozen=True)
class Row:
    """What the page shows of an entry."""

    at: datetime
    actor_id: int | None
    doer: str
    deed: str
    notes: list[str]
    unit: str
    about: str
    link: str


def rows(entries: list[Entry], user: User) -> list[Row]:
    """Entries with the names of the units and accounts they speak of, in two queries."""
    units = dict(
        Organisation.objects.visible_to(user, "audit.read")
        .filter(pk__in={entry.org for entry in entries})
        .values_list("pk", "name")
    )
    accounts = {pk for entry in entries if (pk := _account(entry)) is not None}
    names = {one.pk: str(one) for one in User.objects.filter(pk__in=accounts)} if accounts else {}
    return [_row(entry, units, names) for entry in entries]


def _row(entry: Entry, units: dict[int, str], names: dict[int, str]) -> Row:
    about, link = _about(entry, names)
    return Row(
        at=entry.at, actor_id=entry.actor_id, doer=entry.doer, deed=entry.deed,
        notes=list(_notes(entry.data)), unit=units.get(entry.org or 0, ""), about=about, link=link,
    )  # fmt: skip


def _about(entry: Entry, names: dict[int, str]) -> tuple[str, str]:
    kind, _, which = entry.subject.partition(":")
    people: int = getattr(entry, "people", 0)
    person = which if kind == "person" else getattr(entry, "person", None)
    if person and people <= 1 and kind != "batch":
        return "Xem hồ sơ", f"/dang-vien/{person}/"
    if kind == "batch":
        return f"Lần nhập, {thousands(people)} hồ sơ" if people else "Lần nhập", f"/nhap/{which}/"
    if people:
        return f"{thousands(people)} hồ sơ", ""
    return names.get(_account(entry) or 0, ""), ""


def _account(entry: Entry) -> int | None:
    kind, _, which = entry.subject.partition(":")
    return int(which) if kind == "user" and which.isdecimal() else None


def _notes(data: dict[str, Any]) -> Iterable[str]:
    for key in FIELDS:
        said = [data[key]] if isinstance(data.get(key), str) else data.get(key)
        if isinstance(said, list | dict):
            told = ", ".join(label for name, label in LABELS.items() if name in said)
            if told:
                yield f"{'đã đổi' if key in ('changed', 'fields') else 'gồm'}: {told}"
    if (role := str(data.get("role"))) in ROLES:
        yield f"vai trò: {ROLES[role][0]}"
    for key, word in TEXTS.items():
        if isinstance(data.get(key), str) and data[key]:
            yield f"{word}: {data[key]}"
    for key, word in COUNTS.items():
        if isinstance(data.get(key), int):
            yield f"{thousands(data[key])} {word}"
    if data.get("revealed") is True:
        yield "hiện đủ số định danh"
