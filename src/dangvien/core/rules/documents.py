"""Numbers on Party papers: V17 the card, V18 the file (lý lịch)."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules.rule import Case, Rule, fault, faulty

_card = pl.col("card_number")

V17 = Rule(
    code="V17",
    title="Số thẻ đảng viên có 8 chữ số, hoặc 12 chữ số như số căn cước",
    field="card_number",
    severity="E",
    dimension="dung",
    basis="Chỉ thị 29-CT/TW (thẻ 8 số); thẻ 12 số: cần xác nhận văn bản",
    why="Số thẻ sai thì không nhận đúng người khi đồng bộ lên Sổ tay đảng viên điện tử.",
    how="Nhìn thẻ đảng viên, chép lại đúng số.",
    cases=(
        faulty("card_number", "lost_zero", "Số thẻ đảng viên có thể đã mất số 0 ở đầu."),
        faulty("card_number", "letters", "Số thẻ đảng viên có lẫn chữ cái hoặc ký tự lạ."),
        faulty("card_number", "length", "Số thẻ đảng viên không đủ hoặc thừa chữ số."),
        Case(
            key="not_citizen_id",
            when=_card.str.contains(r"^\d{12}$") & ~fault("card_number", "placeholder")
            .fill_null(False) & pl.col("citizen_id__valid") & (_card != pl.col("citizen_id")),
            says="Số thẻ 12 số khác số căn cước.",
            severity="W",
            how="Nhìn thẻ đảng viên và thẻ căn cước; sửa ô ghi nhầm.",
        ),
    ),
    good=(
        {},
        {"card_number": "099175004321"},
        {"card_number": "38.012.467"},
        {"card_number": None},
        {"card_number": "chưa có"},  # V25
        {"card_number": "099175004322", "citizen_id": "99175004321"},  # V05
    ),
    bad=(
        {"card_number": "8012467"},
        {"card_number": "38O12467"},
        {"card_number": "380124"},
        {"card_number": "099175004322"},
    ),
)  # fmt: skip

V18 = Rule(
    code="V18",
    title="Số lý lịch gồm 6 chữ số và ký hiệu bằng chữ",
    field="file_number",
    severity="W",
    dimension="dung",
    basis="Hướng dẫn 12-HD/BTCTW năm 2012",
    why="Số lý lịch chỉ là duy nhất khi có đủ cả số và ký hiệu.",
    how="Nhìn bìa lý lịch đảng viên, chép đủ số và ký hiệu; không đổi ký hiệu tỉnh cũ.",
    cases=(
        faulty("file_number", "malformed", "Số lý lịch “{value}” chưa đúng dạng 6 số kèm ký hiệu."),
    ),
    good=({}, {"file_number": "004321ĐN"}, {"file_number": "004321 TH"}, {"file_number": None}),
    bad=({"file_number": "4321"}, {"file_number": "4321TH"}, {"file_number": "TH"}),
)

RULES = (V17, V18)
