"""The fate of every row: people are kept, all that is no person is named for what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from dangvien.files import lines
from dangvien.files.read import MemberInput

Read = Callable[..., MemberInput]
Kinds = Callable[[MemberInput], list[str]]

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Số thẻ Đảng viên"]
LAN = [1, "Nguyễn Thị Lan", "05/03/1987", "Nữ", "099187000001", "99000001"]
HUNG = [2, "Lò Văn Hùng", "1990-02-01", "Nam", "099090000002", "99000002"]
MAI = [3, "Hà Thị Mai", "20/11/1975", "Nữ", "099175000003", "99000003"]


def sections(found: MemberInput) -> list[tuple[Any, ...]]:
    return found.rows.select("section", "section_parent").rows()


@pytest.mark.parametrize(
    "row",
    [
        ["Chi bộ bản Hạ"],
        [None, "CHI BỘ BẢN HẠ"],
        ["I", "Chi bộ bản Hạ", None, None, None, "31 đảng viên"],
        ["I. Chi bộ bản Hạ (31 đảng viên)"],
        ["1.", "Chi bộ bản Hạ", 31],
        [None, "II/ Chi bộ bản Hạ: 31 đ/c", None, None, None, "Bí thư: Lò Văn Hùng"],
        ["- Chi bộ bản Hạ"],
        [None, "Chi bé b¶n H¹"],
        [None, "Chi boä baûn Haï"],
    ],
)
def test_a_section_row_gives_its_organisation_to_the_rows_below(
    read_book: Read, kinds: Kinds, row: list[object]
) -> None:
    found = read_book(HEAD, row, LAN, HUNG)
    assert kinds(found) == ["header", "section", "member", "member"]
    assert [str(one).lower() for one, _ in sections(found)] == ["chi bộ bản hạ"] * 2


def test_a_committee_stands_over_the_cells_that_follow_it(read_book: Read) -> None:
    found = read_book(
        HEAD,
        ["A. Đảng bộ xã Tam Lư"],
        LAN,
        ["I. Chi bộ bản Hạ"],
        HUNG,
        ["II. Chi bộ bản Mới"],
        ["Đảng viên dự bị"],
        MAI,
    )
    assert sections(found) == [
        ("Đảng bộ xã Tam Lư", None),
        ("Chi bộ bản Hạ", "Đảng bộ xã Tam Lư"),
        ("Chi bộ bản Mới", "Đảng bộ xã Tam Lư"),
    ]


def test_a_title_gives_the_organisation_only_where_no_column_does(read_book: Read) -> None:
    title = ["DANH SÁCH ĐẢNG VIÊN CHI BỘ BẢN HẠ NĂM 2025"]
    assert sections(read_book(title, HEAD, LAN)) == [("CHI BỘ BẢN HẠ", None)]
    with_column = read_book(title, [*HEAD, "Chi bộ"], [*LAN, "Chi bộ bản Mới"])
    assert sections(with_column) == [(None, None)]


def test_the_end_of_a_list_is_totals_places_offices_and_signers(
    read_book: Read, kinds: Kinds
) -> None:
    found = read_book(
        HEAD,
        LAN,
        [None, "Cộng chi bộ bản Hạ", 1],
        HUNG,
        ["Tổng cộng: 2 đảng viên", None, None, 2],
        [],
        [None, None, None, "Tam Lư, ngày 15 tháng 12 năm 2025"],
        [None, "NGƯỜI LẬP BIỂU", None, "T/M CHI ỦY"],
        [None, "(Ký, ghi rõ họ tên)", None, "BÍ THƯ"],
        [],
        [None, "Hà Thị Mai", None, "Lò Văn Hùng"],
        [None, "Trang 3"],
        [7],
    )
    assert kinds(found) == [
        "header", "member", "subtotal", "member", "total", "blank", "signature", "signature",
        "signature", "blank", "signature", "title", "number",
    ]  # fmt: skip


def test_people_below_the_signatures_are_members_all_the_same(
    read_book: Read, kinds: Kinds
) -> None:
    found = read_book(
        HEAD,
        LAN,
        [None, "BÍ THƯ"],
        [None, "Lò Văn Hùng"],
        MAI,
        [4, "Lò Thị Tới"],
        [None, "BÍ THƯ"],
        [None, "Vi Văn Năm", 1960],
    )
    assert kinds(found) == [
        "header", "member", "signature", "signature", "member", "member", "signature", "member",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "Tổng Văn Cộng", "Công Văn Tổng", "Bản Văn Hạ", "Lưu Thị Ký", "Trương Văn Cơ",
        "Tổ Văn Đảng",
        "Đảng Thị Chi", "Mẫu Thị Biểu", "Chi Thị Bộ", "Đặng Bộ", "Chu Tịch", "Trang", "Ngày",
    ],
)  # fmt: skip
def test_nobody_is_lost_for_a_name_that_sounds_like_a_heading(
    read_book: Read, kinds: Kinds, name: str
) -> None:
    found = read_book(HEAD, LAN, [2, name, "01/02/1990"], [3, name, None, "Nam"], [4, name])
    assert kinds(found)[2:] == ["member"] * 3


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        ([2, None, "01/02/1990", "Nam"], "reject"),
        ([None, None, "01/02/1990"], "reject"),
        ([2, None, None, "Nam"], "reject"),
        ([2, None, None, None, "099090000002"], "member"),
        ([2, None, None, None, None, "9900002"], "member"),
        ([2, "Lò Văn Hùng"], "member"),
        ([2], "number"),
        ([None, None, None, 31, 12], "number"),
        (["Tổng số:", 2, None, None, 2], "subtotal"),
        ([1, 2, 3, 4, 5, 6], "column numbers"),
        (["\u00a0", " "], "blank"),
    ],
)
def test_a_row_needs_a_name_or_an_identifier(
    read_book: Read, kinds: Kinds, row: list[object], fate: str
) -> None:
    found = read_book(HEAD, LAN, row, MAI)
    assert kinds(found)[2] == fate
    if fate == "reject":
        assert found.fates["reason"][2] == "Không có họ tên và số định danh."
        assert found.fates["text"][2]


def test_a_numbered_row_waiting_for_its_person_is_no_section(read_book: Read, kinds: Kinds) -> None:
    found = read_book(
        [*HEAD, "Chi bộ"], [*LAN, "Chi bộ bản Hạ"], [2, *[None] * 5, "Chi bộ bản Mới"], MAI
    )
    assert kinds(found) == ["header", "member", "reject", "member"]
    assert sections(found) == [(None, None)] * 2


def test_rows_over_the_header_that_hold_people_are_not_taken_for_titles(
    read_book: Read, kinds: Kinds
) -> None:
    found = read_book(["DANH SÁCH"], HUNG, HEAD, LAN)
    assert kinds(found) == ["title", "reject", "header", "member"]


def test_a_cell_too_long_for_excel_rejects_its_row_and_no_other(
    read_table: Read, kinds: Kinds
) -> None:
    found = read_table(HEAD, LAN, [2, "Lò Văn Hùng", "01/02/1990", "x" * 1_000_000], MAI)
    assert kinds(found) == ["header", "member", "reject", "member"]
    assert found.fates["reason"][2] == "Ô quá dài."


def test_a_record_with_more_fields_than_the_header_is_broken(
    read_table: Read, kinds: Kinds
) -> None:
    found = read_table(
        content="Họ và tên,Số CCCD,Quê quán\n"
        "Nguyễn Thị Lan,099187000001,Tam Lư\n"
        "Lò Văn Hùng,099090000002,bản Hạ, xã Tam Lư\n"
        "Hà Thị Mai,099175000003\n"
        "Lò Thị Tới,099175000004,Tam Lư,,\n"
    )
    assert kinds(found) == ["header", "member", "reject", "member", "member"]
    assert found.fates["reason"][2] == "Dòng có nhiều ô hơn dòng tiêu đề."


def test_the_text_of_what_is_skipped_can_be_looked_up(read_book: Read) -> None:
    found = read_book(["DANH SÁCH", None, "Mẫu 1"], HEAD, LAN)
    assert found.fates.select("kind", "text").row(0) == ("title", "DANH SÁCH | Mẫu 1")
    assert found.fates.filter(pl.col("fate") == "member")["text"].to_list() == [None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Danh sách đảng viên Chi bộ bản Hạ thuộc Đảng bộ xã Tam Lư", "Chi bộ bản Hạ"),
        ("(Kèm theo Báo cáo của Chi bộ khu phố 3, năm 2025)", "Chi bộ khu phố 3"),
        ("ĐẢNG ỦY XÃ TAM LƯ\nCHI BỘ TRƯỜNG THCS", "ĐẢNG ỦY XÃ TAM LƯ"),
    ],
)
def test_a_title_may_hide_an_organisation(text: str, name: str) -> None:
    assert lines.organisations_in_title(text)[0][1] == name
