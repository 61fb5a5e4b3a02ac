"""What a row says beside what the register holds. An empty cell says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvien.core.organisation_names import code_digits
from dangvien.core.text import clean, fold
from dangvien.exchange.organisations.listed import day_of
from dangvien.orgs.models import Officer, Organisation, PaperCount
from dangvien.orgs.scope import begins
from dangvien.orgs.words import FORMS

_KEPT = ("org_code", "org_name", "kind", "secretary", "consent", "paper_count")


@dataclass(frozen=True)
class Standing:
    """Of the organisations of a subtree: the secretary in office and the last paper count."""

    secretaries: dict[int, str]
    paper: dict[int, int]
    names: dict[int, str]


def standing(top: Organisation) -> Standing:
    """Read what stands beside the organisations themselves; three queries whatever their number."""
    inside = begins("org__path", top.path)
    held = Officer.objects.filter(inside, position="secretary", until=None)
    counts = PaperCount.objects.filter(inside).order_by("on").values_list("org", "count")
    names = Organisation.objects.under(top).values_list("pk", "name")
    return Standing(dict(held.values_list("org", "name")), dict(counts), dict(names))


def values_of(row: dict[str, Any]) -> dict[str, Any]:
    """What a row says, as it would be written: texts, days as ISO."""
    told: dict[str, Any] = {name: clean(row[name]) for name in _KEPT if row.get(name)}
    told["form"] = row.get("form_key") or ""
    told["closed"] = not row["is_active"]
    for name in ("founded_date", "closed_date"):
        day = day_of(row, name, "last" if name == "closed_date" else "first")
        if day:
            told[name] = day.isoformat()
    if (count := count_of(told.get("paper_count"))) is not None:
        told["paper_count"] = count
    else:
        told.pop("paper_count", None)
    return told


def count_of(text: str | None) -> int | None:
    """A count as people write it, or nothing."""
    digits = (text or "").strip().removesuffix(".0").replace(".", "").replace(" ", "")
    return int(digits) if digits.isdigit() and len(digits) <= 6 else None


def changes(
    row: dict[str, Any], org: Organisation, parent: int | None, held: Standing, as_of: date
) -> dict[str, list[str]]:
    """Field → what the register holds, what the list says; only where they differ."""
    told = values_of(row)
    found: dict[str, list[str]] = {}
    code = told.get("org_code")
    if code and (code_digits(code) or code) != (code_digits(org.code) or org.code):
        found["org_code"] = [org.code, code]
    if told.get("org_name") and told["org_name"] != org.name:
        found["org_name"] = [org.name, told["org_name"]]
    # The name alone tells a form only roughly; the list's own column says it.
    if row.get("form") and told["form"] and told["form"] != org.form:
        found["form"] = [FORMS.get(org.form, org.form), FORMS[told["form"]]]
    for name in ("kind", "consent"):
        if told.get(name) and told[name] != getattr(org, name):
            found[name] = [getattr(org, name), told[name]]
    if parent is not None and parent != org.parent_id:
        found["parent_code"] = [held.names.get(org.parent_id or 0, ""), held.names.get(parent, "")]
    secretary = told.get("secretary")
    if (
        secretary
        and not told["closed"]
        and fold(secretary) != fold(held.secretaries.get(org.pk, ""))
    ):
        found["secretary"] = [held.secretaries.get(org.pk, ""), secretary]
    if "paper_count" in told and held.paper.get(org.pk) != told["paper_count"]:
        before = held.paper.get(org.pk)
        found["paper_count"] = ["" if before is None else str(before), str(told["paper_count"])]
    if told["closed"] != (org.closed_on is not None and org.closed_on <= as_of):
        found["org_status"] = ["Đã kết thúc" if org.closed_on else "Đang hoạt động",
                               "Đã kết thúc" if told["closed"] else "Đang hoạt động"]  # fmt: skip
    return found
