"""DIR appears whole, is replaced only when ours, and says the same every time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl

from clean.lists import HUNG, LAN, US, as_csv, as_xlsx, but, clean, other, run, table

ALWAYS = {"members.csv", "findings.csv", "changes.csv", "duplicates.csv", "rejects.csv",
          "progress.csv", "summary.json", "cleaned.xlsx", "report.html"}  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_file_of_the_contract_is_there_and_no_draft_beside(tmp_path: Path) -> None:
    got = clean(tmp_path, but(LAN, citizen_id=None), HUNG)
    assert ALWAYS | {"worklists"} <= {path.name for path in got.out.iterdir()}
    assert {path.name for path in tmp_path.iterdir()} == {"ds.csv", "kết quả"}


def test_the_source_stays_as_it_was(tmp_path: Path) -> None:
    book = as_xlsx(tmp_path / "ds.xlsx", Lan=table(but(LAN, full_name="  VI  THỊ LAN ")))
    before = (hashlib.sha256(book.read_bytes()).digest(), book.stat().st_mtime_ns)
    assert run(book, "--out", tmp_path / "kq").code == 0
    assert (hashlib.sha256(book.read_bytes()).digest(), book.stat().st_mtime_ns) == before


def test_our_own_folder_is_replaced_whole(tmp_path: Path) -> None:
    first = clean(tmp_path, but(LAN, citizen_id=None), HUNG)
    assert (first.out / "worklists").exists()
    again = clean(tmp_path, LAN)
    assert len(again.table("members")) == 1
    assert not again.findings("V04")
    assert {path.name for path in tmp_path.iterdir()} == {"ds.csv", "kết quả"}


def test_two_runs_say_the_same_to_the_byte(tmp_path: Path) -> None:
    people = [*US, but(LAN, citizen_id="99180000001"), *(other(n) for n in range(20))]
    first = contents(clean(tmp_path, *people).out)
    second = contents(clean(tmp_path, *people).out)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_names_of_files_may_be_vietnamese_and_spaced(tmp_path: Path) -> None:
    place = tmp_path / "Thư mục của Mai" / "tháng 12"
    place.mkdir(parents=True)
    members = as_csv(place / "Danh sách ĐV (bản cuối) #2.csv", table(LAN))
    got = run(members, "--out", place / "Kết quả làm sạch" / "lần 1")
    assert got.code == 0
    assert got.member()["row_id"] == "Danh sách ĐV (bản cuối) #2.csv##2"
    assert got.summary["inputs"][0]["name"] == "Danh sách ĐV (bản cuối) #2.csv"
    sheet = openpyxl.load_workbook(got.out / "cleaned.xlsx").worksheets[1]
    assert sheet["A2"].value == "Vi Thị Lan"


def test_the_summary_says_which_bytes_it_speaks_of(tmp_path: Path) -> None:
    got = clean(tmp_path, *US)
    digest = hashlib.sha256((tmp_path / "ds.csv").read_bytes()).hexdigest()
    assert [one["sha256"] for one in got.summary["inputs"]] == [digest]
    assert got.summary["as_of"] == "2025-12-15"
    text = (got.out / "summary.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert json.loads(text)["definitions"]


def test_the_terminal_gives_the_account_of_the_rows(tmp_path: Path) -> None:
    got = clean(tmp_path, *US)
    assert "Đọc 5 dòng = 4 đảng viên + 0 dòng trả lại + 1 dòng bỏ qua." in got.told
    assert "dữ liệu giả lập" in got.told.lower()
    assert "report.html" in got.told
    assert got.complaint == ""
