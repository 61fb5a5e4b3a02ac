"""A campaign from the first door to the report: secretary on the phone, officer at the desk, leader."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Literal

import pytest
from playwright.sync_api import Page

import faults
from browser import Site, chromium, served
from faults import PHONE

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """Tam Lư in the second step of its campaign."""
    with served(seed="stories.seed_campaign") as one:
        yield one


def led_on(page: Page, role: Literal["button", "link"], name: str | re.Pattern[str]) -> None:
    """Press it, and be on the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def saved(page: Page) -> None:
    """Save, and be where the next person is."""
    before = page.url
    page.locator("button[form=sua]").click()
    page.wait_for_url(lambda url: url != before)


def told(site: Site, name: str) -> dict[str, str]:
    """What stands on somebody's papers."""
    paper: dict[str, str] = site.facts["paper"][name]
    return paper


def from_door_to_door(site: Site, page: Page) -> None:
    """hùng looks at a card and, since he is there, asks another for a phone number."""
    page.goto(site.at("/viec/"))
    assert "Còn 2 đảng viên cần hỏi" in page.inner_text("main")
    assert faults.faults(page) == []
    for name, field in (("Lò Văn Muôn", "citizen_id"), ("Hà Văn Pán", "phone")):
        page.goto(site.at(f"/viec/nguoi/{site.facts['people'][name]}/"))
        page.locator("#gia-tri").fill(told(site, name)[field])
        for seen in page.get_by_label("Thẻ căn cước, tôi đã nhìn thẻ").all():
            seen.check()
        saved(page)


def on_paper(site: Site, page: Page) -> None:
    """Nobody is at home with a phone: a sheet goes out, comes back with a pen's numbers, is keyed in."""
    page.goto(site.at("/phieu/?don-vi={na_loc}"))
    with page.expect_download() as sheet:
        page.get_by_role("button", name=re.compile("^Lập 1 phiếu")).click()
    assert sheet.value.path().read_bytes().startswith(b"%PDF")
    with closing(sqlite3.connect(site.home / "register.sqlite3")) as register:  # as printed on it
        [(code,)] = register.execute("SELECT code FROM worklists_sheet").fetchall()
    page.goto(site.at(f"/phieu/{code}/"))
    assert faults.faults(page) == []
    page.locator("#ghi-1").fill(told(site, "Vi Thị Hồng")["citizen_id"])
    page.get_by_label("Tôi đã nhìn thẻ").first.check()
    led_on(page, "button", re.compile("^Lưu phiếu"))


def approved(site: Site, page: Page, many: int) -> None:
    """mai looks at what was proposed, one after the other."""
    for _ in range(many):
        page.goto(site.at("/duyet/"))
        with page.expect_navigation():
            page.locator("main a[href^='/duyet/']").first.click()
        led_on(page, "button", "Duyệt, ghi vào hồ sơ")
    page.goto(site.at("/duyet/"))
    assert page.locator("main a[href^='/duyet/']").count() == 0


def signed(site: Site, page: Page, unit: str, *, step: int = 2, paper: str = "") -> None:
    """Sign the members' step of a unit; for somebody else's unit with the paper they signed."""
    page.goto(site.at(f"/chien-dich/{{campaign}}/ky/{{{unit}}}/?buoc={step}"))
    if paper:
        page.locator("form.sign input[type=text]").fill(paper)
    page.get_by_role("button", name=re.compile("^Ký ")).click()
    page.get_by_text(f"Đã ký bước {step} cho").first.wait_for()


def looked_again(site: Site, page: Page) -> None:
    """tình corrected nobody: each record drawn is typed again from paper, the register unseen."""
    page.goto(site.at("/tien-do/{commune}/"))
    page.get_by_role("button", name=re.compile("^Rút mẫu")).click()
    page.wait_for_url("**/mau/**")
    sample = page.url
    while page.get_by_role("link", name=re.compile("^Kiểm hồ sơ số")).count():
        led_on(page, "link", re.compile("^Kiểm hồ sơ số"))
        paper = told(site, page.get_by_role("heading", level=1).inner_text())
        page.get_by_label("Đúng từng chữ").check()
        for field in page.locator("main form input:not([type=hidden]):not([type=radio])").all():
            field.fill(paper.get(field.get_attribute("name") or "", ""))
        page.locator("select[name=sex]").select_option(paper["sex"].lower())
        led_on(page, "button", "So với sổ")
        page.goto(sample)
    assert "Mẫu đạt" in page.inner_text("main")


def published(site: Site, page: Page) -> None:
    """mai freezes the figures and makes the report from them."""
    page.goto(site.at("/tien-do/{commune}/"))
    page.get_by_role("button", name="Chốt số liệu này").click()
    page.wait_for_url("**/so-lieu/**")
    assert "5/5" in page.inner_text("main")
    page.goto(site.at("/bao-cao/moi/"))
    page.locator("input[name=kind]").first.check()
    page.get_by_role("button", name="Lập báo cáo").click()
    page.wait_for_url("**/bao-cao/")
    for kind, magic in (("Word", b"PK"), ("PDF", b"%PDF")):
        with page.expect_download() as paper:
            page.get_by_role("link", name=kind).first.click()
        assert paper.value.path().read_bytes().startswith(magic)


def test_from_the_first_door_to_the_report(site: Site) -> None:
    with chromium() as browser:
        hung = site.open(browser, "hung", viewport={"width": PHONE, "height": 800})
        mai, tinh = site.open(browser, "mai"), site.open(browser, "tinh")
        from_door_to_door(site, hung)
        on_paper(site, hung)
        approved(site, mai, 2)
        hung.goto(site.at("/viec/"))
        led_on(hung, "link", "Ký xác nhận chi bộ")
        signed(site, hung, "na_loc")
        signed(site, mai, "party_office", paper="Biên bản họp chi bộ ngày 15/12/2025")
        looked_again(site, tinh)
        signed(site, mai, "commune")
        published(site, mai)
        leader = site.open(browser, "lanhdao", viewport={"width": PHONE, "height": 800})
        leader.goto(site.at("/"))
        assert "5/5" in leader.inner_text("main")
        assert "100,00" in leader.inner_text("main")
        assert faults.faults(leader) == []
        for page in (hung, mai, tinh, leader):
            assert page.complaints == []  # type: ignore[attr-defined]
