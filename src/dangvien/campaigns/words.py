"""Sentences about campaigns: what holds a signature up, how a step stands, what a level is called."""

from __future__ import annotations

from dangvien.campaigns.models import Campaign, Phase
from dangvien.campaigns.shapes import Left
from dangvien.look.numbers import listing, thousands
from dangvien.orgs.words import short

STATES = {
    Campaign.PLANNED: "Chưa bắt đầu",
    Campaign.RUNNING: "Đang chạy",
    Campaign.ENDED: "Đã kết thúc",
    Campaign.CALLED_OFF: "Đã hủy",
}
SUBJECTS = {
    Phase.ORGANISATION: "dữ liệu tổ chức",
    Phase.MEMBER: "hồ sơ đảng viên",
    Phase.CLOSING: "kết quả",
}
_SAMPLE = {
    "wanted": "Chưa kiểm tra lại theo mẫu ngẫu nhiên",
    "drawn": "Mẫu đã rút, chưa kiểm xong",
    "failed": "Mẫu kiểm không đạt, phải làm lại rồi rút mẫu mới",
}


def step(phase: Phase) -> str:
    """ "bước 2, đảng viên"."""
    return f"bước {phase.number}, {phase.name[:1].lower()}{phase.name[1:]}"


def hindrances(told: Left) -> list[tuple[str, str]]:
    """What holds a signature up: what, and how it comes to an end. Empty when it may be signed."""
    rows = []
    if not told.signs:
        rows.append(("Cấp này không ký bước này", "Kế hoạch không giao hạn cho cấp này."))
    if told.earlier:
        rows.append((f"Chưa ký {step(told.earlier)}", "Các bước ký lần lượt, không bỏ bước."))
    if told.below:
        names = listing([short(name) for _, name in told.names[:3]])
        more = told.below - len(told.names[:3])
        rows.append((
            f"{thousands(told.below)} đơn vị trực thuộc chưa ký",
            names + (f" và {thousands(more)} đơn vị nữa." if more else "."),
        ))  # fmt: skip
    if told.findings:
        rows.append((f"{thousands(told.findings)} việc chặn chưa xong",
                     "Sửa xong, hoặc xin ngoại lệ có lý do và có hạn."))  # fmt: skip
    if told.people and not told.findings:
        rows.append((f"{thousands(told.people)} hồ sơ chưa đủ thông tin",
                     "Mở danh sách việc để xem còn thiếu ô nào."))  # fmt: skip
    if told.unseen:
        rows.append((f"{thousands(told.unseen)} hồ sơ máy chưa kiểm",
                     "Chạy kiểm lại cho đơn vị này rồi ký."))  # fmt: skip
    if told.waiting:
        rows.append((f"{thousands(told.waiting)} đề nghị sửa chờ duyệt",
                     "Ký rồi thì không sửa nữa: duyệt hoặc trả lại trước."))  # fmt: skip
    if told.mend:
        rows.append((f"{thousands(told.mend)} hồ sơ kiểm mẫu thấy sai, chưa sửa",
                     "Sửa từng hồ sơ, hoặc xem lại giấy và ghi vì sao giữ nguyên."))  # fmt: skip
    if told.sample:
        rows.append((_SAMPLE[told.sample], "Người kiểm lại không phải người đã sửa."))
    return rows


def holds(told: Left) -> str:
    """Why a unit cannot sign yet, in one sentence."""
    said = [what[:1].lower() + what[1:] for what, _ in hindrances(told)]
    return f"{told.org.name} chưa ký được {step(told.phase)}: {listing(said)}."
