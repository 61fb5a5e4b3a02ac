"""Reports: every figure is a snapshot's, sums that do not close are refused, both files say the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import typst
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document

from campaigns.acting import campaign, fill
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.campaigns.actions.publishing import publish
from dangvien.campaigns.actions.reporting import make_report
from dangvien.campaigns.models import Campaign, Report, Snapshot
from dangvien.campaigns.reports import compose, docx, pdf
from dangvien.quality.actions import questions
from register import Register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
SignedIn = Callable[[User], Client]
WRITTEN = {"difficulties": "Mạng ở bản yếu.\nNhiều đồng chí đi xa.", "proposals": "",
           "role": "Phó Bí thư", "signer": "Nguyễn Văn Mẫu"}  # fmt: skip


@pytest.fixture
def running(register: Register) -> Campaign:
    one = campaign(register, basis="Kế hoạch số 10-KH/TU của Ban Thường vụ Tỉnh ủy")
    fill(one, register.na_loc, done=17, approval=3, cell=8, police=2, above=1)
    fill(one, register.party_office, done=10)
    return one


def made(running: Campaign, register: Register, kind: str = Report.PROGRESS, **more: Any) -> Report:
    return make_report(
        actor=register.mai, campaign=running, org=register.commune, kind=kind,
        **{"said": WRITTEN, **more},
    )  # fmt: skip


def words(content: bytes) -> str:
    """Everything that a .docx says, in order of paragraphs and tables."""
    book = Document(io.BytesIO(content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in book.paragraphs), *cells])


def test_the_figures_are_those_of_a_snapshot_that_is_named(
    running: Campaign, register: Register
) -> None:
    report = made(running, register, number="12")
    frozen = Snapshot.objects.get()
    assert report.snapshot == frozen
    text = words(docx(compose(report)))
    assert "27/41" in text
    assert str(frozen.uid) in text
    assert frozen.sha256 in text
    assert "Số 12-BC/ĐU" in text
    assert "Đảng ủy xã Tam Lư" in text
    assert "Kế hoạch số 10-KH/TU" in text
    assert "Mạng ở bản yếu." in text
    assert "Không có." in text  # nobody proposed anything
    entry = Entry.objects.get(action="report.make")
    assert entry.data["sha256"] == frozen.sha256
    fill(running, register.clinic, done=1)  # what happens later changes no report
    assert words(docx(compose(report))) == text


def test_columns_add_up_to_the_last_row(running: Campaign, register: Register) -> None:
    table = compose(made(running, register)).sections[0].table
    assert table is not None
    assert [row[1] for row in table.rows] == ["Bản Nà Lốc", "Cơ quan Đảng"]
    for column in (2, 3, 5, 6, 7, 8):
        assert sum(int(row[column]) for row in table.rows) == int(table.total[column])


@pytest.mark.parametrize("where", ["total", "below"])
def test_sums_that_do_not_close_are_refused(
    running: Campaign, register: Register, where: str
) -> None:
    frozen = publish(actor=register.mai, campaign=running, org=register.commune, why="thử")
    told = frozen.figures["total"] if where == "total" else frozen.figures["below"][0]["counts"]
    told["done"] += 1
    frozen.save()
    with pytest.raises(ValidationError, match="Chưa công bố được số này"):
        made(running, register, snapshot=frozen)
    assert not Report.objects.exists()


def test_a_column_that_does_not_close_is_refused(running: Campaign, register: Register) -> None:
    frozen = publish(actor=register.mai, campaign=running, org=register.commune, why="thử")
    total = frozen.figures["total"]
    total["done"], total["cell"] = (
        total["done"] + 1,
        total["cell"] - 1,
    )  # closes, and is not the sum
    frozen.save()
    with pytest.raises(ValidationError, match="Cột xong"):
        made(running, register, snapshot=frozen)


def test_the_way_since_an_earlier_snapshot(running: Campaign, register: Register) -> None:
    before = publish(actor=register.mai, campaign=running, org=register.commune, why="hôm qua")
    fill(running, register.party_office, done=4)
    paper = compose(made(running, register, before=before))
    assert "tăng 4 hồ sơ" in " ".join(paper.sections[0].paragraphs)
    assert paper.sections[0].table is not None
    assert paper.sections[0].table.total[-1] == "+4"
    assert str(before.uid) in paper.notes[0]
    now = Snapshot.objects.order_by("-pk")[0]
    with pytest.raises(ValidationError):
        made(running, register, snapshot=before, before=now)


def test_problems_are_listed_once_with_how_they_stand(
    running: Campaign, register: Register
) -> None:
    r = register
    one = questions.ask(actor=r.hung, findings=[], kind="technical", said="Không in được phiếu")
    questions.ask(actor=r.hung, findings=[], kind="doubt", said="Lấy ngày nào làm chuẩn?")
    questions.answer(actor=r.mai, question=one, said="Chọn khổ A4.")
    report = made(running, r, kind=Report.PROBLEMS)
    table = compose(report).sections[1].table
    assert table is not None
    assert [row[1:4] for row in table.rows] == [
        ("Lấy ngày nào làm chuẩn?", "Nghiệp vụ", "bản Nà Lốc"),
        ("Không in được phiếu", "Kỹ thuật", "bản Nà Lốc"),
    ]  # fmt: skip
    assert table.rows[1][4] == "Đã trả lời: Chọn khổ A4."
    questions.ask(actor=r.hung, findings=[], kind="technical", said="Hỏi sau khi báo cáo")
    assert "Hỏi sau khi báo cáo" not in words(docx(compose(report)))


def test_the_last_report_has_the_steps_and_the_six_demands(
    running: Campaign, register: Register
) -> None:
    paper = compose(made(running, register, kind=Report.RESULT))
    assert [part.heading for part in paper.sections] == [
        "I. CÔNG TÁC TRIỂN KHAI", "II. KẾT QUẢ THỰC HIỆN",
        "III. ĐÁNH GIÁ THEO SÁU YÊU CẦU CỦA DỮ LIỆU", "IV. KHÓ KHĂN, VƯỚNG MẮC",
        "V. KIẾN NGHỊ, ĐỀ XUẤT",
    ]  # fmt: skip
    assert len(paper.sections[0].paragraphs) == 3
    assert pdf(paper).startswith(b"%PDF")


def test_text_is_text_in_both_files(running: Campaign, register: Register) -> None:
    sly = "{{ paper.body }} <w:p/> #panic() *đậm* $x$ _nghiêng_ & 1 < 2"
    paper = compose(made(running, register, said={**WRITTEN, "difficulties": sly}))
    assert sly in words(docx(paper))
    assert pdf(paper).startswith(b"%PDF")


@pytest.mark.parametrize("kind", [Report.PROGRESS, Report.PROBLEMS, Report.RESULT])
def test_the_paper_keeps_the_layout(running: Campaign, register: Register, kind: str) -> None:
    """A4, 30 mm left and 15 right, Times New Roman 14; tables fill the width, no tag is left over."""
    content = docx(compose(made(running, register, kind)))
    book = Document(io.BytesIO(content))
    page = book.sections[0]
    sides = (page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)
    assert [round(side.mm) for side in sides if side] == [30, 15, 20, 20]
    width = page.page_width - page.left_margin - page.right_margin
    for table in book.tables:
        columns = [column.width for column in table.columns]
        assert sum(columns) == pytest.approx(width, rel=0.01)
        assert all(len(row._tr.tc_lst) == len(columns) for row in table.rows)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        text = parts.read("word/document.xml").decode()
        faces = parts.read("word/styles.xml").decode()
    assert not re.search(r"\{\{|\{%|%\}|\}\}", text)
    assert 'w:ascii="Times New Roman"' in faces
    assert '<w:sz w:val="28"/>' in faces


def test_only_who_publishes_makes_a_report(running: Campaign, register: Register) -> None:
    r = register
    for actor in (r.hung, r.binh, r.leader):
        with pytest.raises(Refused):
            make_report(actor=actor, campaign=running, org=r.commune, kind="progress", said=WRITTEN)
    other = publish(actor=r.mai, campaign=running, org=r.na_loc, why="")
    with pytest.raises(ValidationError):
        made(running, r, snapshot=other)


def test_the_pages(running: Campaign, register: Register, signed_in: SignedIn) -> None:
    r = register
    mai = signed_in(r.mai)
    assert "Chưa có báo cáo nào" in mai.get("/bao-cao/").content.decode()
    form = {"snapshot": "moi", "before": "khong", "role": "Bí thư", **WRITTEN}
    wrong = mai.post("/bao-cao/moi/", {**form, "role": "Bí thư"})
    assert wrong.status_code == 422
    assert "Mạng ở bản yếu." in wrong.content.decode()
    assert (
        mai.post("/bao-cao/moi/", {**form, "kind": "progress", "role": "Bí thư"}).status_code == 302
    )
    one = Report.objects.get()
    assert "27/41" in mai.get("/bao-cao/").content.decode()
    for user in (r.mai, r.tinh, r.leader):
        client = signed_in(user)
        file = client.get(f"/bao-cao/{one.uid}.pdf")
        assert file.content.startswith(b"%PDF")
        assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.pdf"', file["Content-Disposition"])
        assert client.get(f"/bao-cao/{one.uid}.docx").content.startswith(b"PK")
    for user in (r.hung, r.binh):
        assert signed_in(user).get(f"/bao-cao/{one.uid}.docx").status_code == 404
        assert "27/41" not in signed_in(user).get("/bao-cao/").content.decode()


def test_a_list_costs_the_same_for_many(
    running: Campaign, register: Register, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    first = made(running, register)
    for _ in range(40):
        Report.objects.create(kind="progress", org=first.org, snapshot=first.snapshot, on=first.on,
                              made_by=first.made_by, told=first.told)  # fmt: skip
    client = signed_in(register.mai)
    client.get("/bao-cao/")
    with django_assert_max_num_queries(14):
        page = client.get("/bao-cao/").content.decode()
    assert page.count(".pdf") == 30
    assert "Xem các báo cáo trước nữa" in page


LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    "0123456789%.,;:()/–“”…+−*"
)


@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize("style", ["normal", "italic"])
def test_the_serif_on_paper_has_every_letter(weight: str, style: str) -> None:
    """Libertinus Serif is what Typst carries: no letter of Vietnamese may be the empty box."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)

    def glyphs(text: str) -> set[str]:
        source = (
            f'#set text(font: "Libertinus Serif", fallback: false, weight: "{weight}", '
            f'style: "{style}")\n#{{"{text}"}}'
        )
        drawn = typst.compile(source.encode(), format="svg", font_paths=fonts)
        return set(re.findall(r'href="#(g[0-9A-F]+)"', drawn.decode()))  # type: ignore[union-attr]

    missing = glyphs("中")
    for letter in LETTERS + LETTERS.upper():
        assert glyphs(letter) - missing, letter
