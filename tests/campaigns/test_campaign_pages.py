"""The pages of a campaign: what they show to whom, what they ask of the database, what a post does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from campaigns import world
from dangvien.accounts.models import User
from dangvien.campaigns.actions import assign, sign
from dangvien.campaigns.models import Campaign, Deadline, Duty, SignOff
from dangvien.orgs.models import Officer
from register import Register, organisation

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    world.on(monkeypatch, "2025-12-12")


def body(client: Client, address: str, status: int = 200) -> str:
    """A page as text."""
    page = client.get(address)
    assert page.status_code == status, page.content.decode()[:2000]
    return page.content.decode()


class TestReading:
    def test_everybody_in_it_sees_it_and_nobody_else(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        campaign = world.running(register)
        address = f"/chien-dich/{campaign.uid}/"
        for user in (register.mai, register.hung, register.leader, register.tinh):
            assert campaign.name in body(signed_in(user), "/chien-dich/")
            assert "Chi bộ bản Nà Lốc" in body(signed_in(user), address)
        for user in (register.binh, register.khach, register.admin):
            body(signed_in(user), address, 404)
        assert campaign.name not in body(signed_in(register.binh), "/chien-dich/")
        body(signed_in(register.khach), "/chien-dich/", 404)

    def test_a_secretary_sees_the_own_cell_alone(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        campaign = world.running(register)
        hung = signed_in(register.hung)
        page = body(hung, f"/chien-dich/{campaign.uid}/")
        assert register.party_office.name not in page
        body(hung, f"/chien-dich/{campaign.uid}/?don-vi={register.commune.pk}", 404)
        body(hung, f"/chien-dich/{campaign.uid}/?don-vi={register.party_office.pk}", 404)
        body(hung, f"/chien-dich/{campaign.uid}/ky/{register.party_office.pk}/", 404)
        body(hung, f"/chien-dich/{campaign.uid}/phan-cong/", 404)
        body(hung, f"/chien-dich/{campaign.uid}/gia-han/{register.na_loc.pk}/", 404)

    def test_the_phone_is_for_superiors(self, register: Register, signed_in: SignedIn) -> None:
        campaign = world.running(register)
        assign(
            actor=register.mai, campaign=campaign, org=register.na_loc, user=register.hung,
            phone="0990 000 417",
        )  # fmt: skip
        address = f"/chien-dich/{campaign.uid}/"
        for user in (register.mai, register.leader):
            page = body(signed_in(user), address)
            assert 'href="tel:0990000417"' in page
            assert "0990 000 417" in page
        page = body(signed_in(register.hung), address)
        assert "Lò Văn Hùng" in page
        assert "0990 000" not in page
        assert "0990000" not in page

    def test_a_page_asks_the_same_whatever_the_tree(
        self, register: Register, signed_in: SignedIn, django_assert_max_num_queries
    ) -> None:
        for number in range(30):
            base = organisation(f"Đảng bộ {number}", register.commune, "dang_bo_co_so", "")
            for cell in range(3):
                organisation(f"Chi bộ {number}.{cell}", base, "chi_bo_truc_thuoc", "")
        campaign = world.running(register)
        mai = signed_in(register.mai)
        body(mai, f"/chien-dich/{campaign.uid}/")
        with django_assert_max_num_queries(30):
            page = body(mai, f"/chien-dich/{campaign.uid}/")
        assert "Đảng bộ 29" in page
        assert "Chi bộ 29.2" not in page
        assert "0/123" in page  # 30 committees with 90 cells, two cells, the commune itself
        with django_assert_max_num_queries(30):
            body(mai, f"/chien-dich/{campaign.uid}/phan-cong/")

    def test_reading_changes_nothing(self, register: Register, signed_in: SignedIn) -> None:
        campaign = world.running(register)
        mai = signed_in(register.mai)
        for tail in (
            "",
            "phan-cong/",
            f"ky/{register.na_loc.pk}/",
            f"gia-han/{register.na_loc.pk}/",
        ):
            body(mai, f"/chien-dich/{campaign.uid}/{tail}")
        assert not SignOff.objects.exists()
        assert not Duty.objects.exists()


class TestOpening:
    START = "/chien-dich/moi/?ke_hoach=tam-lu&don_vi={org}&bat_dau=10/12/2025"

    def test_a_campaign_is_made_after_a_preview(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        mai = signed_in(register.mai)
        assert "Thanh Niên" in body(mai, "/chien-dich/moi/")
        address = self.START.format(org=register.commune.pk)
        assert "29/12" in body(mai, address)
        world.people(register, register.na_loc, 3)
        typed = {
            "name": "Làm sạch dữ liệu đảng viên", "tier": "1", "han-1-cell": "12/12/2025",
            "han-1-commune": "13/12/2025", "han-2-cell": "25/12/2025",
            "han-2-commune": "27/12/2025", "han-3-commune": "29/12/2025",
        }  # fmt: skip
        page = mai.post(address, typed)
        assert page.status_code == 200
        assert "3 đảng viên đang sinh hoạt" in page.content.decode()
        assert not Campaign.objects.exists()
        made = mai.post(address, {**typed, "ghi": "1"})
        campaign = Campaign.objects.get()
        assert made.url == f"/chien-dich/{campaign.uid}/"
        assert campaign.state == Campaign.PLANNED
        cell = Deadline.objects.get(phase__campaign=campaign, phase__number=2, level="cell")
        assert cell.on == date(2025, 12, 25)
        assert "Bắt đầu chiến dịch" in body(mai, made.url)
        mai.post(f"{made.url}bat-dau/")
        campaign.refresh_from_db()
        assert campaign.state == Campaign.RUNNING

    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        mai = signed_in(register.mai)
        body(mai, "/chien-dich/moi/?ke_hoach=khong-co&don_vi=0&bat_dau=hôm nay", 422)
        page = mai.post(self.START.format(org=register.commune.pk), {
            "name": "Tên riêng", "tier": "1", "han-1-cell": "20/12/2025",
            "han-1-commune": "13/12/2025", "han-2-cell": "25/12/2025",
            "han-2-commune": "27/12/2025", "han-3-commune": "29/12/2025", "ghi": "1",
        })  # fmt: skip
        assert page.status_code == 422
        assert "Cấp trên ký sau cấp dưới" in page.content.decode()
        assert "Tên riêng" in page.content.decode()
        assert not Campaign.objects.exists()

    def test_somebody_elses_unit_is_no_choice(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        mai = signed_in(register.mai)
        page = body(mai, self.START.format(org=register.other_commune.pk), 422)
        assert register.other_commune.name not in page
        body(signed_in(register.hung), "/chien-dich/moi/", 404)


class TestNaming:
    def test_secretaries_in_office_are_offered_and_named_at_once(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        Officer.objects.create(org=register.na_loc, name="Lò Văn Hùng", position="secretary")
        Officer.objects.create(org=register.party_office, name="Vi Thị Chi", position="secretary")
        campaign = world.running(register)
        mai = signed_in(register.mai)
        address = f"/chien-dich/{campaign.uid}/phan-cong/"
        assert "Giao 2 đơn vị cho bí thư đương nhiệm" in body(mai, address)
        mai.post(f"{address}bi-thu/")
        told = dict(Duty.objects.values_list("org__name", "name"))
        assert told == {"Chi bộ bản Nà Lốc": "Lò Văn Hùng, bí thư",
                        "Chi bộ Cơ quan Đảng": "Vi Thị Chi, bí thư"}  # fmt: skip
        assert Duty.objects.get(org=register.na_loc).user == register.hung
        mai.post(address, {f"ten-{register.na_loc.pk}": "Vi Văn Thiệp, phó bí thư",
                           f"may-{register.na_loc.pk}": "0990 000 417"})  # fmt: skip
        rows = list(Duty.objects.filter(org=register.na_loc).order_by("pk"))
        assert [(row.name, row.until) for row in rows] == [
            ("Lò Văn Hùng, bí thư", date(2025, 12, 12)), ("Vi Văn Thiệp, phó bí thư", None),
        ]  # fmt: skip
        assert b"0990" not in bytes(rows[1].phone)
        assert Duty.objects.filter(org=register.party_office).count() == 1

    def test_a_wrong_phone_is_marked_in_its_row(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        campaign = world.running(register)
        page = signed_in(register.mai).post(
            f"/chien-dich/{campaign.uid}/phan-cong/",
            {f"ten-{register.na_loc.pk}": "Vi Văn Thiệp", f"may-{register.na_loc.pk}": "12"},
        )
        assert page.status_code == 422
        assert "mười chữ số" in page.content.decode()
        assert 'value="Vi Văn Thiệp"' in page.content.decode()
        assert not Duty.objects.exists()


class TestSigning:
    def test_hindrances_are_told_and_then_it_is_signed(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        [one, _] = world.people(register, register.na_loc, 2)
        finding = world.blocked(one)
        campaign = world.running(register)
        hung = signed_in(register.hung)
        address = f"/chien-dich/{campaign.uid}/ky/{register.na_loc.pk}/"
        assert "Ký xác nhận Chi bộ bản Nà Lốc?" in body(hung, address)
        assert hung.post(address, {"buoc": "1", "ngoai-le": "0"}).status_code == 302
        page = body(hung, address)  # the members are open now
        assert "1 việc chặn chưa xong" in page
        assert hung.post(address, {"buoc": "2"}).status_code == 422
        world.cleared(finding, "waived")
        page = body(hung, address)
        assert "Ký xác nhận 2 hồ sơ" in page
        stale = hung.post(address, {"buoc": "2", "ngoai-le": "0"})
        assert stale.status_code == 422
        assert "ngoại lệ vừa thay đổi" in stale.content.decode()
        assert hung.post(address, {"buoc": "2", "ngoai-le": "1"}).status_code == 302
        signed = SignOff.objects.get(phase__number=2)
        assert signed.figures == {"units": 1, "members": 2, "clean": 2, "waived": 1}
        assert "Mở lại chữ ký" in body(hung, f"{address}?buoc=2")

    def test_somebody_above_signs_on_a_paper(self, register: Register, signed_in: SignedIn) -> None:
        campaign = world.running(register)
        mai = signed_in(register.mai)
        address = f"/chien-dich/{campaign.uid}/ky/{register.na_loc.pk}/"
        assert "ký thay" in body(mai, address)
        assert mai.post(address, {"buoc": "1"}).status_code == 422
        assert not SignOff.objects.exists()
        mai.post(address, {"buoc": "1", "paper": "Biên bản số 3, bí thư đã ký tay"})
        assert SignOff.objects.get().paper == "Biên bản số 3, bí thư đã ký tay"

    def test_reopening_names_what_falls_and_asks_why(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        campaign = world.running(register)
        for org in (register.na_loc, register.party_office, register.commune):
            sign(actor=register.mai, phase=world.step(campaign, 1), org=org)
        hung, mai = signed_in(register.hung), signed_in(register.mai)
        address = f"/chien-dich/{campaign.uid}/mo-lai/{register.na_loc.pk}/"
        page = body(hung, address)
        assert "chỉ cấp ấy mở lại được" in page
        assert hung.post(address, {"reason": "x"}).status_code == 404
        page = body(mai, address)
        assert "2 chữ ký cùng mở lại" in page
        assert mai.post(address, {"reason": ""}).status_code == 422
        assert mai.post(address, {"reason": "sai mã"}).status_code == 302
        assert set(SignOff.objects.filter(reopened_at=None).values_list("org", flat=True)) == {
            register.party_office.pk
        }

    def test_a_longer_deadline_is_given_from_above(
        self, register: Register, signed_in: SignedIn
    ) -> None:
        campaign = world.running(register)
        mai = signed_in(register.mai)
        address = f"/chien-dich/{campaign.uid}/gia-han/{register.na_loc.pk}/"
        assert "12/12/2025" in body(mai, address)
        late = mai.post(address, {"on": "20/12/2025", "reason": "lũ"})
        assert late.status_code == 422
        assert "Gia hạn cấp trên trước" in late.content.decode()
        assert mai.post(address, {"on": "13/12/2025", "reason": "lũ"}).status_code == 302
        assert "đã gia hạn" in body(mai, f"/chien-dich/{campaign.uid}/")
