"""The page of an import follows its state; forms keep what was typed; nobody else sees any of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dangvien.accounts.models import User
from dangvien.exchange.models import Batch, Mapping, Row
from dangvien.files.problem import InputProblem
from dangvien.files.read import read_members
from dangvien.members.models import Person
from exchange.by_hand import (
    HEADINGS,
    HUNG,
    KHACH,
    LAN,
    NOBODY,
    Press,
    csv,
    latest,
    text_of,
    upload,
    xlsx,
)
from members.people import khach
from register import Register

SignIn = Callable[[User], Client]


@pytest.fixture
def mai(register: Register, signed_in: SignIn) -> Client:
    """Mai at her desk."""
    return signed_in(register.mai)


def batch_in(register: Register, state: str, **more: Any) -> Batch:
    """An import of the commune in a state."""
    return Batch.objects.create(
        org=register.commune, file_name="ds.xlsx", file_hash="0" * 64, file_size=1, source="3.0",
        as_of="2025-12-15", uploaded_by=register.mai, state=state, **more,
    )  # fmt: skip


SUM = {"read": 9, "new": 2, "changed": 3, "unchanged": 1, "conflict": 1, "rejected": 1,
       "skipped": 1, "gone": 0, "applied": 0}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "says", "not_says"),
    [
        ("waiting", "Đang chờ đọc tệp", "Ghi 5 dòng"),
        ("reading", "412/640 dòng", "Ghi 5 dòng"),
        ("ready", "Ghi 5 dòng", "Đã ghi"),
        ("committing", "Dừng lại", "Hủy, không ghi gì"),
        ("committed", "Đã ghi 0 dòng", "Hủy, không ghi gì"),
        ("stopped", "Ghi tiếp 5 dòng", "Hủy, không ghi gì"),
        ("refused", "Chọn tệp khác", "Ghi 5 dòng"),
        ("held", "cần xem rồi cho đi tiếp", "Ghi 5 dòng"),
        ("dropped", "Sổ không thay đổi gì", "Ghi 5 dòng"),
    ],
)
def test_what_stands_on_the_page_follows_the_state(
    register: Register, mai: Client, state: str, says: str, not_says: str
) -> None:
    batch = batch_in(register, state, counts=SUM, done=412, total=640, refusal="Tệp hỏng.")
    page = text_of(mai.get(f"/nhap/{batch.uid}/"))
    assert says in page
    assert not_says not in page
    assert "ds.xlsx" in page


def test_a_sum_that_does_not_close_has_no_button(
    register: Register, mai: Client, press: Press
) -> None:
    batch = batch_in(register, "ready", counts={**SUM, "read": 10})
    page = text_of(mai.get(f"/nhap/{batch.uid}/"))
    assert "chưa khớp tổng" in page
    assert f"/nhap/{batch.uid}/ghi/" not in page
    press(mai, f"/nhap/{batch.uid}/ghi/")
    batch.refresh_from_db()
    assert batch.state == "ready"


def test_the_bar_asks_every_second_and_has_the_page_loaded_again_when_it_is_over(
    register: Register, mai: Client
) -> None:
    batch = batch_in(register, "reading", done=412, total=640)
    page = text_of(mai.get(f"/nhap/{batch.uid}/"))
    assert f'hx-get="/nhap/{batch.uid}/tien-do/?luc=reading" hx-trigger="every 1s"' in page
    assert "Xem lại" in page
    moving = mai.get(f"/nhap/{batch.uid}/tien-do/?luc=reading")
    assert "412/640 dòng" in text_of(moving)
    assert "HX-Refresh" not in moving
    Batch.objects.filter(pk=batch.pk).update(state="ready")
    assert mai.get(f"/nhap/{batch.uid}/tien-do/?luc=reading")["HX-Refresh"] == "true"


def test_a_form_keeps_what_was_typed_and_says_what_is_missing(
    register: Register, mai: Client
) -> None:
    told = {"source": "Tệp của chi bộ", "as_of": "31/13/2025", "units": [register.na_loc.pk]}
    answer = mai.post("/nhap/moi/", told)
    page = text_of(answer)
    assert answer.status_code == 422
    for words in ("Chọn tệp danh sách trên máy của đồng chí.", "Ngày viết theo dạng 15/12/2025.",
                  'value="Tệp của chi bộ"', 'value="31/13/2025"'):  # fmt: skip
        assert words in page, words
    assert f'value="{register.na_loc.pk}" id="id_units_0" checked' in page or "checked" in page
    assert not Batch.objects.exists()


def test_a_list_of_tomorrow_and_a_list_of_no_cell_are_asked_again(
    register: Register, mai: Client, press: Press
) -> None:
    ahead = upload(press, mai, csv(LAN), as_of="2025-12-16", units=[register.na_loc.pk])
    assert "Ngày chốt ở sau hôm nay." in text_of(ahead)
    none = upload(press, mai, csv(LAN))
    assert "Đánh dấu ít nhất một chi bộ" in text_of(none)
    assert not Batch.objects.exists()


REFUSED = [
    ("x.pdf", b"%PDF-1.7 x"), ("rong.csv", b"\n"), ("web.xls", b"<html><body>x</body></html>"),
    ("tieude.csv", csv()), ("nen.xlsx", b"PK\x03\x04 broken"), ("gi-do.csv", "Xin chào\n1".encode()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content"), REFUSED)
def test_what_clean_refuses_is_refused_here_with_the_same_words(
    register: Register, mai: Client, press: Press, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputProblem) as said:
        read_members([tmp_path / name])
    upload(press, mai, content, name, units=[register.na_loc.pk])
    page = text_of(mai.get(f"/nhap/{latest().uid}/"))
    assert str(said.value) in page
    assert "Sổ không thay đổi gì" in page
    assert Person.objects.count() == 0


def test_an_unread_column_is_given_its_field_and_the_source_remembers(
    register: Register, mai: Client, press: Press
) -> None:
    headings = (*HEADINGS, "Việc đang làm ở xã")
    one = (*LAN, "Phó Chủ tịch UBND")
    upload(press, mai, csv(one, headings=headings), units=[register.na_loc.pk])
    batch = latest()
    page = text_of(mai.get(f"/nhap/{batch.uid}/"))
    assert "Chọn ô nhận" in page
    assert f"Cột nhận ra: {len(HEADINGS)}/{len(headings)}" in page
    form = text_of(mai.get(f"/nhap/{batch.uid}/cot/"))
    assert "Việc đang làm ở xã" in form
    at = f"cot-{len(HEADINGS)}"
    twice = press(mai, f"/nhap/{batch.uid}/cot/", {at: "full_name"})
    assert twice.status_code == 422
    assert "cùng nhận vào ô Họ và tên" in text_of(twice)
    press(mai, f"/nhap/{batch.uid}/cot/", {at: "government_position"})
    page = text_of(mai.get(f"/nhap/{batch.uid}/"))
    assert f"Cột nhận ra: {len(headings)}/{len(headings)}" in page
    press(mai, f"/nhap/{batch.uid}/ghi/")
    assert Person.objects.get().government_position == "Phó Chủ tịch UBND"
    assert Mapping.objects.get().headings == {"Việc đang làm ở xã": "government_position"}
    upload(press, mai, csv((*HUNG, "Trưởng bản"), headings=headings), units=[register.na_loc.pk])
    assert f"Cột nhận ra: {len(headings)}/{len(headings)}" in text_of(
        mai.get(f"/nhap/{latest().uid}/")
    )


def test_a_conflict_shows_both_values_and_nothing_is_chosen_beforehand(
    register: Register, mai: Client, press: Press
) -> None:
    units = {"units": [register.na_loc.pk]}
    upload(press, mai, csv(LAN), **units)
    press(mai, f"/nhap/{latest().uid}/ghi/")
    other = (LAN[0], "21/05/1980", *LAN[2:])
    upload(press, mai, csv(other), **units)
    batch = latest()
    page = text_of(mai.get(f"/nhap/{batch.uid}/mau-thuan/"))
    assert "Đồng chí ghi lần nhập này trước" in page
    press(mai, f"/nhap/{batch.uid}/ghi/")
    page = text_of(mai.get(f"/nhap/{batch.uid}/mau-thuan/"))
    assert "12/05/1980" in page
    assert "21/05/1980" in page
    assert "checked" not in page
    row = Row.objects.get(batch=batch, fate="conflict")
    press(mai, f"/nhap/dong/{row.pk}/", {"tra-loi": ""})
    row.refresh_from_db()
    assert row.decided == ""
    press(mai, f"/nhap/dong/{row.pk}/", {"tra-loi": "taken", "fate": "new", "applied": "1"})
    assert Person.objects.get().birth_date == "1980-05-12"
    page = text_of(mai.get(f"/nhap/{batch.uid}/mau-thuan/"))
    assert "đã quyết: lấy theo danh sách" in page
    assert "chờ duyệt</a>" in page
    assert "<b>1 đề nghị</b> của tệp này chờ người thứ hai duyệt" in text_of(
        mai.get(f"/nhap/{batch.uid}/")
    )


def test_somebody_of_another_unit_is_only_a_record_elsewhere_until_the_superior_looks(
    register: Register, mai: Client, press: Press, signed_in: SignIn
) -> None:
    theirs = khach(register)
    here = (*KHACH[:-1], "Chi bộ bản Nà Lốc")
    upload(press, mai, csv(here), units=[register.na_loc.pk])
    batch = latest()
    press(mai, f"/nhap/{batch.uid}/ghi/")
    pages = "".join(
        text_of(mai.get(f"/nhap/{batch.uid}/{rest}"))
        for rest in ("", "?muc=mau-thuan", "mau-thuan/")
    )
    assert "một hồ sơ ở đơn vị khác" in pages
    assert register.province.name in pages
    for canary in (str(theirs.uid), register.clinic.name, register.other_commune.name):
        assert canary not in pages
    row = Row.objects.get(batch=batch, fate="conflict")
    press(mai, f"/nhap/dong/{row.pk}/", {"tra-loi": "same"})
    row.refresh_from_db()
    assert row.decided == ""
    tinh = signed_in(register.tinh)
    page = text_of(tinh.get("/nhap/cho-quyet/"))
    assert register.clinic.name in page
    assert "Có việc chờ đồng chí quyết định" in text_of(tinh.get("/nhap/"))
    press(tinh, f"/nhap/dong/{row.pk}/", {"tra-loi": "same", "ve": "cap-tren"})
    row.refresh_from_db()
    assert row.decided == "same"


def test_a_held_list_waits_for_the_superior(
    register: Register, mai: Client, press: Press, signed_in: SignIn
) -> None:
    batch = batch_in(register, "held", counts=SUM, told={"superior": register.province.pk})
    page = text_of(mai.get(f"/nhap/{batch.uid}/"))
    assert f"{register.province.name} cần xem rồi cho đi tiếp" in page
    press(mai, f"/nhap/{batch.uid}/cho-di-tiep/")
    batch.refresh_from_db()
    assert batch.state == "held"
    press(signed_in(register.tinh), f"/nhap/{batch.uid}/cho-di-tiep/")
    batch.refresh_from_db()
    assert batch.state == "ready"


def test_rejected_rows_come_back_as_typed_to_mend_and_send_again(
    register: Register, mai: Client, press: Press
) -> None:
    import io  # noqa: PLC0415

    import openpyxl  # noqa: PLC0415

    bad = (*NOBODY[:5], "=1+1", *NOBODY[6:])
    lost = (*HUNG[:5], "", *HUNG[6:-1], "Chi bộ không có ở đây")
    upload(
        press, mai, xlsx(LAN, bad, lost, title="Danh sách"), "ds.xlsx", units=[register.na_loc.pk]
    )
    batch = latest()
    assert batch.counts["rejected"] == 2, batch.counts
    answer = mai.get(f"/nhap/{batch.uid}/tu-choi.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)
    heads = next(row for row in rows if "Vì sao từ chối" in row)
    told = [dict(zip(heads, row, strict=True)) for row in rows[rows.index(heads) + 1 :]]
    assert [one["Số lý lịch"] for one in told] == ["=1+1", None]
    assert told[1]["Họ và tên"] == HUNG[0]
    assert told[1]["Số căn cước"] == HUNG[3]
    assert all(one["Vì sao từ chối"] and "mai" in one["Dấu xuất"] for one in told)
    assert "mai" in (sheet.oddFooter.left.text or "")

    at, column = len(rows), heads.index("Chi bộ đang sinh hoạt") + 1
    sheet.cell(row=at, column=column, value="Chi bộ bản Nà Lốc")
    mended = io.BytesIO()
    sheet.parent.save(mended)
    upload(press, mai, mended.getvalue(), "da-sua.xlsx", units=[register.na_loc.pk])
    assert (latest().counts["new"], latest().counts["rejected"]) == (1, 1)


def test_more_rows_come_by_the_number_of_the_last_one(
    register: Register, mai: Client, press: Press
) -> None:
    many = [(f"Vi Văn {chr(65 + n // 26)}{chr(65 + n % 26)}", *LAN[1:3], f"0990800{n:05}",
             f"38{n:06}", f"{n:06}TH", f"0990{n:06}", *LAN[7:]) for n in range(1, 121)]  # fmt: skip
    upload(press, mai, csv(*many), units=[register.na_loc.pk])
    at = f"/nhap/{latest().uid}/"
    first = text_of(mai.get(at))
    assert "Xem 112 dòng còn lại" in first
    seen: list[str] = []
    address = at + "?muc=moi"
    for size in (50, 50, 20):
        page = text_of(mai.get(address))
        names = re.findall(r"<b>(Vi Văn \w+)", page)
        assert len(names) == size
        seen += names
        more = re.search(r'href="(\?muc=moi[^"#]*)', page.split('id="them"')[-1])
        address = at + more[1].replace("&amp;", "&") if more else ""
    assert len(set(seen)) == 120


PAGES = ("", "tien-do/", "cot/", "mau-thuan/", "hoan-tac/", "tu-choi.xlsx")
PRESSES = ("ghi/", "dung/", "bo/", "hoan-tac/", "cot/", "cho-di-tiep/")


@pytest.mark.parametrize("who", ["hung", "binh", "leader", "admin", "khach"])
def test_nobody_else_finds_an_import(
    register: Register, mai: Client, press: Press, signed_in: SignIn, who: str
) -> None:
    upload(press, mai, csv(LAN, NOBODY), units=[register.na_loc.pk])
    at = f"/nhap/{latest().uid}/"
    client = signed_in(getattr(register, who))
    for rest in PAGES:
        answer = client.get(at + rest)
        assert answer.status_code == 404, rest
        assert LAN[0] not in text_of(answer)
    for rest in PRESSES:
        assert press(client, at + rest).status_code == 404, rest
    assert latest().state == "ready"
    listed = client.get("/nhap/")
    assert listed.status_code == 404 or latest().file_name not in text_of(listed)
    asked = client.get(f"/nhap/moi/?don-vi={register.commune.pk}")
    assert asked.status_code == 404


def test_units_of_somebody_else_are_no_choice(
    register: Register, mai: Client, press: Press
) -> None:
    answer = upload(press, mai, csv(LAN), units=[register.clinic.pk])
    assert answer.status_code == 422
    told = {"org": register.other_commune.pk, "units": [register.clinic.pk]}
    assert upload(press, mai, csv(LAN), **told).status_code == 404
    assert not Batch.objects.exists()


def test_fields_that_nobody_asked_for_change_nothing(
    register: Register, mai: Client, press: Press
) -> None:
    names = [field.name for field in Batch._meta.get_fields()]
    extra = {name: "1" for name in names if name not in ("org", "units", "source", "as_of")}
    extra |= {"state": "committed", "uploaded_by": str(register.tinh.pk), "counts": "{}"}
    upload(press, mai, csv(LAN), units=[register.na_loc.pk], **extra)
    batch = latest()
    assert (batch.state, batch.kind, batch.uploaded_by, batch.undoes) == (
        "ready", "members", register.mai, None,
    )  # fmt: skip
    assert batch.counts["new"] == 1
    assert Person.objects.count() == 0


def test_asking_for_a_page_writes_nothing(register: Register, mai: Client, press: Press) -> None:
    upload(press, mai, csv(LAN), units=[register.na_loc.pk])
    at = f"/nhap/{latest().uid}/"
    for rest in ("ghi/", "dung/", "bo/"):
        assert mai.get(at + rest).status_code == 405
    assert latest().state == "ready"


def test_a_whole_province_has_no_thousand_boxes_to_tick(
    register: Register, mai: Client, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dangvien.exchange.forms.MANY", 1)
    page = text_of(mai.get("/nhap/moi/"))
    assert "nói đủ về cả 2 chi bộ" in page
    assert 'type="checkbox"' not in page
    upload(press, mai, csv(LAN))
    assert set(latest().units.all()) == {register.na_loc, register.party_office}
