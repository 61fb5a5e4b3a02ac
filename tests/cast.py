"""The same people in every story: lan (member), hùng (secretary), mai (officer), khách (stranger)."""

from __future__ import annotations

from typing import Any

import polars as pl

from dangvien.core.rules.sample import MEMBER
from dangvien.core.schema import names

LAN: dict[str, Any] = {
    "full_name": "Vi Thị Lan", "sex": "Nữ", "birth_date": "12/05/1980",
    "citizen_id": "099180000001", "card_number": "38010001", "phone": "0990000001",
    "file_number": "000001TH", "org_name": "Chi bộ bản Nà Lốc",
}  # fmt: skip
HUNG: dict[str, Any] = {
    "full_name": "Lò Văn Hùng", "sex": "Nam", "birth_date": "03/02/1958",
    "citizen_id": "099058000002", "card_number": "38010002", "phone": "0990000002",
    "file_number": "000002TH", "org_name": "Chi bộ bản Nà Lốc",
}  # fmt: skip
MAI: dict[str, Any] = {
    "full_name": "Hà Thị Mai", "sex": "Nữ", "birth_date": "20/11/1975",
    "citizen_id": "099175000003", "card_number": "38010003", "phone": "0990000003",
    "file_number": "000003TH", "org_name": "Chi bộ Cơ quan Đảng",
}  # fmt: skip
KHACH: dict[str, Any] = {
    "full_name": "Trần Văn Khách", "sex": "Nam", "birth_date": "01/07/1970",
    "citizen_id": "099070000004", "card_number": "38010004", "phone": "0990000004",
    "file_number": "000004TH", "org_name": "Chi bộ Trạm Y tế",
}  # fmt: skip


def rows(*people: dict[str, Any], file: str = "ds.csv") -> pl.DataFrame:
    """Raw frame of a list that holds these people; what they do not say is as in the sample."""
    common = {name: MEMBER[name] for name in names() if name in MEMBER and name != "org_code"}
    table = [
        {"row_id": f"{file}##{i}", "source": f"{file}#", "section": None, "section_parent": None}
        | common | person
        for i, person in enumerate(people, 1)
    ]  # fmt: skip
    texts = ["row_id", "source", "section", "section_parent", *common]
    return pl.DataFrame(table, schema=dict.fromkeys(texts, pl.String))
