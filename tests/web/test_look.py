"""The pages in a real Chromium: axe, 44-px targets, reflow at 320 px and 200 % text, a quiet CSP.

One line adds a page: its name, who looks, its address with {facts of the seed}. Pictures for people
to look at: PICTURES=/tmp/pictures pytest tests/web/test_look.py
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from playwright.sync_api import Browser

import browser as real
import faults
import gallery_page

pytestmark = pytest.mark.chromium

PAGES = [
    ("log-in", "", "/dang-nhap/"),
    ("take-up", "", "/ve/{invite}/"),
    ("absent", "", "/khong-co/"),
    ("absent-signed-in", "mai", "/khong-co/"),
    ("home-officer", "mai", "/"),
    ("home-secretary", "hung", "/"),
    ("home-leader", "lanhdao", "/"),
    ("home-administrator", "quantri", "/"),
    ("home-stranger", "khach", "/"),
    ("security", "mai", "/bao-mat/"),
    ("roles", "mai", "/vai-tro/"),
    ("accounts", "mai", "/to-chuc/{commune}/nguoi-dung/"),
    ("account", "mai", "/to-chuc/{commune}/nguoi-dung/{hung}/"),
    ("open-account", "mai", "/to-chuc/{commune}/nguoi-dung/moi/"),
    ("tree", "mai", "/to-chuc/?so-voi=2025-06-30"),
    ("organisation", "mai", "/to-chuc/{na_loc}/"),
    ("organisation-edit", "mai", "/to-chuc/{na_loc}/sua/"),
    ("organisation-officers", "mai", "/to-chuc/{na_loc}/can-bo/"),
    ("organisation-found", "mai", "/to-chuc/{commune}/lap/"),
    ("organisation-move", "mai", "/to-chuc/{na_loc}/chuyen/"),
    ("organisation-close", "mai", "/to-chuc/{na_loc}/ket-thuc/"),
    ("members", "hung", "/dang-vien/"),
    ("member", "mai", "/dang-vien/{lan}/"),
    ("member-edit", "mai", "/dang-vien/{lan}/sua/"),
    ("member-event", "mai", "/dang-vien/{lan}/su-kien/"),
    ("member-viewers", "mai", "/dang-vien/{lan}/ai-da-xem/"),
    ("member-paper", "mai", "/dang-vien/{lan}/in/"),
    ("member-new", "mai", "/dang-vien/moi/?don-vi={na_loc}"),
    ("member-received", "mai", "/dang-vien/moi/?cach=chuyen-den"),
    ("imports", "mai", "/nhap/"),
    ("import-new", "mai", "/nhap/moi/"),
    ("import-preview", "mai", "/nhap/{ready}/"),
    ("import-columns", "mai", "/nhap/{ready}/cot/"),
    ("import-done", "mai", "/nhap/{done}/"),
    ("import-undo", "mai", "/nhap/{done}/hoan-tac/"),
    ("import-organisations", "mai", "/nhap/to-chuc/"),
    ("export", "mai", "/xuat/"),
    ("campaigns", "mai", "/chien-dich/"),
    ("campaign", "mai", "/chien-dich/{campaign}/"),
    ("campaign-cell", "hung", "/chien-dich/{campaign}/"),
    ("campaign-choose", "mai", "/chien-dich/moi/"),
    (
        "campaign-open",
        "mai",
        "/chien-dich/moi/?ke_hoach=tam-lu&don_vi={commune}&bat_dau=10/12/2025",
    ),
    ("campaign-duties", "mai", "/chien-dich/{campaign}/phan-cong/"),
    ("campaign-sign", "hung", "/chien-dich/{campaign}/ky/{na_loc}/"),
    ("campaign-sign-ready", "mai", "/chien-dich/{campaign}/ky/{party_office}/?buoc=2"),
    ("campaign-sign-not-yet", "mai", "/chien-dich/{campaign}/ky/{commune}/?buoc=1"),
    ("campaign-signed", "mai", "/chien-dich/{campaign}/ky/{party_office}/?buoc=1"),
    ("campaign-reopen", "mai", "/chien-dich/{campaign}/mo-lai/{party_office}/"),
    ("campaign-extend", "mai", "/chien-dich/{campaign}/gia-han/{na_loc}/"),
    ("campaign-end", "mai", "/chien-dich/{campaign}/ket-thuc/"),
    ("campaign-planned", "mai", "/chien-dich/{planned}/"),
    ("campaign-call-off", "mai", "/chien-dich/{planned}/huy/"),
    ("sample-failed", "mai", "/mau/{fell}/"),
    ("sample-mend", "hung", "/mau/phai-sua/{na_loc}/"),
    ("sample-keep", "hung", "/mau/{fell}/1/giu-nguyen/"),
    ("rules", "mai", "/quy-tac/"),
    ("rule", "mai", "/quy-tac/V13/"),
    ("rule-tried", "mai", "/quy-tac/V22/?thu=1&bat=0&muc=-"),
    ("rule-secretary", "hung", "/quy-tac/V22/"),
    ("inbox", "mai", "/thong-bao/"),
    ("worklist", "mai", "/viec/"),
    ("worklist-paste", "mai", "/viec/dan/"),
    ("worklist-cell", "hung", "/viec/"),
    ("sheets", "hung", "/phieu/"),
    ("sheets-back", "hung", "/phieu/tra-lai/"),
    ("questions", "mai", "/hoi-dap/"),
    ("questions-secretary", "hung", "/hoi-dap/"),
    ("question", "mai", "/hoi-dap/{question}/"),
    ("question-answered", "hung", "/hoi-dap/{answered}/"),
    ("question-ask", "hung", "/hoi-dap/hoi/"),
    ("reports", "mai", "/bao-cao/"),
    ("reports-secretary", "hung", "/bao-cao/"),
    ("report-new", "mai", "/bao-cao/moi/"),
    ("log", "mai", "/nhat-ky/"),
    ("checkpoints", "mai", "/nhat-ky/diem-chot/"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[real.Site]:
    with real.served() as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with real.chromium() as one:
        yield one


@pytest.mark.parametrize(("name", "who", "address"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page(site: real.Site, chromium: Browser, name: str, who: str, address: str) -> None:
    status = 404 if name.startswith("absent") else 200
    assert real.faults_at(site, chromium, address, who=who, name=name, status=status) == []


def test_the_components(site: real.Site, chromium: Browser) -> None:
    """The whole vocabulary on one page, under the same policy as every page."""
    page = site.open(chromium)
    body = gallery_page.page(RequestFactory().get("/"))
    headers = {"Content-Security-Policy": "default-src 'self'; img-src 'self' data:"}
    page.route(
        "**/thanh-phan/",
        lambda route: route.fulfill(body=body, content_type="text/html", headers=headers),
    )
    page.goto(site.at("/thanh-phan/"))
    if real.PICTURES:
        real.look(page, "components")
    assert faults.faults(page, last=True) == []
    page.context.close()


def test_the_set_up_page(chromium: Browser) -> None:
    """The link that a new register prints opens the page on which its first user is made."""
    with real.served(seed="") as unopened:
        page = unopened.open(chromium)
        page.goto(unopened.at(unopened.told(r"/thiet-lap/[\w-]+/")))
        if real.PICTURES:
            real.look(page, "set-up")
        assert faults.faults(page, last=True) == []
        page.context.close()


def test_keys_and_menu(site: real.Site, chromium: Browser) -> None:
    """ "/" goes to the search box, the scheme is kept, the menu closes on Escape."""
    page = site.open(chromium, "mai", color_scheme="light")
    page.goto(site.at("/"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "tim"
    page.keyboard.press("/")
    assert page.input_value("#tim") == "/"
    page.fill("#tim", "khong ai ten nay")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-vien/**")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Giao diện tối").click()
    page.keyboard.press("Escape")
    assert not page.locator("details.menu[open]").count()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(244, 237, 228)"
    page.context.close()


def test_the_session_warns_before_it_ends(site: real.Site, chromium: Browser) -> None:
    """Five minutes before the idle end a dialog asks; one press stays, and typed text is kept."""
    page = site.open(chromium, "mai")
    page.clock.install()
    page.goto(site.at("/"))
    page.fill("#tim", "Lò Văn")
    page.clock.fast_forward("25:30")
    dialog = page.locator("dialog#con-day[open]")
    dialog.wait_for()
    assert "5 phút" in dialog.inner_text()
    dialog.get_by_role("button", name="Ở lại").click()
    dialog.wait_for(state="detached")
    assert page.input_value("#tim") == "Lò Văn"
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_pages_work_without_script(site: real.Site, chromium: Browser) -> None:
    """Menu, places and signing out are plain HTML."""
    site.open(chromium, "mai").context.close()
    context = chromium.new_context(java_script_enabled=False, storage_state=site.entered["mai"])
    page = context.new_page()
    page.goto(site.at("/"))
    page.locator("details.menu > summary").click()
    assert page.get_by_role("link", name="Bảo mật").is_visible()
    assert not page.locator("[data-theme-turn]").is_visible()
    context.close()


def test_a_phone_has_three_places_and_the_rest_under_the_thumb(
    site: real.Site, chromium: Browser
) -> None:
    """ "Thêm" opens what has no room in the bar; larger letters are kept and nothing runs over."""
    page = site.open(chromium, "mai", viewport={"width": 390, "height": 844})
    page.goto(site.at("/to-chuc/"))
    bar = page.locator(".places a:visible")
    assert [one.strip() for one in bar.all_inner_texts()] == ["Tổng quan", "Việc", "Đảng viên"]
    page.get_by_text("Thêm", exact=True).click()
    here = page.locator(".menu-sheet a[aria-current=page]")
    assert here.inner_text() == "Tổ chức"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Chữ to").click()
    page.reload()
    assert page.get_by_role("button", name="Chữ to").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()
