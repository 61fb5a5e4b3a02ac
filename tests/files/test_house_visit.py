"""The house-visit sheet: A4, the letters of the screen, one person a sheet, the same bytes twice."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest

from dangvien.files.house_visit import OnFile, Question, Sheet, Visit, pdf

MUON = Sheet(
    code="TL-07-0003", name="Lò Văn Muôn", about=("sinh 1958, đảng viên chính thức",),
    questions=(
        Question(
            title="Số căn cước", told=("Đang ghi ", "99058004217", ", thiếu 1 chữ số. Chép lại từ thẻ:"),
            answer="digits", ticks=("Tôi đã nhìn thẻ", "Bản sao trong hồ sơ", "Đảng viên đọc"),
        ),
        Question(title="Quê quán", told=("Ghi lại: ", "xã Tam Lư", "."), ticks=("Đúng",),
                 blank="Chưa đúng, sửa là:"),
    ),
    on_file=(OnFile(label="Giới tính", value="Nam"), OnFile(label="Số điện thoại", value="")),
)  # fmt: skip
A4 = rb"/MediaBox ?\[0 0 595\.\d+ 841\.\d+\]"


def visit(*sheets: Sheet) -> Visit:
    """One cell's sheets."""
    return Visit(
        committee="Đảng bộ xã Tam Lư", cell="Chi bộ bản Nà Lốc", printed=date(2025, 12, 15),
        as_of="08:00 ngày 15/12/2025", due=date(2025, 12, 19), sheets=sheets,
    )  # fmt: skip


def text_of(content: bytes, folder: Path) -> str:
    """What a reader of the PDF finds in it."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext: apt-get install poppler-utils")
    at = folder / "phieu.pdf"
    at.write_bytes(content)
    done = subprocess.run([tool, "-layout", str(at), "-"], capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()


def pages(content: bytes) -> int:
    """How many pages a PDF says it has."""
    counts = [int(found) for found in re.findall(rb"/Type ?/Pages\b[^>]*?/Count (\d+)", content)]
    return max(counts)


def test_a_sheet_is_one_page_of_a4_with_everything_on_it(tmp_path: Path) -> None:
    content = pdf([visit(MUON)])
    assert content.startswith(b"%PDF-")
    assert re.search(A4, content)
    assert pages(content) == 1
    text = text_of(content, tmp_path)
    for words in (
        "ĐẢNG BỘ XÃ TAM LƯ", "CHI BỘ BẢN NÀ LỐC", "TL-07-0003", "LÒ VĂN MUÔN", "99058004217",
        "A. Việc phải hỏi", "B. Thông tin đang có", "chưa có", "Người đến nhà", "Bí thư chi bộ",
        "hạn 19/12/2025", "Trang 1/1", "phiếu 1/1", "Tính đến 08:00 ngày 15/12/2025",
    ):  # fmt: skip
        assert words in text, words


def test_the_same_visit_gives_the_same_bytes() -> None:
    assert pdf([visit(MUON)]) == pdf([visit(MUON)])


def test_the_letters_are_those_of_the_screen() -> None:
    content = pdf([visit(MUON)])
    fonts = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([\w-]+)", content))
    named = b" ".join(sorted(fonts))
    assert b"BeVietnamPro" in named
    assert b"HankenGrotesk" in named
    assert b"Libertinus" not in named


def test_many_questions_flow_on_and_signatures_stay_with_what_is_signed(tmp_path: Path) -> None:
    long = Sheet(code="TL-07-0004", name="Vi Thị Hồng", questions=MUON.questions * 6,
                 on_file=MUON.on_file)  # fmt: skip
    content = pdf([visit(MUON, long)])
    assert pages(content) > 2
    each = text_of(content, tmp_path).split("\f")
    assert "Trang 1/1" in each[0]
    assert "Trang 1/" in each[1]
    assert "TL-07-0004, VI THỊ HỒNG (tiếp theo)" in each[2]
    [last] = [page for page in each[1:] if "Người đến nhà" in page]
    assert "B. Thông tin đang có" in last


def test_the_code_and_not_the_person_is_in_the_qr(tmp_path: Path) -> None:
    """The drawing depends on the code alone: another person under the same code has the same one."""
    from dangvien.files.house_visit import setting  # noqa: PLC0415

    one, other = setting._qr("TL-07-0003"), setting._qr("TL-07-0004")
    assert one == setting._qr("TL-07-0003") != other
    assert one.startswith("<svg")
    assert "99058004217" not in one


def test_no_sheet_is_no_paper() -> None:
    with pytest.raises(ValueError, match="no sheet"):
        pdf([visit()])


def test_odd_text_breaks_nothing(tmp_path: Path) -> None:
    asked = Question(title="#panic()", told=("*a* _b_ $c$",), answer="line")
    odd = Sheet(code="TL-07-0005", name='#let x = [*_$` \\ " </script>', questions=(asked,))
    text = text_of(pdf([visit(odd)]), tmp_path)
    assert "#PANIC()".lower() in text.lower()
    assert "*a* _b_ $c$" in text


def test_a_commune_in_one_go_stays_fast() -> None:
    """24 cells with 11 sheets each: measured as processor time, for the machine may be busy."""
    pdf([visit(MUON)])
    began = time.process_time()
    content = pdf([visit(*[MUON] * 11)] * 24)
    assert pages(content) == 24 * 11
    assert time.process_time() - began < 20
