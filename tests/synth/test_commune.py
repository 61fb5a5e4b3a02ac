"""The demonstration commune: 24 cells, 612 active members, in the files that people send."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import openpyxl
import polars as pl

from dangvien.synth.commune.cells import CELLS
from dangvien.synth.commune.earlier import READY

BOOK = "danh-sach-dang-vien.xlsx"


def rows(path: Path, sheet: str) -> dict[int, tuple[object, ...]]:
    """Rows of a sheet under the numbers that Excel shows."""
    book = openpyxl.load_workbook(path)
    return dict(enumerate(book[sheet].iter_rows(values_only=True), 1))


def test_the_numbers_of_the_pictures() -> None:
    assert len(CELLS) == 24
    assert sum(cell.active for cell in CELLS) == 612
    assert sum(cell.ready for cell in CELLS) == 391
    assert sum(cell.active + cell.others for cell in CELLS) == 640
    assert sum(cell.ready == cell.active for cell in CELLS) == 7


def test_every_member_has_one_row_in_one_of_three_files(commune: Path) -> None:
    found = pl.concat([pl.read_parquet(commune / "truth" / f"{name}.parquet").select("row_id")
                       for name in ("findings", "values")])["row_id"]  # fmt: skip
    files = {row.split("#")[0] for row in found}
    assert {BOOK, "ds-ban-hon-phay.xlsx", "ds-truong-mam-non.csv"} <= files
    numbered = sum(isinstance(row[0], int) and row[1] is not None
                   for row in rows(commune / BOOK, "Danh sách").values())  # fmt: skip
    assert numbered == 640 - 23 - 21


def test_the_workbook_is_as_ugly_as_real_ones(commune: Path) -> None:
    book = openpyxl.load_workbook(commune / BOOK)
    sheet = book["Danh sách"]
    assert book["Tạm"].sheet_state == "hidden"
    assert sheet["A2"].value == "ĐẢNG BỘ XÃ TAM LƯ"
    assert sheet["E7"].value == "Căn cước, chứng minh nhân dân"
    assert sheet["E8"].value == "Số CCCD"
    assert sheet["A9"].value == "(1)"
    texts = [str(row[1]) for row in sheet.iter_rows(values_only=True) if row[1]]
    assert texts.count("Chi bộ bản Nà Lốc") == 1
    assert any(text.startswith("Cộng:") for text in texts)
    assert any(text.startswith("Tổng cộng:") for text in texts)


def test_a_finding_points_to_the_row_that_has_it(commune: Path) -> None:
    found = pl.read_parquet(commune / "truth" / "findings.parquet")
    sheet = rows(commune / BOOK, "Danh sách")
    missing = found.filter((pl.col("rule") == "V04") & pl.col("row_id").str.starts_with(BOOK))
    assert missing.height > 20
    for row_id in missing["row_id"]:
        row = sheet[int(row_id.rsplit("#", 1)[1])]
        assert isinstance(row[0], int)
        assert row[4] is None


def test_one_list_is_windows_1258_and_one_is_typed_in_an_old_font(commune: Path) -> None:
    text = (commune / "ds-truong-mam-non.csv").read_bytes().decode("cp1258")
    assert unicodedata.normalize("NFC", text).splitlines()[2].split(";")[1] == "Lương Thị Vóc"
    sheet = rows(commune / "ds-ban-hon-phay.xlsx", "Sheet1")
    assert sheet[4][1] == "Léc V¨n Chùa"


def test_the_organisations_the_paper_and_the_last_list_go_with_it(commune: Path) -> None:
    organisations = rows(commune / "to-chuc.xlsx", "Sheet1")
    assert [row[1] for row in organisations.values()].count("Chi bộ bản Nà Lốc") == 1
    paper = [row for row in rows(commune / "so-giay.xlsx", "Sheet1").values() if row[2]]
    assert len(paper) == 1 + 24
    before = pl.read_csv(commune / "ky-truoc.csv", infer_schema=False)
    assert before.columns[0] == "Họ và tên"
    assert len(before.columns) == 8
    assert before.height == 640 - 5 - 22 + 6
    about = json.loads((commune / "truth" / "about.json").read_text())
    assert (about["members"], about["active"], about["ready"]) == (640, 612, 391)


def test_as_many_rows_of_each_cell_are_blocked_as_the_pictures_show(commune: Path) -> None:
    found = pl.read_parquet(commune / "truth" / "findings.parquet")
    light = ["V11", "V18", "V21", "V22", "V23", "V24", "V26", "V27", "V28", "V29", "V32", "V34"]
    heavy = found.filter(
        ~pl.col("rule").is_in([*light, "V03", "O12"])
        & ~pl.col("kind").is_in(["nfd", "double_space", "tcvn3_column", "tcvn3_alone"])
        & (pl.col("field") != "file_number")
    )
    assert heavy["row_id"].n_unique() == 612 - 391


def test_six_days_earlier_fewer_were_ready_and_the_papers_say_what_is_true(commune: Path) -> None:
    earlier = commune / "truoc-chien-dich"
    now, then = (rows(folder / BOOK, "Danh sách") for folder in (commune, earlier))
    assert now.keys() == then.keys()
    assert {
        at for at in now if now[at][0] != then[at][0]
    } == set()  # the same rows in the same places
    answers = pl.read_parquet(earlier / "dap-an.parquet")
    wrong = answers.filter("early")["row_id"]
    assert wrong.n_unique() == wrong.len()  # one more fault a row
    assert wrong.len() > 391 - sum(READY) - 12  # pairs and twins are left as they are
    for row_id in wrong.filter(wrong.str.starts_with(BOOK)).head(50):
        at = int(row_id.rsplit("#", 1)[1])
        assert now[at] != then[at]
