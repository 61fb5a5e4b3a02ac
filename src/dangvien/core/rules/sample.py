"""A member and an organisation without fault (synthetic): what the examples of rules override."""

from __future__ import annotations

from datetime import date
from typing import Any

AS_OF = date(2025, 12, 15)

MEMBER: dict[str, Any] = {
    "row_id": "mau.xlsx#Danh sách#5",
    "full_name": "Nguyễn Thị Hường",
    "sex": "Nữ",
    "birth_date": "19/05/1975",
    "citizen_id": "099175004321",
    "card_number": "38012467",
    "file_number": "004321TH",
    "phone": "0990203045",
    "ethnicity": "Kinh",
    "religion": "Không",
    "hometown": "Xã Tam Lư, tỉnh Thanh Hóa",
    "permanent_address": "Bản Hậu, xã Tam Lư, tỉnh Thanh Hóa",
    "admission_date": "19/05/2000",
    "admission_decision_date": "12/05/2000",
    "official_date": "19/05/2001",
    "member_type": "Chính thức",
    "status": "Đang sinh hoạt",
    "org_code": "38.168.053.000.001",
    "org_name": "Chi bộ bản Hậu",
    "occupation": "Nông dân",
    "verified_date": "01/12/2025",
    "unit_state": "active",
    "unit_is_leaf": True,
    "unit_match": "code",
}

ORGANISATION: dict[str, Any] = {
    "row_id": "to-chuc.xlsx#Danh sách#5",
    "org_code": "38.168.053.000.001",
    "org_name": "Chi bộ bản Hậu",
    "parent_code": "38.168.053.000.000",
    "form": "Chi bộ trực thuộc",
    "kind": "Xã",
    "org_status": "Đang hoạt động",
    "founded_date": "05/03/2010",
    "secretary": "Nguyễn Thị Hường",
    "code_digits": "38168053000001",
    "parent_digits": "38168053000000",
    "code_under_parent": True,
    "parent_state": "active",
    "parent_form": "dang_bo_co_so",
    "form_key": "chi_bo_truc_thuoc",
    "child_allowed": True,
    "kind_state": "current",
    "members": 24,
    "active": 22,
    "official": 21,
    "paper": 24,
    "secretary_found": "here",
}
