"""The inbox: to whom, once per key, until it is done; the bell is one query."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from dangvien.inbox.actions import Draft, done, done_except, read, read_all, send, send_many, tick
from dangvien.inbox.models import Notice, Seen
from dangvien.inbox.queries import count, for_user
from dangvien.orgs.models import Grant
from register import Register, user

pytestmark = pytest.mark.django_db


def told(register: Register, key: str = "thu:1", **more: Any) -> None:
    """A notice to whoever signs for Nà Lốc."""
    send(**{"key": key, "org": register.na_loc, "kind": "reminder", "permission": "campaign.sign",
            "said": "Chi bộ bản Nà Lốc chưa ký bước 1.", "address": "/chien-dich/", **more})  # fmt: skip


class TestRecipients:
    def test_those_of_the_unit_and_nobody_else(self, register: Register) -> None:
        told(register)
        assert count(register.hung) == 1
        for other in (register.mai, register.tinh, register.binh, register.leader, register.khach):
            assert count(other) == 0

    def test_the_nearest_superior_when_nobody_is_there(self, register: Register) -> None:
        told(register, "thu:1", org=register.party_office)
        assert (count(register.mai), count(register.tinh)) == (1, 0)
        Grant.objects.filter(user=register.mai).delete()
        told(register, "thu:2", org=register.party_office)
        assert count(register.tinh) == 1

    def test_a_permission_that_somebody_there_lacks(self, register: Register) -> None:
        told(register, permission="campaign.run")
        assert (count(register.hung), count(register.mai)) == (0, 1)

    def test_a_user_by_name(self, register: Register) -> None:
        told(register, user=register.leader, permission="")
        assert count(register.leader) == 1
        assert count(register.hung) == 0

    def test_notices_follow_the_people(self, register: Register) -> None:
        told(register)
        told(register, "thu:2", org=register.party_office)
        grant = Grant.objects.get(user=register.hung)
        grant.until = date(2020, 1, 1)
        grant.save()
        assert count(register.hung) == 0
        assert tick() == 1
        assert count(register.mai) == 2
        chi = user("chi", "Vi Thị Chi", "cell_secretary", register.party_office)
        assert tick() == 1
        assert (count(chi), count(register.mai)) == (1, 1)
        assert tick() == 0

    def test_a_closed_account_holds_nothing(self, register: Register) -> None:
        register.hung.is_active = False
        register.hung.save()
        told(register)
        assert count(register.mai) == 1


class TestKeys:
    def test_said_once(self, register: Register) -> None:
        told(register)
        told(register, said="Lại nữa.")
        assert Notice.objects.get().said == "Chi bộ bản Nà Lốc chưa ký bước 1."
        done("thu:")
        told(register)
        assert count(register.hung) == 0  # what is done is not said again under its old key

    def test_the_beginning_of_a_key_ends_it(self, register: Register) -> None:
        for key in ("a:1:x", "a:1:y", "a:10:x", "b:1"):
            told(register, key)
        assert done("a:1:") == 2
        assert set(Notice.objects.filter(done_at=None).values_list("key", flat=True)) == {
            "a:10:x", "b:1",
        }  # fmt: skip
        with pytest.raises(ValueError, match="every notice"):
            done("")

    def test_what_no_longer_holds_ends(self, register: Register) -> None:
        for key in ("a:1", "a:2", "a:3"):
            told(register, key)
        told(register, "a:4", kind="ready")
        assert done_except("a:", ("reminder",), {"a:2"}) == 2
        assert set(Notice.objects.filter(done_at=None).values_list("key", flat=True)) == {
            "a:2", "a:4",
        }  # fmt: skip

    def test_no_number_of_anybody(self, register: Register) -> None:
        for key, said in enumerate(("Số 0990 0000 0417 sai.", "099070000001", "Gọi 0990.000.417.")):
            told(register, f"thu:{key}", said=said)
            assert "•••" in Notice.objects.get(key=f"thu:{key}").said
            assert "099" not in Notice.objects.get(key=f"thu:{key}").said
        said = "Hạn 12/12/2025, 24 đơn vị, 1.234 hồ sơ, 365.911 đảng viên."
        told(register, "thu:x", said=said)
        assert Notice.objects.get(key="thu:x").said == said
        with pytest.raises(ValueError, match="for a user"):
            send_many([Draft("x", register.na_loc.pk, "reminder", "Thử.", "/")])


class TestReading:
    def test_what_is_read_rings_no_more_and_stays(self, register: Register) -> None:
        told(register)
        told(register, "thu:2")
        one = for_user(register.hung).first()
        assert one is not None
        read(actor=register.hung, notices=[one])
        read(actor=register.hung, notices=[one])
        assert count(register.hung) == 1
        assert for_user(register.hung).count() == 2
        assert read_all(actor=register.hung) == 1
        assert count(register.hung) == 0
        read(actor=register.binh, notices=[one])  # not his: nothing
        assert Seen.objects.filter(user=register.binh).count() == 0

    def test_the_nearest_day_stands_first(self, register: Register) -> None:
        today = date(2025, 12, 12)
        told(register, "a", due=None)
        told(register, "b", due=today + timedelta(days=3))
        told(register, "c", due=today)
        assert [one.key for one in for_user(register.hung)] == ["c", "b", "a"]

    def test_the_bell_is_one_query(
        self, register: Register, django_assert_num_queries: Any
    ) -> None:
        for number in range(120):
            told(register, f"thu:{number}")
        with django_assert_num_queries(2):  # the grants, which a request keeps, and the count
            assert count(register.hung) == 100


class TestPages:
    def test_the_bell_and_the_list(self, register: Register, signed_in: Any) -> None:
        told(register, due=date(2025, 12, 12))
        hung: Client = signed_in(register.hung)
        page = hung.get("/thong-bao/").content.decode()
        assert "Chi bộ bản Nà Lốc chưa ký bước 1." in page
        assert "Thông báo: 1 chưa đọc" in page
        assert "Thông báo: 1 chưa đọc" in hung.get("/").content.decode()
        one = Notice.objects.get()
        assert hung.get(f"/thong-bao/{one.uid}/").status_code == 405
        assert hung.post(f"/thong-bao/{one.uid}/").url == "/chien-dich/"
        assert "chưa đọc" not in hung.get("/thong-bao/").content.decode()
        done("thu:")
        page = hung.get("/thong-bao/").content.decode()
        assert "Không có việc nào chờ đồng chí" in page
        assert "Đã xong gần đây: 1 việc" in page

    def test_somebody_elses_notice_is_absent(self, register: Register, signed_in: Any) -> None:
        told(register)
        one = Notice.objects.get()
        assert signed_in(register.binh).post(f"/thong-bao/{one.uid}/").status_code == 404
        assert "Nà Lốc" not in signed_in(register.binh).get("/thong-bao/").content.decode()

    def test_all_are_read_with_one_press(self, register: Register, signed_in: Any) -> None:
        for number in range(3):
            told(register, f"thu:{number}")
        hung: Client = signed_in(register.hung)
        assert hung.post("/thong-bao/da-doc/").status_code == 302
        assert count(register.hung) == 0
