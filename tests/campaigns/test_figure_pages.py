"""The pages of figures: the numbers of the pictures, in few queries, to those entitled, no names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns import tam_lu
from campaigns.acting import campaign, fill
from dangvien.accounts.models import User
from dangvien.audit.models import Entry
from dangvien.campaigns.board import board
from dangvien.campaigns.models import Campaign, Phase, Snapshot
from register import Register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
SignIn = Callable[[User], Client]


def words(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(page.content.decode().replace("\u00a0", " ").split())


def test_the_board_of_the_pictures(register: Register) -> None:
    made = tam_lu.build(register)
    told = board(made.campaign, register.commune)
    counts = told.counts
    assert (counts.done, counts.whole, counts.approval, counts.cell, counts.police, counts.above) == (
        391, 612, 37, 131, 31, 22,
    )  # fmt: skip
    reached = told.distribution
    assert (reached.units, reached.half, reached.most, reached.all) == (24, 18, 8, 7)
    assert (told.forecast.expected, told.forecast.missing) == (588, 24)
    assert [one.row.name for one in told.groups.risk] == [
        "Chi bộ bản Xía Nọi", "Chi bộ bản Hón Pháy", "Chi bộ bản Piềng Mòn",
    ]  # fmt: skip
    assert [(group.sum.done, group.sum.whole) for group in (told.risk, told.pace, told.done)] == [
        (16, 73), (197, 361), (178, 178),
    ]  # fmt: skip
    assert (told.ribbon.day, told.ribbon.days, told.ribbon.left) == (6, 20, 14)


def test_the_officer_sees_01(register: Register, signed_in: SignIn) -> None:
    tam_lu.build(register)
    page = words(signed_in(register.mai), "/")
    for told in (
        "391<i>/612</i>", "63,89 %", "Mẫu số: đảng viên đang sinh hoạt, chốt 10/12/2025",
        "Giữ nhịp 5 ngày qua thì đến 29/12 đạt 588/612 (96,08 %).",
        "Thiếu 24 hồ sơ, đều ở ba chi bộ", "hôm nay ngày 6/20, còn 14 ngày", "24/24 chi bộ đã ký",
        "612 × 9 = 5.508 ô", "7/24 chi bộ đã xong", "bí thư cần gọi hôm nay", "18/01/2026",
        "Có nguy cơ trễ <small>3 chi bộ", "Xem bảng số",
    ):  # fmt: skip
        assert told in page, told


def test_the_leader_sees_09_and_no_member(register: Register, signed_in: SignIn) -> None:
    tam_lu.build(register)
    client = signed_in(register.leader)
    for address in ("/", f"/tien-do/{register.commune.pk}/", f"/tien-do/{register.na_loc.pk}/"):
        page = words(client, address)
        assert "/dang-vien/" not in page
        for number in range(31):
            assert f"Vi Văn {register.na_loc.pk} {number}<" not in page
    page = words(client, "/")
    for told in (
        "Giữ nhịp này thì không kịp.", "thiếu 24 hồ sơ, đều ở 3 chi bộ.", "3 chi bộ cần đồng chí gọi",
        "tel:0990000400", "Chưa ghi số máy", "24 giờ qua thêm 39 hồ sơ.", "18/24", "8/24",
        "Chờ Công an xã đối soát", "Con số này tính thế nào",
    ):  # fmt: skip
        assert told in page, told


def test_each_sees_from_their_own_unit(register: Register, signed_in: SignIn) -> None:
    tam_lu.build(register)
    assert "17<i>/31</i>" in words(signed_in(register.hung), f"/tien-do/{register.na_loc.pk}/")
    assert "391<i>/612</i>" in words(signed_in(register.tinh), "/")
    for stranger in (register.binh, register.khach, register.admin):
        client = signed_in(stranger)
        assert "391<i>/612" not in words(client, "/")
        assert client.get(f"/tien-do/{register.commune.pk}/").status_code == 404
    client = signed_in(register.hung)
    assert client.get("/tien-do/").headers["Location"] == f"/tien-do/{register.na_loc.pk}/"
    assert client.get(f"/tien-do/{register.commune.pk}/").status_code == 404
    assert "Chưa có chiến dịch nào đang chạy" in words(signed_in(register.binh), "/tien-do/")


def test_a_secretary_begins_with_people(register: Register, signed_in: SignIn) -> None:
    """While a campaign runs the first page of a cell is its list; the figures are one press away."""
    made = tam_lu.build(register).campaign
    client = signed_in(register.hung)
    assert client.get("/")["Location"] == "/viec/"
    assert 'href="/tien-do/"' in words(client, "/viec/")
    Campaign.objects.filter(pk=made.pk).update(state=Campaign.ENDED)
    assert client.get("/").status_code == 200


def test_a_leader_s_bar_says_the_day(register: Register, signed_in: SignIn) -> None:
    tam_lu.build(register)
    page = words(signed_in(register.leader), "/")
    top = page.partition('class="where"')[2].partition("</p>")[0]
    assert "Đảng bộ xã Tam Lư" in top
    assert "Ngày 6/20, hạn trước" in top


def test_the_number_of_queries_is_fixed(register: Register, signed_in: SignIn) -> None:
    """The same for three cells as for twenty-four."""
    fill(campaign(register), register.na_loc, done=1, cell=1)
    asked = {}
    for many in (False, True):
        if many:
            Phase.objects.all().delete()
            Campaign.objects.all().delete()
            tam_lu.build(register)
        for user in (register.mai, register.leader, register.hung):
            client = signed_in(user)
            with CaptureQueriesContext(connection) as taken:
                client.get("/")
            asked.setdefault(user.username, []).append(len(taken))
        client = signed_in(register.mai)
        with CaptureQueriesContext(connection) as taken:
            client.get(f"/tien-do/{register.commune.pk}/")
        asked.setdefault("progress", []).append(len(taken))
    for who, (few, many_) in asked.items():
        assert many_ <= few + 3, (who, few, many_)  # days were kept, risk has contacts
        assert many_ <= 40, (who, many_)


def test_publishing_and_counting_again_on_the_pages(register: Register, signed_in: SignIn) -> None:
    tam_lu.build(register)
    client = signed_in(register.mai)
    made = client.post(f"/tien-do/{register.commune.pk}/chot/", follow=True)
    one = Snapshot.objects.get()
    assert made.redirect_chain[-1][0] == f"/so-lieu/{one.uid}/"
    assert one.sha256 in made.content.decode()
    again = client.post(f"/so-lieu/{one.uid}/tinh-lai/")
    assert "Tính lại khớp." in again.content.decode()
    packed = client.post(f"/so-lieu/{one.uid}/tai/")
    assert set(zipfile.ZipFile(io.BytesIO(packed.content)).namelist()) == {
        "dong.csv", "so-lieu.json", "tinh-lai.py", "CACH-TINH.txt",
    }  # fmt: skip
    assert {"snapshot.publish", "snapshot.recompute", "snapshot.take"} <= set(
        Entry.objects.values_list("action", flat=True)
    )
    leader = signed_in(register.leader)
    assert "Tính lại khớp." in leader.post(f"/so-lieu/{one.uid}/tinh-lai/").content.decode()
    assert leader.post(f"/so-lieu/{one.uid}/tai/").status_code == 404
    assert leader.post(f"/tien-do/{register.commune.pk}/chot/").status_code == 404
    for stranger in (register.binh, register.hung, register.khach):
        assert signed_in(stranger).get(f"/so-lieu/{one.uid}/").status_code == 404
    assert client.get(f"/so-lieu/{one.uid}/tinh-lai/").status_code == 405


def test_a_damaged_snapshot_says_so(register: Register, signed_in: SignIn) -> None:
    from dangvien.campaigns import snapshots  # noqa: PLC0415

    tam_lu.build(register)
    client = signed_in(register.mai)
    client.post(f"/tien-do/{register.commune.pk}/chot/")
    one = Snapshot.objects.get()
    snapshots.forget(one.uid)
    page = client.post(f"/so-lieu/{one.uid}/tinh-lai/").content.decode()
    assert "Tính lại không khớp." in page
    told = client.post(f"/so-lieu/{one.uid}/tai/", follow=True)
    assert "chưa tải được gì" in told.content.decode()


def test_the_table_closes(register: Register, signed_in: SignIn) -> None:
    made = tam_lu.build(register)
    register.na_loc.name = "=HYPERLINK(1)"
    register.na_loc.save()
    file = signed_in(register.mai).get(f"/tien-do/{register.commune.pk}/bang.xlsx").content
    rows = list(openpyxl.load_workbook(io.BytesIO(file)).active.values)
    units, whole = rows[4:-1], rows[-1]
    assert len(units) == 24
    for column in range(1, 11):
        assert sum(row[column] for row in units) == whole[column]
    assert "=HYPERLINK(1)" in {row[0] for row in units}
    assert made.campaign.name in rows[0][0]


def test_two_campaigns_side_by_side(register: Register, signed_in: SignIn) -> None:
    """A province officer finds each unit in the campaign that runs there."""
    fill(campaign(register), register.na_loc, done=1, cell=1)
    other = campaign(register, register.other_commune, name="Làm sạch ở xã Bên")
    fill(other, register.clinic, done=3)
    client = signed_in(register.tinh)
    assert "1<i>/2</i>" in words(client, f"/tien-do/{register.na_loc.pk}/")
    page = words(client, f"/tien-do/{register.clinic.pk}/")
    assert "3<i>/3</i>" in page
    assert "Làm sạch ở xã Bên" in page
    assert "Mọi hồ sơ trong danh sách chốt đã xong." in page
    assert client.get(f"/tien-do/{register.province.pk}/").status_code == 404
