"""V25: typed only to fill the box. It counts as not given, and no other rule speaks of it."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules.rule import Case, Rule, Severity, fault
from dangvien.core.schema import MEMBER, Field


def _asked(field: Field) -> bool:
    """Free text may say anything; a unit is known by its name, so its code may be left out."""
    return field.kind != "text" and field.name != "org_code"


_SAYS = "{field} ghi “{value}”, chỉ là ký hiệu điền tạm."


def _severity(field: Field) -> Severity:
    return "E" if field.tier == 1 else "W"


def _cases(field: Field) -> tuple[Case, ...]:
    filler = fault(field.name, "placeholder")
    general = Case(
        key="placeholder",
        when=filler,
        fault_of=field.name,
        says=_SAYS,
        field=field.name,
        severity=_severity(field),
    )
    if field.required != "official":
        return (general,)
    # A probationary member has neither card nor official date: nothing is blocked.
    empty_by_right = Case(
        key="placeholder_probationary", fault_of=field.name,
        when=filler & (pl.col("member_type") == "probationary"),
        says=_SAYS, field=field.name, severity="W", how="Đảng viên dự bị thì để trống ô này.",
    )  # fmt: skip
    return (empty_by_right, general)


V25 = Rule(
    code="V25",
    title="Không điền ký hiệu tạm thay cho thông tin",
    field="citizen_id",
    severity="E",
    dimension="sach",
    why="Điền tạm thì máy tưởng là đã có, thật ra vẫn thiếu.",
    how="Hỏi và ghi đúng; nếu thật sự chưa có thì để trống.",
    cases=tuple(case for field in MEMBER if _asked(field) for case in _cases(field)),
    good=(
        {},
        {"religion": "Không"},
        {"note": "không"},
        {"party_position": "-"},
        {"citizen_id": None},
        {"birth_date": "01/01/1950"},
    ),
    bad=(
        {"full_name": "x"},
        {"citizen_id": "0" * 12},
        {"citizen_id": "12345" + "6789012"},
        {"birth_date": "01/01/1900"},
        {"admission_date": "0000-00-00"},
        {"ethnicity": "không"},
        {"phone": "0" * 10},
        {"card_number": "chưa có"},
        {"member_type": "Dự bị", "card_number": "không"},
        {"hometown": "."},
    ),
)  # fmt: skip

RULES = (V25,)
