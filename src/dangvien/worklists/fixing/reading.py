"""How to read a citizen id, digit by digit, for whoever has the card in hand."""

from __future__ import annotations

CARD: tuple[tuple[str, str], ...] = (
    ("3 số đầu", "nơi đăng ký khai sinh"),
    ("Số thứ 4", "giới tính, thế kỷ sinh: 0 nam, 1 nữ trước năm 2000; 2 nam, 3 nữ từ năm 2000"),
    ("Số thứ 5 và 6", "hai số cuối của năm sinh"),
    ("6 số cuối", "số ngẫu nhiên"),
)  # fmt: skip


def card(field: str) -> tuple[tuple[str, str], ...]:
    """The parts of the number that this field holds; nothing for other fields."""
    return CARD if field == "citizen_id" else ()
