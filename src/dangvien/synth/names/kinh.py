"""Surnames, middle names and given names of the majority, from the most to the least frequent."""

from __future__ import annotations

SURNAMES: dict[str, float] = {
    "Nguyễn": 34.5, "Trần": 10.4, "Lê": 9.3, "Phạm": 6.9, "Hoàng": 3.6, "Phan": 3.1, "Vũ": 3.0,
    "Võ": 2.5, "Đặng": 2.2, "Bùi": 2.2, "Đỗ": 1.9, "Hồ": 1.5, "Ngô": 1.5, "Dương": 1.2, "Huỳnh": 2.0,
    "Trương": 1.4, "Đinh": 1.0, "Đoàn": 0.9, "Trịnh": 0.8, "Cao": 0.7, "Đào": 0.8, "Mai": 0.7,
    "Lương": 0.7, "Lưu": 0.6, "Lâm": 0.6, "Hà": 0.6, "Phùng": 0.5, "Tạ": 0.4, "Tô": 0.4, "Vương": 0.3,
    "Thái": 0.3, "Chu": 0.4, "Kiều": 0.2, "Tống": 0.2, "Quách": 0.1, "Lại": 0.2, "Đàm": 0.2,
    "Thân": 0.1, "Nghiêm": 0.1, "Khuất": 0.1, "Doãn": 0.1, "Hứa": 0.1, "Tăng": 0.1, "Đậu": 0.15,
    "Văn": 0.15, "Châu": 0.15, "Từ": 0.1, "Lã": 0.1, "Bạch": 0.1, "Giang": 0.1, "Ông": 0.03,
    "Đồng": 0.1, "Khổng": 0.1, "La": 0.1, "Cù": 0.1, "Uông": 0.03, "Viên": 0.02, "Mạc": 0.06,
    "Tiêu": 0.03, "Trà": 0.02, "Phí": 0.05, "Thiều": 0.03, "Ninh": 0.05, "Đường": 0.03, "An": 0.03,
    "Hàn": 0.03, "Nhữ": 0.02, "Lều": 0.02, "Cấn": 0.03, "Hán": 0.02, "Bế": 0.02, "Âu Dương": 0.01,
    "Tôn Thất": 0.01, "Tôn Nữ": 0.01,
}  # fmt: skip

MALE_MIDDLE: tuple[dict[str, float], ...] = (
    {"Văn": 46, "Đình": 7, "Xuân": 6, "Hữu": 6, "Đức": 5, "Ngọc": 4, "Quang": 3, "Bá": 3, "Công": 3,
     "Duy": 1, "Trọng": 3, "Tiến": 1, "Viết": 2, "Thế": 2, "Huy": 1, "Minh": 1, "Sỹ": 1, "Như": 1,
     "Khắc": 2, "Danh": 1, "Hồng": 1, "Phú": 1, "Đăng": 1, "Doãn": 0.5, "": 2},
    {"Văn": 38, "Đình": 7, "Xuân": 6, "Hữu": 6, "Đức": 6, "Ngọc": 5, "Quang": 5, "Bá": 3, "Công": 3,
     "Duy": 2, "Trọng": 3, "Tiến": 3, "Viết": 2, "Thế": 3, "Huy": 1, "Minh": 3, "Sỹ": 1, "Thanh": 3,
     "Anh": 1, "Mạnh": 3, "Hoàng": 2, "Quốc": 3, "Thành": 1, "Hồng": 2, "Phú": 1, "Đăng": 1, "": 2},
    {"Văn": 22, "Đình": 5, "Xuân": 4, "Hữu": 5, "Đức": 8, "Ngọc": 5, "Quang": 6, "Bá": 2, "Công": 3,
     "Duy": 5, "Trọng": 3, "Tiến": 4, "Viết": 1, "Thế": 4, "Huy": 2, "Minh": 7, "Thanh": 3, "Gia": 2,
     "Anh": 3, "Mạnh": 4, "Hoàng": 5, "Quốc": 4, "Thành": 2, "Tuấn": 3, "Việt": 2, "Nhật": 1,
     "Hải": 2, "Trung": 2, "Văn Minh": 0.3, "Ngọc Minh": 0.3, "": 2},
)  # fmt: skip

FEMALE_MIDDLE: tuple[dict[str, float], ...] = (
    {"Thị": 88, "Thị Ngọc": 1, "Thị Thanh": 1, "Thị Kim": 1, "Kim": 1, "Ngọc": 1, "Thị Bích": 0.5},
    {"Thị": 70, "Thị Thu": 2, "Thị Thanh": 3, "Thị Kim": 2, "Thị Ngọc": 2, "Thị Bích": 1, "Ngọc": 2,
     "Thị Hồng": 2, "Thị Mỹ": 1, "Thị Minh": 1, "Kim": 2, "Thanh": 2, "Thúy": 1, "Thu": 2, "Bích": 1},
    {"Thị": 42, "Thị Thu": 4, "Thị Thanh": 4, "Thị Kim": 2, "Thị Ngọc": 3, "Thị Bích": 2, "Ngọc": 5,
     "Thị Hồng": 3, "Thị Mỹ": 1, "Thị Minh": 2, "Thị Phương": 2, "Thị Thùy": 2, "Thị Hoài": 1,
     "Kim": 2, "Thanh": 4, "Thúy": 2, "Thu": 4, "Bích": 2, "Phương": 3, "Minh": 3, "Hồng": 2,
     "Khánh": 2, "Hoài": 1, "Thùy": 2, "Quỳnh": 1, "Hà": 1, "Mai": 2, "Diệu": 1, "Bảo": 1, "Lan": 1},
)  # fmt: skip

MALE_GIVEN: tuple[str, ...] = (
    """Thành Bình Hùng Minh Sơn Dũng Hải Thắng Tâm Hòa Long Thanh Quang Tiến Chiến Đức Lâm Hưng Phúc
    Tuấn Vinh Lợi Ngọc Sinh Tài Thịnh Khánh Liên Dần Tý Sửu Mão Thìn Tỵ Ngọ Mùi Thân Dậu Tuất Hợi Bảy
    Tám Mười Cường Mạnh Thuận Kỳ Toàn Quý Phú Sáng Tính Tình Chính Trung Đông Tây Nam Bắc Xuân Hạ Thu
    Châu Các Cầu Chương Dư Dự Đạt Đích Điền Đoan Giáp Hạnh Hiển Hiến Hoạch Huấn Khôi Khiêm Kiên Lạc
    Lân Lễ Liễn Lộc Luân Luyện Mưu Nghĩa Nhân Nhượng Oanh Phong Quyền Quyết Sắc Soạn Tạo Tấn Thạch
    Thái Thăng Thập Thế Thi Thiết Thọ Thư Thức Tịnh Toán Trạch Tri Triệu Tuynh Tựu Uẩn Vấn Viễn Vượng
    Vỹ Xứng Yên Chước Bổn Khoát""",
    """Hùng Dũng Tuấn Hải Sơn Cường Thắng Minh Bình Tiến Thành Hòa Long Hưng Quang Đức Trung Nam Hà Tâm
    Dương Toàn Phúc Quân Lâm Thanh Việt Kiên Chung Vinh Đông Hiệp Hoàng Khánh Tùng Giang Phương An Anh
    Bảo Bắc Chiến Chính Chương Công Cảnh Diện Duy Định Đạt Điệp Đại Đoàn Hiếu Hiền Hoan Hoạt Học Hồng
    Huân Huy Hậu Khoa Khương Lịch Lợi Luân Lực Lương Mạnh Mậu Nghị Nghĩa Ngọc Nhân Nhất Ninh Phong
    Phú Phước Quế Quốc Quý Quyền Quyết Quỳnh Sáng Sĩ Tài Tân Tấn Thái Thạch Thịnh Thiện Thọ Thông Thuận
    Thuật Thực Tính Tĩnh Tình Tịnh Toản Trí Triển Trọng Trường Tú Tuyên Tường Vân Viên Vũ Vương Vượng
    Xuân Yên Ân Ước""",
    """Hùng Dũng Tuấn Anh Hải Sơn Cường Nam Thắng Minh Hiếu Đức Trung Tùng Hoàng Huy Việt Long Thành
    Linh Quân Kiên Tú Duy Phương Bình Hưng Đạt Khánh Nghĩa Toàn Tiến Phúc Phong Giang Hà Quang Vũ Lâm
    Dương Thịnh Thái Trường Vinh An Bách Bảo Chiến Chung Công Cảnh Danh Điệp Đông Đăng Hậu Hiển Hiệp
    Hòa Học Khải Khang Khoa Khôi Khương Kỳ Lộc Luân Lực Mạnh Nghị Ngọc Nguyên Nhân Nhật Ninh Phi Phú
    Phước Quốc Quý Quyết Sang Sáng Tài Tâm Tân Tấn Thanh Thiện Thi Thông Thuận Thức Tín Tình Toản
    Trí Triết Trọng Trực Tường Văn Viên Vương Vỹ Xuân Ý Đại Định Đoàn Hào Hân Hoan""",
)

FEMALE_GIVEN: tuple[str, ...] = (
    """Lan Hoa Hồng Hương Thanh Hòa Liên Nga Bình Minh Tâm Thu Xuân Mai Lý Loan Thơm Nhung Thảo Hiền
    Hạnh Ngọc Yến Hà Hằng Oanh Phượng Vân Tuyết Sen Cúc Đào Mận Lựu Na Nhàn Nhài Lành Tốt Mùi Tý Sửu
    Dần Mão Thìn Tỵ Ngọ Thân Dậu Tuất Hợi Ba Tư Năm Sáu Bảy Tám Chín Mười Út Bé Bưởi Chanh Cam Gái Hến
    Huệ Khuyên Kiểm Lài Lịch Liễu Lụa Luận Mến Mừng Nết Ngà Ngân Nghĩa Nguyệt Nhạn Nhẫn Nụ Phúc Quế
    Quyên Rẫm Sáu Soan Sâm Sửu Thành Thắm Thân Thêm Thỉnh Thìn Thoa Thuần Thục Thuyết Tiếp Tỉnh Toan
    Tuyến Ty Vinh Vui Vượng Xoan Xuyến Điểm Đông Én Ái""",
    """Hương Lan Hoa Thủy Hà Hằng Hạnh Nga Hồng Thanh Thu Loan Liên Hiền Mai Nhung Tuyết Yến Hòa Huệ
    Oanh Phượng Vân Thúy Lý Minh Ngọc Dung Bình Tâm Thảo Xuân Hường Thơm Hải Phương Thoa Nguyệt Nhàn
    Bích Châu Chiên Chung Cúc Diệp Diệu Duyên Đào Điệp Định Đoan Giang Hậu Hoan Huyền Hợp Khánh Khuyên
    Kiều Kim Lành Lệ Lịch Liễu Lương Luyến Ly Mận Miên Mơ Mỹ Ngà Ngân Ngoan Nhạn Nhâm Nhị Nhiên Ninh
    Phấn Phúc Quế Quyên Quỳnh Quý Sen Sâm Sim Tân Thái Thành Thắm Thêu Thìn Thịnh Thoan Thư Thuận Thùy
    Tình Toàn Trâm Tú Tươi Tuyến Uyên Vui Vinh Xoan Xuyến Ý Ánh Én""",
    """Linh Trang Hương Hà Huyền Thảo Hằng Nga Phương Lan Thủy Ngọc Yến Hoa Thu Hiền Mai Nhung Anh Hạnh
    Hồng Thúy Loan Dung Vân Nhi Quỳnh Trinh Giang Ngân My Thương Trâm Oanh Phượng Liên Hường Duyên An
    Ánh Băng Bích Châu Chi Cúc Diễm Diệp Diệu Dương Đào Đan Hân Hậu Hảo Hòa Hoài Hợp Huệ Khánh Khuê
    Kiều Lam Lê Lệ Liễu Ly Minh Mơ Mỹ Na Ngà Ngoan Nguyên Nguyệt Nhàn Nhâm Nhiên Như Ninh Nương Phúc
    Quyên Quý Sang Sen Sinh Tâm Thanh Thắm Thêu Thi Thiện Thoa Thơ Thơm Thư Thùy Tiên Tình Trà Trúc Tú
    Tuyền Tuyết Tươi Uyên Vi Vui Vy Xuân Xuyến Ý Đông Hải Tường""",
)
