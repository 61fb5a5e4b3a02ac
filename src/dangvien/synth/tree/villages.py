"""Names of villages, lowland and upland."""

from __future__ import annotations

_LOWLAND = """
Đông, Đoài, Trung, Thượng, Hạ, Phú Lộc, Phú Mỹ, Phú Thọ, Phú Hòa, Phú Xuân, Tân Lập, Tân Tiến,
Tân Thành, Tân Hòa, Tân Sơn, Tân Phú, Tân Hưng, Hòa Bình, Hòa Lạc, Hòa Hợp, Đồng Tâm,
Đồng Tiến, Đồng Xuân, Đồng Lực, Quyết Thắng, Quyết Tiến, Đoàn Kết, Thống Nhất, Thành Công,
Thành Tâm, Trung Tâm, Trung Thành, Trung Hòa, Yên Sơn, Yên Lạc, Yên Phú, Yên Bình, Xuân Lập,
Xuân Sơn, Xuân Thành, Xuân Thịnh, Vĩnh Phúc, Vĩnh Lộc, Vĩnh Hòa, Vĩnh Thịnh, Long Sơn,
Long Thành, Long Hòa, Long Phú, Minh Khai, Minh Tân, Minh Sơn, Minh Đức, An Bình, An Lạc,
An Khang, An Phú, An Thịnh, Bình Minh, Bình An, Bình Sơn, Cầu Tre, Cây Đa, Giếng Làng,
Ngọc Sơn, Ngọc Lâm, Ngọc Trì, Kim Sơn, Kim Thành, Hồng Phong, Hồng Kỳ, Hưng Thịnh, Hưng Lợi,
Lộc Thọ, Phúc Lâm, Phúc Thịnh, Quang Trung, Quang Vinh, Thanh Sơn, Thanh Bình, Thanh Xuân,
Thái Hòa, Thái Bình, Tiền Phong, Toàn Thắng, Trường Sơn, Trường Thịnh, Tự Cường, Việt Hùng,
Văn Minh, Đại Đồng, Đại Thắng, Độc Lập, Đức Thắng, Đức Hòa, Gò Mây, Bến Sông, Cửa Đình, Ao Sen,
Nghĩa Hưng, Nam Sơn, Bắc Sơn, Tây Hồ
"""
_UPLAND = """
Nà Lốc, Nà Ơi, Nà Sản, Nà Khoang, Nà Pát, Nà Cáy, Co Muồng, Co Mạ, Co Pục, Pọng Ca, Pom Lót,
Pá Hốc, Pá Uôn, Piềng Mòn, Piềng Khóe, Bôn Hạ, Bôn Thượng, Bản Lầu, Huổi Lóng, Huổi Mươi,
Huổi Só, Mường Hin, Mường Pu, Xía Nọi, Hón Pháy, Hón Chè, Che Khót, Che Lầu, Pha Đén,
Suối Khoai, Suối Giàng, Na Nghịu, Na Hỳ, Na Tông, Nậm Khan, Nậm Mằn, Nậm Cắt, Nậm Lành,
Phiêng Ban, Phiêng Cành, Phiêng Luông, Chiềng Pằn, Chiềng Yên, Lũng Pù, Lũng Cú, Lũng Vài,
Khuổi Nặm, Khuổi Ky, Khuổi Luông, Pác Bó, Pác Ngòi, Sín Chải, Séo Lủng, Tả Van, Sảng Tớ,
Xà Phìn, Buôn Hồ, Buôn Trấp, Kon Tu, Kon Rẫy, Plei Ốp, Đăk Lung, Tà Lài, Tà Nung
"""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


VILLAGES = _listed(_LOWLAND)
UPLAND_VILLAGES = _listed(_UPLAND)
