"""Thresholds that rules rest on: dated data, each with its legal basis.

`confirmed=False` marks what a domain owner still has to confirm; the rule book prints it as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date

import polars as pl


@dataclass(frozen=True, slots=True)
class Dated:
    """One value in force from `since` (None: from the beginning) until the next one of its name."""

    name: str
    value: int
    title: str
    basis: str
    since: date | None = None
    confirmed: bool = True


_CHARTER = "Điều lệ Đảng"
_ADMISSION = "Điều lệ Đảng; Quy định 24-QĐ/TW (nay là 208-QĐ/TW)"
_ORGANISATION = "Quy định 294-QĐ/TW (nay là 208-QĐ/TW)"
_HOUSE = "quy tắc nội bộ"
# The texts at hand give probation by class and era only up to 1960, and as 12 months today. The
# congress of Đổi mới (12-1986) opens the modern era until a domain owner says otherwise.
_MODERN = date(1987, 1, 1)

VALUES: tuple[Dated, ...] = (
    Dated("member_age", 18, "Tuổi thấp nhất của đảng viên", _CHARTER),
    Dated("oldest_age", 110, "Tuổi cao nhất còn hợp lý", _HOUSE),
    Dated("admission_age", 18, "Tuổi thấp nhất khi kết nạp, tính theo tháng", _ADMISSION),
    Dated("admission_age_limit", 60, "Tuổi kết nạp không cần cấp ủy tỉnh quyết", _ADMISSION),
    Dated("probation_least", 0, "Số tháng dự bị ít nhất", "các kỳ Điều lệ cũ", confirmed=False),
    Dated("probation_least", 12, "Số tháng dự bị ít nhất", _CHARTER, _MODERN, confirmed=False),
    Dated("probation_most", 24, "Số tháng dự bị nhiều nhất", "các kỳ Điều lệ cũ", confirmed=False),
    Dated("probation_most", 12, "Số tháng dự bị nhiều nhất", _CHARTER, _MODERN, confirmed=False),
    Dated("probation_grace", 60, "Số ngày chờ công nhận chính thức", _HOUSE),
    Dated("cell_official", 3, "Số đảng viên chính thức ít nhất của chi bộ", _ORGANISATION),
    Dated("committee_members", 30, "Số đảng viên ít nhất của đảng bộ cơ sở", _ORGANISATION),
    Dated("badge_early", 12, "Số tháng xét tặng Huy hiệu sớm nhất, 30–65 năm", _ORGANISATION,
          confirmed=False),
    Dated("badge_early_old", 24, "Số tháng xét tặng Huy hiệu sớm nhất, từ 70 năm", _ORGANISATION,
          confirmed=False),
)  # fmt: skip

# Party-age milestones of the badge; a 2026 guidance is said to add 35 and 95 (to confirm).
MILESTONES = (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)

# Codes of organisations: 2·3·3·3·3 digits, with or without separators; an older variant has 12.
CODE_PATTERN = r"^\d{2}([. -]?)\d{3}([. -]?)\d{3}([. -]?)\d{3}([. -]?)\d{3}$|^\d{12}$"


_INSTEAD: ContextVar[Mapping[str, int] | None] = ContextVar("instead", default=None)


def of(name: str) -> list[Dated]:
    """Values of one name, oldest first."""
    found = [value for value in VALUES if value.name == name]
    chosen = (_INSTEAD.get() or {}).get(name)
    if chosen is None:
        return found
    # What somebody chose holds for the era of today; older eras keep what held then.
    return [*found[:-1], replace(found[-1], value=chosen)]


@contextmanager
def instead(values: Mapping[str, int]) -> Iterator[None]:
    """While rules are made: other numbers in these dated places (`rules.tuned`)."""
    token = _INSTEAD.set(values)
    try:
        yield
    finally:
        _INSTEAD.reset(token)


def number(name: str, on: pl.Expr | None = None) -> pl.Expr:
    """The value in force on a day (default: as_of), Int32."""
    return _chosen(name, on, {v: pl.lit(v.value, dtype=pl.Int32) for v in of(name)})


def shifted(
    day: pl.Expr, name: str, unit: str, *, back: bool = False, on: pl.Expr | None = None
) -> pl.Expr:
    """A day moved by the value in force, in Polars units ("y", "mo", "d").

    `on`: the day that decides which value is in force (default: as_of).
    """
    sign = "-" if back else ""
    moved = {v: day.dt.offset_by(f"{sign}{v.value}{unit}") for v in of(name)}
    return _chosen(name, on, moved)


def _chosen(name: str, on: pl.Expr | None, by_value: dict[Dated, pl.Expr]) -> pl.Expr:
    day = pl.col("as_of") if on is None else on
    values = of(name)
    chosen = by_value[values[0]]
    for value in values[1:]:
        chosen = pl.when(day >= pl.lit(value.since)).then(by_value[value]).otherwise(chosen)
    return chosen
