"""V27: Party-age milestones and the badge. Party age counts from the decision of admission."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules import dated
from dangvien.core.rules.dates import years
from dangvien.core.rules.rule import Case, Rule, here

_today = pl.col("as_of")


def _since(bound: str) -> pl.Expr:
    return pl.coalesce(f"admission_decision_date__{bound}", f"admission_date__{bound}")


def _reached() -> pl.Expr:
    """Highest milestone certainly reached, null when none is."""
    age = years(_since("last"), _today)
    highest = {
        old: max((m for m in dated.MILESTONES if m <= old), default=None) for old in range(120)
    }
    return age.replace_strict(highest, default=None, return_dtype=pl.Int32)


def _awarded() -> pl.Expr:
    """Highest milestone that the badge column mentions; days and years of awards are left out."""
    text = pl.col("badge").str.replace_all(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|[/.-]?\d{4}", " ")
    told = text.str.extract_all(r"\d+").list.eval(
        pl.element().replace_strict(
            {str(m): m for m in dated.MILESTONES}, default=None, return_dtype=pl.Int32
        )
    )
    return told.list.max()


def _too_early() -> pl.Expr:
    """The badge is further ahead of the Party age than an early award may be."""
    start = _since("first")
    months = (
        (_today.dt.year() - start.dt.year()) * 12
        + _today.dt.month().cast(pl.Int32) - start.dt.month().cast(pl.Int32)
    )  # fmt: skip
    early = (
        pl.when(_awarded() >= 70).then(dated.number("badge_early_old"))
        .otherwise(dated.number("badge_early"))
    )  # fmt: skip
    return months < _awarded() * 12 - early


V27 = Rule(
    code="V27",
    title="Đủ tuổi Đảng thì có Huy hiệu Đảng tương ứng",
    field="badge",
    severity="N",
    dimension="song",
    basis="Quy định 294-QĐ/TW (nay là 208-QĐ/TW); các mốc và thời gian xét sớm cần xác nhận",
    why="Để đồng chí ấy được xét tặng Huy hiệu đúng đợt.",
    how="Xem đã được tặng chưa; có rồi thì ghi vào ô Huy hiệu Đảng, chưa thì đưa vào đợt xét tới.",
    needs=("badge",),
    dated=("badge_early", "badge_early_old"),
    cases=(
        Case(
            key="not_recorded",
            when=here() & (_reached() > _awarded().fill_null(0)),
            says="Đã đủ {detail} năm tuổi Đảng nhưng chưa thấy ghi Huy hiệu {detail} năm.",
            detail=_reached().cast(pl.String),
        ),
        Case(
            key="too_early",
            when=here() & _too_early(),
            says="Ghi Huy hiệu {detail} năm nhưng tuổi Đảng còn xa mốc này.",
            detail=_awarded().cast(pl.String),
            why="Huy hiệu phải đúng với tuổi Đảng.",
            how="Xem quyết định tặng Huy hiệu và ngày vào Đảng; sửa chỗ ghi nhầm.",
        ),
    ),
    good=(
        {},
        {"admission_decision_date": "16/12/1995"},  # 30 tomorrow
        {"admission_decision_date": "03/02/1985", "badge": "Huy hiệu 40 năm"},
        {"admission_decision_date": "03/02/1985", "badge": "30; 40"},
        {"admission_decision_date": "03/02/1986", "badge": "40 năm (xét sớm, 02/09/2025)"},
        {"admission_decision_date": "03/02/1985", "status": "Từ trần"},
        {"admission_decision_date": "1995"},
    ),
    bad=(
        {"admission_decision_date": "15/12/1995"},
        {"admission_decision_date": "03/02/1985", "badge": "30 năm"},
        {"admission_decision_date": "03/02/1985", "badge": "30 năm, trao ngày 03/02/2015"},
        {"admission_decision_date": None, "admission_date": "03/02/1965", "badge": "50 năm"},
        {"badge": "Huy hiệu 30 năm"},
    ),
)

RULES = (V27,)
