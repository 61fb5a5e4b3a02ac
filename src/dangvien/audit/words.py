"""What the log says in Vietnamese, in one place; an action that is not here shows its code word."""

from __future__ import annotations

# "A read is opening a record, revealing an identifier, exporting, printing."
READS = frozenset({"member.read", "member.reveal", "member.print", "member.export"})

ACTIONS: dict[str, str] = {
    "member.read": "Mở hồ sơ",
    "member.reveal": "Hiện số định danh",
    "member.print": "In hồ sơ, danh sách",
    "member.export": "Tải danh sách ra tệp",
    "member.list": "Xem danh sách",
    "member.viewers": "Xem ai đã mở hồ sơ",
    "member.correct": "Sửa hồ sơ",
    "member.verify": "Đối chiếu hồ sơ",
    "member.verify_refused": "Đối chiếu chưa được: số đã có người giữ",
    "member.admit": "Ghi kết nạp",
    "member.recognise": "Ghi công nhận chính thức",
    "member.move": "Chuyển sinh hoạt chính thức",
    "member.meet_elsewhere": "Chuyển sinh hoạt tạm thời",
    "member.link_residence": "Ghi nơi cư trú giữ mối liên hệ",
    "member.exempt": "Ghi miễn công tác và sinh hoạt",
    "member.suspend": "Ghi đình chỉ sinh hoạt",
    "member.resume": "Ghi trở lại sinh hoạt",
    "member.leave": "Ghi từ trần, chuyển đi, ra khỏi Đảng",
    "member.readmit": "Ghi kết nạp lại",
    "member.restate": "Ghi lại ngày vào Đảng, loại đảng viên",
    "member.cancel": "Hủy một sự kiện đã ghi",
    "member.take_in": "Ghi hồ sơ mới từ danh sách",
    "member.fill": "Bổ sung hồ sơ từ danh sách",
    "member.take_back": "Trả hồ sơ về trước khi nhập",
    "member.rebuild": "Tính lại hồ sơ từ các sự kiện",
    "import.receive": "Nhận một danh sách để nhập",
    "import.settle": "Chọn cột khi nhập",
    "import.commit": "Ghi danh sách vào sổ",
    "import.committed": "Ghi xong danh sách vào sổ",
    "import.stopped": "Đã dừng ghi danh sách",
    "import.stop": "Dừng nhập",
    "import.drop": "Bỏ danh sách chưa ghi",
    "import.undo": "Hoàn tác một lần nhập",
    "import.decide": "Quyết định mâu thuẫn khi nhập",
    "import.release": "Chuyển mâu thuẫn lên cấp trên",
    "import.elsewhere": "Danh sách nhập có người ở đơn vị khác",
    "import.rejects": "Tải các dòng bị từ chối",
    "grant.give": "Giao vai trò",
    "grant.revoke": "Thu vai trò",
    "account.open": "Mở tài khoản",
    "account.reset": "Cấp lại quyền đăng nhập",
    "account.close": "Khóa tài khoản",
    "account.reopen": "Mở lại tài khoản",
    "account.take_up": "Nhận tài khoản, đặt mật khẩu",
    "account.password": "Đổi mật khẩu",
    "factor.add": "Thêm cách xác thực thứ hai",
    "factor.remove": "Bỏ cách xác thực thứ hai",
    "factor.renew": "Đổi mã dự phòng",
    "login": "Đăng nhập",
    "login.wrong": "Đăng nhập sai",
    "login.locked": "Tạm ngừng nhận mật khẩu vì sai nhiều lần",
    "login.unknown": "Có người thử tên đăng nhập không có",
    "org.found_root": "Lập sổ của tổ chức",
    "org.found": "Lập tổ chức",
    "org.move": "Chuyển tổ chức",
    "org.edit": "Sửa tổ chức",
    "org.close": "Kết thúc tổ chức",
    "org.call_off": "Hủy thay đổi tổ chức chưa đến ngày",
    "org.appoint": "Ghi cấp ủy viên",
    "org.end_term": "Ghi thôi giữ chức",
    "org.report_paper": "Ghi số đảng viên trên sổ giấy",
    "org.apply_due": "Áp dụng thay đổi tổ chức đến ngày",
    "register.open": "Mở sổ lần đầu",
    "backup.make": "Sao lưu",
    "backup.restore": "Khôi phục từ bản sao lưu",
    "key.keep": "Cất khóa vào két",
    "key.print": "In khóa của sổ ra màn hình",
    "checkpoint": "Chốt nhật ký",
    "checkpoint.keep": "Giữ điểm chốt của đơn vị khác",
    "audit.export": "Xuất nhật ký ra tệp",
    "audit.reads": "Xuất danh sách hồ sơ mà một người đã đọc",
}

ACTORS: dict[str, str] = {
    "worker": "Máy (việc nền)",
    "set-up": "Người thiết lập sổ",
    "log-in": "Trang đăng nhập",
    "tick": "Máy (việc hằng ngày)",
    "command line": "Người quản trị máy chủ",
}


def deed(action: str) -> str:
    """What was done."""
    return ACTIONS.get(action, action)


def doer(actor: str) -> str:
    """Who did it: a person's name, or which part of the machine."""
    return ACTORS.get(actor, actor)
