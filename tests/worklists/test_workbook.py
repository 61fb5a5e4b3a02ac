"""A cell's workbook out and back in: good rows are proposals, damaged ones wait in quarantine."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dangvien.audit.models import Entry
from dangvien.files.answer_list.data import CODE, NAME, SEEN, TYPED
from dangvien.members.actions import correct
from dangvien.quality.actions import settle
from dangvien.quality.models import Proposal
from dangvien.quality.proposed import opened
from dangvien.worklists.models import Returned, Sheet
from dangvien.worklists.workbook import kept
from members.people import someone, taken_in
from register import Register
from worklists.cell import WHOLE, Cell, fill, text_of

pytestmark = pytest.mark.django_db
CARD = "Thẻ căn cước, tôi đã nhìn thẻ"


class Book:
    """The list as it went out, to be filled in and damaged."""

    def __init__(self, client: Client, unit: Any) -> None:
        answer = client.post("/phieu/", {"don-vi": unit.pk, "kind": "workbook"})
        assert answer.status_code == 200, text_of(answer)
        self.client, self.unit = client, unit
        self.book = openpyxl.load_workbook(BytesIO(answer.content))
        self.sheet: Any = self.book.active

    def code(self, person: Any, number: int = 1) -> str:
        """The code of one thing of a person."""
        sheet = Sheet.objects.get(person=person, handout__kind="workbook", state="out")
        return f"{sheet.code}/{number}"

    def row(self, code: str) -> int:
        """Where a code stands."""
        last = self.sheet.max_row + 1
        return next(row for row in range(1, last) if self.sheet.cell(row, 1).value == code)

    def put(self, code: str, column: int, value: Any) -> None:
        """Write a cell of a row."""
        self.sheet.cell(self.row(code), column + 1).value = value

    def answer(self, code: str, typed: str, seen: str = "") -> None:
        """Fill a row in."""
        self.put(code, TYPED, typed)
        if seen:
            self.put(code, SEEN, seen)

    def send(self, name: str = "na-loc.xlsx") -> Any:
        """Give it back."""
        content = BytesIO()
        self.book.save(content)
        self.content = content.getvalue()
        return give(self.client, self.content, name)


def give(client: Client, content: bytes, name: str = "na-loc.xlsx") -> Any:
    """Upload a file."""
    return client.post("/phieu/tra-lai/", {"tep": SimpleUploadedFile(name, content)})


@pytest.fixture
def cell(register: Register) -> Cell:
    """The cell with its people."""
    return fill(register)


@pytest.fixture
def book(register: Register, signed_in: Any, cell: Cell) -> Book:
    """The cell's workbook, just handed out to hùng."""
    return Book(signed_in(register.hung), register.na_loc)


def test_good_rows_become_proposals(cell: Cell, book: Book) -> None:
    book.answer(book.code(cell.muon), WHOLE, CARD)
    book.answer(book.code(cell.pan, 2), "0990 000 222")
    answer = book.send()
    row = Returned.objects.get()
    assert answer.url == f"/phieu/tra-lai/{row.uid}/"
    assert row.counts == {"read": 6, "written": 1, "waiting": 1, "same": 0, "blank": 4, "aside": 0,
                          "missing": 0}  # fmt: skip
    waiting = Proposal.objects.get(state="waiting")
    assert (waiting.came_by, waiting.evidence) == ("xlsx", "card")
    assert opened(waiting)["citizen_id"].after == WHOLE
    assert Sheet.objects.get(person=cell.muon).state == "back"
    assert Sheet.objects.get(person=cell.pan).state == "out"  # one thing is still open
    page = text_of(book.client.get(answer.url))
    assert "Mọi dòng đều nhận được" in page
    assert Entry.objects.get(action="sheet.take_back").data["waiting"] == 1


def test_the_same_file_twice_changes_nothing(cell: Cell, book: Book) -> None:
    book.answer(book.code(cell.muon), WHOLE, CARD)
    first = book.send()
    entries, proposals = Entry.objects.count(), Proposal.objects.count()
    again = give(book.client, book.content, "ten-khac.xlsx")
    assert again.url == first.url
    assert Returned.objects.count() == 1
    assert (Entry.objects.count(), Proposal.objects.count()) == (entries, proposals)
    assert "Tệp này đã nhận rồi" in text_of(book.client.get(again.url))


def test_the_same_answers_saved_anew_say_nothing_new(cell: Cell, book: Book) -> None:
    book.answer(book.code(cell.muon), WHOLE, CARD)
    book.answer(book.code(cell.pan, 2), "0990 000 222")
    book.send()
    settle()
    made = set(Proposal.objects.values_list("pk", flat=True))
    book.sheet.cell(1, 9).value = "lưu lại"
    book.send()
    assert Returned.objects.latest("pk").counts["same"] == 2
    assert set(Proposal.objects.values_list("pk", flat=True)) == made


def test_damage_is_kept_aside_in_words(register: Register, cell: Cell, book: Book) -> None:
    muon, hong, dung = (book.code(one) for one in (cell.muon, cell.hong, cell.dung))
    pan, phone = book.code(cell.pan), book.code(cell.pan, 2)
    book.answer(muon, WHOLE, CARD)
    book.answer(hong, "099154000111", CARD)
    book.answer(dung, "0990000444")
    book.answer(pan, "0990670", CARD)  # too short
    book.put(muon, CODE, "XX-99-0001/1")  # a changed id
    book.put(hong, NAME, "Lò Văn Khác")  # the id of one, the name of another
    row = book.row(dung)
    book.sheet.cell(row, NAME + 1).value = ""
    book.answer(phone, "số nhà hàng xóm")
    book.sheet.append(["", "Vi Thị Hồng", "", "", "099154000111", CARD])
    answer = book.send()
    why = {one.code: one.why for one in kept(Returned.objects.get()) if one.at}
    assert why["XX-99-0001/1"] == "Không có mã này trong danh sách đã lập cho chi bộ."
    assert "có thể mã đã bị sửa" in why[hong]
    assert "mất tên" in why[dung]
    assert "Còn thiếu 5 chữ số" in why[pan]
    assert why[phone]
    assert "mất mã" in why[""]
    counts = Returned.objects.get().counts
    assert counts["read"] == sum(
        counts[name] for name in ("written", "waiting", "same", "blank", "aside")
    )
    assert counts["missing"] == 1  # muon's own row no longer carries its code
    assert not Proposal.objects.exists()
    page = text_of(book.client.get(answer.url))
    assert "Không có mã này trong danh sách" in page
    assert "đã bị xóa khỏi tệp" in page
    assert "Lò Văn Muôn" in page


def test_rows_in_quarantine_are_sealed(cell: Cell, book: Book) -> None:
    book.answer(book.code(cell.muon), WHOLE[:11], CARD)
    book.send()
    stored = bytes(Returned.objects.get().rows)
    assert WHOLE[:11].encode() not in stored
    assert "Muôn".encode() not in stored
    assert kept(Returned.objects.get())[0].typed == WHOLE[:11]


def test_missing_rows_are_named(cell: Cell, book: Book) -> None:
    gone = book.code(cell.hong)
    book.sheet.delete_rows(book.row(gone))
    book.answer(book.code(cell.muon), WHOLE, CARD)
    book.send()
    row = Returned.objects.get()
    assert row.counts["missing"] == 1
    assert [one.code for one in kept(row) if not one.at] == [gone]
    assert Proposal.objects.count() == 1


def test_one_code_twice_with_two_values_is_nobody_s_word(cell: Cell, book: Book) -> None:
    code = book.code(cell.muon)
    book.answer(code, WHOLE, CARD)
    values = [book.sheet.cell(book.row(code), column).value for column in range(1, 7)]
    values[TYPED] = "0990580" + "04218"
    book.sheet.append(values)
    book.send()
    assert Returned.objects.get().counts["aside"] == 2
    assert not Proposal.objects.exists()


def test_other_people_s_rows_are_not_taken(
    register: Register, signed_in: Any, cell: Cell, book: Book
) -> None:
    """A row of another cell's list in this file; its code says nothing of whose it is."""
    taken_in(
        register.mai, register.party_office, [someone(9, full_name="Vi Văn Chín", citizen_id="")]
    )
    settle()
    theirs = Book(signed_in(register.mai), register.party_office)
    sheet = Sheet.objects.get(handout__unit=register.party_office)
    book.sheet.append([f"{sheet.code}/1", "Vi Văn Chín", "", "", "099070000999", CARD])
    book.send()
    [aside] = kept(Returned.objects.get())
    assert aside.why == "Không có mã này trong danh sách đã lập cho chi bộ."
    assert not Proposal.objects.exists()
    refused = give(book.client, theirs_as_bytes(theirs))
    assert refused.status_code == 422
    assert "không phải danh sách đã lập cho đơn vị mà đồng chí phụ trách" in text_of(refused)


def theirs_as_bytes(book: Book) -> bytes:
    """A book as a file, not sent."""
    content = BytesIO()
    book.book.save(content)
    return content.getvalue()


def test_what_somebody_wrote_meanwhile_stays(register: Register, cell: Cell, book: Book) -> None:
    book.answer(book.code(cell.pan, 2), "0990 000 222")
    correct(
        actor=register.mai, person=cell.pan, values={"phone": "0990000333"}, source="Gọi điện",
        version=cell.pan.version,
    )  # fmt: skip
    settle()
    book.send()
    [aside] = kept(Returned.objects.get())
    assert "đã" in aside.why
    assert not Proposal.objects.exists()


def test_a_source_must_be_one_of_the_list(cell: Cell, book: Book) -> None:
    book.answer(book.code(cell.muon), WHOLE)
    book.answer(book.code(cell.hong), "099154000111", "nghe nói")
    book.send()
    assert {one.why for one in kept(Returned.objects.get())} == {
        "Chưa ghi nhìn thấy ở đâu.", "Nguồn ghi ở dòng này không có trong danh sách để chọn.",
    }  # fmt: skip


def test_a_formula_stays_text_and_is_no_number(cell: Cell, book: Book) -> None:
    at = book.sheet.cell(book.row(book.code(cell.pan, 2)), TYPED + 1)
    at.value, at.data_type = "=1+1", "s"
    book.send()
    [aside] = kept(Returned.objects.get())
    assert aside.typed == "=1+1"


def test_the_page_of_a_return_is_absent_elsewhere(
    register: Register, signed_in: Any, book: Book
) -> None:
    answer = book.send()
    assert signed_in(register.mai).get(answer.url).status_code == 200
    assert signed_in(register.binh).get(answer.url).status_code == 404
    assert signed_in(register.leader).get("/phieu/tra-lai/").status_code == 404


def test_a_file_that_is_none_is_refused_in_words(register: Register, signed_in: Any) -> None:
    client = signed_in(register.hung)
    assert "Chọn tệp" in text_of(client.post("/phieu/tra-lai/"))
    answer = give(client, b"khong phai excel")
    assert answer.status_code == 422
    assert "Chưa nhận" in text_of(answer)
    assert not Returned.objects.exists()
