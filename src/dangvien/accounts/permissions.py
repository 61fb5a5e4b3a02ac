"""What every role may do: the whole of it on one screen.

A permission is asked for an organisation: a grant of the role on a unit reaches its subtree and
nothing else (`orgs.scope`). A role that is not here does not exist.
"""

from __future__ import annotations

PERMISSIONS: dict[str, str] = {
    "org.read": "Xem cây tổ chức và số đảng viên của từng đơn vị",
    "org.edit": "Sửa tổ chức: tên, mã, cấp ủy, số trên sổ giấy",
    "org.reshape": "Lập, chuyển, kết thúc tổ chức",
    "member.list": "Xem danh sách đảng viên",
    "member.read": "Mở hồ sơ đảng viên",
    "member.reveal": "Hiện số định danh đang che",
    "member.edit": "Sửa thông tin không phải định danh",
    "member.identity": "Sửa thông tin định danh, có nguồn",
    "member.event": "Ghi sự kiện: kết nạp, chính thức, chuyển, miễn, từ trần",
    "member.export": "Tải danh sách ra tệp, in",
    "finding.work": "Nhận việc cần xem, đề nghị sửa, đề nghị ngoại lệ, hỏi cấp trên",
    "finding.approve": "Duyệt đề nghị sửa và ngoại lệ của người khác",
    "finding.bulk": "Nhận cả loạt sửa an toàn, giao việc cho chi bộ",
    "rule.set": "Đặt quy tắc cho đơn vị: bật, tắt, mức, ngưỡng",
    "duplicate.judge": "So sánh hồ sơ nghi trùng, đề nghị gộp, tách",
    "question.answer": "Trả lời câu hỏi của cấp dưới, chuyển lên cấp trên",
    "reentry.tick": "Đánh dấu đã nhập lại vào cơ sở dữ liệu quốc gia",
    "campaign.read": "Xem tiến độ và số liệu chiến dịch",
    "campaign.run": "Mở chiến dịch, phân công, đặt hạn",
    "campaign.sign": "Ký xác nhận dữ liệu của đơn vị",
    "campaign.publish": "Chốt và công bố số liệu, lập báo cáo",
    "campaign.sample": "Rút mẫu và kiểm tra lại hồ sơ đã làm",
    "import.run": "Nhập danh sách, hoàn tác",
    "import.decide": "Quyết định mâu thuẫn khi nhập",
    "audit.viewers": "Xem ai đã mở một hồ sơ",
    "audit.read": "Xem nhật ký của đơn vị",
    "account.manage": "Mở tài khoản, cấp lại quyền đăng nhập, khóa tài khoản",
    "grant.manage": "Giao và thu vai trò",
    "health.read": "Xem tình trạng máy chủ, việc nền, sao lưu",
}

_READ = {"org.read", "member.list", "member.read", "member.reveal", "campaign.read", "finding.work"}
_WORK = _READ | {"member.edit", "member.identity", "member.event", "member.export",
                 "import.run", "import.decide", "audit.viewers", "org.edit", "finding.approve",
                 "finding.bulk", "duplicate.judge", "question.answer", "reentry.tick",
                 "campaign.sign", "campaign.sample"}  # fmt: skip
_LEAD = _WORK | {"org.reshape", "audit.read", "account.manage", "grant.manage", "rule.set",
                 "campaign.run", "campaign.publish"}  # fmt: skip

ROLES: dict[str, tuple[str, frozenset[str]]] = {
    "cell_secretary": (
        "Bí thư chi bộ",
        frozenset(
            _READ
            | {"member.edit", "member.export", "audit.viewers", "campaign.sign", "reentry.tick"}
        ),
    ),
    "cell_committee": ("Chi ủy viên", frozenset(_READ | {"member.edit"})),
    "grassroots_officer": ("Cán bộ tổ chức cơ sở đảng", frozenset(_WORK)),
    "commune_officer": ("Ban Xây dựng Đảng xã, phường", frozenset(_LEAD)),
    "province_officer": ("Ban Tổ chức tỉnh ủy, thành ủy", frozenset(_LEAD)),
    "leader": ("Lãnh đạo cấp ủy", frozenset({"org.read", "campaign.read"})),
    "administrator": (
        "Quản trị kỹ thuật",
        frozenset({"org.read", "account.manage", "grant.manage", "health.read"}),
    ),
}

# Who may hand out which role, always inside the own subtree and never to oneself.
MAY_GRANT: dict[str, frozenset[str]] = {
    "administrator": frozenset(ROLES),
    "province_officer": frozenset(set(ROLES) - {"administrator"}),
    "commune_officer": frozenset(set(ROLES) - {"administrator", "province_officer"}),
}


def roles_with(permission: str) -> frozenset[str]:
    """The roles that hold a permission; an unknown permission is a mistake in the code."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)
    return frozenset(role for role, (_, held) in ROLES.items() if permission in held)
