"""A new member is added in Chromium: the rules speak while one types, the record opens at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

import browser as real
from faults import PHONE

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def site() -> Iterator[real.Site]:
    """The register of the imports' pages: Lan is a member of Nà Lốc."""
    with real.served(seed="exchange.seeded_states") as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser."""
    with real.chromium() as one:
        yield one


def test_mai_adds_somebody_on_a_phone(site: real.Site, chromium: Browser) -> None:
    page = site.open(chromium, "mai", viewport={"width": PHONE, "height": 800})
    page.goto(site.at("/dang-vien/"))
    page.get_by_role("link", name="Thêm đảng viên").click()
    page.get_by_label("Họ và tên").fill("Vi Thị Lan")
    page.get_by_label("Ngày sinh").fill("12/05/1980")
    page.get_by_label("Giới tính").select_option("nữ")
    number = page.get_by_label("Số căn cước")
    number.fill("09918000000")
    page.get_by_label("Số điện thoại").click()
    said = page.locator(".while[data-of=citizen_id]")
    said.wait_for()
    number.fill("099180000001")
    page.get_by_label("Số điện thoại").click()
    said.wait_for(state="detached")
    page.locator("select[name=unit]").select_option(label="Chi bộ Cơ quan Đảng")
    page.get_by_label("Ngày tổ chức lễ kết nạp").fill("01/12/2025")
    page.locator("input[name=decision]").fill("15-QĐ/ĐU")
    page.get_by_label("Giấy tờ đã nhìn").fill("thẻ căn cước")
    page.get_by_role("button", name="Thêm vào sổ").click()
    page.get_by_text("Trong sổ đã có hồ sơ có thể là người này").wait_for()
    if real.PICTURES:
        real.look(page, "member-new-alike")
    assert page.get_by_label("Họ và tên").input_value() == "Vi Thị Lan"
    assert page.locator("main a", has_text="Vi Thị Lan").count() == 1
    page.get_by_label("Họ và tên").fill("Hà Thị Mới")
    page.get_by_label("Ngày sinh").fill("12/05/1999")
    number.fill("099199000555")
    page.get_by_role("button", name="Thêm vào sổ").click()
    page.get_by_role("heading", name="Hà Thị Mới").wait_for()
    assert "Đã thêm vào sổ" in page.inner_text("main")
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()
