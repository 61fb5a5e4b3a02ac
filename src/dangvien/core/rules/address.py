"""V24: addresses name units that exist today; the place of origin may keep both names."""

from __future__ import annotations

from dangvien.core.rules.rule import Case, Rule, Severity, faulty

_KEEP = "Quê quán, nơi sinh ghi cả hai tên: giữ nguyên tên cũ, ghi thêm tên hiện nay."


_SAYS = {
    "old_unit": "{field} ghi theo đơn vị hành chính cũ: “{value}”.",
    "split": "{field} “{value}” thuộc đơn vị cũ đã chia; nay có thể là: {detail}.",
    "ambiguous": "{field} “{value}” chưa rõ là đơn vị nào; có thể là: {detail}.",
}


def _place(name: str, severity: Severity | None = None) -> tuple[Case, ...]:
    how = _KEEP if severity == "N" else None
    return tuple(faulty(name, key, says, severity, how) for key, says in _SAYS.items())


V24 = Rule(
    code="V24",
    title="Địa chỉ ghi theo đơn vị hành chính hiện nay",
    field="permanent_address",
    severity="W",
    dimension="thong_nhat",
    basis="Quyết định 19/2025/QĐ-TTg; Hướng dẫn 12-HD/BTCTW năm 2022 (quê quán ghi cả tên cũ)",
    why="Từ 01/7/2025 không còn cấp huyện, nhiều xã, phường đã đổi tên.",
    how="Chọn xã, phường hiện nay theo nơi đồng chí ấy ở; địa chỉ cũ vẫn được giữ lại.",
    cases=(
        *_place("permanent_address"),
        *_place("temporary_address"),
        *_place("hometown", "N"),
        *_place("birth_place", "N"),
    ),
    good=(
        {},
        {"permanent_address": "Xã Tam Lư, tỉnh Thanh Hóa"},
        {"permanent_address": "Xóm Núi, nơi không rõ"},
        {"hometown": None},
    ),
    bad=(
        {"permanent_address": "Xã Tam Lư, huyện Quan Sơn, tỉnh Thanh Hóa"},
        {"permanent_address": "Phường Điện Biên, quận Ba Đình, thành phố Hà Nội"},
        {"hometown": "Xã Tam Lư, huyện Quan Sơn, tỉnh Thanh Hóa"},
        {"permanent_address": "Quan Sơn, Thanh Hóa"},
        {"temporary_address": "P. Bến Nghé, Q.1, TP HCM"},
    ),
)

RULES = (V24,)
