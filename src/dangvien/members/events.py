"""Kinds of events: what each is called, and what its form asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event. `asks`: what the form wants beside day, basis and authority."""

    name: str
    title: str  # a verb for the choice
    told: str  # the past tense for the history
    hint: str = ""
    asks: tuple[str, ...] = ()
    of: str = "present"  # present | left | any: whom it can happen to


KINDS: tuple[Kind, ...] = (
    Kind("recognised", "Công nhận chính thức", "Công nhận đảng viên chính thức",
         "Ngày công nhận ghi trong quyết định; loại đảng viên đổi thành chính thức."),
    Kind("moved", "Chuyển sinh hoạt chính thức", "Chuyển sinh hoạt chính thức đến",
         "Từ ngày này đồng chí ấy thuộc chi bộ mới; lịch sử ở chi bộ cũ còn nguyên.", ("unit",)),
    Kind("met_elsewhere", "Sinh hoạt tạm thời", "Sinh hoạt tạm thời ở",
         "Vẫn tính ở chi bộ chính thức.", ("unit", "until")),
    Kind("residence_linked", "Giới thiệu về nơi cư trú (213)", "Giới thiệu về nơi cư trú",
         "Chi bộ nơi cư trú theo Quy định 213-QĐ/TW; để trống chi bộ là thôi giới thiệu.",
         ("unit?",)),
    Kind("exempted", "Miễn công tác và sinh hoạt", "Miễn công tác và sinh hoạt",
         "Vẫn là đảng viên, không dùng Sổ tay, không đánh giá xếp loại."),
    Kind("suspended", "Đình chỉ sinh hoạt", "Đình chỉ sinh hoạt",
         "Theo quyết định của cấp có thẩm quyền; hết hạn thì ghi sinh hoạt trở lại."),
    Kind("resumed", "Sinh hoạt trở lại", "Sinh hoạt trở lại",
         "Sau khi miễn, đình chỉ hoặc chờ chuyển."),
    Kind("left", "Không còn ở đơn vị", "Không còn ở đơn vị",
         "Hồ sơ được giữ, không tính vào số đảng viên từ ngày này.", ("how",)),
    Kind("readmitted", "Kết nạp lại", "Kết nạp lại vào",
         "Lần vào Đảng thứ hai, có ngày riêng; lần trước vẫn giữ.", ("unit", "decided_on"), "left"),
    Kind("restated", "Ghi lại theo hồ sơ gốc", "Ghi lại theo hồ sơ gốc",
         "Khi ngày hoặc loại đảng viên ghi nhầm: đồng chí gửi đề nghị, nêu giấy tờ đã xem; người thứ "
         "hai duyệt rồi mới ghi.", of="any"),
)  # fmt: skip
PROPOSED = "restated"  # written only by a proposal that somebody else approves
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}

TOLD: dict[str, str] = {kind.name: kind.told for kind in KINDS} | {
    "stated": "Ghi theo danh sách",
    "admitted": "Kết nạp vào",
    "received": "Chuyển đến từ ngoài sổ, vào",
    "cancelled": "Hủy một việc ghi nhầm",
    "withdrawn": "Rút hồ sơ vì hoàn tác lần nhập",
}

WAYS_OUT: tuple[str, ...] = ("died", "transferred", "struck_off", "resigned", "expelled")
