"""How a committee is named on its own papers, and the numbers and places that go with it."""

from __future__ import annotations

from datetime import date

from dangvien.orgs.models import Organisation
from dangvien.orgs.words import CELLS, short

_PROVINCES = (("tỉnh ", "Tỉnh ủy "), ("thành phố ", "Thành ủy "))


def body(org: Organisation) -> str:
    """Who speaks: "Đảng bộ xã Tam Lư" speaks as "Đảng ủy xã Tam Lư", a province as "Tỉnh ủy"."""
    name = short(org.name)
    if org.form in CELLS or org.name.startswith("Chi bộ"):
        return org.name
    for place, committee in _PROVINCES:
        if name.startswith(place):
            return committee + name.removeprefix(place)
    return f"Đảng ủy {name}"


def superior(org: Organisation) -> str:
    """The line above the committee: the Party organisation that it belongs to."""
    return org.parent.name if org.parent else "Đảng Cộng sản Việt Nam"


def standing(org: Organisation) -> str:
    """In whose name it is signed: "Ban Thường vụ", in a cell "chi ủy"."""
    return "chi ủy" if body(org).startswith("Chi bộ") else "Ban Thường vụ"


def number(org: Organisation, typed: str) -> str:
    """ "Số 12-BC/ĐU"; left open for the pen when nobody has given one."""
    letters = "CB" if org.form in CELLS else "TU" if org.form == "tinh" else "ĐU"
    return f"Số {typed.strip() or '      '}-BC/{letters}"


def place_date(org: Organisation, on: date) -> str:
    """ "Tam Lư, ngày 15 tháng 12 năm 2025"; days and the first months take a zero in front."""
    home = org.parent if org.form in CELLS and org.parent else org
    place = short(home.name)
    for word in ("xã ", "phường ", "đặc khu ", "tỉnh ", "thành phố "):
        place = place.removeprefix(word)
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"{place}, ngày {on.day:02} tháng {month} năm {on.year}"
