"""Small lists made by hand or by chance: a dozen people of three cells, and what happens to lists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
from django.db import transaction
from hypothesis import strategies as st

HEADINGS = {
    "full_name": "Họ và tên", "birth_date": "Ngày sinh", "sex": "Giới tính",
    "citizen_id": "Số CCCD", "card_number": "Số thẻ đảng viên", "phone": "Số điện thoại",
    "admission_date": "Ngày vào Đảng", "official_date": "Ngày chính thức",
    "hometown": "Quê quán", "status": "Trạng thái", "org_name": "Chi bộ",
}  # fmt: skip
CELLS = ("Chi bộ bản Xía Nọi", "Chi bộ bản Hón Pháy", "Chi bộ bản Piềng Mòn")
_NAMES = (
    "Vi Thị Lan", "Lò Văn Hùng", "Hà Thị Mai", "Ngân Văn Púm", "Lộc Văn Chựa", "Thao Văn Dếnh",
    "Phạm Bá Luyến", "Hà Công Thức", "Vi Thị Lựu", "Vi Thị Lưu", "Lò Văn Hùng", "Ngân Thị Bích",
)  # fmt: skip

Line = dict[str, str]


def person(number: int, **more: str) -> Line:
    """One of the dozen: two share a name, two differ by an accent only."""
    name = _NAMES[number % len(_NAMES)]
    woman = " Thị " in name
    year = 1958 + number
    line = {
        "full_name": name, "birth_date": f"{1 + number:02}/03/{year}",
        "sex": "Nữ" if woman else "Nam",
        "citizen_id": f"099{'1' if woman else '0'}{year % 100:02}{number:06}",
        "card_number": f"3801{number:04}", "phone": f"09900{number:05}",
        "admission_date": f"19/05/{year + 25}", "official_date": f"19/05/{year + 26}",
        "hometown": "Tam Lư, Thanh Hóa", "status": "Đang sinh hoạt",
        "org_name": CELLS[number % len(CELLS)],
    }  # fmt: skip
    return line | more


def dozen() -> list[Line]:
    """Everybody, with nothing wrong."""
    return [person(number) for number in range(len(_NAMES))]


def sheet(lines: list[Line], *leave_out: str) -> bytes:
    """The csv that an office sends."""
    names = [name for name in HEADINGS if name not in leave_out]
    table = {HEADINGS[name]: [line.get(name, "") for line in lines] for name in names}
    return pl.DataFrame(table, schema=dict.fromkeys(table, pl.String)).write_csv().encode()


_EMPTIED = st.sets(st.sampled_from([n for n in HEADINGS if n not in ("org_name",)]), max_size=6)
_OTHER = st.fixed_dictionaries(
    {},
    optional={
        "phone": st.sampled_from(["0990099999", "099", "x", "không có"]),
        "hometown": st.sampled_from(["Sơn Thủy, Thanh Hóa", "Bản Hạ"]),
        "org_name": st.sampled_from([*CELLS, "Chi bộ bản Không Có", ""]),
        "birth_date": st.sampled_from(["1958", "31/02/1960", "05/1961", "17/08/1999"]),
        "full_name": st.sampled_from(["LÒ VĂN HÙNG", "Vi Thị Lưu", "Hà", ""]),
        "citizen_id": st.sampled_from(["099058000001", "12345", "0" * 12]),
        "card_number": st.sampled_from(["38010001", "3801"]),
        "status": st.sampled_from(["Từ trần", "Đã chuyển đi", "Miễn công tác và sinh hoạt", "?"]),
        "official_date": st.sampled_from(["01/01/2001", "1990"]),
    },
)  # fmt: skip


@st.composite
def happenings(draw: st.DrawFn) -> list[Line]:
    """The dozen as a careless list has them: dropped, doubled, emptied, changed, moved, shuffled."""
    lines: list[Line] = []
    for line in dozen():
        for _ in range(draw(st.sampled_from([0, 1, 1, 1, 1, 2]))):
            emptied = draw(st.one_of(st.just(set()), _EMPTIED))
            changed = draw(st.one_of(st.just({}), _OTHER))
            lines.append({n: "" if n in emptied else v for n, v in line.items()} | changed)
    lines += [person(12), *draw(st.lists(st.builds(person, st.integers(12, 15)), max_size=2))]
    return draw(st.permutations(lines))


@contextmanager
def forgotten() -> Iterator[None]:
    """An example of its own: what it writes is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
