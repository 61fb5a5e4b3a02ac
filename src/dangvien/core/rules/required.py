"""Empty boxes that no other rule names: V31 of the handbook profile, V32 of the basic data."""

from __future__ import annotations

from dangvien.core.rules.rule import Rule, active, empty

_SAYS = "{field} đang để trống."
_T1 = ("sex", "admission_date", "member_type")
_T2 = (
    "hometown", "permanent_address", "ethnicity", "religion", "admission_decision_date",
    "file_number",
)  # fmt: skip

_HOW = {"religion": "Xem lý lịch đảng viên rồi điền; không theo tôn giáo nào thì ghi “Không”."}

V31 = Rule(
    code="V31",
    title="Giới tính, ngày vào Đảng, loại đảng viên phải có",
    field="sex",
    severity="E",
    dimension="du",
    basis="Quy định 339-QĐ/TW",
    why="Thiếu ô này thì chưa đồng bộ được lên Sổ tay đảng viên điện tử.",
    how="Xem hồ sơ đảng viên rồi điền.",
    cases=tuple(empty(name, _SAYS, when=active()) for name in _T1),
    good=({}, {"sex": None, "status": "Từ trần"}, {"sex": "Khác thường"}, {"phone": None}),
    bad=({"sex": None}, {"admission_date": None}, {"member_type": None}),
)

V32 = Rule(
    code="V32",
    title="Dữ liệu cơ bản phải có đủ",
    field="hometown",
    severity="W",
    dimension="du",
    why="Đây là phần dữ liệu cơ bản cần đủ trong đợt làm sạch.",
    how="Xem lý lịch đảng viên rồi điền.",
    cases=tuple(empty(name, _SAYS, when=active(), how=_HOW.get(name)) for name in _T2),
    good=({}, {"religion": "Không"}, {"hometown": None, "status": "Đã chuyển đi"},
          {"birth_place": None}),
    bad=tuple({name: None} for name in _T2),
)  # fmt: skip

RULES = (V31, V32)
