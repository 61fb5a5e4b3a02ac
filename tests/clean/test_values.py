"""What is applied and what is only proposed, kind by kind, as members.csv and changes.csv tell it."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from clean.lists import NINE, Cleaned, Person, clean, other

# field, as read → value in force, what is proposed (None: nothing)
SAME: list[tuple[str, str, str, str | None]] = [
    ("full_name", "  Vi  Thị   Lan ", "Vi Thị Lan", None),
    ("full_name", "NGUYỄN THỊ HƯỜNG", "Nguyễn Thị Hường", None),
    ("full_name", "nguyễn thị hường", "Nguyễn Thị Hường", None),
    ("full_name", "nGuyễn Thị HƯỜNG", "Nguyễn Thị Hường", None),
    ("full_name", normalize("NFD", "Lò Thị Thuý"), "Lò Thị Thuý", None),
    ("full_name", "Lê Thị Hoà", "Lê Thị Hoà", None),
    ("full_name", "Lê Thị Hòa", "Lê Thị Hòa", None),
    ("full_name", "H'HEN NIÊ", "H'Hen Niê", None),
    ("full_name", "K'brêu", "K'Brêu", None),
    ("full_name", "Vi Thị\u00a0Lan\u200b", "Vi Thị Lan", None),
    ("full_name", "Ông Lò Văn Hùng", "Ông Lò Văn Hùng", "Lò Văn Hùng"),
    ("full_name", "Lò Văn Hùng 2", "Lò Văn Hùng 2", "Lò Văn Hùng"),
    ("sex", "NAM", "nam", None),
    ("citizen_id", "099 180 000 071", "099180000071", None),
    ("citizen_id", "099.180.000.072", "099180000072", None),
    ("citizen_id", "'099180000073", "099180000073", None),
    ("citizen_id", "99180000074", "99180000074", "099180000074"),
    ("citizen_id", "99180000075.0", "99180000075", "099180000075"),
    ("citizen_id", NINE, NINE, NINE),
    ("citizen_id", "O99180000076", "O99180000076", "099180000076"),
    ("citizen_id", "9.918E+10", "9.918E+10", None),
    ("card_number", "3801071", "3801071", "03801071"),
    ("card_number", "38.010.072", "38010072", None),
    ("file_number", "4321th", "4321TH", "004321TH"),
    ("file_number", "004322-th", "004322TH", None),
    ("phone", "0990 300 071", "0990300071", None),
    ("phone", "990" + "300072", "990" + "300072", "0990300072"),
    ("phone", "+84 990 300 073", "+84990" + "300073", "0990300073"),
    ("phone", "0990300074 (con gái)", "0990300074 (con gái)", "0990300074"),
    ("phone", "0990300075 - 0990300076", "0990300075 - 0990300076", "0990300075"),
    ("birth_date", "5/3/1971", "1971-03-05", None),
    ("birth_date", "05.03.1972", "1972-03-05", None),
    ("birth_date", "1974-03-05 00:00:00", "1974-03-05", None),
    ("birth_date", "ngày 05 tháng 3 năm 1975", "1975-03-05", None),
    ("birth_date", "3/1976", "1976-03", None),
    ("birth_date", "1977", "1977", None),
    ("birth_date", "12/25/1978", "12/25/1978", "1978-12-25"),
    ("birth_date", "31/02/1979", "31/02/1979", None),
    ("birth_date", "05/03/71", "05/03/71", "1971-03-05"),
    ("official_date", "19/05/01", "19/05/01", "2001-05-19"),
    ("birth_date", "26012", "26012", "1971-03-20"),
    ("ethnicity", "KINH", "Kinh", None),
    ("religion", "không", "Không", None),
    ("member_type", "CHÍNH THỨC", "official", None),
    ("member_type", "Dự bị", "probationary", None),
    ("status", "đang sinh hoạt", "active", None),
    ("hometown", "Xã  Tam Lư ,  tỉnh Thanh Hóa", "Xã Tam Lư, tỉnh Thanh Hóa", None),
]  # fmt: skip

STATES = {
    "Đang sinh hoạt": "active", "Miễn sinh hoạt": "exempt", "Miễn công tác và SHĐ": "exempt",
    "Đình chỉ sinh hoạt": "suspended", "Chờ chuyển sinh hoạt": "in_transit",
    "Đã chuyển đi": "transferred", "Từ trần": "died", "Xóa tên": "struck_off",
    "Xin ra khỏi Đảng": "resigned", "Khai trừ": "expelled",
    "Không còn trong danh sách": "missing",
}  # fmt: skip


def told(cells: list[tuple[str, str]]) -> list[Person]:
    """A person for every cell, faultless but for it."""
    return [other(n, **{field: text}) for n, (field, text) in enumerate(cells)]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """Row n + 2 holds the n-th cell of the table above."""
    folder = tmp_path_factory.mktemp("values")
    states = [("status", text) for text in STATES]
    return clean(folder, *told([*((field, text) for field, text, *_ in SAME), *states]))


def rows_of(got: Cleaned, at: int, field: str, applied: str) -> list[dict[str, str]]:
    """Changes of one cell."""
    return [
        row for row in got.table("changes")
        if row["row_id"] == f"ds.csv##{at + 2}" and row["field"] == field
        and row["applied"] == applied
    ]  # fmt: skip


@pytest.mark.parametrize("at", range(len(SAME)), ids=[f"{f}:{t}" for f, t, *_ in SAME])
def test_a_cell_holds_what_is_certain_and_proposes_the_rest(odd: Cleaned, at: int) -> None:
    field, text, value, fix = SAME[at]
    assert odd.member(at)[field] == value
    done, asked = (rows_of(odd, at, field, applied) for applied in ("yes", "no"))
    assert [(row["before"], row["after"]) for row in done] == (
        [(text, value)] if text != value else []
    )
    assert [row["after"] for row in asked] == ([fix] if fix else [])
    assert all(row["reason"] and 0 <= float(row["confidence"]) <= 1 for row in (*done, *asked))


@pytest.mark.parametrize("at", range(len(SAME)), ids=[f"{f}:{t}" for f, t, *_ in SAME])
def test_what_is_proposed_stands_in_the_fix_of_an_open_finding(odd: Cleaned, at: int) -> None:
    field, _, _, fix = SAME[at]
    if fix:
        found = odd.findings(row_id=f"ds.csv##{at + 2}", field=field, fix=fix, state="open")
        assert len(found) == 1
        assert 0 < float(found[0]["fix_confidence"]) <= 1


@pytest.mark.parametrize("at", range(len(SAME)), ids=[f"{f}:{t}" for f, t, *_ in SAME])
def test_no_letter_or_digit_comes_or_goes_unasked(odd: Cleaned, at: int) -> None:
    field, text, *_ = SAME[at]
    if field in ("full_name", "citizen_id", "card_number", "file_number", "phone", "hometown"):
        after = odd.member(at)[field]
        kept = [
            "".join(c for c in normalize("NFC", s).casefold() if c.isalnum())
            for s in (text.removesuffix(".0"), after)
        ]
        assert kept[0] == kept[1]


@pytest.mark.parametrize(("at", "state"), list(enumerate(STATES.values(), len(SAME))))
def test_every_status_has_one_word(odd: Cleaned, at: int, state: str) -> None:
    assert odd.member(at)["status"] == state


def test_full_capitals_are_normal_and_v03_is_for_irregular_case(odd: Cleaned) -> None:
    rows = {row["row_id"].rsplit("#")[-1]: row["state"] for row in odd.findings("V03")}
    assert {"4", "5"} <= rows.keys()
    assert "3" not in rows
    assert "9" not in rows
    assert set(rows.values()) == {"fixed"}


def test_a_fixed_finding_is_kept_and_does_not_count_against_clean(odd: Cleaned) -> None:
    noise = odd.findings("V02", row_id="ds.csv##6")
    assert [row["state"] for row in noise] == ["fixed"]
    assert odd.summary["findings"]["fixed"] == sum(
        row["state"] == "fixed" for row in odd.table("findings")
    )


def test_changes_count_up_to_the_summary(odd: Cleaned) -> None:
    changes = odd.table("changes")
    for applied, name in (("yes", "applied"), ("no", "proposed")):
        count = sum(row["applied"] == applied for row in changes)
        assert odd.summary["changes"][name] == count
