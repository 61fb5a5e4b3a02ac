"""Sheets out and back in: made once, logged, counted; keyed in by code; nobody else's code exists."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangvien.audit.models import Concerned, Entry
from dangvien.exchange.exports import NotAllowed, quota
from dangvien.exchange.models import Export
from dangvien.members.actions import correct
from dangvien.quality.actions import settle
from dangvien.quality.models import Finding, Proposal
from dangvien.quality.proposed import opened
from dangvien.worklists.actions import hand_out
from dangvien.worklists.models import Handout, Sheet
from dangvien.worklists.sheets import codes
from members.people import khach, someone, taken_in
from register import Register, organisation
from worklists.cell import OLD_CARD, SHORT, WHOLE, Cell, fill, text_of

pytestmark = pytest.mark.django_db


def made(client: Client, register: Register, **told: str) -> Any:
    """Press the button that makes the sheets of the cell."""
    return client.post("/phieu/", {"don-vi": register.na_loc.pk, "kind": "paper", **told})


def sheet_of(person: Any) -> Sheet:
    """The sheet that is out for a person."""
    return Sheet.objects.get(person=person, state="out")


def keyed(client: Client, sheet: Sheet, **told: str) -> Any:
    """Key a sheet in: `ghi_1` is what was written at question 1, `nguon_1` the box that was ticked."""
    form = {re.sub(r"^(ghi|nguon|chon)_", r"\1-", name): value for name, value in told.items()}
    return client.post(f"/phieu/{sheet.code}/", {"version": sheet.person.version, **form})


def read(content: bytes, folder: Path) -> str:
    """What is on the paper."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext: apt-get install poppler-utils")
    at = folder / "phieu.pdf"
    at.write_bytes(content)
    done = subprocess.run([tool, "-layout", str(at), "-"], capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()


def test_hung_makes_the_sheets(register: Register, signed_in: Any, tmp_path: Path) -> None:
    fill(register)
    client = signed_in(register.hung)
    page = text_of(client.get("/phieu/"))
    assert "Lập 4 phiếu" in page
    assert "2.000/2.000 dòng" in page
    answer = made(client, register, due="19/12/2025")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    text = read(answer.content, tmp_path)
    for words in ("LÒ VĂN MUÔN", SHORT, "thiếu 1 chữ số", "hạn 19/12/2025", "TL-01-0001",
                  "phiếu 4/4", OLD_CARD, "ĐẢNG BỘ XÃ TAM LƯ", "0990 000 001"):  # fmt: skip
        assert words in text, words
    assert "LƯƠNG VĂN XUÂN" not in text  # nothing to ask
    assert Sheet.objects.count() == 4
    entry = Entry.objects.get(action="member.print")
    assert Concerned.objects.filter(entry=entry).count() == 4
    assert Export.objects.get().rows == 4
    assert "0/4" in text_of(client.get("/phieu/"))


def test_a_sound_citizen_id_is_on_no_sheet(
    register: Register, signed_in: Any, tmp_path: Path
) -> None:
    cell = fill(register)
    text = read(made(signed_in(register.hung), register).content, tmp_path)
    held = cell.dung.identifiers.get(kind="citizen_id")
    assert held
    assert "0990701" + "00004" not in text
    assert "NGÂN VĂN DŨNG" in text


def test_making_them_again_voids_those_that_are_out(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    made(client, register)
    first = sheet_of(cell.muon)
    made(client, register)
    first.refresh_from_db()
    assert first.state == "void"
    second = sheet_of(cell.muon)
    assert second.code > first.code
    page = text_of(client.get(f"/phieu/{first.code}/"))
    assert f"Phiếu đang dùng là {second.code}" in page


def test_the_quota_is_that_of_exports(
    register: Register, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(register)
    monkeypatch.setattr(quota, "QUOTAS", (quota.Quota("below", 3, "thử"),))
    answer = made(signed_in(register.hung), register)
    assert answer.status_code == 422
    assert "hôm nay đồng chí còn được lấy 3/3 dòng" in text_of(answer)
    assert not Sheet.objects.exists()
    assert not Entry.objects.filter(action="member.print").exists()


def test_what_was_written_by_pen_is_keyed_in(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    made(client, register)
    sheet = sheet_of(cell.muon)
    assert client.get("/phieu/ma/?ma=tl 01 " + sheet.code[-1]).url == f"/phieu/{sheet.code}/"
    page = text_of(client.get(f"/phieu/{sheet.code}/"))
    assert "A. Việc phải hỏi" in page
    assert page.index(SHORT) < page.index("B. Thông tin đang có")
    answer = keyed(
        client,
        sheet,
        ghi_1=WHOLE,
        nguon_1="card",
        **{"dung-sex": "on", "sua-phone": "0990 000 111"},
    )
    assert answer.status_code == 302
    waiting = Proposal.objects.get(state="waiting")
    assert (waiting.fields, waiting.came_by, waiting.evidence) == (["citizen_id"], "sheet", "card")
    assert waiting.source == f"Phiếu {sheet.code}"
    assert opened(waiting)["citizen_id"].after == WHOLE
    phone = Proposal.objects.get(state="applied")
    assert (phone.fields, phone.came_by) == (["phone"], "sheet")
    cell.muon.refresh_from_db()
    assert cell.muon.sources["sex"]["s"] == f"Phiếu {sheet.code}, đảng viên xem và ký"
    sheet.refresh_from_db()
    assert (sheet.state, sheet.back_by) == ("back", register.hung)
    assert "Phiếu này đã nhập" in text_of(client.get(f"/phieu/{sheet.code}/"))
    assert keyed(client, sheet, ghi_1=WHOLE, nguon_1="card").status_code == 200  # told so, no more
    assert Proposal.objects.count() == 2


def test_a_sheet_with_a_slip_writes_nothing_and_keeps_what_was_typed(
    register: Register, signed_in: Any
) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    made(client, register)
    sheet = sheet_of(cell.pan)
    answer = keyed(client, sheet, ghi_1="0990580", nguon_1="card", ghi_2="0990 000 222")
    assert answer.status_code == 422
    assert 'value="0990580"' in text_of(answer)
    assert 'value="0990 000 222"' in text_of(answer)
    both = keyed(client, sheet, **{"dung-sex": "on", "sua-sex": "Nữ"})
    assert "Bỏ một trong hai" in text_of(both)
    nowhere = keyed(client, sheet, ghi_1="099067000222")
    assert "Chọn nguồn đã đánh dấu" in text_of(nowhere)
    assert not Proposal.objects.exists()
    sheet.refresh_from_db()
    assert sheet.state == "out"


def test_what_changed_since_the_print_is_said(register: Register, signed_in: Any) -> None:
    cell = fill(register)
    client = signed_in(register.hung)
    made(client, register)
    correct(
        actor=register.mai, person=cell.pan, values={"phone": "0990000471"}, source="Gọi điện",
        version=cell.pan.version,
    )  # fmt: skip
    page = text_of(client.get(f"/phieu/{sheet_of(cell.pan).code}/"))
    assert "Từ khi in phiếu, ô này đã được ghi lại là" in page
    assert "0990 000 471" in page


def test_identity_ticked_as_right_is_compared_by_whoever_may(
    register: Register, signed_in: Any
) -> None:
    cell = fill(register)
    made(signed_in(register.hung), register)
    sheet = sheet_of(cell.hong)
    answer = keyed(signed_in(register.mai), sheet, **{"dung-full_name": "on"})
    assert answer.status_code == 302
    cell.hong.refresh_from_db()
    assert cell.hong.sources["full_name"]["w"] == register.mai.full_name
    entry = Entry.objects.get(action="sheet.key_in")
    assert entry.data["compared"] == ["full_name"]


def test_codes_of_other_units_do_not_exist(register: Register, signed_in: Any) -> None:
    fill(register)
    khach(register)
    settle()
    Finding.objects.filter(unit=register.clinic).update(holder="cell")
    taken_in(register.binh, register.clinic, [someone(77, full_name="Hà Văn Xa", citizen_id="")])
    settle()
    [theirs] = hand_out(actor=register.binh, org=register.clinic, kind="paper")
    code = theirs.sheets[0][0].code
    client = signed_in(register.hung)
    assert client.get(f"/phieu/{code}/").status_code == 404
    assert client.post(f"/phieu/{code}/", {"version": "1"}).status_code == 404
    assert client.get("/phieu/KH-99-9999/").status_code == 404
    answer = client.get(f"/phieu/ma/?ma={code}")
    assert answer.url == "/phieu/"
    assert client.get(f"/phieu/?don-vi={register.clinic.pk}").status_code == 404
    assert made(client, register, **{"don-vi": str(register.clinic.pk)}).status_code == 404
    assert signed_in(register.leader).get("/phieu/").status_code == 404
    with pytest.raises(Exception, match=r"member\.export"):
        hand_out(actor=register.hung, org=register.clinic, kind="paper")


def test_mai_makes_the_sheets_of_all_her_cells_in_one_go(
    register: Register, signed_in: Any, tmp_path: Path
) -> None:
    """Statements do not grow with people, and only by the few writes of each cell."""
    cells = [
        organisation(f"Chi bộ bản {n:02}", register.commune, "chi_bo_co_so", f"38.150.{n:03}")
        for n in range(10, 34)
    ]
    for at, cell in enumerate(cells):
        taken_in(register.mai, cell, [
            someone(100 * at + n, full_name=f"Vi Văn {chr(65 + n)}nh", citizen_id="", phone="")
            for n in range(4)
        ])  # fmt: skip
    settle()
    client = signed_in(register.mai)
    with CaptureQueriesContext(connection) as told:
        answer = client.post("/phieu/", {"don-vi": register.commune.pk, "kind": "paper"})
    assert answer["Content-Type"] == "application/pdf"
    assert Handout.objects.count() == 24
    assert Sheet.objects.count() == 96
    assert len(told) < 60 + 24 * 6
    text = read(answer.content, tmp_path)
    assert text.count("Phiếu rà soát thông tin đảng viên") == 96
    assert "TL-10-0004" in text
    assert "TL-33-0001" in text


def test_a_workbook_is_for_one_cell(register: Register, signed_in: Any) -> None:
    fill(register)
    taken_in(
        register.mai, register.party_office, [someone(9, full_name="Vi Văn Chín", citizen_id="")]
    )
    settle()
    client = signed_in(register.mai)
    answer = client.post("/phieu/", {"don-vi": register.commune.pk, "kind": "workbook"})
    assert answer.status_code == 422
    assert "chọn một chi bộ" in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("TL-07-0003", "TL-07-0003"), ("tl 7 3", "TL-07-0003"), ("TL–07–0003", "TL-07-0003"),
     ("", ""), ("0003", ""), ("TL-07", ""), ("../../etc", "")],
)  # fmt: skip
def test_a_code_is_read_as_people_say_it(typed: str, code: str) -> None:
    assert codes.typed(typed) == code


def test_codes_go_on_where_they_stopped(register: Register) -> None:
    cell: Cell = fill(register)
    [first] = hand_out(actor=register.hung, org=register.na_loc, kind="paper", only=[cell.muon.uid])
    [second] = hand_out(actor=register.hung, org=register.na_loc, kind="paper", only=[cell.pan.uid])
    assert [one.sheets[0][0].code for one in (first, second)] == ["TL-01-0001", "TL-01-0002"]
    with pytest.raises(NotAllowed):
        hand_out(actor=register.hung, org=register.na_loc, kind="paper", only=[cell.xuan.uid])
