"""The tree: O04 parents, O05 near-same names, O09 abolished units, O10 kinds."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules.rule import Case, Rule

_on = pl.col("is_active")
_parent = pl.col("parent_state")
_needs_parent = pl.col("form_key").is_in(["chi_bo_truc_thuoc", "dang_bo_bo_phan", "to_dang"])

O04 = Rule(
    code="O04",
    title="Tổ chức cấp trên có thật, đang hoạt động, đúng cấp",
    field="parent_code",
    severity="E",
    dimension="thong_nhat",
    subject="organisation",
    basis="Quy định 294-QĐ/TW (nay là 208-QĐ/TW)",
    why="Đặt sai chỗ trên cây thì số liệu cộng lên cấp trên bị sai.",
    how="Xem quyết định thành lập hoặc sắp xếp, ghi lại tổ chức cấp trên.",
    needs=("organisations", "parent_code"),
    cases=(
        Case(
            key="parent_missing",
            when=_on & (_parent == "missing"),
            says="Mã cấp trên “{value}” không có trong danh sách tổ chức đảng.",
        ),
        Case(
            key="parent_closed",
            when=_on & (_parent == "closed"),
            says="Tổ chức cấp trên “{value}” đã kết thúc hoạt động.",
        ),
        Case(
            key="no_parent",
            when=_on & (_parent == "none") & _needs_parent,
            says="Chưa ghi tổ chức cấp trên.",
        ),
        Case(
            key="not_allowed",
            when=_on & ~pl.col("child_allowed"),
            says="Hình thức của tổ chức này không thể đứng ngay dưới tổ chức cấp trên đã ghi.",
        ),
    ),
    good=(
        {},
        {"form_key": "tinh", "parent_code": None, "parent_state": "none", "child_allowed": None},
        {"child_allowed": None},
        {"parent_state": "closed", "is_active": False},
        {"form_key": "to_dang", "parent_form": "chi_bo_truc_thuoc"},
    ),
    bad=(
        {"parent_state": "missing"},
        {"parent_state": "closed"},
        {"parent_code": None, "parent_state": "none", "child_allowed": None},
        {"parent_form": "chi_bo_truc_thuoc", "child_allowed": False},
    ),
)

O05 = Rule(
    code="O05",
    title="Không có hai tổ chức gần trùng tên dưới một cấp trên",
    field="org_name",
    severity="W",
    dimension="sach",
    subject="organisation",
    why="Hai cách viết của một chi bộ làm đảng viên bị chia làm đôi.",
    how="Nếu là một chi bộ thì giữ một tên, một mã; nếu là hai thì giữ nguyên.",
    cases=(
        Case(
            key="twin",
            when=_on & pl.col("twin_name").is_not_null(),
            says="Tên “{value}” gần trùng với “{detail}”.",
            detail=pl.col("twin_name"),
        ),
    ),
    good=({}, {"twin_name": "Chi bộ bản Hậu 1", "is_active": False}),
    bad=({"twin_name": "Chi bộ Bản Hậu"},),
)

O09 = Rule(
    code="O09",
    title="Tên không còn mang đơn vị hành chính đã bỏ",
    field="org_name",
    severity="W",
    dimension="thong_nhat",
    subject="organisation",
    basis="Quyết định 19/2025/QĐ-TTg",
    why="Từ 01/7/2025 không còn huyện, quận, thị trấn; tên cũ dễ làm nhầm cấp.",
    how="Đề nghị cấp ủy cấp trên xem lại tên; nếu có quyết định giữ tên cũ thì để nguyên.",
    cases=(
        Case(
            key="abolished",
            when=_on & pl.col("abolished").is_not_null(),
            says="Tên “{value}” còn nhắc “{detail}”.",
            detail=pl.col("abolished"),
        ),
    ),
    good=({}, {"abolished": "huyện", "is_active": False}),
    bad=({"org_name": "Chi bộ Trường THCS huyện Quan Sơn", "abolished": "huyện"},),
)

O10 = Rule(
    code="O10",
    title="Loại hình tổ chức có và còn dùng",
    field="kind",
    severity="W",
    dimension="thong_nhat",
    subject="organisation",
    why="Loại hình thiếu hoặc sai thì tổ chức không vào được biểu thống kê.",
    how="Chọn loại hình theo danh mục đang dùng.",
    needs=("organisations",),
    cases=(
        Case(
            key="missing",
            when=_on & pl.col("kind").is_null(),
            says="Tổ chức này chưa ghi loại hình.",
            missing=True,
        ),
        Case(
            key="obsolete",
            when=_on & (pl.col("kind_state") == "obsolete"),
            says="Loại hình “{value}” không còn dùng.",
        ),
        Case(
            key="unknown",
            when=_on & (pl.col("kind_state") == "unknown"),
            says="Loại hình “{value}” không có trong danh mục.",
        ),
    ),
    good=({}, {"kind": None, "kind_state": None, "is_active": False}),
    bad=(
        {"kind": None, "kind_state": None},
        {"kind": "Thị trấn", "kind_state": "obsolete"},
        {"kind": "Linh tinh", "kind_state": "unknown"},
    ),
)

RULES = (O04, O05, O09, O10)
