"""People: O06 closed yet peopled, O07 and O08 sizes, O11 secretary, O12 paper count."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules import dated
from dangvien.core.rules.rule import Case, Rule

_on = pl.col("is_active")
_cell = pl.col("form_key").is_in(["chi_bo_co_so", "chi_bo_truc_thuoc"])
_found = pl.col("secretary_found")
_294 = "Quy định 294-QĐ/TW (nay là 208-QĐ/TW)"

O06 = Rule(
    code="O06",
    title="Tổ chức đã kết thúc không còn đảng viên đang sinh hoạt",
    field="org_status",
    severity="E",
    dimension="song",
    subject="organisation",
    why="Đảng viên còn ghi ở tổ chức đã kết thúc thì không thuộc chi bộ nào.",
    how="Chuyển từng đảng viên về chi bộ mới theo quyết định sắp xếp.",
    needs=("organisations",),
    cases=(
        Case(
            key="still_peopled",
            when=~_on & (pl.col("active") > 0),
            says="Tổ chức đã kết thúc nhưng còn {detail} đảng viên đang sinh hoạt.",
            detail=pl.col("active").cast(pl.String),
        ),
    ),
    good=({}, {"is_active": False, "active": 0, "members": 0}),
    bad=({"is_active": False, "active": 3},),
)

O07 = Rule(
    code="O07",
    title="Chi bộ có đảng viên, ít nhất 3 đảng viên chính thức",
    field="org_name",
    severity="W",
    dimension="dung",
    subject="organisation",
    basis=_294,
    why="Chi bộ lập khi có từ 3 đảng viên chính thức; ít hơn thường do ghi nhầm chi bộ.",
    how="Xem có ai bị ghi sang chi bộ khác không; nếu đúng thì báo cấp ủy cấp trên.",
    partly=("member_type",),
    dated=("cell_official",),
    cases=(
        Case(
            key="no_members",
            when=_on & _cell & (pl.col("members") == 0),
            says="“{value}” chưa có đảng viên nào trong danh sách.",
        ),
        Case(
            key="few_official",
            when=_on & _cell & (pl.col("official") < dated.number("cell_official")),
            says="“{value}” chỉ có {detail} đảng viên chính thức.",
            detail=pl.col("official").cast(pl.String),
        ),
    ),
    good=(
        {},
        {"official": 3, "members": 3},
        {"official": None},
        {"members": 0, "official": 0, "is_active": False},
        {"form_key": "dang_bo_co_so", "official": 0, "members": 0},
        {"form_key": "to_dang", "official": 0, "members": 0},
    ),
    bad=({"members": 0, "official": 0}, {"members": 5, "official": 2}),
)

O08 = Rule(
    code="O08",
    title="Đảng bộ cơ sở dưới 30 đảng viên có văn bản đồng ý",
    field="consent",
    severity="N",
    dimension="du",
    subject="organisation",
    basis=_294,
    why="Đảng bộ cơ sở dưới 30 đảng viên cần cấp ủy cấp trên đồng ý bằng văn bản.",
    how="Ghi số văn bản đồng ý; nếu chưa có thì báo cấp ủy cấp trên.",
    needs=("organisations",),
    dated=("committee_members",),
    cases=(
        Case(
            key="no_consent",
            when=_on & (pl.col("form_key") == "dang_bo_co_so") & pl.col("consent").is_null()
            & (pl.col("members") < dated.number("committee_members")),
            says="Đảng bộ có {detail} đảng viên mà chưa ghi văn bản đồng ý.",
            detail=pl.col("members").cast(pl.String),
        ),
    ),
    good=(
        {},
        {"form_key": "dang_bo_co_so", "members": 30},
        {"form_key": "dang_bo_co_so", "members": 25, "consent": "Công văn 12-CV/ĐU"},
        {"form_key": "chi_bo_co_so", "members": 12},
    ),
    bad=({"form_key": "dang_bo_co_so", "members": 29},),
)  # fmt: skip

O11 = Rule(
    code="O11",
    title="Bí thư được ghi và là đảng viên của tổ chức",
    field="secretary",
    severity="W",
    dimension="du",
    subject="organisation",
    why="Bí thư là người rà soát, ký xác nhận danh sách của tổ chức mình.",
    how="Ghi đúng họ tên bí thư đương nhiệm như trong danh sách đảng viên.",
    needs=("organisations",),
    cases=(
        Case(
            key="missing",
            when=_on & pl.col("secretary").is_null(),
            says="Chưa ghi bí thư.",
            missing=True,
        ),
        Case(
            key="not_active",
            when=_on & (_found == "not_active"),
            says="Bí thư {value} không còn ở trạng thái đang sinh hoạt.",
        ),
        Case(
            key="elsewhere",
            when=_on & _cell & (_found == "elsewhere"),
            says="Bí thư {value} đang ghi sinh hoạt ở chi bộ khác.",
        ),
        Case(
            key="absent",
            when=_on & (_found == "absent"),
            says="Bí thư {value} không có trong danh sách đảng viên.",
        ),
    ),
    good=(
        {},
        {"form_key": "dang_bo_co_so", "secretary_found": "elsewhere"},
        {"secretary": None, "secretary_found": None, "is_active": False},
    ),
    bad=(
        {"secretary": None, "secretary_found": None},
        {"secretary_found": "not_active"},
        {"secretary_found": "elsewhere"},
        {"secretary_found": "absent"},
    ),
)

O12 = Rule(
    code="O12",
    title="Số đảng viên trong danh sách khớp sổ giấy",
    field="paper_count",
    severity="E",
    dimension="du",
    subject="organisation",
    basis="Kế hoạch 17-KH/BCĐ",
    why="Lệch với sổ giấy nghĩa là còn thiếu người hoặc tính thừa người.",
    how="Đối chiếu từng người trong danh sách với sổ danh sách đảng viên của chi bộ.",
    any_of=("paper", "paper_count"),
    cases=(
        Case(
            key="differs",
            when=pl.col("members") != pl.col("paper"),
            says="Danh sách và sổ giấy ghi số đảng viên khác nhau: {detail}.",
            detail=pl.format("{}/{}", "members", "paper"),
        ),
    ),
    good=({}, {"paper": None}, {"members": 0, "paper": 0, "official": 0}),
    bad=({"paper": 25}, {"members": 23}),
)

RULES = (O06, O07, O08, O11, O12)
