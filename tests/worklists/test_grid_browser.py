"""The officer's grid in Chromium: without a mouse, without script, on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

import browser as real
import faults

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def site() -> Iterator[real.Site]:
    with real.served("worklists.seeded_grid") as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with real.chromium() as one:
        yield one


def opened(site: real.Site, chromium: Browser, address: str = "/viec/") -> Page:
    """The page for mai."""
    page = site.open(chromium, "mai")
    page.goto(site.at(address))
    return page


def held(page: Page) -> str:
    """What the bar says is chosen; nothing while it is not there."""
    bar = page.locator(".bulk-line")
    return bar.inner_text() if bar.is_visible() else ""


@pytest.mark.parametrize(
    ("name", "address"),
    [("grid", "/viec/"), ("grid-one-group", "/viec/?loai=V05"), ("grid-waiting", "/viec/?xem=cho-duyet"),
     ("grid-twins", "/viec/?xem=nghi-trung"), ("grid-paste", "/viec/dan/")],
)  # fmt: skip
def test_nothing_is_wrong_with_the_pages(
    site: real.Site, chromium: Browser, name: str, address: str
) -> None:
    page = opened(site, chromium, address)
    if real.PICTURES:
        real.look(page, name)
    assert faults.faults(page, last=True) == []
    page.context.close()


def test_without_a_mouse(site: real.Site, chromium: Browser) -> None:
    """J to the first row, X, A, then U: accepted and taken back; every key has a button."""
    page = opened(site, chromium, "/viec/?loai=V24&loai=V05")
    page.keyboard.press("j")
    first = page.locator("tr[data-row]").first
    assert (
        page.evaluate("document.activeElement.textContent")
        == first.locator("[data-open]").inner_text()
    )
    page.keyboard.press("x")
    assert first.locator("input").is_checked()
    assert "Đã chọn 1 việc, đều là sửa an toàn" in held(page)
    page.keyboard.press("x")
    assert held(page) == ""
    page.locator("label.whole").click()
    assert "Đã chọn 8 việc" in held(page)
    assert page.locator(".tick input:checked").count() == 6  # those that are on the page
    page.keyboard.press("a")
    page.get_by_text("Đã nhận 8 việc.").wait_for()
    assert page.locator("tr[data-row]").count() == 3
    page.keyboard.press("u")
    page.get_by_text("Đã hoàn tác 8 việc vừa nhận.").wait_for()
    assert page.locator("label.whole").inner_text().startswith("Chọn cả 8")
    page.keyboard.press("?")
    page.get_by_role("heading", name="Phím tắt của danh sách việc").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("jx")
    assert page.input_value("#tim") == "jx"
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_handing_over_by_key_and_taking_back(site: real.Site, chromium: Browser) -> None:
    page = opened(site, chromium, "/viec/?loai=V05")
    page.keyboard.press("j")
    page.keyboard.press("g")
    page.get_by_text("Đã giao 1 việc cho chi bộ.").wait_for()
    assert page.locator("tr[data-row]").first.locator("[data-open]:focus").count() == 1
    assert page.get_by_text("Bí thư Thiệp").first.is_visible()
    page.keyboard.press("u")
    page.get_by_text("Đã lấy lại 1 việc vừa giao.").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.wait_for_url("**/de-nghi/**")
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-vien/**")
    page.context.close()


def test_a_record_opened_from_a_row_knows_its_neighbours(
    site: real.Site, chromium: Browser
) -> None:
    """Enter opens it with its group above it; J and K go on inside that group."""
    page = opened(site, chromium, "/viec/?loai=V05")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-vien/**")
    crumbs = page.locator(".crumbs")
    assert "Số căn cước không đủ 12 chữ số" in crumbs.inner_text()
    assert "1/3" in crumbs.inner_text()
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.locator(".crumbs b", has_text="2/3").wait_for()
    page.keyboard.press("k")
    page.wait_for_url(first)
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_keys_can_be_turned_off(site: real.Site, chromium: Browser) -> None:
    page = opened(site, chromium)
    page.keyboard.press("?")
    page.get_by_role("button", name="Tắt phím tắt").click()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert held(page) == ""
    page.context.close()


def test_more_rows_of_a_chosen_group_come_chosen(site: real.Site, chromium: Browser) -> None:
    page = opened(site, chromium, "/viec/?loai=V24")
    page.locator("label.whole").click()
    page.get_by_role("link", name="Xem thêm 2 việc cùng loại").click()
    page.locator(".more-row").wait_for(state="detached")
    assert page.locator(".tick input:checked").count() == 8
    page.locator(".tick").last.click()
    assert "Đã chọn 7 việc" in held(page)
    page.context.close()


def test_without_script(site: real.Site, chromium: Browser) -> None:
    """Facets are links, the bar comes with the first tick and counts, forms post."""
    site.open(chromium, "mai").context.close()
    context = chromium.new_context(
        java_script_enabled=False, storage_state=site.entered["mai"],
        viewport={"width": 1280, "height": 900},
    )  # fmt: skip
    page = context.new_page()
    page.goto(site.at("/viec/"))
    page.locator("a.option", has_text="Căn cước").click()
    assert page.get_by_text("Đang xem 3/").is_visible()
    page.locator(".chips a").click()
    assert not page.locator(".bulk-line").is_visible()
    page.locator("tr[data-row] .tick").first.click()
    assert page.locator(".bulk-line").is_visible()
    page.get_by_role("button", name="Xem từng việc").click()
    assert page.locator(".detail").count() == 1
    page.go_back()
    page.get_by_role("button", name="Giao 3 việc cho chi bộ").click()
    assert page.get_by_text("Đã giao 3 việc cho chi bộ.").is_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    assert page.get_by_text("Đã lấy lại 3 việc vừa giao.").is_visible()
    context.close()


def test_on_a_phone_rows_are_cards(site: real.Site, chromium: Browser) -> None:
    page = site.open(chromium, "mai", viewport={"width": 390, "height": 844})
    page.goto(site.at("/viec/"))
    assert not page.locator(".facets").is_visible()
    page.get_by_role("link", name="Lọc", exact=True).click()
    assert page.locator(".facets").is_visible()
    page.goto(site.at("/viec/"))
    page.locator("tr[data-row] .tick").first.click()
    box = page.get_by_role("button", name="Chấp nhận").bounding_box()
    assert box
    assert box["height"] >= 50
    assert box["y"] + box["height"] <= 844
    page.context.close()
