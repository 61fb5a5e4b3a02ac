"""V22: the phone number is there, well formed and the member's own."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules.rule import Case, Rule, active, empty, faulty

_PHONE = "phone"

V22 = Rule(
    code="V22",
    title="Số điện thoại có, đúng dạng, của chính đảng viên",
    field=_PHONE,
    severity="W",
    dimension="dung",
    basis="Quy định 339-QĐ/TW",
    why="Số điện thoại là một trong chín thông tin của Sổ tay đảng viên điện tử.",
    how="Hỏi lại đồng chí ấy rồi ghi một số di động 10 chữ số.",
    cases=(
        empty(_PHONE, "Chưa có số điện thoại.", when=active()),
        faulty(_PHONE, "old_prefix", "Số điện thoại {value} còn 11 số, đầu số cũ trước năm 2018."),
        faulty(_PHONE, "lost_zero", "Số điện thoại {value} thiếu số 0 ở đầu."),
        faulty(_PHONE, "country_code", "Số điện thoại {value} ghi kèm mã quốc gia."),
        faulty(_PHONE, "several", "Ô điện thoại ghi nhiều số: {value}."),
        faulty(_PHONE, "remark", "Ô điện thoại ghi thêm chú thích: {value}."),
        faulty(_PHONE, "malformed", "Số điện thoại {value} chưa đúng dạng."),
        Case(
            key="shared",
            when=pl.col("same_phone") > 0,
            says="Số điện thoại {value} còn ở {detail} hồ sơ khác.",
            detail=pl.col("same_phone").cast(pl.String),
            how="Hỏi xem số này của ai. Người nhà dùng chung thì giữ được, ghi rõ vào Ghi chú.",
        ),
    ),
    good=(
        {},
        {"phone": "0990.203.045"},
        {"phone": "0990 203 045"},
        {"phone": None, "status": "Từ trần"},
        {"phone": "0" * 10},  # V25
    ),
    bad=(
        {"phone": None},
        {"phone": "0168 203 0456"},
        {"phone": "99020" + "3045"},
        {"phone": "+84990203045"},
        {"phone": "0990203045 (con trai)"},
        {"phone": "0990203045 - 0990203046"},
        {"phone": "0990203"},
        {"same_phone": 2},
    ),
)

RULES = (V22,)
