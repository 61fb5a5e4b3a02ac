"""Who lives where: shares of ethnic groups by province code (2025), religions by group."""

from __future__ import annotations

GROUPS_BY_PROVINCE: dict[str, dict[str, float]] = {
    "01": {"Mường": 0.01, "Tày": 0.005, "Nùng": 0.003},
    "04": {"Tày": 0.41, "Nùng": 0.29, "Mông": 0.1, "Dao": 0.1, "Lô Lô": 0.005},
    "08": {"Tày": 0.25, "Mông": 0.18, "Dao": 0.14, "Nùng": 0.05, "Giáy": 0.01, "La Chí": 0.01},
    "11": {"Thái": 0.38, "Mông": 0.36, "Khơ Mú": 0.03, "Lào": 0.01},
    "12": {"Thái": 0.3, "Mông": 0.23, "Dao": 0.12, "Hà Nhì": 0.04, "Lự": 0.01, "La Hủ": 0.01},
    "14": {"Thái": 0.53, "Mông": 0.15, "Mường": 0.08, "Xinh Mun": 0.02, "Dao": 0.02},
    "15": {"Tày": 0.17, "Mông": 0.15, "Dao": 0.12, "Thái": 0.05, "Giáy": 0.02, "Hà Nhì": 0.01},
    "19": {"Tày": 0.2, "Nùng": 0.07, "Dao": 0.04, "Sán Dìu": 0.02, "Sán Chay": 0.02},
    "20": {"Nùng": 0.42, "Tày": 0.36, "Dao": 0.03},
    "22": {"Dao": 0.05, "Tày": 0.03, "Sán Dìu": 0.02},
    "24": {"Nùng": 0.03, "Tày": 0.02, "Sán Chay": 0.01, "Sán Dìu": 0.01},
    "25": {"Mường": 0.25, "Dao": 0.02, "Thái": 0.01, "Tày": 0.01},
    "37": {"Mường": 0.01},
    "38": {"Mường": 0.1, "Thái": 0.06, "Mông": 0.006, "Thổ": 0.003, "Dao": 0.002},
    "40": {"Thái": 0.1, "Thổ": 0.02, "Mông": 0.01, "Khơ Mú": 0.01},
    "44": {"Bru Vân Kiều": 0.05, "Tà Ôi": 0.01, "Chứt": 0.003},
    "46": {"Tà Ôi": 0.02, "Cơ Tu": 0.01},
    "48": {"Cơ Tu": 0.04, "Xơ Đăng": 0.02, "Giẻ Triêng": 0.01},
    "51": {"Hrê": 0.08, "Xơ Đăng": 0.08, "Ba Na": 0.04, "Co": 0.02, "Giẻ Triêng": 0.02},
    "52": {"Gia Rai": 0.13, "Ba Na": 0.07, "Chăm": 0.003},
    "56": {"Ra Glai": 0.07, "Chăm": 0.05},
    "66": {"Ê Đê": 0.13, "Mnông": 0.02, "Gia Rai": 0.01, "Tày": 0.02, "Nùng": 0.02, "Chăm": 0.01},
    "68": {"Cơ Ho": 0.06, "Mạ": 0.02, "Mnông": 0.02, "Chăm": 0.01, "Nùng": 0.01},
    "75": {"Xtiêng": 0.04, "Hoa": 0.03, "Khmer": 0.01, "Chơ Ro": 0.005},
    "79": {"Hoa": 0.04, "Khmer": 0.005},
    "80": {"Khmer": 0.006},
    "86": {"Khmer": 0.12, "Hoa": 0.005},
    "91": {"Khmer": 0.1, "Hoa": 0.01, "Chăm": 0.005},
    "92": {"Khmer": 0.1, "Hoa": 0.03},
    "96": {"Khmer": 0.05, "Hoa": 0.01},
    "Tam Lư": {"Thái": 0.68, "Mường": 0.14, "Mông": 0.05},
}

RELIGIONS: dict[str, dict[str, float]] = {
    "": {"Không": 0.93, "Phật giáo": 0.035, "Công giáo": 0.025, "Tin lành": 0.004, "Cao Đài": 0.004,
         "Phật giáo Hòa Hảo": 0.002},
    "Khmer": {"Không": 0.35, "Phật giáo": 0.65},
    "Chăm": {"Không": 0.5, "Bà La Môn": 0.3, "Hồi giáo": 0.2},
    "Ê Đê": {"Không": 0.85, "Tin lành": 0.15},
    "Gia Rai": {"Không": 0.85, "Tin lành": 0.1, "Công giáo": 0.05},
    "Mông": {"Không": 0.95, "Tin lành": 0.05},
}  # fmt: skip
