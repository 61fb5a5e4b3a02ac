"""The 20 questions as a programmer would write them without any library, one row at a time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dangvien.core.rules import units

Row = dict[str, Any]

MODERN = date(1987, 1, 1)
PRESENT = ("active", "exempt", "suspended", "in_transit")
MINORITY = re.compile(r"^[^\W\d_]{1,2}['’][^\W\d_]")
TWELVE = re.compile(r"^\d{12}$")
# The words are data of the rule and change; only the code is written anew here.
WORK, NO_WORK, REASON = (re.compile(p) for p in (units._WORK, units._NO_WORK, units._REASON))


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def has(row: Row, field: str, *keys: str) -> bool:
    fault = row[field + "__fault"]
    return fault is not None and any(key in fault for key in keys)


def given(row: Row, field: str) -> bool:
    return row[field] is not None and not has(row, field, "placeholder")


def active(row: Row) -> bool:
    return row["status__state"] == "active"


def here(row: Row) -> bool:
    return row["status__state"] in PRESENT


def name_is_wrong(row: Row) -> bool:
    name = row["full_name"]
    if name is None or has(row, "full_name", "symbols"):
        return True
    return has(row, "full_name", "one_word") and not MINORITY.search(name)


def name_is_dirty(row: Row) -> bool:
    return has(row, "full_name", "garbled", "digits", "title", "legacy", "noise")


def name_case_is_odd(row: Row) -> bool:
    return has(row, "full_name", "case")


def id_is_missing(row: Row) -> bool:
    return row["citizen_id"] is None and active(row)


def id_is_malformed(row: Row) -> bool:
    if has(row, "citizen_id", "nine_digits", "lost_zero", "rounded", "letters", "length"):
        return True
    year = row["citizen_id__year"]
    return year is not None and year > row["as_of"].year


def id_disagrees(row: Row) -> bool:
    if not row["citizen_id__valid"]:
        return False
    if row["sex"] in ("nam", "nữ") and row["citizen_id__sex"] != row["sex"]:
        return True
    born, year = row["birth_date__first"], row["citizen_id__year"]
    if born is None or born > row["as_of"]:
        return False
    return year % 100 == born.year % 100 and year != born.year


def birth_year_disagrees(row: Row) -> bool:
    born = row["birth_date__first"]
    if not row["citizen_id__valid"] or born is None or born > row["as_of"]:
        return False
    return row["citizen_id__year"] % 100 != born.year % 100


def id_is_shared(row: Row) -> bool:
    return row["same_citizen_id"] > 0


def card_is_shared(row: Row) -> bool:
    if row["same_card"] <= 0:
        return False
    card = row["card_number"]
    copies = card is not None and card == row["citizen_id"] and row["same_citizen_id"] > 0
    return not copies


def birth_date_is_odd(row: Row) -> bool:
    value = row["birth_date"]
    if value is None:
        return active(row)
    if has(row, "birth_date", "impossible", "unreadable", "two_digit_year"):
        return True
    first, last, today = row["birth_date__first"], row["birth_date__last"], row["as_of"]
    if first is None:
        return False
    if first > today or (len(value) in (4, 7) and given(row, "birth_date")):
        return True
    if not here(row):
        return False
    return first > months_later(today, -12 * 18) or last < months_later(today, -12 * 110)


def official_date_is_odd(row: Row) -> bool:
    if has(row, "official_date", "impossible", "unreadable", "two_digit_year"):
        return True
    first, last, today = row["official_date__first"], row["official_date__last"], row["as_of"]
    if first is None:
        return False
    if first > today:
        return True
    start, end = row["admission_date__first"], row["admission_date__last"]
    if start is None or start > today:
        return False
    if last < months_later(start, 12 if start >= MODERN else 0) or last < start:
        return True
    latest = months_later(end, 12 if end >= MODERN else 24) + timedelta(60)
    return row["note"] is None and first > latest


def age_at_admission_is_odd(row: Row) -> bool:
    born, joined, today = row["birth_date__first"], row["admission_date__first"], row["as_of"]
    if born is None or joined is None:
        return False
    if born <= months_later(today, -12 * 18):
        month = row["admission_date__last"].replace(day=1)
        if month < months_later(born.replace(day=1), 12 * 18):
            return True
    limit = months_later(row["birth_date__last"].replace(day=1), 12 * 60)
    return joined <= today and joined.replace(day=1) > limit


def card_is_missing(row: Row) -> bool:
    return row["card_number"] is None and active(row) and row["member_type"] == "official"


def probation_is_odd(row: Row) -> bool:
    if row["member_type"] != "probationary" or not here(row):
        return False
    recognised, joined = row["official_date__last"], row["admission_date__last"]
    if recognised is not None and recognised <= row["as_of"]:
        return True
    if joined is None:
        return False
    latest = months_later(joined, 12 if joined >= MODERN else 24) + timedelta(60)
    return latest < row["as_of"]


def card_is_malformed(row: Row) -> bool:
    card = row["card_number"]
    if has(row, "card_number", "lost_zero", "letters", "length"):
        return True
    if card is None or not row["citizen_id__valid"] or not given(row, "card_number"):
        return False
    return TWELVE.search(card) is not None and card != row["citizen_id"]


def unit_is_unclear(row: Row) -> bool:
    state = row["unit_state"]
    if not here(row):
        return False
    return state in ("not_given", "unknown", "closed") or (
        state == "active" and not row["unit_is_leaf"]
    )


def phone_is_odd(row: Row) -> bool:
    if row["phone"] is None and active(row):
        return True
    if has(row, "phone", "old_prefix", "lost_zero", "country_code", "several", "remark",
           "malformed"):  # fmt: skip
        return True
    return row["same_phone"] > 0


def address_is_old(row: Row) -> bool:
    return has(row, "permanent_address", "old_unit", "split", "ambiguous")


def id_is_filler(row: Row) -> bool:
    return has(row, "citizen_id", "placeholder")


def no_residence_cell(row: Row) -> bool:
    job, note = row["occupation"], row["note"]
    if not active(row) or job is None or given(row, "residence_cell"):
        return False
    if not WORK.search(job) or NO_WORK.search(job):
        return False
    return note is None or not REASON.search(note)


RULES: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ("V01:full_name", name_is_wrong), ("V02:full_name", name_is_dirty),
    ("V03:full_name", name_case_is_odd), ("V04:citizen_id", id_is_missing),
    ("V05:citizen_id", id_is_malformed), ("V07:citizen_id", id_disagrees),
    ("V08:birth_date", birth_year_disagrees), ("V09:citizen_id", id_is_shared),
    ("V10:card_number", card_is_shared), ("V12:birth_date", birth_date_is_odd),
    ("V13:official_date", official_date_is_odd), ("V14:admission_date", age_at_admission_is_odd),
    ("V15:card_number", card_is_missing), ("V16:member_type", probation_is_odd),
    ("V17:card_number", card_is_malformed), ("V19:org_name", unit_is_unclear),
    ("V22:phone", phone_is_odd), ("V24:permanent_address", address_is_old),
    ("V25:citizen_id", id_is_filler), ("V28:residence_cell", no_residence_cell),
)  # fmt: skip
