"""The pages of figures in a real Chromium, with the campaign of the pictures (see tests/web)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

import browser as real
import faults

pytestmark = pytest.mark.chromium

PAGES = [
    ("campaign-officer", "mai", "/"),
    ("campaign-leader", "lanhdao", "/"),
    ("campaign-secretary", "hung", "/"),
    ("progress", "mai", "/tien-do/{commune}/"),
    ("progress-cell", "lanhdao", "/tien-do/{na_loc}/"),
    ("snapshot", "mai", "/so-lieu/{frozen}/"),
    ("sample", "tinh", "/mau/{sample}/"),
    ("sample-own", "mai", "/mau/{sample}/"),
    ("sample-failed", "tinh", "/mau/{judged}/"),
    ("sample-look", "tinh", "/mau/{sample}/1/"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[real.Site]:
    with real.served("campaigns.seeded_campaign") as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with real.chromium() as one:
        yield one


@pytest.mark.parametrize(("name", "who", "address"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page(site: real.Site, chromium: Browser, name: str, who: str, address: str) -> None:
    assert real.faults_at(site, chromium, address, who=who, name=name) == []


def test_a_snapshot_is_counted_again_and_the_tables_open(
    site: real.Site, chromium: Browser
) -> None:
    """By keyboard alone: count again, then the numbers behind the line on the leader's page."""
    page = site.open(chromium, "mai")
    page.goto(site.at("/so-lieu/{frozen}/"))
    page.get_by_role("button", name="Tính lại").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Tính lại khớp.").wait_for()
    assert faults.axe(page) == []
    page.context.close()

    page = site.open(chromium, "lanhdao")
    page.goto(site.at("/"))
    chart = page.locator("svg.line:visible")
    assert "588/612" in (chart.get_attribute("aria-label") or "")
    page.locator("details.numbers > summary").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("cell", name="588/612").last.is_visible()
    page.context.close()
