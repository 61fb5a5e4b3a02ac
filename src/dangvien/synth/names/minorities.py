"""How names of other groups are built: (first, middle, last) parts for men and for women.

A part that is glued to the next one ends in an apostrophe; "-" is an empty part; "_" is a space
inside a part. Facts about naming customs, not about persons.
"""

from __future__ import annotations

Parts = tuple[str, str, str]

STYLES: dict[str, tuple[Parts, Parts]] = {
    "thai": (
        (
            "Lò Vi Hà Quàng Lương Ngân Lường Cầm Lộc Cà Tòng Lô Vàng Kha Bạc Lang Đèo Hoàng Lữ "
            "Hoàng Điêu",
            "Văn Văn Văn Đình Công Bá Xuân Thanh Minh Quốc Hữu -",
            "Thiệp Thỏa Tượi Púm Chựa Ín Khuyên Thức Quỳnh Dếnh Sơ Nhuận Hặc Pâng Ún Thoan Phanh "
            "Panh Inh Chướng Hùng Dũng Tiến Sơn Thành Tuấn Cường Minh Hoàng Bình Chung Pản Xôm "
            "Lả Nọi Chiêng Hịa Tiêng Ọi Muôn Phong Biên Khặm Tướng Toán Lịch Chanh Chính Dung "
            "Thuận Thuyết",
        ),
        (
            "Lò Vi Hà Quàng Lương Ngân Lường Cầm Lộc Cà Tòng Lô Vàng Kha Bạc Lang Đèo Hoàng Lữ "
            "Điêu",
            "Thị Thị Thị Thị Thị Thị_Thu Thị_Hồng -",
            "Lựu Bích Xoan Vóc Ngân Mến Ún Pâng Inh Ín Dung Hặc Hoa Hương Xuân Mai Lan Thơm "
            "Phương Nguyệt Ọi Muôn Hiêng Biên Hạnh Tươi Lả Nhinh Thoan Pọm Chựa Yêu Thương Đôi "
            "Ban Phóng Hiền Thủy",
        ),
    ),
    "mong": (
        (
            "Giàng Vàng Thào Sùng Lầu Mùa Hạng Lý Hờ Cứ Sồng Vừ Má Thao Chang Tráng Hầu Ly",
            "A A A A A A A Seo Mí Bá Nhè Văn",
            "Páo Sình Chứ Dế Tủa Lử Chư Sử Vàng Dình Sáu Nủ Phừ Thề Câu Lâu Chu Dơ Của Vừ Sếnh "
            "Giống Tính Súa Dê Phổng Chống Pó Mua Vảng Dếnh Lềnh Chớ Hồ Hử Phò Tăng Lồng Phài",
        ),
        (
            "Giàng Vàng Thào Sùng Lầu Mùa Hạng Lý Hờ Cứ Sồng Vừ Má Thao Tráng Ly",
            "Thị Thị Thị Thị Y -",
            "Mỷ Súa Dở Pà Mai Sông Dua Chở Lan Máy Xua Dợ Chía Mo Cha Ly Dí Ghênh Dính Chư Pàng "
            "Vá Say Nhìa",
        ),
    ),
    "tay": (
        (
            "Nông Hoàng Lý Vi Hứa Triệu Ma Bế Đàm Lục Chu Lương Hà Lâm Phùng Đoàn Lăng Linh Mông "
            "Nguyễn",
            "Văn Văn Văn Đình Minh Đức Quang Ngọc Thanh Quốc Hồng Công",
            "Hùng Tuấn Thắng Sơn Dũng Hải Thành Thông Lợi Thật Tằng Slửa Bằng Chiến Khoa Kiên "
            "Lập Lưu Phúc Quyết Sinh Tài Thịnh Thiệu Tiến Trường Tuyên Vượng Nghiệp Ích Páo Dùng "
            "Lâm Cao Biên Ngôn",
        ),
        (
            "Nông Hoàng Lý Vi Hứa Triệu Ma Bế Đàm Lục Chu Lương Hà Lâm Phùng Lăng Linh Mông "
            "Nguyễn",
            "Thị Thị Thị Thị Thị_Thu Thị_Bích Thúy Ngọc",
            "Hương Hoa Lan Huyền Thắm Thơm Nga Liễu Slao Dung Hạnh Yến Nhung Nhình Pảo Mai Loan "
            "Viên Eng Hiệp Hoan Lành Nguyệt Tuyết Vân Xuân Điệp Đẹp Chầm Hằng Nơi",
        ),
    ),
    "muong": (
        (
            "Bùi Đinh Quách Hà Phạm Trương Bùi Cao Nguyễn Lê Bạch Xa",
            "Văn Văn Văn Công Đình Ngọc Hồng Xuân Minh Quang",
            "Hùng Dũng Thành Tuấn Thắng Bình Sơn Nhiệt Ún Ẩm Khuynh Chiến Dựng Đức Hải Lanh Nợi "
            "Miện Phiển Quyết Tiện Toàn Thuận Tuyển Xuyên Điệp Ín Chính Dậu Hòa",
        ),
        (
            "Bùi Đinh Quách Hà Phạm Trương Bùi Cao Nguyễn Lê Bạch Xa",
            "Thị Thị Thị Thị Thị_Thu Thị_Hồng",
            "Hương Hiền Thảo Nhiên Ẻm Xiêm Hạnh Lan Hoa Thơm Nhung Mai Mến Nga Xuân Ngân Thỏa "
            "Dung Ỉnh",
        ),
    ),
    "dao": (
        (
            "Triệu Bàn Đặng Phùng Lý Chảo Tẩn Phàn Dương Lò",
            "Văn Văn Tài Kim Láo Tiến Sành Dào Chòi Phù",
            "Tả Sơn Kinh Phúc Lụ Quẩy Hồng Thanh San Ú Phẩu Sài Hiếng Lở Vảng Phấu Siểu Pu Tịnh "
            "Minh Cao",
        ),
        (
            "Triệu Bàn Đặng Phùng Lý Chảo Tẩn Phàn Dương Lò",
            "Thị Thị Mùi Tả Mẩy -",
            "Mẩy Pham Mụi Nái Chiêu Viện Hoa Sếnh Xuân Mai Khé Lai Ghến Nhậy Pú Sài Pham",
        ),
    ),
    "khmer": (
        (
            "Thạch Sơn Kim Danh Lâm Kiên Lý Trần Châu Tăng Đào",
            "- - - Ngọc Minh Văn Sô Sa Chanh Hoàng",
            "Út Phol Rinh Phi Đươl Sang Thươl Sóc_Kha Phone Vuông Sà_Rươl Thol Ươl Dũng Nhớ Tha "
            "Khêl Sà_Vươn",
        ),
        (
            "Thạch Sơn Kim Danh Lâm Kiên Lý Trần Châu Tăng",
            "Thị Thị Thị -",
            "Sa_Rây Thu Sà_Khêl Bé Hồng Pha Đa_Ni Sóc_Khum Na_Ri Rươl Mỹ Sa_Mương Chanh_Thi Út "
            "Liễu",
        ),
    ),
    "ede": (
        (
            "Y",
            "Bhiăr Moan Blô Thinh Djoh Khan Bhăm Ngông Wên Suăn Jŭ Tlung Nuê Phôn Dun Hon Lê Sam "
            "Krăng",
            "Niê Êban Mlô Kbuôr Êñuôl Ayŭn Byă Ksơr Kđoh Adrơng Hđơk Knul Buôn_Yă Buôn_Krông",
        ),
        (
            "H'",
            "Hen Bluên Ngăm Linh Yar Wơn Blă Loan Djuan Mơ Rôla Nga Kim Phương Mai Uyên Bia",
            "Niê Êban Mlô Kbuôr Êñuôl Ayŭn Byă Ksơr Kđoh Adrơng Hđơk Knul Buôn_Yă Buôn_Krông",
        ),
    ),
    "giarai": (
        (
            "Rmah Ksor Siu Rơ_Châm Kpă Nay Rah_Lan Puih Rơ_Mah Ksơr Rơ_Ô",
            "- - Văn Quốc",
            "Thut Klơng Ten Hlel Jim Phin Doan Hyut Bluk Thin Alăm Blin Khanh Phú Dũng Tâm Nhin "
            "Yom Đô",
        ),
        (
            "Rmah Ksor Siu Rơ_Châm Kpă Nay Rah_Lan Puih Rơ_Mah Ksơr Rơ_Ô",
            "H' H' H' Thị",
            "Bia Yéo Lim Nga Hyin Blơn Mương Byuh Điệp Ngơi Loan Hương Nhung Phuih Blinh",
        ),
    ),
    "xodang": (
        (
            "A",
            "-",
            "Thút Blanh Nghĩa Lét Huỳnh Dũng Thuyên Jrang_Đen Ngọc_Quý Hiếu Brôl Khoa Phương Tới "
            "Nhin Hlôi",
        ),
        (
            "Y",
            "-",
            "Blanh Hằng Lan Thảo Thị_Hoa Nhung Mai Ngọc Bích Kim_Liên Dếu Ban Bâm Hrơi Thơm Vân "
            "Xuân",
        ),
    ),
    "hre": (
        (
            "Đinh Phạm Hồ Đinh",
            "Văn Văn Thanh Quốc Ngọc",
            "Rây Tri Nhít Reo Hiếu Lanh Ôn Út Vinh Dũng Liếc Rơi Ghin Dôn Bay Nâu Tía Trúc Xông",
        ),
        (
            "Đinh Phạm Hồ Đinh",
            "Thị Thị Thị_Thu",
            "Nga Rê Hoa Mai Thêu Lang Nhung Vân Điệp Ghép Rơ Tâm Lệ Hường",
        ),
    ),
    "raglai": (
        (
            "Mấu Cao Bo_Bo Pi_Năng Ka_Tơ Chamaléa Tro Hà Pinăng Katơ",
            "Văn Văn Quốc Xuân",
            "Phi Thuận Điểm Hùng Thắng Bạc Dũng Đài Thịnh Khánh Hào Ngọ Lênh Duy",
        ),
        (
            "Mấu Cao Bo_Bo Pi_Năng Ka_Tơ Chamaléa Tro Hà Pinăng Katơ",
            "Thị Thị Thị_Bích",
            "Thanh Hoa Điệp Mai Thu Giỏi Hồng Lệ Ngọc Thành Xuân Bích Nhung Liễu",
        ),
    ),
    "coho": (
        (
            "K' K' Kră_Jăn Cil Liêng_Hót Kơ_Să Lơ_Mu Bon_Niêng Păng_Ting",
            "-",
            "Brêu Brếp Tuấn Ha_Thin Nhiều Broh Ha_Sơn Điệp Ha_Bang Poh Ha_Krong Thin Sáu Ha_Tôn",
        ),
        (
            "Ka Ka Kră_Jăn Cil Liêng_Hót Kơ_Să Lơ_Mu Bon_Niêng",
            "-",
            "Hường Thủy K'Duyên Hoa Nhiên K'Lan Minh Phượng K'Mai Thoại Nga K'Trang Đào",
        ),
    ),
    "cham": (
        (
            "Đàng Bá Thành Quảng Thiên Kiều Lưu Đạt Trượng Báo Não Châu Từ Hán Tài Dương",
            "Năng Văn Ngọc Đại Thanh Xuân Minh Trung",
            "Quạ Hứa Tuyền Cẩn Phú Thảo Sanh Thông Hải Duy Điền Tiến Nhuận Thi Hậu",
        ),
        (
            "Đàng Bá Thành Quảng Thiên Kiều Lưu Đạt Trượng Báo Não Châu Từ Hán Tài Dương",
            "Thị Thị Ngọc Mỹ",
            "Thảo Hồng Nga Ái Lan Phượng Thu Trang Ngân Hường Diễm Quý Loan",
        ),
    ),
    "cotu": (
        (
            "Alăng Bhling Zơrâm Bríu Coor Arất Hôih Pơloong Ating Ta_Ngôn Bhnướch Riah A_Viết",
            "- - - Văn Ngọc",
            "Nhím Mia Cường Liếc Nhắc Bhuôi Công Dưl Bê Tinh Đang Lập Vút Quang Năm Trươi",
        ),
        (
            "Alăng Bhling Zơrâm Bríu Coor Arất Hôih Pơloong Ating Ta_Ngôn Bhnướch Riah A_Viết",
            "Thị Thị -",
            "Lệ Bích Hoa Nghêu Liên Thúy Bé Mai Xuân Nhung Hạnh Phương Thơm",
        ),
    ),
    "bru": (
        (
            "Hồ Hồ Hồ Lê Nguyễn Quỳnh Pả",
            "Văn Văn A Ray Xuân",
            "Cường Pâng Hới Thông Choai Hùng Mười Xa_Cách Bút Ngờ Lưa Dương Trung",
        ),
        (
            "Hồ Hồ Hồ Lê Nguyễn Quỳnh Kăn",
            "Thị Thị A",
            "Thiêng Hương Lạt Mai Nhung Hoa Thạch Bé Ngờm Xuân Lê Hạnh",
        ),
    ),
    "xtieng": (
        (
            "Điểu Điểu Điểu Lâm",
            "- - - Văn",
            "Huỳnh Kré Điều Hùng Ích Long Sen Bum Mốt Tài Thương Hà Gỗ Đức",
        ),
        (
            "Thị Thị Điểu",
            "- - Thị",
            "Giôn Hương Mai Trà_My Ngọc Nhung Bách Khuyên Rơi Bé Rin Đê Hồng",
        ),
    ),
    "khomu": (
        (
            "Lò Moong Cụt Quàng Xeo Lữ Cút Tòng Lường",
            "Văn Văn Phò Khăm -",
            "Thoi Inh Hùng Bun Khiên Tình Thành Dương Nghệ Lam Muôn",
        ),
        (
            "Lò Moong Cụt Quàng Xeo Lữ Cút Tòng Lường",
            "Thị Thị Ý",
            "Xay Hoài Mon Bích Oanh Hoa Ón Thương Nguyệt",
        ),
    ),
    "hanhi": (
        (
            "Lỳ Pờ Chu Ly Phùng Sừng Vàng Giàng Toán Khoàng",
            "Xè Hùng Gió Lòng Hừ Dần Go Xa Giá",
            "Cà Sang Phạ Hừ Xá Lù Xừ Long Chừ De",
        ),
        (
            "Lỳ Pờ Chu Ly Phùng Sừng Vàng Giàng Toán Khoàng",
            "Mỳ Thị Gó Khừ Xó",
            "Lệ Nu Gió Pớ Mé De Xó Lan Nhừ Mai",
        ),
    ),
}  # fmt: skip
