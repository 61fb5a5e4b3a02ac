"""Lists out: purpose, quota, masks, a mark on every page and row, formulas inert."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.test import Client

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Concerned, Entry
from dangvien.exchange.exports import NotAllowed, allowance, quota, take, take_out
from dangvien.exchange.models import Export
from dangvien.members.models import Person
from exchange.by_hand import Press, text_of
from members.people import HUNG, LAN, MAI, khach, someone, taken_in, values
from register import Register

SignIn = Callable[[User], Client]
WHY = "Đối chiếu với sổ chi bộ trước họp tháng 12"


@pytest.fixture
def members(register: Register) -> Register:
    """Three members of the commune, one of the other."""
    taken_in(register.mai, register.na_loc, [values(LAN), values(HUNG)])
    taken_in(register.mai, register.party_office, [values(MAI)])
    khach(register)
    return register


def read(content: bytes) -> list[tuple[Any, ...]]:
    """The rows of the first sheet from the headings on, read by another program."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(at for at, row in enumerate(rows) if row[0] in ("STT", "Họ và tên"))
    return rows[start:]


def asked(**more: str) -> dict[str, str]:
    """The form as it is sent."""
    return {"tier": "1", "purpose": WHY, "form": "xlsx", **more}


def test_hung_takes_out_his_cell_masked_and_every_row_names_him(
    members: Register, signed_in: SignIn
) -> None:
    hung = signed_in(members.hung)
    assert "còn được lấy 2.000/2.000 dòng" in text_of(hung.get("/xuat/"))
    answer = hung.post("/xuat/", asked(org=str(members.na_loc.pk)))
    assert answer["Content-Disposition"].startswith("attachment")
    export = Export.objects.get()
    heads, *rows = read(answer.content)
    assert (len(rows), export.rows, export.purpose) == (2, 2, WHY)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert {one["Họ và tên"] for one in told} == {"Vi Thị Lan", "Lò Văn Hùng"}
    assert {one["Số căn cước"] for one in told} == {"099•••••0001", "099•••••0002"}
    assert all(one["Dấu xuất"] == f"Xuất số {export.pk} · hung" for one in told)
    assert "Quê quán" not in heads
    assert "còn được lấy 1.998/2.000 dòng" in text_of(hung.get("/xuat/"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    for part in (sheet.oddHeader.left.text, sheet.oddFooter.left.text):
        assert "Lò Văn Hùng (hung) · Chi bộ bản Nà Lốc" in part
        assert f"Xuất số {export.pk}" in part
    entry = Entry.objects.get(action="member.export")
    assert (entry.actor_id, entry.data["purpose"], entry.data["revealed"]) == (
        members.hung.pk, WHY, False,
    )  # fmt: skip
    people = set(Person.objects.filter(unit=members.na_loc).values_list("uid", flat=True))
    assert set(Concerned.objects.filter(entry=entry).values_list("person", flat=True)) == people


def test_numbers_in_full_only_when_asked_and_the_log_says_so(
    members: Register, signed_in: SignIn
) -> None:
    mai = signed_in(members.mai)
    answer = mai.post("/xuat/", asked(org=str(members.commune.pk), reveal="on", tier="2"))
    heads, *rows = read(answer.content)
    assert len(rows) == 3
    assert "Quê quán" in heads
    cell = {row[1]: row[heads.index("Số căn cước")] for row in rows}
    assert cell["Vi Thị Lan"] == LAN["citizen_id"]
    assert Entry.objects.get(action="member.export").data["revealed"] is True


def test_a_list_on_paper_carries_the_same_marks(members: Register, signed_in: SignIn) -> None:
    mai = signed_in(members.mai)
    page = text_of(mai.post("/xuat/", asked(org=str(members.na_loc.pk), form="paper")))
    number = Export.objects.get().pk
    assert page.count(f"Xuất số {number} · mai") == 2
    assert "Hà Thị Mai (mai) · Chi bộ bản Nà Lốc" in page
    assert LAN["citizen_id"] not in page
    assert Entry.objects.filter(action="member.print").count() == 1


@pytest.mark.parametrize(
    ("purpose", "says"),
    [("", "Ghi lấy danh sách để làm gì."), ("xem", "ít nhất 10 chữ cái"),
     ("Tra số 099180000001 của một người", "không ghi số định danh")],
)  # fmt: skip
def test_without_a_purpose_nothing_leaves_and_the_form_keeps_what_was_typed(
    members: Register, signed_in: SignIn, purpose: str, says: str
) -> None:
    hung = signed_in(members.hung)
    answer = hung.post("/xuat/", asked(org=str(members.na_loc.pk), purpose=purpose, tier="2"))
    page = text_of(answer)
    assert answer.status_code == 422
    assert says in page
    assert f'value="{purpose}"' in page or not purpose
    assert 'value="2" required id="id_tier_1" checked' in page or "checked" in page
    assert not Export.objects.exists()
    assert not Entry.objects.filter(action="member.export").exists()


def test_a_days_quota_is_kept_per_person_and_says_what_is_left(
    members: Register, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "QUOTAS", (replace(quota.QUOTAS[0], rows=3), *quota.QUOTAS[1:]))
    hung = signed_in(members.hung)
    told = asked(org=str(members.na_loc.pk))
    assert hung.post("/xuat/", told).status_code == 200
    refused = hung.post("/xuat/", told)
    assert refused.status_code == 422
    assert "Danh sách có 2 dòng; hôm nay đồng chí còn được lấy 1/3 dòng." in text_of(refused)
    assert allowance(members.mai).rows == 20_000
    assert allowance(members.tinh).rows == 100_000
    assert Export.objects.count() == 1


def test_a_long_list_is_entered_in_pieces_that_name_everybody(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take, "PEOPLE_OF_AN_ENTRY", 2)
    taken_in(register.mai, register.na_loc, [someone(n) for n in range(1, 6)])
    take_out(actor=register.mai, org=register.na_loc, purpose=WHY)
    entries = Entry.objects.filter(action="member.export").order_by("pk")
    assert [Concerned.objects.filter(entry=one).count() for one in entries] == [2, 2, 1]
    assert len({one.subject for one in entries}) == 1


@pytest.mark.parametrize("who", ["leader", "admin", "khach", "binh"])
def test_nobody_takes_out_what_they_may_not(members: Register, signed_in: SignIn, who: str) -> None:
    user = getattr(members, who)
    answer = signed_in(user).post("/xuat/", asked(org=str(members.na_loc.pk)))
    assert answer.status_code == 404
    with pytest.raises(Refused):
        take_out(actor=user, org=members.na_loc, purpose=WHY)
    assert not Export.objects.exists()


def test_what_one_may_not_ask_is_not_asked_by_adding_fields(
    members: Register, signed_in: SignIn
) -> None:
    hung = signed_in(members.hung)
    extra = dict.fromkeys(("user", "user_id", "rows", "uid", "at", "mark", "watermark"), "1")
    hung.post("/xuat/", asked(org=str(members.na_loc.pk), **extra))
    export = Export.objects.get()
    assert (export.user, export.rows) == (members.hung, 2)


PAYLOADS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "=HYPERLINK(\"http://x\",\"y\")",
            "<r>x</r>", "'=1")  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_in_a_value_leaves_as_text(register: Register, payload: str) -> None:
    taken_in(register.mai, register.na_loc, [values(LAN, workplace=payload)])
    from dangvien.exchange.exports.sheet import workbook  # noqa: PLC0415

    taken = take_out(actor=register.mai, org=register.na_loc, purpose=WHY, tier=2)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(taken))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert all(cell.data_type == "s" for cell in cells)
    assert any(str(cell.value).strip() == payload.strip() for cell in cells)


def test_an_empty_unit_says_so(register: Register) -> None:
    with pytest.raises(NotAllowed, match="chưa có đảng viên nào"):
        take_out(actor=register.mai, org=register.na_loc, purpose=WHY)


def test_forms_are_never_filled_by_get(members: Register, signed_in: SignIn, press: Press) -> None:
    signed_in(members.mai).get("/xuat/", asked(org=str(members.na_loc.pk)))
    assert not Export.objects.exists()
