"""Dates: V12 the birth date, V26 swapped or turned into a number by Excel, V33 the other dates.

The official date is V13's, beside what it must agree with. A cell has one fault, so a swapped date
or an Excel number is V26 alone, a placeholder V25 alone.
"""

from __future__ import annotations

import polars as pl

from dangvien.core.rules import dated
from dangvien.core.rules.rule import (
    Case,
    Rule,
    Severity,
    active,
    empty,
    fault,
    faulty,
    given,
    here,
)
from dangvien.core.schema import MEMBER

IMPOSSIBLE = "{field} “{value}” không có trong lịch."
UNREADABLE = "{field} “{value}” không đọc được thành ngày."
TWO_DIGITS = "{field} “{value}” chỉ ghi hai số của năm."
FUTURE = "{field} {value} là ngày chưa tới."

_today = pl.col("as_of")
_first, _last = pl.col("birth_date__first"), pl.col("birth_date__last")
_ORIGINAL = "Xem lý lịch gốc khi vào Đảng, ghi đúng như lý lịch."


def years(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Full years from one day to another (Int32)."""
    # Polars months are Int8: cast before multiplying.
    day = [d.dt.month().cast(pl.Int32) * 100 + d.dt.day().cast(pl.Int32) for d in (start, end)]
    return end.dt.year() - start.dt.year() - (day[1] < day[0]).cast(pl.Int32)


def future(name: str, severity: Severity | None = None) -> Case:
    """Build the case of a date that certainly lies after as_of."""
    return Case(
        key="future", when=pl.col(f"{name}__first") > _today, says=FUTURE, severity=severity,
        field=name,
    )  # fmt: skip


V12 = Rule(
    code="V12",
    title="Ngày sinh có, đúng lịch, hợp lý",
    field="birth_date",
    severity="E",
    dimension="dung",
    basis="Quy định 339-QĐ/TW; Thông báo 13-TB/TW",
    why="Tuổi của đảng viên tính theo ngày sinh trong lý lịch gốc khi vào Đảng.",
    how=_ORIGINAL,
    dated=("member_age", "oldest_age"),
    cases=(
        empty("birth_date", "Chưa có ngày sinh.", when=active()),
        faulty("birth_date", "impossible", IMPOSSIBLE),
        faulty("birth_date", "unreadable", UNREADABLE),
        faulty("birth_date", "two_digit_year", TWO_DIGITS, "W"),
        future("birth_date"),
        Case(
            key="under_age",
            when=here() & (_first > dated.shifted(_today, "member_age", "y", back=True)),
            says="Theo ngày sinh {value} thì mới {detail} tuổi.",
            detail=years(_first, _today).cast(pl.String),
        ),
        Case(
            key="too_old",
            when=here() & (_last < dated.shifted(_today, "oldest_age", "y", back=True)),
            says="Theo ngày sinh {value} thì đã {detail} tuổi.",
            detail=years(_last, _today).cast(pl.String),
        ),
        Case(
            key="year_only",
            when=given("birth_date") & (pl.col("birth_date").str.len_bytes() == 4)
            & _first.is_not_null(),
            says="Ngày sinh chỉ có năm {value}.",
            severity="N",
            how="Nếu lý lịch gốc ghi đủ ngày, tháng thì bổ sung; nếu không thì giữ nguyên, "
            "không tự điền 01/01.",
        ),
        Case(
            key="month_only",
            when=given("birth_date") & (pl.col("birth_date").str.len_bytes() == 7)
            & _first.is_not_null(),
            says="Ngày sinh chỉ có tháng và năm {value}.",
            severity="N",
            how="Nếu lý lịch gốc ghi đủ ngày thì bổ sung; nếu không thì giữ nguyên.",
        ),
    ),
    good=(
        {},
        {"birth_date": "29/02/1976"},
        {"birth_date": "15/12/2007"},  # 18 today
        {"birth_date": "12/25/1975"},  # V26
        {"birth_date": "01/01/1900"},  # V25
        {"birth_date": "02/03/1890", "status": "Từ trần"},
        {"birth_date": None, "status": "Đã chuyển đi"},
    ),
    bad=(
        {"birth_date": None},
        {"birth_date": "30/02/1975"},
        {"birth_date": "khoảng năm bảy lăm"},
        {"birth_date": "19/05/75"},
        {"birth_date": "19/05/2035"},
        {"birth_date": "16/12/2007"},
        {"birth_date": "02/03/1890"},
        {"birth_date": "1975"},
        {"birth_date": "05/1975"},
    ),
)  # fmt: skip


def _odd(name: str) -> tuple[Case, ...]:
    return (
        faulty(
            name, "swapped",
            "{field} “{value}” sai nếu đọc theo ngày/tháng, đúng nếu đọc theo tháng/ngày.",
        ),
        faulty(name, "bare_number", "{field} là con số {value}, có thể do Excel đổi từ một ngày."),
        Case(  # after bare_number: a column may hold both
            key="serial",
            when=fault(name, "serial"),
            fault_of=name,
            says="{field} bị Excel ghi thành số {value}; đã đọc lại là ngày {fix}.",
            field=name,
            fix=pl.col(name),
            confidence=1.0,
            fixed=True,
            how="Cả cột đều như vậy nên máy đã đổi lại; đồng chí chỉ cần xem qua.",
        ),
    )  # fmt: skip


V26 = Rule(
    code="V26",
    title="Ngày và tháng không đảo chỗ, ngày không thành con số",
    field="birth_date",
    severity="W",
    dimension="dung",
    why="Máy chỉ đoán được, không chắc; ghi nhầm thì sai tuổi đời, tuổi Đảng.",
    how="Xem giấy tờ gốc rồi ghi theo thứ tự ngày/tháng/năm.",
    cases=tuple(
        case for field in MEMBER if field.kind == "date" for case in _odd(field.name)
    ),
    good=({}, {"birth_date": "05/06/1975"}, {"birth_date": "30/02/1975"}, {"birth_date": "1975"}),
    bad=(
        {"birth_date": "05/19/1975"},
        {"admission_date": "05/19/2000"},
        {"official_date": "37030"},
    ),
)  # fmt: skip


def _plain(name: str, severity: Severity) -> tuple[Case, ...]:
    return (
        faulty(name, "impossible", IMPOSSIBLE, severity),
        faulty(name, "unreadable", UNREADABLE, severity),
        faulty(name, "two_digit_year", TWO_DIGITS, "W"),
        future(name, severity),
    )


V33 = Rule(
    code="V33",
    title="Các ngày khác đúng lịch, không ở tương lai",
    field="admission_date",
    severity="E",
    dimension="dung",
    why="Ngày sai thì không tính được tuổi Đảng, thời hạn.",
    how="Xem quyết định hoặc giấy tờ gốc rồi ghi theo thứ tự ngày/tháng/năm.",
    cases=(
        *_plain("admission_date", "E"),
        *_plain("admission_decision_date", "W"),
        *_plain("exemption_date", "W"),
        *_plain("id_birth_date", "W"),
        *_plain("verified_date", "W"),
    ),
    good=(
        {},
        {"admission_date": "2000"},
        {"admission_date": "05/2000"},
        {"admission_date": "05/19/2000"},  # V26
        {"admission_decision_date": None},  # V32
        {"exemption_date": "0000-00-00"},  # V25
    ),
    bad=(
        {"admission_date": "31/02/2000"},
        {"admission_date": "Tết năm Canh Thìn"},
        {"admission_date": "19/05/00"},
        {"admission_date": "19/05/2030"},
        {"admission_decision_date": "31/06/2000"},
        {"id_birth_date": "31/04/1975"},
        {"exemption_date": "chờ nghị quyết"},
        {"verified_date": "01/12/2026"},
    ),
)

RULES = (V12, V26, V33)
