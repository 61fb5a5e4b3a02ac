"""Names of villages, schools, agencies and firms after which cells are called."""

from __future__ import annotations

from dataclasses import dataclass

# Forms and kinds (loại hình) as an organisation list writes them.
TOP = "Đảng bộ trực thuộc Trung ương"
PROVINCE, UPPER = "Đảng bộ tỉnh", "Đảng bộ cấp trên trực tiếp cơ sở"
COMMITTEE, BASE_CELL = "Đảng bộ cơ sở", "Chi bộ cơ sở"
SECTION, CELL = "Đảng bộ bộ phận", "Chi bộ trực thuộc"
ACTIVE, CLOSED = "Đang hoạt động", "Đã giải thể"

PARTY, STATE = "Cơ quan Đảng, MTTQ, đoàn thể", "Cơ quan Nhà nước"
SERVICE, ARMY, POLICE, FIRM = "Đơn vị sự nghiệp", "Quân đội", "Công an", "Doanh nghiệp"


@dataclass(frozen=True, slots=True)
class Trade:
    """What the members of a cell do: kind of organisation, share of cells, cell names."""

    kind: str
    share: float
    names: tuple[str, ...]


# Names take the place in braces: {x} is the commune or the province.
COMMUNE: dict[str, Trade] = {
    "school": Trade(SERVICE, 0.15, (
        "Trường Tiểu học {x}", "Trường Trung học cơ sở {x}", "Trường Mầm non {x}",
        "Trường Trung học phổ thông {x}", "Trường Mầm non Hoa Sen", "Trường Mầm non Họa Mi",
        "Trường Tiểu học và Trung học cơ sở {x}", "Trường Tiểu học Kim Đồng",
        "Trường Tiểu học Lê Văn Tám", "Trường Trung học cơ sở Võ Thị Sáu")),
    "health": Trade(SERVICE, 0.03, ("Trạm Y tế {x}", "Bệnh viện đa khoa {x}", "Phòng khám {x}")),
    "party": Trade(PARTY, 0.03, ("Cơ quan Đảng, MTTQ {x}", "Ban Xây dựng Đảng {x}")),
    "state": Trade(STATE, 0.06, (
        "Cơ quan UBND {x}", "Trung tâm Phục vụ hành chính công {x}", "Phòng Kinh tế {x}",
        "Phòng Văn hóa - Xã hội {x}", "Văn phòng HĐND và UBND {x}", "Thuế cơ sở {x}")),
    "army": Trade(ARMY, 0.02, ("Quân sự {x}", "Đồn Biên phòng {x}")),
    "police": Trade(POLICE, 0.02, ("Công an {x}", "Tổ Cảnh sát {x}")),
    "firm": Trade(FIRM, 0.07, (
        "HTX Nông - lâm nghiệp {x}", "HTX Dịch vụ nông nghiệp {x}", "Điện lực {x}",
        "Công ty TNHH may {x}", "Quỹ Tín dụng nhân dân {x}", "Công ty Cổ phần xây dựng {x}",
        "Agribank {x}", "Chợ {x}", "Công ty Cổ phần dược {x}")),
}  # fmt: skip

PROVINCIAL: dict[str, Trade] = {
    "party": Trade(PARTY, 0.3, (
        "Ban Tổ chức {x}", "Ủy ban Kiểm tra {x}", "Ban Tuyên giáo và Dân vận {x}", "Văn phòng {x}",
        "Ban Nội chính {x}", "Hội Nông dân {x}", "Hội Liên hiệp Phụ nữ {x}", "Báo và Đài {x}")),
    "state": Trade(STATE, 0.4, tuple(f"Sở {name} {{x}}" for name in (
        "Nội vụ", "Tài chính", "Xây dựng", "Y tế", "Tư pháp", "Công Thương",
        "Nông nghiệp và Môi trường", "Khoa học và Công nghệ", "Giáo dục và Đào tạo"))),
    "school": Trade(SERVICE, 0.15, (
        "Trường Đại học {x}", "Trường Cao đẳng {x}", "Trường Chính trị {x}", "Trường Chuyên {x}")),
    "health": Trade(SERVICE, 0.1, ("Bệnh viện đa khoa {x}", "Bệnh viện Phụ sản {x}", "CDC {x}")),
    "firm": Trade(FIRM, 0.15, ("Công ty Cấp nước {x}", "Công ty Xổ số {x}", "Viễn thông {x}")),
}  # fmt: skip

CENTRAL: tuple[tuple[str, str, str], ...] = (
    ("97", "Đảng bộ Quân đội", "army"),
    ("98", "Đảng bộ Công an Trung ương", "police"),
    ("99", "Đảng bộ Chính phủ", "state"),
)
CENTRAL_CODES = frozenset(code for code, _, _ in CENTRAL)
CENTRAL_UNITS: dict[str, tuple[str, ...]] = {
    "army": ("Quân khu 1", "Quân khu 2", "Quân khu 3", "Quân khu 4", "Quân khu 5", "Quân khu 7",
             "Quân khu 9", "Quân chủng Hải quân", "Binh đoàn 12", "Học viện Quốc phòng"),
    "police": ("Cục Hậu cần", "Cục Tổ chức cán bộ", "Học viện Cảnh sát", "Cục Cảnh sát giao thông"),
    "state": ("Bộ Tài chính", "Bộ Nội vụ", "Bộ Y tế", "Bộ Xây dựng", "Bộ Công Thương", "Bộ Tư pháp",
              "Tập đoàn Điện lực", "Tổng công ty Đường sắt", "Ngân hàng Nhà nước"),
}  # fmt: skip
CENTRAL_CELLS: dict[str, tuple[str, ...]] = {
    "army": ("Đại đội {n}", "Tiểu đoàn {n}", "Phòng Tham mưu {n}", "Kho {n}", "Trạm Ra đa {n}"),
    "police": ("Phòng {n}", "Đội {n}", "Khoa {n}"),
    "state": ("Vụ {n}", "Cục {n}", "Phòng {n}", "Trung tâm {n}"),
}

UPLAND = frozenset((
    "04", "08", "11", "12", "14", "15", "19", "20", "25", "38", "40", "44", "48", "51", "52", "56",
    "66", "68",
))  # fmt: skip
SOUTHERN = frozenset(("75", "79", "80", "82", "86", "91", "92", "96"))
