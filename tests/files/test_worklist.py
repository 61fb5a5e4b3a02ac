"""A cell secretary opens the workbook: who is left, where to begin, one sheet a person."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dangvien.files import worklist
from dangvien.files.worklist import SEEN, Person, Row, Task, Worklist, layout
from dangvien.files.worklist.paper import PAGE, lines

# The cell of design 06 and 08: Nà Lốc, eleven people still to ask, all synthetic.
NUMBER = Task(
    title="Số căn cước",
    text=f"Đang ghi {'99058' + '004217'}, thiếu 1 chữ số. Chép lại từ thẻ:",
    short="Nhìn thẻ căn cước, nhập đủ 12 số",
    blocking=True,
    answer="citizen_id",
    choices=SEEN,
)  # fmt: skip
BIRTH = Task(
    title="Ngày sinh",
    text="Hồ sơ đảng ghi 12/05/1958, căn cước ghi 12/05/1960. Giữ cả hai; tuổi đảng tính theo "
    "hồ sơ đảng.",
    short="Hai ngày sinh khác nhau",
    choices=("Đã giải thích, đảng viên hiểu",),
    blank="Ý kiến khác:",
)  # fmt: skip
HOME = Task(
    title="Quê quán",
    text="Ghi lại: xã Tam Lư, tỉnh Thanh Hóa (trước 01/07/2025: xã Sơn Hà, huyện Quan Sơn).",
    short="Quê quán ghi đơn vị đã sắp xếp",
    choices=("Đúng",),
    blank="Chưa đúng, sửa là:",
)
PHONE = Task(title="Số điện thoại", text="Chưa có.", short="Chưa có số điện thoại", answer="line")
JOINED = Task(
    title="Ngày vào Đảng", text="Hai danh sách ghi hai ngày: 03/02/1989 và 02/03/1989.",
    short="Hai ngày vào Đảng khác nhau", blocking=True, answer="date",
    choices=("Quyết định kết nạp", "Lý lịch đảng viên", "Thẻ đảng viên"),
)  # fmt: skip
ON_FILE = (
    Row(label="Họ và tên", value="LÒ VĂN MUÔN"),
    Row(label="Giới tính", value="Nam"),
    Row(label="Số điện thoại", value="0900 000 417"),
    Row(label="Ngày vào Đảng", value="03/02/1989"),
    Row(label="Ngày chính thức", value="03/02/1990"),
    Row(label="Số thẻ đảng viên", value="09914207"),
    Row(label="Chi bộ đang sinh hoạt", value="Chi bộ bản Nà Lốc"),
    Row(label="Nơi thường trú", value="Bản Nà Lốc, xã Tam Lư, tỉnh Thanh Hóa"),
    Row(label="Tôn giáo", value=""),
)
NAMES = (
    ("Lò Văn Muôn", 67, "cạnh nhà văn hóa bản", (NUMBER, BIRTH, HOME)),
    ("Vi Thị Hồng", 71, "xóm Dưới", (NUMBER,)),
    ("Ngân Văn Dũng", 26, "", (PHONE,)),
    ("Hà Văn Pán", 58, "", (NUMBER, PHONE)),
    ("Lương Thị Xuân", 33, "", (JOINED,)),
    ("Lữ Văn Khoa", 45, "xóm Trên", (HOME, PHONE)),
    ("Phạm Thị Nhàn", 50, "", (NUMBER,)),
    ("Vi Văn Ín", 62, "", (NUMBER, BIRTH, HOME, PHONE, JOINED)),
    (
        "H’Hen Niê Kđăm Nguyễn Thị Quỳnh Như",
        29,
        "nhà cuối đường liên bản, cạnh trường mầm non",
        (JOINED,),
    ),
    ("Bùi Thị Lanh", 40, "", (HOME,)),
    ("Lộc Văn Chựa", 55, "", (NUMBER, HOME)),
)  # fmt: skip


def person(index: int) -> Person:
    """The index-th person of the cell; names come round again after eleven."""
    name, age, where, tasks = NAMES[index % len(NAMES)]
    return Person(
        code=f"NL-{index + 1:04d}", name=name, age=age, born=str(2025 - age), where=where,
        tasks=tasks, rows=ON_FILE, probationary=age == 26,
    )  # fmt: skip


def na_loc(count: int = 11) -> Worklist:
    """The worklist of the cell with `count` people."""
    return Worklist(
        committee="Đảng bộ xã Tam Lư", cell="Chi bộ bản Nà Lốc", as_of=date(2025, 12, 15),
        deadline=date(2025, 12, 27), active=31, ready=23, secretary="đồng chí Vi Văn Thiệp, bí thư",
        help="đ/c Hoài, Ban Xây dựng Đảng, 0900 000 101", synthetic=True,
        people=tuple(person(index) for index in range(count)),
    )  # fmt: skip


def text(sheet: Worksheet) -> list[str]:
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    worklist.write(tmp_path / "na-loc.xlsx", na_loc())
    return openpyxl.load_workbook(tmp_path / "na-loc.xlsx", rich_text=False)


def test_the_list_says_who_is_left_and_who_comes_first(book: openpyxl.Workbook) -> None:
    said = text(book["Danh sách"])
    assert "Còn 11 đảng viên cần hỏi" in said
    assert "Hạn của chi bộ: 27/12/2025, còn 12 ngày. Mỗi ngày hỏi 1 người là kịp." in said
    assert "23/31 hồ sơ sẵn sàng đồng bộ. Tính đến 15/12/2025." in said
    first, second = said.index("Phải xong để đồng bộ"), said.index("Nên hỏi thêm")
    assert (said[first + 1], said[second + 1]) == ("8 người", "3 người")
    assert first < said.index("Lò Văn Muôn\n67 tuổi, cạnh nhà văn hóa bản") < second
    assert second < said.index("Ngân Văn Dũng\n26 tuổi, dự bị")


def test_a_task_is_a_sentence_and_more_tasks_are_counted() -> None:
    assert person(1).summary == "Nhìn thẻ căn cước, nhập đủ 12 số"
    assert person(3).summary == "Nhìn thẻ căn cước, nhập đủ 12 số, chưa có số điện thoại (2 việc)"


def test_each_person_has_a_sheet_of_one_page(book: openpyxl.Workbook) -> None:
    sheet = book["Phiếu"]
    said = text(sheet)
    assert said.count("Phiếu rà soát thông tin đảng viên") == 11
    assert said.count("Người đến nhà") == 11
    assert {"NL-0001", "LÒ VĂN MUÔN", "ĐẢNG BỘ XÃ TAM LƯ", "09914207", "chưa có"} <= set(said)
    assert len(sheet.row_breaks.brk) >= 10
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation != "landscape"


def test_the_code_in_the_list_leads_to_the_sheet(book: openpyxl.Workbook) -> None:
    links = [c.hyperlink for row in book["Danh sách"].iter_rows() for c in row if c.hyperlink]
    assert len(links) == 11
    row = int(str(links[0].location).rpartition("A")[2])
    assert "Mã phiếu" in [c.value for c in book["Phiếu"][row]]


def test_nothing_breaks_inside_a_question_or_away_from_its_signatures() -> None:
    crowded = replace(person(0), tasks=(NUMBER, HOME, JOINED) * 4)
    work = replace(na_loc(), people=(crowded,))
    laid = layout.pages(work, crowded, 1, 1)
    assert len(laid) > 1
    assert all(sum(line.height for line in page) <= PAGE for page in laid)
    signed = [[c.text for line in page for c in line.cells] for page in laid]
    assert all("Trang" in str(texts[-1]) for texts in signed)
    assert "Đảng viên" in signed[-1]
    assert any(str(c).startswith("Trả phiếu") for c in signed[-1])


def test_a_short_sheet_keeps_rows_wide_enough_to_write_in() -> None:
    work = na_loc()
    (page,) = layout.pages(work, person(1), 2, 11)
    assert sum(line.height == layout.ROW_HEIGHTS[0] for line in page) >= 7


def test_what_people_typed_stays_text(tmp_path: Path) -> None:
    nasty = Person(
        code="NL-0001",
        name="=HYPERLINK(1)",
        tasks=(Task(title="@x", text="=1+1", short="+84", answer="line"),),
        rows=(Row(label="Ghi chú", value="<r>hỏng</r>"), Row(label="Số", value="00123")),
    )
    worklist.write(tmp_path / "x.xlsx", replace(na_loc(), people=(nasty,)))
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert kinds <= {"s", "n"}
    assert not any(isinstance(c.value, int | float) for s in book for r in s.iter_rows() for c in r)
    assert {"00123", "<r>hỏng</r> "} <= set(text(book["Phiếu"]))


def test_a_record_without_a_name_still_has_a_sheet(tmp_path: Path) -> None:
    nameless = replace(person(0), name="", where="")
    worklist.write(tmp_path / "x.xlsx", replace(na_loc(), people=(nameless,), deadline=None))
    assert "CHƯA CÓ TÊN" in text(openpyxl.load_workbook(tmp_path / "x.xlsx")["Phiếu"])


def test_the_same_list_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        worklist.write(tmp_path / name, na_loc())
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("deadline", "words"),
    [(date(2025, 12, 15), "Hạn của chi bộ: 15/12/2025."), (date(2025, 12, 17), "Mỗi ngày hỏi 6")],
)
def test_the_pace_is_told_only_while_there_are_days_left(
    tmp_path: Path, deadline: date, words: str
) -> None:
    worklist.write(tmp_path / "x.xlsx", replace(na_loc(), deadline=deadline))
    said = text(openpyxl.load_workbook(tmp_path / "x.xlsx")["Danh sách"])
    assert any(words in line for line in said)


def test_a_cell_of_thirty_one_is_written_while_one_blinks(tmp_path: Path) -> None:
    work = na_loc(31)
    spent = []
    for _ in range(3):
        start = time.perf_counter()
        worklist.write(tmp_path / "x.xlsx", work)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 1  # 0.08 s on a core of its own


def test_long_words_are_counted_as_lines() -> None:
    assert lines("xã Tam Lư", 200) == 1
    assert lines("xã Tam Lư, tỉnh Thanh Hóa, nước Việt Nam", 120) == 3
    assert lines("W" * 60, 100) >= 7
