"""The member's unit: V19 a living cell, V34 stated one way, V28 residence, V29 vanished."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules.rule import Case, Rule, active, fault, given, here

_state = pl.col("unit_state")
_filler = fault("org_name", "placeholder").fill_null(False)  # V25 says it

V19 = Rule(
    code="V19",
    title="Chi bộ đang sinh hoạt có thật, đang hoạt động",
    field="org_name",
    severity="E",
    dimension="thong_nhat",
    basis="Quy định 339-QĐ/TW",
    why="Không rõ chi bộ thì không tính được người này vào đâu.",
    how="Chọn đúng chi bộ trong danh sách tổ chức đảng.",
    partly=("organisations",),
    cases=(
        Case(
            key="not_given",
            when=here() & (_state == "not_given") & ~_filler,
            says="Chưa ghi chi bộ đang sinh hoạt.",
            missing=True,
        ),
        Case(
            key="near",
            when=here() & (_state == "unknown") & pl.col("unit_guess").is_not_null(),
            says="Chi bộ “{value}” không có trong danh sách tổ chức đảng; gần giống “{fix}”.",
            fix=pl.col("unit_guess"),
            confidence=0.8,
            detail=pl.col("unit_guess_code"),
        ),
        Case(
            key="unknown",
            when=here() & (_state == "unknown"),
            says="Chi bộ “{value}” không có trong danh sách tổ chức đảng.",
        ),
        Case(
            key="closed",
            when=here() & (_state == "closed"),
            says="Chi bộ “{value}” đã kết thúc hoạt động.",
        ),
        Case(
            key="not_leaf",
            when=here() & (_state == "active") & ~pl.col("unit_is_leaf"),
            says="“{value}” còn có chi bộ bên dưới, không phải nơi đảng viên trực tiếp sinh hoạt.",
        ),
    ),
    good=(
        {},
        {"unit_state": "no_list"},
        {"unit_state": "closed", "status": "Từ trần"},
        {"unit_state": "unknown", "status": "Đã chuyển đi"},
    ),
    bad=(
        {"unit_state": "not_given", "org_name": None, "org_code": None},
        {"unit_state": "unknown"},
        {"unit_state": "unknown", "unit_match": "near", "unit_guess": "Chi bộ bản Hậu 1"},
        {"unit_state": "closed"},
        {"unit_is_leaf": False},
    ),
)

V34 = Rule(
    code="V34",
    title="Chi bộ của dòng khớp với mục trong danh sách",
    field="org_name",
    severity="W",
    dimension="thong_nhat",
    why="Hai chỗ ghi hai chi bộ thì dễ tính nhầm đơn vị; máy lấy chỗ ghi ở chính dòng này.",
    how="Hỏi chi bộ rồi sửa chỗ ghi nhầm.",
    cases=(
        Case(
            key="section",
            when=here() & pl.col("section_disagrees").is_not_null(),
            says="Chi bộ của dòng này ghi là “{value}”, chỗ khác trong danh sách ghi “{detail}”.",
            detail=pl.col("section_disagrees"),
        ),
    ),
    good=({}, {"section": "Chi bộ bản Hậu"}),
    bad=({"section_disagrees": "Chi bộ bản Sại"},),
)

_WORK = (
    r"(?i)công chức|viên chức|cán bộ|giáo viên|giảng viên|bác sĩ|bác sỹ|y sĩ|y sỹ|điều dưỡng|"
    r"dược sĩ|công nhân|nhân viên|chuyên viên|kế toán|kỹ sư|kỹ thuật viên|bộ đội|sĩ quan|"
    r"quân nhân|công an|kiểm lâm|hiệu trưởng|giám đốc|hộ sinh|nữ hộ sinh|lái xe|thủ quỹ|thủ kho"
)
_NO_WORK = (
    r"(?i)hưu|nghỉ|nguyên |cựu|thôi việc|mất sức|nông dân|làm ruộng|nội trợ|học sinh|"
    r"sinh viên|học viên|không chuyên trách|cán bộ (thôn|bản|ấp|xóm|tổ dân phố|khu phố)"
)
_REASON = r"(?i)\b213\b|lưu động|doanh trại|nơi cư trú"

V28 = Rule(
    code="V28",
    title="Đảng viên đang công tác có chi bộ nơi cư trú",
    field="residence_cell",
    severity="N",
    dimension="du",
    basis="Quy định 213-QĐ/TW; Hướng dẫn 33-HD/BTCTW",
    why="Đảng viên đang công tác giữ mối liên hệ với chi bộ nơi cư trú.",
    how="Ghi chi bộ nơi cư trú; nếu thuộc diện không phải giới thiệu thì ghi lý do vào Ghi chú.",
    needs=("occupation", "residence_cell"),
    cases=(
        Case(
            key="no_residence_cell",
            when=active() & ~given("residence_cell")
            & pl.col("occupation").str.contains(_WORK)
            & ~pl.col("occupation").str.contains(_NO_WORK)
            & ~pl.col("note").str.contains(_REASON).fill_null(False),
            says="Đang công tác ({detail}) nhưng chưa ghi chi bộ nơi cư trú.",
            detail=pl.col("occupation"),
        ),
    ),
    good=(
        {},
        {"occupation": "Giáo viên nghỉ hưu"},
        {"occupation": "Cán bộ hưu trí"},
        {"occupation": "Sinh viên"},
        {"occupation": "Học viên sĩ quan"},
        {"occupation": "Giáo viên", "residence_cell": "Chi bộ khu phố 2"},
        {"occupation": "Sĩ quan", "note": "Không thuộc diện giới thiệu theo 213-QĐ/TW"},
        {"occupation": "Giáo viên", "status": "Miễn sinh hoạt"},
        {"occupation": None},
    ),
    bad=(
        {"occupation": "Giáo viên"},
        {"occupation": "công chức xã"},
        {"occupation": "Bộ đội"},
        {"occupation": "Công nhân", "note": "đi làm xa"},
    ),
)  # fmt: skip

V29 = Rule(
    code="V29",
    title="Người có trong danh sách trước không tự mất đi",
    field="status",
    severity="E",
    dimension="song",
    basis="Kế hoạch 17-KH/BCĐ",
    why="Ra khỏi danh sách phải có lý do: chuyển đi, từ trần, xóa tên, khai trừ hoặc xin ra.",
    how="Hỏi chi bộ lý do rồi ghi trạng thái; nếu bỏ sót thì ghi lại vào danh sách.",
    needs=("previous",),
    cases=(
        Case(
            key="vanished",
            when=pl.col("left_list"),
            says="Có trong danh sách kỳ trước, kỳ này không thấy và chưa rõ lý do.",
        ),
    ),
    good=({}, {"status": "Đã chuyển đi"}),
    bad=({"left_list": True},),
)

RULES = (V19, V28, V29, V34)
