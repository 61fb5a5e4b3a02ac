"""The standard record: every field once, with its label, tier and kind.

Tiers: T1 is the nine fields of the handbook profile (Quy định 339-QĐ/TW), T2 the "basic data" of a
campaign, T3 the rest of the member form. Headings that mean a field are data:
`reference/data/headings.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "name", "sex", "date", "citizen_id", "old_id", "card", "file_number", "phone", "ethnicity",
    "religion", "address", "member_type", "status", "code", "organisation", "text",
]  # fmt: skip
Required = Literal["all", "official", "optional"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a member or an organisation."""

    name: str
    label: str
    tier: int
    kind: Kind
    required: Required = "optional"
    identity: bool = False


MEMBER: tuple[Field, ...] = (
    Field("full_name", "Họ và tên", 1, "name", "all", identity=True),
    Field("sex", "Giới tính", 1, "sex", "all"),
    Field("birth_date", "Ngày sinh", 1, "date", "all", identity=True),
    Field("citizen_id", "Số căn cước", 1, "citizen_id", "all", identity=True),
    Field("old_id_number", "Số CMND cũ", 2, "old_id"),
    Field("card_number", "Số thẻ đảng viên", 1, "card", "official"),
    Field("file_number", "Số lý lịch", 2, "file_number", "all"),
    Field("phone", "Số điện thoại", 1, "phone"),
    Field("ethnicity", "Dân tộc", 2, "ethnicity", "all"),
    Field("religion", "Tôn giáo", 2, "religion", "all"),
    Field("hometown", "Quê quán", 2, "address", "all"),
    Field("permanent_address", "Nơi thường trú", 2, "address", "all"),
    Field("admission_date", "Ngày vào Đảng", 1, "date", "all", identity=True),
    Field("admission_decision_date", "Ngày quyết định kết nạp", 2, "date", "all", identity=True),
    Field("official_date", "Ngày chính thức", 1, "date", "official", identity=True),
    Field("member_type", "Loại đảng viên", 1, "member_type", "all"),
    Field("status", "Trạng thái", 1, "status"),
    Field("org_code", "Mã tổ chức đảng", 1, "organisation"),
    Field("org_name", "Chi bộ đang sinh hoạt", 1, "organisation", "all"),
    Field("other_name", "Tên gọi khác", 2, "text"),
    Field("id_birth_date", "Ngày sinh theo căn cước", 1, "date"),
    Field("temporary_address", "Nơi tạm trú", 2, "address"),
    Field("temporary_cell", "Chi bộ sinh hoạt tạm thời", 2, "text"),
    Field("residence_cell", "Chi bộ nơi cư trú", 2, "text"),
    Field("party_position", "Chức vụ đảng", 2, "text"),
    Field("government_position", "Chức vụ chính quyền", 2, "text"),
    Field("workplace", "Đơn vị công tác", 2, "text"),
    Field("exemption_date", "Ngày miễn công tác và sinh hoạt", 2, "date"),
    Field("political_theory", "Lý luận chính trị", 2, "code"),
    Field("professional_level", "Chuyên môn nghiệp vụ", 2, "code"),
    Field("occupation", "Nghề nghiệp", 3, "text"),
    Field("education", "Giáo dục phổ thông", 3, "text"),
    Field("birth_place", "Nơi sinh", 3, "address"),
    Field("badge", "Huy hiệu Đảng", 3, "text"),
    Field("verified_date", "Ngày đối chiếu gần nhất", 2, "date"),
    Field("note", "Ghi chú", 3, "text"),
)

ORGANISATION: tuple[Field, ...] = (
    Field("org_code", "Mã tổ chức đảng", 1, "organisation", "all"),
    Field("org_name", "Tên tổ chức đảng", 1, "organisation", "all"),
    Field("parent_code", "Mã tổ chức đảng cấp trên", 1, "organisation"),
    Field("form", "Hình thức", 1, "text"),
    Field("kind", "Loại hình", 1, "text"),
    Field("org_status", "Trạng thái", 1, "text"),
    Field("founded_date", "Ngày thành lập", 1, "date"),
    Field("closed_date", "Ngày giải thể", 1, "date"),
    Field("secretary", "Bí thư", 1, "text"),
    Field("consent", "Văn bản đồng ý", 1, "text"),
    Field("paper_count", "Số đảng viên", 1, "text"),
)

FIELDS: dict[str, Field] = {field.name: field for field in (*MEMBER, *ORGANISATION[2:])}

# The nine boxes of T1. A member's unit is one box, however it is known (code, name or section row).
BOXES: tuple[str, ...] = (
    "full_name", "birth_date", "sex", "admission_date", "official_date",
    "card_number", "org_name", "citizen_id", "phone",
)  # fmt: skip

SEXES = ("nam", "nữ")
MEMBER_TYPES = ("official", "probationary")
STATUSES = (
    "active", "exempt", "suspended", "in_transit", "transferred",
    "died", "struck_off", "resigned", "expelled", "missing",
)  # fmt: skip
PRESENT = ("active", "exempt", "suspended", "in_transit")  # counted in `members`

LABELS_OF_VALUES: dict[str, str] = {
    "nam": "Nam",
    "nữ": "Nữ",
    "official": "Chính thức",
    "probationary": "Dự bị",
    "active": "Đang sinh hoạt",
    "exempt": "Miễn công tác và sinh hoạt",
    "suspended": "Đình chỉ sinh hoạt",
    "in_transit": "Chờ chuyển sinh hoạt",
    "transferred": "Đã chuyển đi",
    "died": "Từ trần",
    "struck_off": "Xóa tên",
    "resigned": "Xin ra khỏi Đảng",
    "expelled": "Khai trừ",
    "missing": "Không còn trong danh sách",
}


def names(fields: Iterable[Field] = MEMBER) -> list[str]:
    """Names of the fields, in the order of the standard record."""
    return [field.name for field in fields]


def required(tier: int) -> list[Field]:
    """Fields that a member of the tier must have (some of official members only)."""
    return [field for field in MEMBER if field.tier <= tier and field.required != "optional"]
