"""Headers as committees write them: deep, merged, in old fonts, over ticks and stacked cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from dangvien.core.schema import FIELDS, MEMBER, ORGANISATION
from dangvien.files.headings import aliases, field_of
from dangvien.files.meaning import meaning
from dangvien.files.problem import InputProblem
from dangvien.files.read import MemberInput

Read = Callable[..., MemberInput]
Kinds = Callable[[MemberInput], list[str]]


def values(found: MemberInput, *names: str) -> list[tuple[Any, ...]]:
    return found.rows.select(names).rows()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("HỌ VÀ TÊN ĐẢNG VIÊN", "full_name"),
        ("Họ và tên\n(Viết chữ in hoa)", "full_name"),
        ("3. Họ tên (*)", "full_name"),
        ("Ho\u0323 va\u0300 te\u0302n", "full_name"),
        ("Hä vµ tªn", "full_name"),
        ("Hoï vaø teân", "full_name"),
        ("SỐ\nCCCD", "citizen_id"),
        ("CCCD/CMND", "citizen_id"),
        ("Số CMND", "old_id_number"),
        ("Số TĐV", "card_number"),
        ("Số thẻ đảng viên (8 số)", "card_number"),
        ("Số LL", "file_number"),
        ("Sè thÎ ®¶ng viªn", "card_number"),
        ("Ngày QĐ kết nạp", "admission_decision_date"),
        ("Ngày vào Đảng (chính thức)", "official_date"),
        ("Chi bộ SHĐ tạm thời", "temporary_cell"),
        ("Hộ khẩu thường trú", "permanent_address"),
        ("Ngày xác minh", "verified_date"),
        ("Ký nhận", None),
    ],
)
def test_a_heading_is_known_however_it_is_written(heading: str, field: str | None) -> None:
    found = field_of(heading, "member")
    assert (found and found[0]) == field


@pytest.mark.parametrize(
    ("stack", "fields"),
    [
        (("Ngày vào Đảng", "Dự bị"), ("admission_date",)),
        (("Ngày, tháng, năm vào Đảng", "Chính thức"), ("official_date",)),
        (("Ngày vào Đảng / ngày chính thức",), ("admission_date", "official_date")),
        (("Dân tộc, tôn giáo",), ("ethnicity", "religion")),
        (("Thẻ đảng viên", "Số"), ("card_number",)),
        (("Thẻ đảng viên", "Ngày cấp"), ()),
        (("Trình độ", "LLCT"), ("political_theory",)),
        (("Người giới thiệu", "Đơn vị gì đó"), ()),
    ],
)
def test_headings_that_stand_over_each_other_mean_something_together(
    stack: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    assert meaning(stack, "member").fields == fields


def test_the_alias_table_knows_only_real_fields_and_says_each_thing_once() -> None:
    for table in ("member", "organisation"):
        assert {field for field, _ in aliases(table).values()} <= set(FIELDS)
    assert len(aliases("member")) > 350


def test_our_own_words_for_the_fields_are_understood_when_a_file_of_ours_comes_back() -> None:
    for table, fields in (("member", MEMBER), ("organisation", ORGANISATION)):
        for field in fields:
            for word in (field.name, field.label):
                found = field_of(word, table)
                assert found
                assert found[0] == field.name


def test_a_classic_list_has_titles_two_rows_of_headings_and_numbers_of_columns(
    read_book: Read, kinds: Kinds
) -> None:
    found = read_book(
        ["ĐẢNG ỦY XÃ TAM LƯ", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["CHI BỘ BẢN NÀ LỐC", None, None, "Tam Lư, ngày 15 tháng 12 năm 2025"],
        [],
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["TT", "Họ và tên", "Ngày, tháng, năm sinh", None, "Ngày vào Đảng", None, "Ghi chú"],
        [None, None, "Nam", "Nữ", "Dự bị", "Chính thức"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "Nguyễn Thị Lan", None, "05/03/1987", "03/02/2010", "03/02/2011", None],
        [2, "Lò Văn Hùng", 1990, None, "19/05/2015", "19/05/2016", "x"],
        merged=["A5:A6", "B5:B6", "C5:D5", "E5:F5", "G5:G6"],
    )
    assert kinds(found) == [
        "title", "title", "blank", "title", "header", "header", "column numbers",
        "member", "member",
    ]  # fmt: skip
    assert values(found, "full_name", "sex", "birth_date", "admission_date", "official_date") == [
        ("Nguyễn Thị Lan", "Nữ", "05/03/1987", "03/02/2010", "03/02/2011"),
        ("Lò Văn Hùng", "Nam", "1990", "19/05/2015", "19/05/2016"),
    ]
    assert found.columns.sort("position")["feeds"].to_list()[2:4] == ["sex, birth_date"] * 2
    assert values(found, "section", "section_parent")[0] == (
        "CHI BỘ BẢN NÀ LỐC",
        "ĐẢNG ỦY XÃ TAM LƯ",
    )
    assert found.header_rows == {"ds.xlsx#Sheet1": "ds.xlsx#Sheet1#5"}
    assert found.rows["row_id"][0] == "ds.xlsx#Sheet1#8"


def test_the_same_header_is_understood_in_a_csv_which_has_no_merged_cells(read_table: Read) -> None:
    found = read_table(
        ["STT", "Họ và tên", "Giới tính", "", "Loại đảng viên", "", "Số CCCD"],
        ["", "", "Nam", "Nữ", "Chính thức", "Dự bị", ""],
        ["1", "Nguyễn Thị Lan", "", "x", "x", "", "099187000001"],
        ["2", "Lò Văn Hùng", "x", "", "", "X", "099090000002"],
        ["3", "Hà Văn Sơn", "x", "x", "-", "", "099090000003"],
    )
    assert values(found, "sex", "member_type") == [
        ("Nữ", "Chính thức"), ("Nam", "Dự bị"), (None, None),
    ]  # fmt: skip
    assert "birth_date" not in found.rows.columns


def test_columns_called_official_and_probationary_may_hold_dates(read_table: Read) -> None:
    found = read_table(
        ["Họ và tên", "Dự bị", "Chính thức"], ["Nguyễn Thị Lan", "03/02/2010", "03/02/2011"]
    )
    assert values(found, "admission_date", "official_date") == [("03/02/2010", "03/02/2011")]
    assert "member_type" not in found.rows.columns


@pytest.mark.parametrize(
    ("heads", "merged"),
    [
        (["TT", "Họ và", "tên", "Ngày sinh"], []),
        (["TT", "Họ và tên đệm", "Tên", "Ngày sinh"], []),
        (["TT", "Họ và tên", None, "Ngày sinh"], ["B1:C1"]),
    ],
)
def test_a_name_in_two_columns_becomes_one(
    read_book: Read, heads: list[str | None], merged: list[str]
) -> None:
    found = read_book(heads, [1, "Nguyễn Thị", "Lan", "05/03/1987"], merged=merged)
    assert values(found, "full_name") == [("Nguyễn Thị Lan",)]


def test_one_cell_may_hold_two_dates(read_book: Read) -> None:
    found = read_book(
        ["Họ và tên", "Ngày vào Đảng\nNgày chính thức", "Dân tộc, tôn giáo"],
        ["Nguyễn Thị Lan", "03/02/2010\n03/02/2011", "Thái, không"],
        ["Lò Văn Hùng", "19/05/2015 - 19/05/2016", "Kinh"],
        ["Hà Thị Mai", "19/05/2025", None],
    )
    assert values(found, "admission_date", "official_date", "ethnicity", "religion") == [
        ("03/02/2010", "03/02/2011", "Thái", "không"),
        ("19/05/2015", "19/05/2016", "Kinh", None),
        ("19/05/2025", None, None, None),
    ]


def test_a_date_of_birth_in_three_columns_becomes_one(read_book: Read) -> None:
    found = read_book(
        ["Họ và tên", "Ngày sinh", None, None, "Số CCCD"],
        [None, "Ngày", "Tháng", "Năm", None],
        ["Nguyễn Thị Lan", 5, 3, 1987, "099187000001"],
        ["Lò Văn Hùng", None, None, 1990, "099090000002"],
        merged=["A1:A2", "B1:D1", "E1:E2"],
    )
    assert values(found, "birth_date") == [("5/3/1987",), ("1990",)]


def test_sub_headings_that_mean_nothing_are_still_header_not_people(
    read_book: Read, kinds: Kinds
) -> None:
    found = read_book(
        ["Họ và tên", "Số CCCD", "Quê quán", None, "Thu nộp"],
        [None, None, "Xã", "Tỉnh", None],
        ["Nguyễn Thị Lan", "099187000001", "Tam Lư", "Thanh Hóa", None],
        merged=["C1:D1"],
    )
    assert kinds(found) == ["header", "header", "member"]
    assert values(found, "hometown") == [("Tam Lư, Thanh Hóa",)]


def test_other_people_in_the_row_do_not_take_the_members_place(read_book: Read) -> None:
    found = read_book(
        ["Họ và tên", "Ngày sinh", "Vợ hoặc chồng", None],
        [None, None, "Họ và tên", "Năm sinh"],
        ["Nguyễn Thị Lan", "05/03/1987", "Lò Văn Hùng", "1985"],
        merged=["A1:A2", "B1:B2", "C1:D1"],
    )
    assert values(found, "full_name", "birth_date") == [("Nguyễn Thị Lan", "05/03/1987")]
    assert found.rows["extra:Vợ hoặc chồng / Họ và tên"].to_list() == ["Lò Văn Hùng"]


def test_one_heading_twice_with_one_content_is_read_once_and_noted(read_table: Read) -> None:
    found = read_table(
        ["Họ và tên", "Số CCCD", "SỐ CCCD"], ["Nguyễn Thị Lan", "099187000001", "099187000001"]
    )
    assert values(found, "citizen_id") == [("099187000001",)]
    assert any("B và C" in note for note in found.notes)


def test_one_heading_twice_with_two_contents_is_refused_naming_both(read_book: Read) -> None:
    with pytest.raises(InputProblem) as refused:
        read_book(
            ["Họ và tên", "Số CCCD", "Số CCCD"], ["Nguyễn Thị Lan", "099187000001", "099187000002"]
        )
    assert str(refused.value).startswith("Tệp “ds.xlsx”, trang “Sheet1”, cột B và C: ")
    assert "Số CCCD" in str(refused.value)


def test_two_headings_of_one_field_give_the_better_one_and_keep_the_other(read_table: Read) -> None:
    found = read_table(
        ["Họ và tên", "Năm sinh", "Ngày sinh"], ["Nguyễn Thị Lan", "1987", "05/03/1987"]
    )
    assert values(found, "birth_date", "extra:Năm sinh") == [("05/03/1987", "1987")]
    assert any("Năm sinh" in note for note in found.notes)


def test_columns_are_described_in_the_order_of_the_source(read_book: Read) -> None:
    found = read_book(
        ["STT", "Họ và tên", None, "Số CCCD", "Ký nhận"],
        [1, "Nguyễn Thị Lan", "lời ghi", "099187000001", "đã ký"],
    )
    described = found.columns.sort("position").select("position", "heading", "field", "column")
    assert described.rows() == [
        (1, "STT", None, "extra:STT"),
        (2, "Họ và tên", "full_name", "full_name"),
        (3, "Cột C", None, "extra:Cột C"),
        (4, "Số CCCD", "citizen_id", "citizen_id"),
        (5, "Ký nhận", None, "extra:Ký nhận"),
    ]


def test_a_header_repeated_by_a_page_break_is_skipped_and_another_one_changes_the_columns(
    read_book: Read, kinds: Kinds
) -> None:
    found = read_book(
        ["STT", "Họ và tên", "Ngày sinh"],
        [1, "Nguyễn Thị Lan", "05/03/1987"],
        ["STT", "Họ và tên", "Ngày sinh"],
        [2, "Lò Văn Hùng", "01/02/1990"],
        [],
        ["DANH SÁCH ĐẢNG VIÊN CHI BỘ BẢN HẠ"],
        ["STT", "Số CCCD", "Họ và tên"],
        [1, "099175000003", "Hà Thị Mai"],
    )
    assert kinds(found) == [
        "header", "member", "header", "member", "blank", "title", "header", "member",
    ]  # fmt: skip
    assert values(found, "full_name", "birth_date", "citizen_id", "section") == [
        ("Nguyễn Thị Lan", "05/03/1987", None, None),
        ("Lò Văn Hùng", "01/02/1990", None, None),
        ("Hà Thị Mai", None, "099175000003", "CHI BỘ BẢN HẠ"),
    ]


def test_a_cell_merged_downwards_holds_for_all_its_rows(read_book: Read) -> None:
    found = read_book(
        ["Chi bộ", "Họ và tên", "Số CCCD"],
        ["Chi bộ bản Hạ", "Nguyễn Thị Lan", "099187000001"],
        [None, "Lò Văn Hùng", "099090000002"],
        ["Chi bộ bản Mới", "Hà Thị Mai", "099175000003"],
        merged=["A2:A3"],
    )
    assert values(found, "org_name") == [
        ("Chi bộ bản Hạ",),
        ("Chi bộ bản Hạ",),
        ("Chi bộ bản Mới",),
    ]


def test_a_list_in_an_old_font_is_understood_and_its_text_left_as_it_is(read_table: Read) -> None:
    found = read_table(
        ["TT", "Hä vµ tªn", "Ngµy sinh", "Sè CCCD"],
        ["", "Chi bé b¶n Nµ Lèc", "", ""],
        ["1", "NguyÔn V¨n S¬n", "05/03/1987", "099087000001"],
    )
    assert values(found, "full_name", "section") == [("NguyÔn V¨n S¬n", "Chi bộ bản Nà Lốc")]
    assert pl.Series(found.fates["kind"]).to_list() == ["header", "section", None]
