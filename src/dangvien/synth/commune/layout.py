"""Which row goes into which file and section, in which columns."""

from __future__ import annotations

from dataclasses import dataclass

from dangvien.synth.record import HEADINGS

BOOK, COMMA, OLD_FONT = "danh-sach-dang-vien.xlsx", "ds-truong-mam-non.csv", "ds-ban-hon-phay.xlsx"
IN_COMMA, IN_OLD_FONT = "Chi bộ Trường Mầm non", "Chi bộ bản Hón Pháy"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: field (None: running number), heading, heading above, width."""

    field: str | None
    heading: str
    above: str | None = None
    width: int = 12


COLUMNS: tuple[Column, ...] = (
    Column(None, "STT", width=5),
    Column("full_name", "Họ và tên", width=24),
    Column("sex", "Giới tính", width=8),
    Column("birth_date", "Ngày sinh"),
    Column("citizen_id", "Số CCCD", "Căn cước, chứng minh nhân dân", 15),
    Column("old_id_number", "Số CMND cũ", "Căn cước, chứng minh nhân dân"),
    Column("card_number", "Số thẻ đảng viên", "Thẻ và lý lịch đảng viên", 14),
    Column("file_number", "Số lý lịch", "Thẻ và lý lịch đảng viên"),
    Column("phone", "Số ĐT", width=13),
    Column("ethnicity", "Dân tộc", width=9),
    Column("religion", "Tôn giáo", width=9),
    Column("hometown", "Quê quán", width=34),
    Column("permanent_address", "Nơi thường trú", width=40),
    Column("admission_date", "Ngày vào Đảng", "Thời gian"),
    Column("admission_decision_date", "Ngày QĐ kết nạp", "Thời gian"),
    Column("official_date", "Ngày chính thức", "Thời gian"),
    Column("member_type", "Loại đảng viên"),
    Column("status", "Trạng thái", width=16),
    Column("org_name", "Chi bộ đang SH", width=26),
    Column("occupation", "Nghề nghiệp"),
    Column("residence_cell", "CB nơi cư trú", width=30),
    Column("temporary_cell", "Chi bộ SHĐ tạm thời", width=14),
    Column("exemption_date", "Ngày miễn"),
    Column("political_theory", "LLCT"),
    Column("professional_level", "CMNV"),
    Column("badge", "Huy hiệu Đảng"),
    Column("verified_date", "Ngày đối chiếu"),
    Column("note", "Ghi chú", width=30),
)

# The list of one cell, kept by a school office: fewer columns, another order.
PLAIN: tuple[str, ...] = (
    "full_name", "birth_date", "sex", "ethnicity", "religion", "citizen_id", "old_id_number",
    "phone", "card_number", "file_number", "hometown", "permanent_address", "admission_date",
    "admission_decision_date", "official_date", "member_type", "status", "occupation",
    "residence_cell", "exemption_date", "political_theory", "professional_level", "badge",
    "verified_date", "note",
)  # fmt: skip


def plain_headings() -> list[str]:
    """Headings of the short lists."""
    return ["TT", *(HEADINGS[field] for field in PLAIN)]
