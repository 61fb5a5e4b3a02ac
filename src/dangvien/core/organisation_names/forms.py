"""Forms and kinds of organisations, and which may stand under which on a given day."""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache

from dangvien.core.address.levels import place_of
from dangvien.core.reference.units import DATA
from dangvien.core.text import clean, fold

FORMS = (
    "tinh", "xa", "dang_bo_co_so", "chi_bo_co_so",
    "dang_bo_bo_phan", "chi_bo_truc_thuoc", "to_dang",
)  # fmt: skip

# First that is found in the text of "Hình thức"; "xa" is the level right above the grassroots.
_SAID = [
    (re.compile(pattern), form)
    for pattern, form in (
        (r"\bto dang\b", "to_dang"),
        (r"\b(?:chi bo (?:truc thuoc|trong)|cbtt)\b", "chi_bo_truc_thuoc"),
        (r"\b(?:chi bo (?:co so|cs)|cbcs)\b", "chi_bo_co_so"),
        (r"\bchi bo\b", "chi_bo_truc_thuoc"),
        (r"\b(?:(?:dang (?:bo|uy)|db) bo phan|dbbp|dang bo truc thuoc co so)\b", "dang_bo_bo_phan"),
        (r"\bcap tren\b", "xa"),
        (r"\b(?:truc thuoc (?:trung uong|tw)|tinh uy|thanh uy)\b", "tinh"),
        (r"\b(?:(?:dang (?:bo|uy)|db) (?:co so|cs)|dbcs|dang uy co so)\b", "dang_bo_co_so"),
        (r"\bdang (?:bo|uy) tinh\b", "tinh"),
        (r"\bdang (?:bo|uy) (?:xa|phuong|dac khu|huyen|quan|thi xa)\b", "xa"),
    )
]
_PARTY = r"(?:dang bo|dang uy|db|du)"
_NAMED = [
    (re.compile(pattern), form)
    for pattern, form in (
        (r"to dang\b", "to_dang"),
        (r"(?:chi bo|cb) co so\b", "chi_bo_co_so"),
        (r"(?:chi bo|chi uy|cb)\b", "chi_bo_truc_thuoc"),
        (rf"(?:tinh uy|thanh uy|{_PARTY} tinh)\b", "tinh"),
        (r"(?:huyen uy|quan uy|thi uy)\b", "xa"),
        (rf"{_PARTY} bo phan\b", "dang_bo_bo_phan"),
        (rf"{_PARTY} (?:xa|phuong|dac khu|huyen|quan|thi xa|thanh pho|tp)\b", "xa"),
        (rf"{_PARTY} (?:ubnd|cac co quan dang|quan su|cong an|bo chi huy)\b.* tinh\b", "xa"),
        (rf"{_PARTY}\b", "dang_bo_co_so"),
    )
]
_TOWN = re.compile(r"^(?:đảng bộ|đảng ủy|đb|đu)\s+((?:thành phố|tp\.?)\s*.+)$")
_PLAIN = ("chi bo", "dang bo", "dang uy")  # says no more than the name does


def form_of(name: str | None, hinh_thuc: str | None) -> str | None:
    """Canonical form of an organisation from its "Hình thức", else from its name; None when unsaid.

    A plain "chi bộ" is taken as a cell under a committee, the only form that may stand anywhere.
    """
    told = " ".join(re.sub(r"[^0-9a-z]+", " ", fold(clean(hinh_thuc or ""))).split())
    if told and told not in _PLAIN:
        for pattern, form in _SAID:
            if pattern.search(told):
                return form
    text = clean(name or "")
    if (town := _TOWN.match(text.lower())) and place_of(town[1]):
        return "tinh"
    for said in (fold(text), told):
        for pattern, form in _NAMED:
            if pattern.match(said):
                return form
    return None


def allowed(child_form: str, parent_form: str | None, on: date) -> bool | None:
    """Tell whether a form may stand under another on that day; None where the table does not judge.

    A cell has no children; a Party group ("tổ đảng") is no level of the tree and is not judged.
    """
    if child_form not in FORMS or parent_form not in FORMS or child_form == "to_dang":
        return None
    return any(
        _holds(row, on)
        for row in _table("allowed_children.csv")
        if row["child"] == child_form and row["parent"] == parent_form
    )


def kind_state(text: str | None, on: date) -> str | None:
    """State of a "Loại hình" on that day: current, obsolete or unknown; None when not given."""
    key = _kind_key(text or "")
    if not key:
        return None
    rows = _kinds().get(key) or _kinds().get(_kind_key((text or "").split("(")[0]), [])
    if any(_holds(row, on) for row in rows):
        return "current"
    past = any(row["valid_to"] and row["valid_to"] < on.isoformat() for row in rows)
    return "obsolete" if past else "unknown"


@cache
def _kinds() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in _table("org_kinds.csv"):
        found.setdefault(_kind_key(row["kind"]), []).append(row)
    return found


def _kind_key(text: str) -> str:
    """Folded, without a leading item number ("3. Thị trấn"); DN and NN written out."""
    plain = re.sub(r"[^0-9a-z%]+", " ", fold(clean(text))).strip()
    plain = re.sub(r"\bdn\b", "doanh nghiep", re.sub(r"\bnn\b", "nha nuoc", plain))
    return re.sub(r"^\d+[a-z]? (?=\D)", "", plain)


def _holds(row: dict[str, str], on: date) -> bool:
    day = on.isoformat()
    return row["valid_from"] <= day and (not row["valid_to"] or day <= row["valid_to"])


@cache
def _table(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
