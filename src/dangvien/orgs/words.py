"""What the screen calls forms, offices and successions."""

from __future__ import annotations

from collections.abc import Collection

from dangvien.look.numbers import thousands

FORMS: dict[str, str] = {
    "tinh": "Đảng bộ tỉnh, thành phố",
    "xa": "Đảng bộ xã, phường và tương đương",
    "dang_bo_co_so": "Đảng bộ cơ sở",
    "chi_bo_co_so": "Chi bộ cơ sở",
    "dang_bo_bo_phan": "Đảng bộ bộ phận",
    "chi_bo_truc_thuoc": "Chi bộ trực thuộc",
    "to_dang": "Tổ đảng",
}
POSITIONS: dict[str, str] = {
    "secretary": "Bí thư",
    "deputy": "Phó bí thư",
    "committee": "Ủy viên cấp ủy",
}
HOW: dict[str, str] = {
    "merged": "Hợp nhất, sáp nhập",
    "split": "Chia, tách",
    "renamed": "Đổi thành tổ chức khác",
    "transferred": "Bàn giao",
}
CELLS = frozenset(("chi_bo_co_so", "chi_bo_truc_thuoc"))


def short(name: str) -> str:
    """A name without the word for its form: "Đảng bộ xã Sơn Hà" is "xã Sơn Hà" in a sentence."""
    for word in ("Đảng bộ ", "Đảng ủy ", "Chi bộ "):
        if name.startswith(word):
            return name.removeprefix(word)
    return name


def counted(number: int, forms: Collection[str]) -> str:
    """How many, and of what: "3 chi bộ", "2 đảng bộ", "5 tổ chức" when they are not alike."""
    kinds = {"chi bộ" if form in CELLS else "đảng bộ" for form in forms}
    return f"{thousands(number)} {kinds.pop() if len(kinds) == 1 else 'tổ chức'}"
