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
    "import.run": "Nhập danh sách, hoàn tác",
    "import.decide": "Quyết định mâu thuẫn khi nhập",
    "audit.viewers": "Xem ai đã mở một hồ sơ",
    "audit.read": "Xem nhật ký của đơn vị",
    "account.manage": "Mở tài khoản, cấp lại quyền đăng nhập, khóa tài khoản",
    "grant.manage": "Giao và thu vai trò",
    "health.read": "Xem tình trạng máy chủ, việc nền, sao lưu",
}

_READ = {"org.read", "member.list", "member.read", "member.reveal"}
_WORK = _READ | {"member.edit", "member.identity", "member.event", "member.export",
                 "import.run", "import.decide", "audit.viewers", "org.edit"}  # fmt: skip
_LEAD = _WORK | {"org.reshape", "audit.read", "account.manage", "grant.manage"}

ROLES: dict[str, tuple[str, frozenset[str]]] = {
    "cell_secretary": (
        "Bí thư chi bộ",
        frozenset(_READ | {"member.edit", "member.export", "audit.viewers"}),
    ),
    "cell_committee": ("Chi ủy viên", frozenset(_READ | {"member.edit"})),
    "grassroots_officer": ("Cán bộ tổ chức cơ sở đảng", frozenset(_WORK)),
    "commune_officer": ("Ban Xây dựng Đảng xã, phường", frozenset(_LEAD)),
    "province_officer": ("Ban Tổ chức tỉnh ủy, thành ủy", frozenset(_LEAD)),
    "leader": ("Lãnh đạo cấp ủy", frozenset({"org.read"})),
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
