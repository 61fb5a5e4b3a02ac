"""Corrections in a real Chromium: every page looked at, one approved and one given back by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

import browser as real
import faults

pytestmark = pytest.mark.chromium

PAGES = [
    ("proposals", "mai", "/duyet/"),
    ("proposals-mine", "hung", "/duyet/?xem=toi"),
    ("proposals-done", "mai", "/duyet/?xem=xong"),
    ("proposals-none", "binh", "/duyet/"),
    ("proposal", "mai", "/duyet/{waiting}/"),
    ("proposal-told", "mai", "/duyet/{two}/"),
    ("proposal-own", "mai", "/duyet/{own}/"),
    ("proposal-stale", "mai", "/duyet/{stale}/"),
    ("proposal-done", "hung", "/duyet/{done}/"),
    ("proposal-back", "hung", "/duyet/{back}/"),
    ("propose", "hung", "/dang-vien/{muon}/de-nghi/"),
    ("propose-one", "hung", "/dang-vien/{luu}/de-nghi/?o=citizen_id"),
    ("member-edit-second", "mai", "/dang-vien/{luu}/sua/"),
    ("member-proposing", "hung", "/dang-vien/{muon}/"),
    ("waivers", "mai", "/ngoai-le/"),
    ("waivers-hold", "hung", "/ngoai-le/?xem=con"),
    ("waivers-over", "hung", "/ngoai-le/?xem=het"),
    ("waiver-ask", "hung", "/ngoai-le/?viec={finding}"),
    ("re-entry", "mai", "/nhap-lai/"),
    ("re-entry-typed", "mai", "/nhap-lai/?xem=da"),
    ("re-entry-seen", "mai", "/nhap-lai/?xem=xong"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[real.Site]:
    with real.served("seeded_corrections") as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with real.chromium() as one:
        yield one


@pytest.mark.parametrize(("name", "who", "address"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page(site: real.Site, chromium: Browser, name: str, who: str, address: str) -> None:
    assert real.faults_at(site, chromium, address, who=who, name=name) == []


def test_the_choice_of_a_conflict_is_looked_at_too(site: real.Site, chromium: Browser) -> None:
    page = site.open(chromium, "tinh")
    page.goto(site.at("/duyet/{stale}/"))
    page.get_by_role("button", name="Duyệt theo lựa chọn").click()
    page.get_by_text("Chọn một giá trị.").first.wait_for()
    if real.PICTURES:
        real.look(page, "proposal-unchosen")
    assert faults.faults(page, last=True) == []
    page.context.close()


def test_by_keyboard_alone(site: real.Site, chromium: Browser) -> None:
    """J to a row, Enter opens, R writes a sentence in which letters are letters, A approves."""
    page = site.open(chromium, "tinh")
    page.goto(site.at("/duyet/"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/duyet/*-*/")
    page.keyboard.press("r")
    page.keyboard.type("Xem lại giấy tờ gốc, a và r chỉ là chữ.")
    assert page.locator("textarea").input_value().endswith("chỉ là chữ.")
    page.goto(site.at("/duyet/{waiting}/"))
    page.keyboard.press("a")
    page.get_by_text("Đã ghi vào hồ sơ").first.wait_for()
    page.context.close()


def test_one_hand_without_script(site: real.Site, chromium: Browser) -> None:
    """The secretary brings a value and ticks a line with scripts switched off, on a phone."""
    page = site.open(chromium, "hung", java_script_enabled=False,
                     viewport={"width": 390, "height": 780})  # fmt: skip
    page.goto(site.at("/dang-vien/{luu}/de-nghi/?o=birth_date"))
    page.fill("input[name=birth_date]", "16/05/1980")
    page.get_by_text("Hồ sơ đảng viên gốc").click()
    page.get_by_role("button", name="Gửi đề nghị").click()
    page.get_by_text("Đã gửi đề nghị").first.wait_for()
    page.goto(site.at("/nhap-lai/"))
    page.locator('label:has(input[name="dong"])').first.click()
    page.get_by_role("button", name="Đánh dấu đã nhập").click()
    page.get_by_text("Đã đánh dấu 1 dòng").wait_for()
    page.context.close()
