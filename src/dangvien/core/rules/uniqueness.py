"""Between rows: V09 citizen id, V10 card and file number, V11 duplicates, V30 counted twice.

The counts come as facts that leave out people who have left or are in transit, so that a lawful
transfer is no finding; a person counted at home and at the temporary cell is V30 alone.
"""

from __future__ import annotations

import polars as pl

from dangvien.core.rules.rule import Case, Rule

_OTHERS = "Mở các hồ sơ cùng số, đối chiếu với giấy tờ gốc, sửa hồ sơ ghi nhầm."

V09 = Rule(
    code="V09",
    title="Mỗi số căn cước chỉ của một người",
    field="citizen_id",
    severity="E",
    dimension="sach",
    basis="Luật Căn cước",
    why="Hai hồ sơ cùng số căn cước thì không hồ sơ nào đồng bộ được.",
    how=_OTHERS + " Nếu là một người thì đề nghị gộp.",
    cases=(
        Case(
            key="shared",
            when=pl.col("same_citizen_id") > 0,
            says="Số căn cước này còn ở {detail} hồ sơ khác.",
            detail=pl.col("same_citizen_id").cast(pl.String),
        ),
    ),
    good=({}, {"same_phone": 3}, {"citizen_id": None}),
    bad=({"same_citizen_id": 1}, {"same_citizen_id": 4}),
)


def _shared(field: str, fact: str) -> Case:
    # A 12-digit card that repeats the citizen id is the cause that V09 has named already.
    copies_id = (pl.col(field) == pl.col("citizen_id")) & (pl.col("same_citizen_id") > 0)
    return Case(
        key="shared",
        when=(pl.col(fact) > 0) & ~copies_id.fill_null(False),
        says="{field} này còn ở {detail} hồ sơ khác.",
        field=field,
        detail=pl.col(fact).cast(pl.String),
    )


V10 = Rule(
    code="V10",
    title="Số thẻ và số lý lịch không trùng với người khác",
    field="card_number",
    severity="E",
    dimension="sach",
    why="Mỗi thẻ, mỗi lý lịch chỉ của một người; trùng số là có hồ sơ ghi nhầm.",
    how=_OTHERS,
    cases=(_shared("card_number", "same_card"), _shared("file_number", "same_file_number")),
    good=(
        {},
        {"same_phone": 2},
        {"card_number": "099175004321", "same_card": 1, "same_citizen_id": 1},  # V09
    ),
    bad=({"same_card": 1}, {"same_file_number": 2}, {"same_card": 1, "same_citizen_id": 1}),
)

V11 = Rule(
    code="V11",
    title="Nghi hai hồ sơ của cùng một người",
    field="full_name",
    severity="W",
    dimension="sach",
    why="Một người có hai hồ sơ thì số đảng viên bị tính thừa.",
    how="Xem hai hồ sơ cạnh nhau, trả lời: một người, hai người, hay chưa rõ. Máy không tự gộp.",
    needs=("twin_row",),
    cases=(
        Case(
            key="twin",
            when=pl.col("twin_row").is_not_null(),
            says="Hồ sơ này rất giống hồ sơ ở dòng {detail}.",
            detail=pl.col("twin_row"),
        ),
    ),
    good=({}, {"same_phone": 1}),
    bad=({"twin_row": "mau.xlsx#Danh sách#9", "twin_probability": 0.97},),
)

V30 = Rule(
    code="V30",
    title="Sinh hoạt tạm thời chỉ tính ở chi bộ chính thức",
    field="org_name",
    severity="E",
    dimension="sach",
    basis="Quy định 294-QĐ/TW (nay là 208-QĐ/TW)",
    why="Người sinh hoạt tạm thời vẫn tính ở chi bộ cũ; ghi ở cả hai nơi thì tính hai lần.",
    how="Giữ một dòng ở chi bộ chính thức; nơi tạm thời ghi vào ô Chi bộ sinh hoạt tạm thời.",
    any_of=("temporary_cell", "note"),
    cases=(
        Case(
            key="counted_twice",
            when=pl.col("counted_twice"),
            says="Người này đang được tính ở hai chi bộ, trong đó một nơi là sinh hoạt tạm thời.",
        ),
    ),
    good=({}, {"temporary_cell": "Chi bộ Trường THPT Quan Sơn"}),
    bad=({"counted_twice": True, "temporary_cell": "Chi bộ Trường THPT Quan Sơn"},),
)

RULES = (V09, V10, V11, V30)
