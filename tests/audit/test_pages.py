"""The log as officers see it: their units, in words, without a value of anybody."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import register as small
from dangvien.accounts.models import User
from dangvien.audit import statement
from dangvien.audit.actions import checkpoint, record
from dangvien.audit.export import as_file
from dangvien.audit.models import Checkpoint, Entry, Kept

SignIn = Callable[[User], Client]
LAN = UUID(int=77)
LOG, SEALS = "/nhat-ky/", "/nhat-ky/diem-chot/"


def shown(client: Client, address: str = LOG) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


@pytest.fixture
def logged(register: small.Register) -> small.Register:
    """A day in the register."""
    record(actor=register.hung, action="member.read", org=register.na_loc,
           subject=f"person:{LAN}", people=[LAN])  # fmt: skip
    changed = {"citizen_id": b"\x01sealed", "phone": b"\x01sealed"}
    record(actor=register.mai, action="member.correct", org=register.na_loc,
           subject=f"person:{LAN}", people=[LAN], data={"changed": changed})  # fmt: skip
    record(actor=register.mai, action="import.commit", org=register.commune, subject=f"batch:{LAN}",
           people=[uuid4() for _ in range(93)], data={"rows": 93})  # fmt: skip
    record(actor=register.binh, action="member.reveal", org=register.clinic, people=[uuid4()])
    record(actor=register.admin, action="grant.give", org=register.province,
           subject=f"user:{register.hung.pk}", data={"role": "cell_secretary"})  # fmt: skip
    record(actor="log-in", action="login.unknown")
    return register


def test_a_commune_sees_its_own_units_only(logged: small.Register, signed_in: SignIn) -> None:
    page = shown(signed_in(logged.mai))
    for words in (
        "Lò Văn Hùng (hung)",
        "Mở hồ sơ",
        "Chi bộ bản Nà Lốc",
        "Ghi danh sách vào sổ",
        "93 hồ sơ",
    ):
        assert words in page
    for words in ("Lê Thanh Bình", "Trạm Y tế", 'row">Giao vai trò', 'row">Có người thử'):
        assert words not in page


def test_the_top_sees_everything_and_what_belongs_to_no_unit(
    logged: small.Register, signed_in: SignIn
) -> None:
    page = shown(signed_in(logged.tinh))
    for words in (
        "Lê Thanh Bình (binh)", "Chi bộ Trạm Y tế", "Có người thử tên đăng nhập không có",
        "vai trò: Bí thư chi bộ", "Lò Văn Hùng (hung)", "Trang đăng nhập",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize("who", ["hung", "leader", "admin", "khach"])
@pytest.mark.parametrize("address", [LOG, SEALS])
def test_who_may_not_read_the_log_finds_nothing(
    who: str, address: str, logged: small.Register, signed_in: SignIn
) -> None:
    assert signed_in(getattr(logged, who)).get(address).status_code == 404


def test_what_changed_is_named_and_never_shown(logged: small.Register, signed_in: SignIn) -> None:
    page = shown(signed_in(logged.mai))
    assert "đã đổi: Số căn cước, Số điện thoại" in page
    assert "AXNlYWxlZA" not in page
    assert f'href="/dang-vien/{LAN}/"' in page
    assert f'href="/nhap/{LAN}/">Lần nhập, 93 hồ sơ<' in page


def test_data_that_nobody_foresaw_is_not_shown(register: small.Register, signed_in: SignIn) -> None:
    odd = {
        "query": "Vi Thị Lan", "changed": ["nobody_knows", "phone"], "x": {"y": "kín"}, "kind": 7,
        "fields": None, "rows": "9", "purpose": ["kín"], "role": ["king"], "revealed": "kín",
    }  # fmt: skip
    record(actor=register.mai, action="member.list", org=register.commune, data=odd)
    page = shown(signed_in(register.mai))
    assert "Vi Thị Lan" not in page
    assert "nobody_knows" not in page
    assert "kín" not in page
    assert "đã đổi: Số điện thoại" in page


def test_filters_stand_in_the_address(logged: small.Register, signed_in: SignIn) -> None:
    client = signed_in(logged.mai)
    assert 'row">Ghi danh sách vào sổ' not in shown(client, f"{LOG}?viec=member.read")
    assert "Lò Văn Hùng (hung)" not in shown(client, f"{LOG}?nguoi={logged.mai.pk}")
    assert "93 hồ sơ" not in shown(client, f"{LOG}?ho_so={LAN}")
    assert "Lò Văn Hùng (hung)" not in shown(client, f"{LOG}?don-vi={logged.party_office.pk}")
    assert "Mở hồ sơ" in shown(client, f"{LOG}?don-vi={logged.na_loc.pk}&viec=member.read")
    assert "Không có việc nào như đang lọc" in shown(client, f"{LOG}?viec=member.cancel")


@pytest.mark.parametrize(
    "query",
    [
        "viec=nope",
        "nguoi=x",
        "ho_so=1",
        "truoc=-1",
        "truoc=a",
        "viec=%00",
        "nguoi=" + "9" * 8 + "8" * 22,
    ],
)
def test_a_filter_that_makes_no_sense_is_left_out(
    query: str, logged: small.Register, signed_in: SignIn
) -> None:
    assert 'row">Mở hồ sơ' in shown(signed_in(logged.mai), f"{LOG}?{query}")


def test_a_unit_that_is_not_mine_is_absent(logged: small.Register, signed_in: SignIn) -> None:
    client = signed_in(logged.mai)
    for asked in (logged.clinic.pk, logged.province.pk, 0, "x", "9" * 30):
        assert client.get(f"{LOG}?don-vi={asked}").status_code == 404


def test_older_entries_follow_by_link(register: small.Register, signed_in: SignIn) -> None:
    for number in range(120):
        record(actor=f"Đồng chí {number:03d}", action="member.read", org=register.na_loc)
    client, address, seen = signed_in(register.mai), LOG, []
    while True:
        page = shown(client, address)
        seen += re.findall(r"Đồng chí (\d\d\d)<", page)
        following = re.search(r'href="(\?[^"]*)" rel="next"', page)
        if not following:
            break
        address = LOG + following[1]
    assert seen == [f"{number:03d}" for number in reversed(range(120))]


def test_who_reads_too_much_stands_on_top(register: small.Register, signed_in: SignIn) -> None:
    record(
        actor=register.hung,
        action="member.read",
        org=register.na_loc,
        people=[uuid4() for _ in range(301)],
    )
    assert "đã đọc 301 hồ sơ trong một giờ qua" in shown(signed_in(register.mai))
    assert "một giờ qua" not in shown(signed_in(register.binh))


def test_reading_the_log_costs_the_same_for_one_line_and_for_fifty(
    register: small.Register, signed_in: SignIn
) -> None:
    client = signed_in(register.mai)
    shown(client)  # the session's first page writes into it
    counts = []
    for lines in (1, 49):
        for _ in range(lines):
            record(actor=register.hung, action="member.read", org=register.na_loc, people=[uuid4()])
        with CaptureQueriesContext(connection) as asked:
            shown(client)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 22


def test_an_empty_log_says_so(register: small.Register, signed_in: SignIn) -> None:
    assert "Nhật ký chưa có việc nào" in shown(signed_in(register.binh))


# --- checkpoints ----------------------------------------------------------------------------------


def test_the_top_makes_a_checkpoint_and_hands_it_up(
    logged: small.Register, signed_in: SignIn
) -> None:
    client = signed_in(logged.tinh)
    assert "Chưa chốt lần nào" in shown(client, SEALS)
    assert client.post(f"{SEALS}lap/").url == SEALS
    made = Checkpoint.objects.get()
    assert made.root[:8] in shown(client, SEALS)
    response = client.get(f"{SEALS}{made.pk}.json")
    assert "attachment" in response["Content-Disposition"]
    assert statement.read(response.content).root == made.root
    assert Entry.objects.latest("pk").actor_id == logged.tinh.pk


def test_a_checkpoint_handed_up_is_kept(register: small.Register, signed_in: SignIn) -> None:
    client, content = signed_in(register.tinh), file_of(register)
    response = keep(client, content)
    assert response.status_code == 302
    assert Kept.objects.get().kept_by == str(register.tinh)
    assert "Đảng bộ xã Tam Lư" in shown(client, SEALS)


def file_of(register: small.Register) -> bytes:
    """A checkpoint as a lower register would hand it up."""
    return as_file(checkpoint(actor=register.mai)).encode()


def keep(client: Client, content: bytes, name: str = "Đảng bộ xã Tam Lư") -> Any:
    """Hand it over."""
    file = SimpleUploadedFile("diem-chot.json", content)
    return client.post(f"{SEALS}giu/", {"name": name, "file": file})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Tệp rỗng"), (b"PK\x03\x04", "không phải điểm chốt"), (b"x" * (2**20 + 1), "quá lớn"),
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_told_so_and_the_name_stays(
    content: bytes, why: str, register: small.Register, signed_in: SignIn
) -> None:
    response = keep(signed_in(register.tinh), content, "Đảng bộ xã Bên")
    assert response.status_code == 422
    page = unescape(response.content.decode())
    assert why in page
    assert 'value="Đảng bộ xã Bên"' in page
    assert Kept.objects.count() == 0


def test_a_changed_checkpoint_is_refused(register: small.Register, signed_in: SignIn) -> None:
    said = json.loads(file_of(register))
    said["at"] = "2025-01-01T00:00:00.000000Z"
    response = keep(signed_in(register.tinh), json.dumps(said).encode())
    assert "Chữ ký không đúng" in response.content.decode()


@pytest.mark.parametrize("who", ["mai", "hung", "leader", "khach"])
def test_only_the_top_makes_and_keeps(who: str, logged: small.Register, signed_in: SignIn) -> None:
    client = signed_in(getattr(logged, who))
    assert client.post(f"{SEALS}lap/").status_code == 404
    assert keep(client, b"{}").status_code == 404
    assert Checkpoint.objects.count() == Kept.objects.count() == 0


def test_looking_changes_nothing(logged: small.Register, signed_in: SignIn) -> None:
    client = signed_in(logged.tinh)
    before = Entry.objects.count()
    for address in (LOG, SEALS):
        client.get(address)
    for address in (f"{SEALS}lap/", f"{SEALS}giu/"):
        assert client.get(address).status_code == 405
    assert client.get(f"{SEALS}999.json").status_code == 404
    assert Entry.objects.count() == before
