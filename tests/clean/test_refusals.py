"""An input that cannot be used: exit 2, one Vietnamese line that names the file, DIR untouched."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from clean.lists import HUNG, LAN, Cleaned, as_csv, as_xlsx, but, clean, orgs, run, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = table()[0]


def bomb() -> bytes:
    """A workbook of 20 MiB that packs to 20 KiB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"")
        archive.writestr("xl/workbook.xml", b"")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (20 << 20))
    return packed.getvalue()


def refused(folder: Path, *args: object, name: str, words: str = "") -> Cleaned:
    """Clean what cannot be used."""
    got = run(*args, "--out", folder / "kết quả")
    assert got.code == 2
    assert got.told == ""
    assert len(got.complaint.strip().splitlines()) == 1
    assert name in got.complaint
    assert words in got.complaint
    assert not got.out.exists()
    assert not [path for path in folder.iterdir() if "kết quả" in path.name]
    return got


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ds.csv", b"", "rỗng"),
        ("ds.xlsx", b"", "rỗng"),
        ("ds.xls", b"", "rỗng"),
        ("ds.xlsx", b"%PDF-1.7 mot van ban", "PDF"),
        ("ds.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "bảng tính"),
        ("ds.xls", b"<html><body>Danh sach</body></html>", "HTML"),
        ("ds.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("ds.xlsx", bomb(), "gấp hơn 100 lần"),
        ("ds.csv", ",".join(map(str, HEADER)).encode(), "chỉ có dòng tiêu đề"),
        ("ds.csv", "Thư mời họp\nKính gửi các đồng chí\n".encode(), "dòng tiêu đề"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    refused(tmp_path, tmp_path / name, name=f"“{name}”", words=words)


def test_a_header_alone_names_file_and_sheet(tmp_path: Path) -> None:
    book = as_xlsx(tmp_path / "chi bộ.xlsx", Lan=[("DANH SÁCH ĐẢNG VIÊN",), HEADER])
    got = refused(tmp_path, book, name="“chi bộ.xlsx”", words="chỉ có dòng tiêu đề")
    assert "“Lan”" in got.complaint


def test_one_heading_over_two_contents_names_both_columns(tmp_path: Path) -> None:
    rows = [("Họ và tên", "Số CCCD", "Ngày sinh", "Số CCCD"),
            ("Vi Thị Lan", LAN["citizen_id"], "12/05/1980", HUNG["citizen_id"])]  # fmt: skip
    got = refused(tmp_path, as_csv(tmp_path / "ds.csv", rows), name="“ds.csv”", words="Số CCCD")
    assert "cột" in got.complaint
    assert all(place in got.complaint for place in ("B", "D"))


def test_one_heading_twice_over_one_content_is_read_once_and_noted(tmp_path: Path) -> None:
    number = LAN["citizen_id"]
    rows = [("Họ và tên", "Số CCCD", "Số CCCD"), ("Vi Thị Lan", number, number)]
    got = run(as_csv(tmp_path / "ds.csv", rows), "--out", tmp_path / "kq")
    assert got.code == 0
    assert got.member()["citizen_id"] == number
    assert any("Số CCCD" in note for note in got.summary["notes"])


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "khác").mkdir()
    one, two = (as_csv(place / "ds.csv", table(LAN)) for place in (tmp_path, tmp_path / "khác"))
    refused(tmp_path, one, two, name="“ds.csv”", words="cùng tên")


@pytest.mark.parametrize("option", ["previous", "orgs", "control"])
def test_nor_may_another_list_have_the_name_of_a_file(tmp_path: Path, option: str) -> None:
    (tmp_path / "cũ").mkdir()
    one, two = (as_csv(place / "ds.csv", table(LAN)) for place in (tmp_path, tmp_path / "cũ"))
    refused(tmp_path, one, f"--{option}", two, name="“ds.csv”", words="cùng tên")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused(tmp_path, tmp_path / "không có.xlsx", name="không có.xlsx")


@pytest.mark.parametrize("option", ["orgs", "control", "previous"])
@pytest.mark.parametrize("content", ["", "Chuyện gì đó\n", ",".join(map(str, HEADER))])
def test_the_other_lists_must_be_usable_too(tmp_path: Path, option: str, content: str) -> None:
    (tmp_path / "kèm.csv").write_text(content, encoding="utf-8")
    members = as_csv(tmp_path / "ds.csv", table(LAN))
    refused(tmp_path, members, f"--{option}", tmp_path / "kèm.csv", name="kèm.csv")


def test_paper_counts_without_a_count_name_the_column(tmp_path: Path) -> None:
    paper = orgs(tmp_path)
    members = as_csv(tmp_path / "ds.csv", table(LAN))
    refused(tmp_path, members, "--control", paper, name="to-chuc.csv", words="Số đảng viên")


def test_a_unit_that_is_not_there_gets_no_worklist_and_no_folder(tmp_path: Path) -> None:
    members = as_csv(tmp_path / "ds.csv", table(but(LAN, citizen_id=None)))
    refused(tmp_path, members, "--worklists", "38.999", name="38.999")


@pytest.mark.parametrize("words", [("--as-of", "15/12/2025"), ("--tier", "T9")])
def test_an_option_that_means_nothing_is_explained(tmp_path: Path, words: tuple[str, str]) -> None:
    got = run(as_csv(tmp_path / "ds.csv", table(LAN)), "--out", tmp_path / "kq", *words)
    assert got.code == 2
    assert not got.out.exists()
    assert len(got.complaint.strip().splitlines()) == 1
    assert "Invalid" not in got.complaint


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kq").mkdir()
    (tmp_path / "kq" / "luận văn.txt").write_text("mười năm", encoding="utf-8")
    got = run(as_csv(tmp_path / "ds.csv", table(LAN)), "--out", tmp_path / "kq")
    assert got.code == 2
    assert [path.name for path in got.out.iterdir()] == ["luận văn.txt"]
    assert "kq" in got.complaint


def test_a_failed_run_leaves_the_last_good_one(tmp_path: Path) -> None:
    good = clean(tmp_path, LAN)
    before = {path.name: path.read_bytes() for path in good.out.glob("*.csv")}
    (tmp_path / "ds.csv").write_bytes(b"")
    assert run(tmp_path / "ds.csv", "--out", good.out).code == 2
    assert {path.name: path.read_bytes() for path in good.out.glob("*.csv")} == before


def test_a_file_where_the_folder_should_be_is_kept(tmp_path: Path) -> None:
    members = as_csv(tmp_path / "ds.csv", table(LAN))
    for out in (members, members / "kq"):
        got = run(members, "--out", out)
        assert got.code == 2
        assert len(got.complaint.strip().splitlines()) == 1
    assert members.read_text(encoding="utf-8").startswith("Họ và tên")
