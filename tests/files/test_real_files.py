"""What arrives: wrong names, old encodings, broken quotes, sealed and exploding workbooks."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from dangvien.files import kinds as kinds_of_files
from dangvien.files.decode import to_utf8
from dangvien.files.limits import Limits
from dangvien.files.problem import InputProblem
from dangvien.files.read import MemberInput, read_members, read_organisations
from dangvien.files.text_table import records, sniff_delimiter

Read = Callable[..., MemberInput]
Make = Callable[..., Path]
Kinds = Callable[[MemberInput], list[str]]

TEXT = "Họ và tên,Ngày sinh,Số CCCD\nNguyễn Thị Hường,05/03/1987,099187000001\n"
HEAD = ["Họ và tên", "Ngày sinh", "Số CCCD"]
LAN = ["Nguyễn Thị Lan", "05/03/1987", "099187000001"]


def refusal(*paths: Path, limits: Limits | None = None) -> str:
    with pytest.raises(InputProblem) as refused:
        read_members(paths, limits=limits or Limits())
    message = str(refused.value)
    assert message.startswith(f"Tệp “{paths[-1].name}”")
    assert "\n" not in message
    return message


# --- encodings and delimiters ---------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_unicode_csv_is_read(read_table: Read, encoding: str, delimiter: str) -> None:
    content = TEXT.replace(",", delimiter)
    found = read_table(content=content, encoding=encoding)
    assert found.rows["full_name"].to_list() == ["Nguyễn Thị Hường"]
    assert found.rows["row_id"].to_list() == ["ds.csv##2"]


def test_windows_1258_comes_through_with_its_loose_marks(read_table: Read) -> None:
    loose = "Họ và tên,Số CCCD,Quê quán\nNguyễn Thị Hường,099187000001,Quan Sơn\n"
    content = loose.translate({
        ord(letter): base + mark
        for letter, base, mark in [
            ("ọ", "o", "\u0323"), ("ễ", "ê", "\u0303"), ("ị", "i", "\u0323"), ("ờ", "ơ", "\u0300"),
            ("ố", "ô", "\u0301"),
        ]
    })  # fmt: skip
    found = read_table(content=content, encoding="cp1258")
    assert found.rows["full_name"].to_list() == ["Nguyê\u0303n Thi\u0323 Hươ\u0300ng"]
    assert any("windows-1258" in note for note in found.notes)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Hä vµ tªn;Sè CCCD\nNguyÔn ThÞ H\xad¬ng;099187000001\n", "NguyÔn ThÞ H\xad¬ng"),
        ("Hoï vaø teân;Soá CCCD\nNguyeãn Thò Höông;099187000001\n", "Nguyeãn Thò Höông"),
    ],
)
def test_bytes_of_old_fonts_come_through_as_the_characters_they_are(
    read_table: Read, line: str, name: str
) -> None:
    found = read_table(content=line.encode("cp1252"))
    assert found.rows["full_name"].to_list() == [name]


def test_a_few_broken_bytes_do_not_spoil_a_unicode_file() -> None:
    content = (TEXT * 20).encode() + b"\xc3\x28\n"
    text, note = to_utf8(content)
    assert text.decode().count("\ufffd") == 1
    assert note


@pytest.mark.parametrize(
    ("head", "delimiter"),
    [
        ("Họ và tên;Quê quán\nLò Văn Hùng;bản Hạ, xã Tam Lư, Thanh Hóa\n", ";"),
        ('Họ và tên,Quê quán\nLò Văn Hùng,"bản Hạ; xã Tam Lư"\n', ","),
        ("sep=|\nHọ và tên|CCCD\n", "|"),
        ("Họ và tên\nLò Văn Hùng\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_splits_evenly(head: str, delimiter: str) -> None:
    assert sniff_delimiter(head) == delimiter


def test_quoted_cells_may_hold_lines_and_blank_records_count(
    read_table: Read, kinds: Kinds
) -> None:
    found = read_table(
        content='Họ và tên,Quê quán,Số CCCD\n"Lò Văn ""Hùng""","bản Hạ,\nTam Lư",099090000002\n'
        "\n,,\nHà Thị Mai,Tam Lư,099175000003\n"
    )
    assert kinds(found) == ["header", "member", "blank", "blank", "member"]
    assert found.rows["row_id"].to_list() == ["ds.csv##2", "ds.csv##5"]
    assert found.rows["hometown"][0] == "bản Hạ,\nTam Lư"


def test_a_quote_that_nobody_closed_costs_no_other_row() -> None:
    content = 'a,b,c\n1,"x,2\n3,y,4\n5,"z, z",6\n7,"say ""hi""",8\n9,"bad"quote,10\n'
    assert list(records(content, ",")) == [
        ["a", "b", "c"],
        ["1", '"x', "2"],
        ["3", "y", "4"],
        ["5", "z, z", "6"],
        ["7", 'say "hi"', "8"],
        ["9", "badquote", "10"],
    ]


def test_text_that_looks_like_a_formula_stays_text_and_our_apostrophe_goes(
    read_table: Read,
) -> None:
    found = read_table(
        HEAD, ["=1+1", "05/03/1987", "099187000001"], ["'=cmd", "'+84", "099187000002"]
    )
    assert found.rows["full_name"].to_list() == ["=1+1", "=cmd"]
    assert found.rows["birth_date"].to_list() == ["05/03/1987", "+84"]


# --- workbooks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_dates_are_right_in_both_calendars(tmp_path: Path, epoch: dt.datetime) -> None:
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.worksheets[0]
    sheet.append(["Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số CCCD", "Số thẻ"])
    sheet.append([
        "Nguyễn Thị Lan", dt.date(1987, 4, 1), dt.datetime(2010, 2, 3), 99187000001.0, 1.5,  # noqa: DTZ001
    ])  # fmt: skip
    book.save(tmp_path / "ds.xlsx")
    rows = read_members([tmp_path / "ds.xlsx"]).rows
    got = rows.select("birth_date", "admission_date", "citizen_id", "card_number").row(0)
    assert got == ("1987-04-01", "2010-02-03", "99187000001", "1.5")


def test_rows_keep_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for column, value in enumerate(HEAD, 3):
        sheet.cell(5, column, value)
    for column, value in enumerate(LAN, 3):
        sheet.cell(9, column, value)
    book.save(tmp_path / "ds.xlsx")
    found = read_members([tmp_path / "ds.xlsx"])
    assert found.rows["row_id"].to_list() == ["ds.xlsx#Sheet#9"]
    assert found.columns["position"].to_list() == [3, 4, 5]
    assert found.fates.height == 9


def test_an_old_workbook_is_read_and_its_hidden_sheet_is_listed(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách")
    for row, cells in enumerate([HEAD, ["Lò Văn Hùng", dt.date(1990, 2, 1), 99090000002]]):
        for column, value in enumerate(cells):
            style = xlwt.easyxf(num_format_str="dd/mm/yyyy" if column == 1 else "0")
            sheet.write(row, column, value, style)
    book.add_sheet("Kín").visibility = 1
    book.save(str(tmp_path / "ds.xls"))
    found = read_members([tmp_path / "ds.xls"])
    assert found.rows.select("birth_date", "citizen_id").row(0) == ("1990-02-01", "99090000002")
    assert found.hidden == ["ds.xls#Kín"]


def test_failed_and_uncomputed_formulas_are_empty_cells_and_said_so(read_book: Read) -> None:
    found = read_book([*HEAD, "Ghi chú"], [*LAN, "=1/0"])
    assert "note" not in found.rows.columns or found.rows["note"].to_list() == [None]
    assert any("1 ô công thức" in note for note in found.notes)


def test_several_sheets_are_read_each_with_its_own_header(make_book: Make, kinds: Kinds) -> None:
    path = make_book(
        **{
            "Hướng dẫn": [["Cách điền"], ["Điền đủ các cột"]],
            "CB Hạ": [HEAD, LAN],
            "CB Mới": [["Số thẻ", "Họ tên"], ["99000002", "Lò Văn Hùng"]],
        }
    )
    found = read_members([path])
    assert kinds(found) == ["title", "title", "header", "member", "header", "member"]
    assert found.rows["source"].to_list() == ["ds.xlsx#CB Hạ", "ds.xlsx#CB Mới"]
    assert found.header_rows == {
        "ds.xlsx#CB Hạ": "ds.xlsx#CB Hạ#1", "ds.xlsx#CB Mới": "ds.xlsx#CB Mới#1",
    }  # fmt: skip
    assert any("Hướng dẫn" in note for note in found.notes)


def test_several_files_become_one_frame_and_none_of_them_is_touched(make_book: Make) -> None:
    one, two = make_book(HEAD, LAN, name="a.xlsx"), make_book(HEAD, LAN, name="b.xlsx")
    before = [sha256(path.read_bytes()).digest() for path in (one, two)]
    found = read_members([one, two])
    assert found.rows["row_id"].to_list() == ["a.xlsx#Sheet1#2", "b.xlsx#Sheet1#2"]
    assert [sha256(path.read_bytes()).digest() for path in (one, two)] == before


def test_content_decides_and_not_the_name(make_book: Make, tmp_path: Path) -> None:
    workbook = make_book(HEAD, LAN, name="that-la-xlsx.xls")
    text = tmp_path / "that-la-csv.xlsx"
    text.write_text(TEXT, "utf-8")
    assert read_members([workbook]).rows.height == 1
    assert read_members([text]).rows["row_id"].to_list() == ["that-la-csv.xlsx##2"]


def test_organisations_and_paper_counts_are_read_by_the_same_machine(make_book: Make) -> None:
    orgs = read_organisations(
        make_book(
            ["DANH MỤC TỔ CHỨC ĐẢNG"],
            ["STT", "Mã TCĐ", "Tên tổ chức đảng", "Mã TCĐ cấp trên", "Trạng thái", "Bí thư"],
            [1, "38.168.053.000.001", "Chi bộ bản Hạ", "38.168.053.000.000", "Hoạt động", "Vi Năm"],
            ["Tổng cộng: 1 chi bộ"],
        )
    )
    assert orgs.select("org_code", "org_name", "org_status", "secretary").rows() == [
        ("38.168.053.000.001", "Chi bộ bản Hạ", "Hoạt động", "Vi Năm")
    ]
    control = read_organisations(
        make_book(["Chi bộ", "Số đảng viên"], ["Chi bộ bản Hạ", 31], ["Tổng cộng", 31])
    )
    assert control.select("org_name", "paper_count").rows() == [("Chi bộ bản Hạ", "31")]


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tệp rỗng"),
        (b"\xef\xbb\xbf\r\n\r\n", "tệp rỗng"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "HTML"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 cut short", "bị hỏng"),
        (b"\x00\x01\x02 some binary", "không phải bảng tính"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
            "mật khẩu",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", "Word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0\0\0" + b"\0" * 600,
            "hỏng",
        ),
        (TEXT.encode().splitlines()[0], "chỉ có dòng tiêu đề"),
        ("Chuyện gì đó\nkhông phải danh sách\n".encode(), "không tìm thấy dòng tiêu đề"),
    ],
)
def test_what_is_no_list_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "ds.xls"
    path.write_bytes(content)
    assert words in refusal(path)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "không tìm thấy" in refusal(tmp_path / "ds.xlsx")
    assert "thư mục" in refusal(tmp_path)


def test_two_files_with_one_name_are_refused(make_book: Make, tmp_path: Path) -> None:
    first = make_book(HEAD, LAN)
    (tmp_path / "khác").mkdir()
    second = tmp_path / "khác" / "ds.xlsx"
    second.write_bytes(first.read_bytes())
    assert "cùng tên" in refusal(first, second)


def test_a_header_without_people_is_refused_naming_the_sheet(make_book: Make) -> None:
    assert "trang “Sheet1”: chỉ có dòng tiêu đề" in refusal(make_book(["DANH SÁCH"], HEAD))


def test_a_workbook_whose_sheets_are_all_hidden_or_empty_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "ds.xlsx")
    assert "rỗng" in refusal(tmp_path / "ds.xlsx")


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_bomb_is_refused_from_its_directory(tmp_path: Path, make_book: Make) -> None:
    core = {"[Content_Types].xml": b"", "xl/workbook.xml": b""}
    bomb = zipped(tmp_path / "bom.xlsx", **core, **{"xl/worksheets/sheet1.xml": b" " * (20 << 20)})
    assert "gấp hơn 100 lần" in refusal(bomb)
    assert "hơn 10 MB" in refusal(bomb, limits=Limits(unpacked=10 << 20))
    zeros = make_book(HEAD, LAN, *[[None, None, 0]] * 3000)
    assert kinds_of_files.sniff(zeros, Limits()) == "xlsx"


@pytest.mark.parametrize(
    ("member", "words"),
    [("word/document.xml", "Word"), ("mimetype", "LibreOffice"), ("a.txt", "tệp nén"),
     ("xl/workbook.bin", "xlsb")],
)  # fmt: skip
def test_another_kind_of_zip_is_called_by_its_name(tmp_path: Path, member: str, words: str) -> None:
    assert words in refusal(zipped(tmp_path / "ds.xlsx", **{member: b"x"}))


def test_a_workbook_cut_short_is_refused(make_book: Make) -> None:
    path = make_book(HEAD, LAN)
    path.write_bytes(path.read_bytes()[:-200])
    assert "bị hỏng" in refusal(path)


def test_a_workbook_with_spoilt_insides_is_refused(make_book: Make) -> None:
    path = make_book(HEAD, LAN)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row r='1'><c"
    assert "hỏng" in refusal(zipped(path, **parts))


def test_a_reader_that_needs_too_much_memory_or_time_is_stopped(make_book: Make) -> None:
    path = make_book(HEAD, LAN)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(1_048_576, 200, "ô lạc")
    book.save(path)
    assert "bộ nhớ" in refusal(path)
    assert "giây" in refusal(path, limits=Limits(seconds=0))
