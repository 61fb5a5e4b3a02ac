"""Organisation codes: O01 well formed, O02 unique, O03 under the parent's code."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules import dated
from dangvien.core.rules.rule import Case, Rule

_code = pl.col("org_code")
_padded = pl.lit("0") + _code
_fine = _code.str.contains(dated.CODE_PATTERN)
_ASK = "Hỏi cấp ủy cấp trên, nơi cấp mã, rồi chép lại đúng mã."

O01 = Rule(
    code="O01",
    title="Mã tổ chức đảng đúng dạng",
    field="org_code",
    severity="E",
    dimension="dung",
    subject="organisation",
    why="Mã sai một chữ số là cả chi bộ rơi sang đảng bộ khác mà không ai biết.",
    how=_ASK,
    needs=("organisations",),
    cases=(
        Case(
            key="missing",
            when=_code.is_null() & pl.col("is_active"),
            says="Tổ chức này chưa có mã.",
            missing=True,
        ),
        Case(
            key="lost_zero",
            when=~_fine & _padded.str.contains(dated.CODE_PATTERN),
            says="Mã “{value}” thiếu một chữ số, có thể đã mất số 0 ở đầu.",
            fix=_padded,
            confidence=0.9,
        ),
        Case(
            key="malformed",
            when=~_fine,
            says="Mã “{value}” không đúng dạng 14 chữ số (2·3·3·3·3).",
        ),
    ),
    good=(
        {},
        {"org_code": "38168053000001"},
        {"org_code": "38 168 053 000 001"},
        {"org_code": "38168" + "0530000"},
        {"org_code": None, "is_active": False},
    ),
    bad=(
        {"org_code": None},
        {"org_code": "1.168.053.000.001"},
        {"org_code": "38.168.53.000.001"},
        {"org_code": "38.168.O53.000.001"},
        {"org_code": "CB-BH"},
    ),
)

O02 = Rule(
    code="O02",
    title="Mỗi mã chỉ của một tổ chức đang hoạt động",
    field="org_code",
    severity="E",
    dimension="sach",
    subject="organisation",
    why="Hai tổ chức cùng mã thì đảng viên của hai nơi bị lẫn vào nhau.",
    how=_ASK,
    needs=("organisations",),
    cases=(
        Case(
            key="shared",
            when=pl.col("is_active") & (pl.col("same_code") > 0),
            says="Mã “{value}” còn ở {detail} tổ chức khác đang hoạt động.",
            detail=pl.col("same_code").cast(pl.String),
        ),
    ),
    good=({}, {"same_code": 1, "is_active": False}),
    bad=({"same_code": 1}, {"same_code": 3}),
)

O03 = Rule(
    code="O03",
    title="Mã bắt đầu bằng mã của tổ chức cấp trên",
    field="org_code",
    severity="E",
    dimension="thong_nhat",
    subject="organisation",
    why="Mã không theo cấp trên thì một trong hai mã đã ghi nhầm.",
    how=_ASK,
    needs=("organisations", "parent_code"),
    cases=(
        Case(
            key="not_under_parent",
            when=pl.col("is_active") & ~pl.col("code_under_parent"),
            says="Mã “{value}” không bắt đầu bằng mã cấp trên “{detail}”.",
            detail=pl.col("parent_code"),
        ),
    ),
    good=({}, {"code_under_parent": None}, {"code_under_parent": False, "is_active": False}),
    bad=({"code_under_parent": False, "org_code": "38.168.054.000.001"},),
)

RULES = (O01, O02, O03)
