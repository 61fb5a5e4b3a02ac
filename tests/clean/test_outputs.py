"""The files of DIR: columns in order, UTF-8 with BOM, text for Excel, a page that phones nobody."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from clean.lists import LAN, MAI, NINE, US, Cleaned, as_csv, as_xlsx, but, clean, orgs, run, table

HEADS = {
    "members": "row_id, full_name, sex, birth_date, citizen_id, old_id_number, card_number, "
    "file_number, phone, ethnicity, religion, hometown, permanent_address, admission_date, "
    "admission_decision_date, official_date, member_type, status, org_code, org_name",
    "findings": "row_id, rule, severity, dimension, field, value, message, fix, fix_confidence, "
    "org_code, state",
    "changes": "row_id, field, before, after, reason, confidence, applied",
    "duplicates": "row_id_1, row_id_2, probability, reasons",
    "rejects": "row_id, reason",
    "progress": "org_code, org_name, parent_code, members, active, exempt, with_citizen_id, "
    "clean_t1, clean_t2, findings_e, findings_w, findings_n",
}
EVIL = ("=1+1", "+84 99", "@SUM(A1)", "-2+3", "\t=1", '=HYPERLINK("http://x")', "'=1", "＝1")


@pytest.fixture(scope="module")
def got(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """A book with extra columns, proposals and organisations."""
    folder = tmp_path_factory.mktemp("outputs")
    head, *rows = table(but(LAN, citizen_id="99180000001"), MAI, columns=(
        "phone", "full_name", "citizen_id", "birth_date", "sex", "org_name"))  # fmt: skip
    sheet = [("DANH SÁCH",), ["STT", *head[:3], "Tổ", *head[3:]],
             *([n, *row[:3], f"Tổ {n}", *row[3:]] for n, row in enumerate(rows, 1))]  # fmt: skip
    book = as_xlsx(folder / "ds.xlsx", Xã=sheet)
    return run(book, "--out", folder / "kq", "--orgs", orgs(folder))


@pytest.mark.parametrize("name", HEADS)
def test_columns_stand_in_the_order_of_the_contract(got: Cleaned, name: str) -> None:
    raw = (got.out / f"{name}.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head = next(csv.reader([raw.decode("utf-8-sig").splitlines()[0]]))
    wanted = HEADS[name].split(", ")
    assert head[: len(wanted)] == wanted
    if name == "progress":
        scores = ("dung", "du", "sach", "song", "thong_nhat", "dung_chung")
        assert {f"{p}_{s}" for p in ("score", "num", "den") for s in scores} <= set(head)


def test_cleaned_has_the_columns_of_the_source_in_their_order(got: Cleaned) -> None:
    book = openpyxl.load_workbook(got.out / "cleaned.xlsx")
    head, first, second = list(book["Xã"].iter_rows(values_only=True))
    assert head[:8] == ("STT", "Số điện thoại", "Họ và tên", "Số căn cước", "Tổ", "Ngày sinh",
                        "Giới tính", "Chi bộ đang sinh hoạt")  # fmt: skip
    assert first[1:8] == ("0990000001", "Vi Thị Lan", "99180000001", "Tổ 1", "1980-05-12", "Nữ",
                          "Chi bộ bản Nà Lốc")  # fmt: skip
    assert second[3] == MAI["citizen_id"]


def test_identifiers_are_text_and_proposals_are_marked(got: Cleaned) -> None:
    sheet = openpyxl.load_workbook(got.out / "cleaned.xlsx")["Xã"]
    marked, plain = sheet["D2"], sheet["D3"]
    assert marked.data_type == plain.data_type == "s"
    assert marked.fill.fgColor.rgb != plain.fill.fgColor.rgb
    assert any(LAN["citizen_id"] in str(cell.value) for cell in sheet[2])


class Page(HTMLParser):
    """Everything on a page that could fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect references; a place on the page itself and data are none."""
        for name, value in attrs:
            if name in ("src", "href", "action", "poster", "srcset", "xlink:href"):
                self.links.append(value or "")


def test_the_report_stands_alone(got: Cleaned) -> None:
    text = (got.out / "report.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert [link for link in page.links if not link.startswith(("#", "data:"))] == []
    assert re.findall(r"https?://(?!www\.w3\.org/)", text) == []
    assert not re.search(r"@import|url\((?!['\"]?(data:|#))", text)
    assert '<html lang="vi"' in text
    assert "viewport" in text
    assert "prefers-color-scheme" in text or "light-dark(" in text
    assert "@media print" in text or "@page" in text


def test_the_report_names_no_member(tmp_path: Path) -> None:
    got = clean(tmp_path, but(LAN, citizen_id=NINE, phone=None), *US[1:], but(MAI, sex="Nam"))
    text = (got.out / "report.html").read_text(encoding="utf-8")
    for person in US:
        assert person["full_name"] not in text
        assert person["citizen_id"] not in text
        assert person["phone"] not in text
        assert person["card_number"] not in text
    assert NINE not in text
    assert "15/12/2025" in text


def test_no_csv_holds_what_excel_would_run(tmp_path: Path) -> None:
    people = [
        but(person, full_name=f"{bad} {person['full_name']}", hometown=bad, note=bad, phone=bad,
            citizen_id=bad, org_name=bad, religion=bad, card_number=bad)
        for person, bad in zip((*US, *US), EVIL, strict=True)
    ]  # fmt: skip
    got = clean(tmp_path, *people, previous=as_csv(tmp_path / "trước.csv", table(*people[:3])))
    for path in got.out.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", cell), (path.name, cell)


def test_no_workbook_holds_a_formula(tmp_path: Path) -> None:
    people = [but(p, full_name=f"{bad} Lan", hometown=bad, citizen_id=None, note=bad)
              for p, bad in zip(US, EVIL, strict=False)]  # fmt: skip
    got = clean(tmp_path, *people)
    for path in got.out.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
            assert "f" not in kinds, path.name


def test_markup_in_a_cell_is_shown_and_not_run(tmp_path: Path) -> None:
    got = clean(tmp_path, but(LAN, org_name="Chi bộ <script>alert(1)</script>"), MAI)
    assert "<script>alert(1)" not in (got.out / "report.html").read_text(encoding="utf-8")
