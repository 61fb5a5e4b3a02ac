"""The first steps in a browser: the set-up link, the second factor, the key in the safe."""

from __future__ import annotations

from playwright.sync_api import Page

import faults
from browser import one_time_code

GOOD = "vườn cau bốn mùa"


def sound(page: Page) -> None:
    """Nothing is wrong with the open page."""
    assert faults.faults(page) == [], page.url


def press(page: Page, words: str) -> None:
    """Press the button that says so."""
    page.get_by_role("button", name=words, exact=True).click()


def choose_password(page: Page, words: str) -> None:
    """Twice the same, then on."""
    page.get_by_label("Mật khẩu mới", exact=True).fill(GOOD)
    page.get_by_label("Gõ lại mật khẩu mới").fill(GOOD)
    press(page, words)


def link_code_app(page: Page) -> tuple[str, str]:
    """Type the secret into the app, and the app's code into the page; the secret and that code."""
    secret = (page.locator(".typed").text_content() or "").replace(" ", "")
    code = one_time_code(secret)
    page.get_by_label("Mã 6 chữ số").fill(code)
    press(page, "Bật mã một lần")
    page.locator(".paper-codes").wait_for()
    return secret, code


def open_the_register(page: Page, address: str) -> str:
    """The link, the second factor, the key: what is printed of it."""
    page.goto(address)
    sound(page)
    page.get_by_label("Tên tổ chức đảng đứng đầu sổ").fill("Đảng bộ xã Tam Lư")
    page.get_by_label("Hình thức").select_option("xa")
    page.get_by_label("Họ và tên người quản trị").fill("Trần Văn Trị")
    page.get_by_label("Tên đăng nhập").fill("tran.tri")
    choose_password(page, "Mở sổ, sang lớp bảo vệ thứ hai")
    sound(page)
    page.get_by_role("link", name="Mã trên điện thoại").click()
    sound(page)
    link_code_app(page)
    assert page.locator(".paper-codes li").count() == 10
    sound(page)
    page.get_by_role("link", name="Đã cất, vào sổ").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Cất khóa của sổ"
    sound(page)
    groups = page.locator(".key li").all_inner_texts()
    page.get_by_label("Hai nhóm cuối của khóa").fill(" ".join(groups[-2:]))
    press(page, "Khóa đã cất, mở sổ")
    return "-".join(groups)
