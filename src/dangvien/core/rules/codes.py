"""Coded values: V23 lists of names, V35 sex, type and status that cannot be understood."""

from __future__ import annotations

from dangvien.core.rules.rule import Case, Rule, faulty

_LISTS = ("ethnicity", "religion", "political_theory", "professional_level")


def _coded(name: str) -> tuple[Case, ...]:
    return (
        faulty(name, "bare_code", "{field} chỉ ghi mã {value}, chưa rõ theo bảng mã nào."),
        faulty(name, "unknown", "{field} “{value}” không có trong danh mục."),
    )


V23 = Rule(
    code="V23",
    title="Dân tộc, tôn giáo, lý luận, chuyên môn theo danh mục",
    field="ethnicity",
    severity="W",
    dimension="thong_nhat",
    basis="Quyết định 121-TCTK/PPCĐ (danh mục dân tộc); các danh mục khác: quy tắc nội bộ",
    why="Ghi ngoài danh mục thì không vào được biểu thống kê.",
    how="Xem lý lịch, ghi theo tên trong danh mục; tên gọi địa phương ghi thêm vào Ghi chú.",
    cases=tuple(case for name in _LISTS for case in _coded(name)),
    good=(
        {},
        {"ethnicity": "kinh"},
        {"ethnicity": "H'Mông"},
        {"religion": "không"},
        {"religion": None},  # V32
        {"political_theory": "Trung cấp"},
        {"professional_level": "Đại học"},
    ),
    bad=(
        {"ethnicity": "Người Việt gốc núi"},
        {"ethnicity": "07"},
        {"religion": "Đạo lạ"},
        {"political_theory": "Khá giỏi"},
        {"professional_level": "Nhiều năm kinh nghiệm"},
    ),
)

V35 = Rule(
    code="V35",
    title="Giới tính, loại đảng viên, trạng thái ghi theo danh mục",
    field="sex",
    severity="W",
    dimension="dung",
    why="Máy không hiểu thì không biết tính người này vào đâu.",
    how="Ghi lại theo một trong các giá trị của danh mục.",
    cases=(
        faulty(
            "sex", "unknown", "Giới tính “{value}” không nhận ra.", how="Ghi “Nam” hoặc “Nữ”."
        ),
        faulty(
            "member_type", "unknown", "Loại đảng viên “{value}” không nhận ra.",
            how="Ghi “Chính thức” hoặc “Dự bị”.",
        ),
        faulty("status", "unknown", "Trạng thái “{value}” không nhận ra."),
    ),
    good=({}, {"sex": "nữ"}, {"sex": None}, {"member_type": "CT"}, {"status": None}),
    bad=({"sex": "Khác thường"}, {"member_type": "Ba lăm"}, {"status": "Xem sau"}),
)  # fmt: skip

RULES = (V23, V35)
