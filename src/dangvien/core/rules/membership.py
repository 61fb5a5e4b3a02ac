"""Admission: V13 official date, V14 age at admission, V15 and V16 what each type of member has."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules import dated
from dangvien.core.rules.dates import (
    IMPOSSIBLE,
    TWO_DIGITS,
    UNREADABLE,
    future,
)
from dangvien.core.rules.rule import Case, Rule, active, empty, faulty, given, here

_today = pl.col("as_of")
_in_first, _in_last = pl.col("admission_date__first"), pl.col("admission_date__last")
_off_first, _off_last = pl.col("official_date__first"), pl.col("official_date__last")
_born_first, _born_last = pl.col("birth_date__first"), pl.col("birth_date__last")
_official = pl.col("member_type") == "official"
_probationary = pl.col("member_type") == "probationary"
# A date in the future is one cause already (V33).
_admitted = _in_first <= _today


def _latest_official(start: pl.Expr) -> pl.Expr:
    """Last day by which an admission on that day should have led to recognition."""
    end = dated.shifted(start, "probation_most", "mo", on=start)
    return dated.shifted(end, "probation_grace", "d")


_UNLESS = (
    "Xem hai quyết định kết nạp và công nhận chính thức. Ghi nhầm thì sửa ngày, đúng thì ghi lý do "
    "vào Ghi chú."
)

V13 = Rule(
    code="V13",
    title="Ngày chính thức sau ngày vào Đảng đủ thời gian dự bị",
    field="official_date",
    severity="E",
    dimension="dung",
    basis="Điều lệ Đảng",
    why="Thời gian dự bị tính từ ngày chi bộ tổ chức lễ kết nạp đến ngày công nhận chính thức.",
    how="Xem quyết định kết nạp và quyết định công nhận chính thức, sửa ngày ghi nhầm.",
    dated=("probation_least", "probation_most", "probation_grace"),
    cases=(
        faulty("official_date", "impossible", IMPOSSIBLE),
        faulty("official_date", "unreadable", UNREADABLE),
        faulty("official_date", "two_digit_year", TWO_DIGITS, "W"),
        future("official_date"),
        Case(
            key="before_admission",
            when=_admitted & (_off_last < _in_first),
            says="Ngày chính thức {value} trước ngày vào Đảng {detail}.",
            detail=pl.col("admission_date"),
        ),
        Case(
            key="too_short",
            when=_admitted
            & (_off_last < dated.shifted(_in_first, "probation_least", "mo", on=_in_first)),
            says="Từ ngày vào Đảng {detail} đến ngày chính thức {value} chưa đủ thời gian dự bị.",
            severity="W",
            detail=pl.col("admission_date"),
            how=_UNLESS,
        ),
        Case(
            key="too_long",
            when=_admitted & pl.col("note").is_null() & (_off_first > _latest_official(_in_last)),
            says="Từ ngày vào Đảng {detail} đến ngày chính thức {value} dài hơn thời gian dự bị.",
            severity="W",
            detail=pl.col("admission_date"),
            how=_UNLESS,
        ),
    ),
    good=(
        {},
        {"official_date": "18/07/2001"},  # 12 months and 60 days
        {"official_date": "2001"},
        {"official_date": None, "member_type": "Dự bị", "card_number": None},
        {"admission_date": "03/02/1968", "official_date": "03/08/1968", "birth_date": "1945"},
        {"admission_date": "03/02/1952", "official_date": "03/02/1954", "birth_date": "1930"},
        {"official_date": "19/11/2001", "note": "Kéo dài dự bị 6 tháng theo nghị quyết chi bộ"},
        {"official_date": "05/19/2001"},  # V26
    ),
    bad=(
        {"official_date": "31/02/2001"},
        {"official_date": "không nhớ ngày"},
        {"official_date": "19/05/01"},
        {"official_date": "19/05/2031"},
        {"official_date": "18/05/2000"},
        {"official_date": "1999"},
        {"official_date": "18/05/2001"},
        {"official_date": "20/07/2001"},
    ),
)  # fmt: skip

_in_month_last, _in_month_first = _in_last.dt.month_start(), _in_first.dt.month_start()

V14 = Rule(
    code="V14",
    title="Tuổi khi vào Đảng từ 18 đến 60",
    field="admission_date",
    severity="W",
    dimension="dung",
    basis="Điều lệ Đảng; Quy định 24-QĐ/TW (nay là 208-QĐ/TW)",
    why="Tuổi lúc kết nạp khác thường có thể do ghi nhầm ngày sinh hoặc ngày vào Đảng.",
    how="Xem lý lịch gốc. Trường hợp lịch sử hoặc đặc biệt có căn cứ thì giữ nguyên.",
    dated=("admission_age", "admission_age_limit"),
    cases=(
        Case(
            key="too_young",
            when=(_born_first <= dated.shifted(_today, "member_age", "y", back=True))
            & (_in_month_last < dated.shifted(
                _born_first.dt.month_start(), "admission_age", "y", on=_in_first
            )),
            says="Theo ngày sinh và ngày vào Đảng {value} thì lúc kết nạp chưa đủ {detail} tuổi.",
            detail=dated.number("admission_age", on=_in_first).cast(pl.String),
        ),
        Case(
            key="too_old",
            when=_admitted & (_in_month_first > dated.shifted(
                _born_last.dt.month_start(), "admission_age_limit", "y", on=_in_first
            )),
            says="Theo ngày sinh và ngày vào Đảng {value} thì lúc kết nạp đã quá {detail} tuổi.",
            detail=dated.number("admission_age_limit", on=_in_first).cast(pl.String),
        ),
    ),
    good=(
        {},
        {"birth_date": "30/05/1982"},  # 18 by months
        {"birth_date": "1982"},
        {"birth_date": "19/05/1940", "admission_date": "30/05/2000"},
        {"birth_date": None},
        {"birth_date": "19/05/2010"},  # V12
    ),
    bad=(
        {"birth_date": "19/06/1982"},
        {"birth_date": "1983"},
        {"birth_date": "19/04/1940"},
        {"birth_date": "19/05/1975", "admission_date": "19/05/1970"},
    ),
)  # fmt: skip

V15 = Rule(
    code="V15",
    title="Đảng viên chính thức có ngày chính thức và số thẻ",
    field="official_date",
    severity="E",
    dimension="du",
    basis="Quy định 339-QĐ/TW; Chỉ thị 51-CT/TW",
    why="Đây là một trong chín thông tin của Sổ tay đảng viên điện tử.",
    how="Chép ngày từ quyết định công nhận chính thức, số thẻ từ thẻ đảng viên.",
    cases=(
        empty(
            "official_date", "Đảng viên chính thức nhưng chưa có ngày chính thức.",
            when=active() & _official, how="Chép ngày từ quyết định công nhận chính thức.",
        ),
        empty(
            "card_number", "Đảng viên chính thức nhưng chưa có số thẻ đảng viên.", "W",
            when=active() & _official, how="Chép số từ thẻ đảng viên.",
        ),
    ),
    good=(
        {},
        {"member_type": "Dự bị", "admission_date": "19/05/2025", "official_date": None,
         "card_number": None},
        {"member_type": None, "official_date": None},
        {"official_date": None, "status": "Từ trần"},
    ),
    bad=({"official_date": None}, {"card_number": None},
         {"official_date": None, "card_number": None}),
)  # fmt: skip

V16 = Rule(
    code="V16",
    title="Đảng viên dự bị chưa có thẻ, chưa quá hạn dự bị",
    field="member_type",
    severity="W",
    dimension="thong_nhat",
    basis="Điều lệ Đảng; Chỉ thị 51-CT/TW",
    why="Thẻ chỉ phát cho đảng viên chính thức; hết thời gian dự bị thì chi bộ xét công nhận.",
    how="Xem đã có quyết định công nhận chính thức chưa; có rồi thì ghi loại và ngày chính thức.",
    dated=("probation_most", "probation_grace"),
    cases=(
        Case(
            key="has_card",
            when=_probationary & given("card_number"),
            says="Ghi là đảng viên dự bị nhưng đã có số thẻ đảng viên.",
            field="card_number",
        ),
        Case(
            key="has_official_date",
            when=here() & _probationary & (_off_last <= _today),
            says="Ghi là đảng viên dự bị nhưng đã có ngày chính thức {detail}.",
            detail=pl.col("official_date"),
        ),
        Case(
            key="too_long",
            when=here() & _probationary & (_latest_official(_in_last) < _today),
            says="Vào Đảng ngày {detail}, đã quá hạn dự bị mà vẫn ghi là đảng viên dự bị.",
            detail=pl.col("admission_date"),
        ),
    ),
    good=(
        {},
        {"member_type": "Dự bị", "admission_date": "19/05/2025", "official_date": None,
         "card_number": None},
        {"member_type": "Dự bị", "admission_date": "16/10/2024", "official_date": None,
         "card_number": None},
        {"member_type": "Dự bị", "admission_date": "2024", "official_date": None,
         "card_number": None},
        {"member_type": "Dự bị", "admission_date": "19/05/2025", "official_date": None,
         "card_number": "chưa có"},
    ),
    bad=(
        {"member_type": "Dự bị", "admission_date": "19/05/2025", "official_date": None},
        {"member_type": "Dự bị", "admission_date": "15/10/2024", "official_date": None,
         "card_number": None},
        {"member_type": "Dự bị", "admission_date": "19/10/2024", "official_date": "19/10/2025",
         "card_number": None},
    ),
)  # fmt: skip

RULES = (V13, V14, V15, V16)
