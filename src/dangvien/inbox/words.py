"""What the inbox calls its kinds of notices, and the icon of each."""

from __future__ import annotations

KINDS: dict[str, tuple[str, str]] = {
    "reminder": ("calendar", "Sắp đến hạn"),
    "late": ("alert", "Đã quá hạn"),
    "escalation": ("alert", "Cấp dưới quá hạn"),
    "ready": ("edit", "Đến lượt ký"),
    "reopened": ("unlock", "Chữ ký được mở lại"),
    "changed": ("history", "Có thay đổi sau ký"),
    "extended": ("calendar", "Gia hạn"),
    "duty": ("user", "Phân công"),
    "began": ("flag", "Chiến dịch bắt đầu"),
    "question": ("question", "Câu hỏi"),
    "answer": ("question", "Trả lời"),
    "approval": ("pending", "Chờ duyệt"),
    "waiver": ("shield", "Ngoại lệ"),
    "duplicate": ("users", "Nghi trùng"),
    "sample": ("sheet", "Kiểm tra lại"),
    "report": ("report", "Báo cáo"),
    "workbook": ("sheet", "Tệp nộp lại"),
}


def kind(key: str) -> tuple[str, str]:
    """Icon and word of a kind; a kind that nobody named is a plain notice."""
    return KINDS.get(key, ("bell", "Thông báo"))
