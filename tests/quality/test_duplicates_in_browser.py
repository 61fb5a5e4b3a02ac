"""Pairs in a real Chromium: every page looked at, the three keys, the blind second look, no script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

import browser as real
import faults

pytestmark = pytest.mark.chromium

PAGES = [
    ("duplicates", "mai", "/trung/"),
    ("duplicates-same", "thu", "/trung/?xem=mot-nguoi"),
    ("duplicates-none", "binh", "/trung/"),
    ("duplicate", "mai", "/trung/{hien}/"),
    ("duplicate-why", "mai", "/trung/{hien}/?tra-loi=hai-nguoi"),
    ("duplicate-eight", "mai", "/trung/{tam}/"),
    ("duplicate-asked", "mai", "/trung/{asked}/"),
    ("duplicate-settled", "mai", "/trung/{settled}/"),
    ("duplicate-merged", "mai", "/trung/{split}/"),
    ("duplicate-merge", "mai", "/trung/{choose}/gop/"),
    ("duplicate-approve", "thu", "/trung/{approve}/duyet-gop/"),
    ("duplicate-approve-own", "mai", "/trung/{approve}/duyet-gop/"),
    ("duplicate-split", "mai", "/trung/{split}/tach/"),
    ("duplicate-inquiry", "hung", "/trung/hoi/{inquiry}/"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[real.Site]:
    with real.served("seeded_pairs") as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with real.chromium() as one:
        yield one


@pytest.mark.parametrize(("name", "who", "address"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page(site: real.Site, chromium: Browser, name: str, who: str, address: str) -> None:
    page = site.open(chromium, who)
    answer = page.goto(site.at(address))
    assert answer
    assert answer.status == 200
    if real.PICTURES:
        real.look(page, name)
    assert faults.faults(page, last=True) == []
    page.context.close()


def heading(page: Page) -> str:
    """What the page is called."""
    return page.get_by_role("heading", level=1).inner_text()


def test_by_keyboard_alone(site: real.Site, chromium: Browser) -> None:
    """J and K turn the pages, 2 asks why, a number typed into the reason is only text, 1 answers."""
    page = site.open(chromium, "tinh")
    page.goto(site.at("/trung/{tam}/"))
    number = page.locator(".pair-crumbs b")
    first = number.inner_text()
    page.keyboard.press("j")
    page.wait_for_function(
        f"!document.querySelector('.pair-crumbs b').textContent.includes('{first}')"
    )
    page.keyboard.press("k")
    page.wait_for_function(f"document.querySelector('.pair-crumbs b').textContent === '{first}'")
    page.keyboard.press("2")
    page.wait_for_url("**/?tra-loi=hai-nguoi**")
    page.locator("#ghi-them").focus()
    page.keyboard.press("1")
    assert page.input_value("#ghi-them") == "1"
    page.goto(site.at("/trung/{tam}/"))
    page.keyboard.press("1")
    page.wait_for_url("**/gop/")
    assert heading(page) == "Gộp: giữ giá trị nào?"
    assert not page.locator("input[type=radio]:checked").count()  # nothing is chosen for anybody
    page.context.close()


def test_the_second_person_does_not_see_the_first_answer(
    site: real.Site, chromium: Browser
) -> None:
    page = site.open(chromium, "mai")
    page.goto(site.at("/trung/{hien}/"))
    page.keyboard.press("1")
    page.wait_for_url(lambda address: site.facts["hien"] not in address)
    page.goto(site.at("/trung/{hien}/"))
    assert "Đồng chí đã trả lời" in page.inner_text("main")
    assert not page.locator(".answer").count()
    second = site.open(chromium, "thu")
    second.goto(site.at("/trung/{hien}/"))
    words = second.inner_text("main")
    assert "Hà Thị Mai" not in words
    assert "Đồng chí xem và quyết định" in words
    second.keyboard.press("1")
    second.wait_for_url("**/gop/")
    second.context.close()
    page.context.close()


def test_a_merge_without_any_script(site: real.Site, chromium: Browser) -> None:
    """Choose, send, approve by another person, land on the record that stays: plain forms and links."""
    for who in ("mai", "thu"):
        site.open(chromium, who).context.close()
    plain = {"java_script_enabled": False}
    mai = chromium.new_context(storage_state=site.entered["mai"], **plain).new_page()
    mai.goto(site.at("/trung/{choose}/gop/"))
    mai.get_by_role("button", name="Gửi người thứ hai duyệt").click()
    assert "Chọn hồ sơ được giữ lại." in mai.inner_text("main")
    mai.locator("#giu-a").check()
    for name in ("o--workplace", "o--file_number"):
        if mai.locator(f"input[name={name}]").count():
            mai.locator(f"input[name={name}]").last.check()
    mai.locator("#can-cu").fill("lý lịch gốc ở đảng ủy")
    mai.get_by_role("button", name="Gửi người thứ hai duyệt").click()
    assert heading(mai) == "Chờ người thứ hai duyệt gộp"
    assert not mai.get_by_role("button", name="Duyệt, gộp hai hồ sơ").count()
    thu = chromium.new_context(storage_state=site.entered["thu"], **plain).new_page()
    thu.goto(site.at("/trung/{choose}/duyet-gop/"))
    thu.get_by_role("button", name="Duyệt, gộp hai hồ sơ").click()
    assert heading(thu) == "Lò Văn Thiệp"
    assert "Gộp vào đây một hồ sơ của cùng một người" in thu.inner_text("main")
    mai.context.close()
    thu.context.close()


def test_the_old_address_leads_to_the_record_that_stays(site: real.Site, chromium: Browser) -> None:
    page = site.open(chromium, "mai")
    page.goto(site.at("/dang-vien/{gone}/"))
    assert page.url == site.at("/dang-vien/{stays}/")
    page.context.close()
