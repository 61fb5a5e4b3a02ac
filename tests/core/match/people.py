"""Synthetic rows for the stories: a short list of one commune, everybody different."""

from __future__ import annotations

from typing import Any

import polars as pl

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Bùi", "Lò", "Hà", "Vi", "Đỗ", "Ngô")
GIVEN = ("Hùng", "Lan", "Sơn", "Hoa", "Tuấn", "Mai", "Bình", "Thảo", "Dũng", "Nga", "Kiên", "Yến")
CELLS = ("Chi bộ thôn Đông", "Chi bộ thôn Tây", "Chi bộ trường Tiểu học")


def neighbour(number: int) -> dict[str, Any]:
    """One of the others on the list: no two of them share a name, a date or a number."""
    family, given = FAMILIES[number % 12], GIVEN[number % 11]
    year, month, day = 1950 + number * 7 % 50, 1 + number % 12, 1 + number % 28
    return {
        "full_name": f"{family} {'Thị' if number % 2 else 'Văn'} {given}",
        "sex": "nữ" if number % 2 else "nam",
        "birth_date": f"{year}-{month:02d}-{day:02d}",
        "citizen_id": f"0990{year % 100:02d}{100000 + number * 37:06d}",
        "card_number": f"{20000000 + number * 41}",
        "file_number": f"{300000 + number * 43}TH",
        "phone": f"0900{100000 + number * 47}",
        "hometown": f"xã {FAMILIES[number % 7]} {GIVEN[number % 5]}, tỉnh Thanh Hóa",
        "admission_date": f"{year + 25}-{1 + number % 9:02d}-{1 + number % 27:02d}",
        "org_name": CELLS[number % 3],
        "status": "active",
    }


LAN: dict[str, Any] = {
    "full_name": "Phạm Thị Ngọc Lan",
    "sex": "nữ",
    "birth_date": "1987-08-24",
    "citizen_id": "0991" + "87003528",
    "card_number": "09933418",
    "file_number": "123456TH",
    "phone": "0900000286",
    "hometown": "xã Tam Lư, tỉnh Thanh Hóa",
    "admission_date": "2014-05-19",
    "org_name": "Chi bộ bản Na Nghịu",
    "status": "active",
}


def listed(*people: dict[str, Any], others: int = 40) -> pl.DataFrame:
    """A standard frame of the given people (row_ids "m.csv##1", …) among `others` neighbours."""
    rows = [*people, *(neighbour(number) for number in range(others))]
    return pl.DataFrame(
        [{"row_id": f"m.csv##{place}"} | row for place, row in enumerate(rows, 1)],
        infer_schema_length=None,
    )
