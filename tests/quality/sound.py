"""People with nothing wrong, each unlike the others; what is wrong is said beside."""

from __future__ import annotations

from typing import Any

from members.people import someone

_FAMILY = ("Vi", "Lò", "Hà", "Phạm", "Ngân", "Lương", "Lữ", "Đinh")
_MIDDLE = ("Văn", "Đức", "Quang", "Hữu", "Xuân", "Ngọc")
_GIVEN = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hải",
    "Khánh",
    "Long",
    "Minh",
    "Nam",
    "Phúc",
    "Sơn",
)


def sound(number: int, **more: Any) -> dict[str, Any]:
    """Values of the n-th sound person; men born from 1960 on, one a day."""
    year, month, day = 1960 + number % 35, 1 + number % 12, 1 + number % 28
    name = " ".join((
        _FAMILY[number % 8], _MIDDLE[number // 8 % 6], _GIVEN[(number * 7 + number // 48) % 12],
    ))  # fmt: skip
    own = {
        "full_name": name, "birth_date": f"{year}-{month:02}-{day:02}",
        "citizen_id": f"0990{year % 100:02}{number:06}", "admission_date": f"{year + 25}-05-19",
        "admission_decision_date": f"{year + 25}-05-12", "official_date": f"{year + 26}-05-19",
    }  # fmt: skip
    return someone(number, **own | more)
