"""The 24 cells of the demonstration commune, as its pictures show them."""

from __future__ import annotations

from dataclasses import dataclass

COMMUNE, PARENT_NAME, PARENT_CODE = "15019", "Đảng bộ xã Tam Lư", "38.150.000.000.000"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: secretary, active members, how many of them are ready, members who are not active."""

    name: str
    secretary: str
    active: int
    ready: int
    others: int
    trade: str = "village"


CELLS: tuple[Cell, ...] = (
    Cell("Chi bộ bản Xía Nọi", "Thao Văn Dếnh", 24, 4, 2),
    Cell("Chi bộ bản Hón Pháy", "Lộc Văn Chựa", 22, 5, 1),
    Cell("Chi bộ bản Piềng Mòn", "Ngân Văn Púm", 27, 7, 2),
    Cell("Chi bộ bản Pọng Ca", "Phạm Bá Luyến", 28, 12, 1),
    Cell("Chi bộ bản Che Khót", "Hà Công Thức", 31, 14, 2),
    Cell("Chi bộ bản Bôn Hạ", "Vi Thị Lựu", 29, 15, 1),
    Cell("Chi bộ bản Mường Hin", "Ngân Thị Bích", 30, 16, 2),
    Cell("Chi bộ bản Bôn Thượng", "Lương Văn Khuyên", 26, 14, 1),
    Cell("Chi bộ bản Nà Lốc", "Vi Văn Thiệp", 31, 17, 2),
    Cell("Chi bộ bản Co Muồng", "Lữ Thị Xoan", 30, 18, 2),
    Cell("Chi bộ bản Na Nghịu", "Hà Văn Tượi", 33, 20, 2),
    Cell("Chi bộ bản Suối Khoai", "Lò Văn Ín", 34, 21, 2),
    Cell("Chi bộ bản Pha Đén", "Hà Văn Nhuận", 28, 28, 1),
    Cell("Chi bộ bản Tân Sơn", "Vi Văn Pâng", 36, 36, 2),
    Cell("Chi bộ bản Nà Ơi", "Lò Thị Hặc", 25, 25, 1),
    Cell("Chi bộ HTX Nông – lâm nghiệp", "Vi Đình Thỏa", 19, 7, 0, "firm"),
    Cell("Chi bộ Trường Tiểu học", "Nguyễn Hữu Sáng", 29, 15, 1, "school"),
    Cell("Chi bộ Trường Mầm non", "Lương Thị Vóc", 21, 12, 0, "school"),
    Cell("Chi bộ Trường THCS", "Phạm Văn Toản", 28, 28, 1, "school"),
    Cell("Chi bộ Quân sự xã", "Hà Văn Quỳnh", 9, 7, 0, "army"),
    Cell("Chi bộ Trạm Y tế", "Bùi Thị Lanh", 11, 9, 1, "health"),
    Cell("Chi bộ Cơ quan Đảng, MTTQ", "Lê Quang Hưng", 22, 22, 0, "party"),
    Cell("Chi bộ Cơ quan UBND xã", "Trịnh Xuân Hà", 27, 27, 1, "state"),
    Cell("Chi bộ Trung tâm Phục vụ HCC", "Ngân Thị Thơm", 12, 12, 0, "state"),
)

# Statuses of those who are not active, shared out among the cells in this order.
OTHERS = (
    *("exempt",) * 12, *("transferred",) * 6, *("died",) * 5, *("in_transit",) * 3,
    *("struck_off",) * 2,
)  # fmt: skip
