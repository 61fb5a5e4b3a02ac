"""Imports in every state in a real Chromium: axe, targets, reflow, big text, a quiet CSP, htmx."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

import browser as real
from exchange.by_hand import HUNG, LAN, csv

pytestmark = pytest.mark.chromium

PAGES = [
    ("rejected", "mai", "/nhap/{seen}/"), ("changed", "mai", "/nhap/{seen}/?muc=thay-doi"),
    ("gone", "mai", "/nhap/{seen}/?muc=vang"), ("found", "mai", "/nhap/{seen}/?muc=can-xem"),
    ("rule", "mai", "/nhap/{seen}/?muc=can-xem&quy-tac=V04"),
    ("conflicts", "mai", "/nhap/{disputed}/mau-thuan/"), ("undo", "mai", "/nhap/{undone}/"),
    ("passed-up", "tinh", "/nhap/cho-quyet/"), ("choose", "tinh", "/nhap/moi/"),
    ("export-waits", "mai", "/xuat/{waiting}/"), ("export-allowed", "mai", "/xuat/{allowed}/"),
    ("export-own", "hung", "/xuat/{waiting}/"), ("exports", "mai", "/xuat/"),
    ("organisations-undone", "mai", "/nhap/{back}/"),
    ("organisations-kept", "mai", "/nhap/{back}/?muc=mau-thuan"),
    ("organisations-back", "mai", "/nhap/{founded}/hoan-tac/"),
    ("organisations-done", "mai", "/nhap/{founded}/"),
    ("organisations", "mai", "/nhap/{organisations}/?muc=moi"),
    *((state, "mai", f"/nhap/{{{state}}}/") for state in ("stopped", "refused", "held")),
]  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Iterator[real.Site]:
    """The register with imports in every state."""
    with real.served(seed="exchange.seeded_states") as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all pages."""
    with real.chromium() as one:
        yield one


@pytest.mark.parametrize(("name", "who", "address"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page(site: real.Site, chromium: Browser, name: str, who: str, address: str) -> None:
    assert real.faults_at(site, chromium, address, who=who, name=f"import-{name}") == []


def test_from_the_file_to_the_register_with_a_bar_that_moves_by_itself(
    site: real.Site, chromium: Browser
) -> None:
    """Nobody presses reload: the worker reads, the page follows; then it writes, the page follows."""
    page = site.open(chromium, "mai")
    page.goto(site.at("/nhap/moi/"))
    file = {
        "name": "moi.csv",
        "mimeType": "text/csv",
        "buffer": csv(LAN, (*HUNG[:6], "", *HUNG[7:])),
    }
    page.set_input_files("input[type=file]", files=[file])  # type: ignore[list-item]
    page.get_by_role("button", name="Tải lên và xem trước").click()
    page.get_by_role("heading", name="Xem trước khi ghi").wait_for(timeout=60_000)
    assert "Không có dòng nào cần ghi." in page.inner_text(".bottom-bar")
    page.get_by_role("button", name="Hủy, không ghi gì").click()
    page.get_by_role("heading", name="Đã hủy, không ghi gì").first.wait_for()
    page.goto(site.at("/nhap/{long}/"))
    page.get_by_role("button", name="Ghi 60 dòng").click()
    page.get_by_role("heading", name="Đã ghi vào sổ").wait_for(timeout=60_000)
    assert "Đã ghi 60 dòng" in page.inner_text("main")
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_the_rest_of_the_rows_comes_into_the_page(site: real.Site, chromium: Browser) -> None:
    """With script the next rows are put below the last; without it the same link loads a page."""
    page = site.open(chromium, "mai")
    page.goto(site.at("/nhap/{long}/"))
    assert page.locator("#dong tr").count() == 9
    page.get_by_role("link", name="Xem 52 dòng còn lại").click()
    page.get_by_role("link", name="Xem các dòng tiếp theo").wait_for()
    assert page.locator("#dong b").count() == 58
    assert page.locator("#them").count() == 1
    assert "muc=" not in page.url
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_the_printed_list_carries_its_mark(site: real.Site, chromium: Browser) -> None:
    """The list on paper is a page of its own, with the mark above and below every sheet."""
    page = site.open(chromium, "mai")
    page.goto(site.at("/xuat/"))
    page.fill("input[name=purpose]", "Đối chiếu với sổ chi bộ tháng 12")
    page.get_by_text("Bản in").click()
    page.get_by_role("button", name="Lấy danh sách").click()
    page.wait_for_selector("td.watermark")
    assert "Hà Thị Mai (mai)" in page.inner_text("tfoot")
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()
