"""What signing in says to people, in one place."""

from __future__ import annotations

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Đồng chí xem lại bộ gõ và phím Caps Lock."
WAIT = (
    "Đã quá 10 lần thử chưa đúng trong một giờ từ thiết bị lạ. Đồng chí dùng khóa truy cập, dùng "
    "thiết bị đã đăng nhập trước đây, hoặc nhờ cấp trên cấp lại quyền đăng nhập."
)
CLOSED = "Tài khoản này đang khóa. Đồng chí hỏi người quản trị của đơn vị."
CODE = "Mã chưa đúng, đã dùng, hoặc đã hết hạn. Đồng chí đợi mã mới trên điện thoại rồi nhập lại."
LAST_FACTOR = "Đây là lớp bảo vệ thứ hai duy nhất; đồng chí thêm lớp khác trước khi bỏ lớp này."
GONE = "Liên kết không còn dùng được"

# allauth's keys → our words.
REFUSALS = {
    "username_password_mismatch": WRONG,
    "too_many_login_attempts": WAIT,
    "rate_limited": WAIT,
    "account_inactive": CLOSED,
    "incorrect_code": CODE,
    "incorrect_password": "Mật khẩu chưa đúng.",
    "enter_current_password": "Mật khẩu đang dùng chưa đúng.",
    "cannot_delete_authenticator": LAST_FACTOR,
    "cannot_generate_recovery_codes": "Cần có lớp bảo vệ thứ hai trước khi tạo mã dự phòng.",
}
DONE = {
    "account/messages/logged_out.txt": "Đã đăng xuất.",
    "mfa/messages/totp_activated.txt": "Đã bật mã một lần trên điện thoại.",
    "mfa/messages/totp_deactivated.txt": "Đã bỏ mã một lần trên điện thoại.",
    "mfa/messages/webauthn_added.txt": "Đã thêm khóa truy cập.",
    "mfa/messages/webauthn_removed.txt": "Đã bỏ khóa truy cập.",
}
