"""What a figure of a campaign counts, in words that stand beside it wherever it is shown."""

from __future__ import annotations

from typing import Any

from dangvien.campaigns import counted
from dangvien.campaigns.models import Campaign
from dangvien.core.schema import BOXES, FIELDS
from dangvien.look.numbers import day

TIERS = {
    1: "đủ các thông tin bắt buộc để đồng bộ và không còn việc chặn",
    2: "đủ các thông tin bắt buộc của hồ sơ cơ bản và không còn việc chặn",
}
READY, DONE = "Hồ sơ sẵn sàng đồng bộ", "Xong, sẵn sàng đồng bộ"
SCORES = (
    ("dung", "Đúng", "Hợp lệ, khớp giấy tờ"),
    ("du", "Đủ", f"Đủ {len(BOXES)} thông tin đồng bộ"),
    ("sach", "Sạch", "Không trùng, không rác"),
    ("song", "Sống", "Đối chiếu trong 3 tháng"),
    ("thong_nhat", "Thống nhất", "Cùng mã, tên, định dạng"),
    ("dung_chung", "Dùng chung", "Xuất đồng bộ không lỗi"),
)


def denominator(campaign: Campaign) -> str:
    """The denominator in a few words, with the day on which it was frozen."""
    return f"đảng viên đang sinh hoạt, chốt {day(campaign.counted_on)}"


def numerator(campaign: Campaign) -> str:
    """When a record counts as done, in one or two sentences; a choice of fields is named."""
    if counted.by_tier(campaign):
        return f"Hồ sơ {TIERS[campaign.tier]}."
    names = counted.fields(campaign)
    must = [one for one in names if FIELDS[one].required != "optional"]
    differs = counted.in_words(names, campaign.tier)
    needed = f"có đủ {', '.join(counted.labels(must))} và " if must else ""
    return (
        f"Hồ sơ {needed}không còn việc chặn ở {len(names)} thông tin mà chiến dịch này tính. "
        f"{differs} Đảng viên dự bị không cần số thẻ và ngày chính thức."
    )


def definition(campaign: Campaign) -> dict[str, Any]:
    """Numerator, denominator and what stands beside, each in a sentence."""
    on = day(campaign.counted_on)
    return {
        "campaign": str(campaign.uid),
        "name": campaign.name,
        "tier": campaign.tier,
        "fields": counted.fields(campaign),
        "title": READY if counted.syncs(campaign) else "Hồ sơ sạch theo chiến dịch này",
        "done": DONE if counted.syncs(campaign) else "Xong, theo các thông tin được tính",
        "counted_on": campaign.counted_on.isoformat(),
        "numerator": numerator(campaign),
        "denominator": (
            f"Đảng viên đang sinh hoạt, chốt ngày {on}, trừ những người sau ngày ấy đã từ trần, "
            "chuyển đi, ra khỏi Đảng hoặc được miễn sinh hoạt."
        ),
        "parts": [
            "Xong: tử số.",
            "Chờ duyệt: đã gửi đề nghị sửa, cấp trên chưa duyệt.",
            "Ở chi bộ: còn việc chặn, còn thiếu thông tin bắt buộc, hoặc chưa được rà.",
            "Ở Công an, ở cấp trên: còn việc chặn đã chuyển đi và đang chờ trả lời.",
            "Đã rời: có trong danh sách chốt, nay không còn sinh hoạt ở đây; không tính vào mẫu số.",
        ],
        "beside": [
            "Mới đến sau ngày chốt: nêu bên cạnh, không cộng vào mẫu số.",
            "Ngoại lệ đã duyệt: không chặn, nằm trong số xong và được nêu riêng.",
            "Chuyển giữa hai chi bộ cùng trong chiến dịch: tính ở chi bộ mới.",
        ],
    }
