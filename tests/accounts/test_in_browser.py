"""The first evening in a real browser: open the register, keep the key, come back with a passkey."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from browser import Site, chromium, one_time_code, served
from first_steps import GOOD, choose_password, link_code_app, open_the_register, press, sound

pytestmark = pytest.mark.chromium
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A register that nobody opened yet."""
    with served(seed="") as one:
        yield one


def come_back_with_a_passkey(page: Page, site: Site) -> None:
    """Register one, sign out, press one button."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(site.at("/bao-mat/khoa/"))
    sound(page)
    page.get_by_label("Đặt tên cho khóa này").fill("Điện thoại của tôi")
    press(page, "Tạo khóa trên thiết bị này")
    page.get_by_text("Điện thoại của tôi").wait_for()
    sound(page)
    page.locator("details.menu summary").click()
    press(page, "Đăng xuất")
    sound(page)
    press(page, "Dùng khóa truy cập")
    page.wait_for_url(site.at("/"))


def invite(page: Page, site: Site) -> str:
    """Open an account; the link that is shown once."""
    page.goto(site.at("/to-chuc/1/nguoi-dung/moi/"))
    page.get_by_label("Họ và tên").fill("Hà Thị Mai")
    page.get_by_label("Tên đăng nhập").fill("ha.mai")
    page.get_by_label("Ban Xây dựng Đảng xã, phường").check()
    press(page, "Mở tài khoản, lấy liên kết")
    return page.locator(".once").inner_text()


def test_from_the_set_up_link_to_a_passkey_and_a_colleague(site: Site) -> None:
    with chromium() as browser:
        page = site.open(browser)
        open_the_register(page, site.told(r"http://localhost:\d+/thiet-lap/\S+"))
        assert page.url == site.at("/")
        come_back_with_a_passkey(page, site)
        link = invite(page, site)
        assert page.complaints == []  # type: ignore[attr-defined]

        mai = site.open(browser)
        mai.goto(link)
        sound(mai)
        choose_password(mai, "Lưu, sang lớp bảo vệ thứ hai")
        mai.goto(site.at("/bao-mat/ma/"))
        secret, used = link_code_app(mai)

        later = site.open(browser)
        later.goto(site.at("/vai-tro/"))
        later.get_by_label("Tên đăng nhập").fill("ha.mai")
        later.get_by_label("Mật khẩu").fill(GOOD)
        press(later, "Đăng nhập")
        sound(later)
        later.get_by_label("Mã", exact=True).fill(used)
        press(later, "Vào sổ")  # the code that proved the app is used up
        later.get_by_text("Mã chưa đúng, đã dùng").wait_for()
        later.get_by_label("Mã", exact=True).fill(one_time_code(secret, time.time() + 30))
        press(later, "Vào sổ")
        later.wait_for_url(site.at("/vai-tro/"))
