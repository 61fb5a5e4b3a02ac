"""The secretary's work in a real Chromium: a phone in one hand, the keyboard alone, no script at all.

Pictures for people to look at: PICTURES=/tmp/pictures pytest …/test_secretary_in_browser.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

import browser as real
import faults

pytestmark = pytest.mark.chromium
WHOLE = "0990580" + "04217"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
PAGES = [
    ("secretary", "/viec/"),
    ("secretary-fix", "/viec/nguoi/{muon}/"),
    ("secretary-fix-date", "/viec/nguoi/{xuan}/"),
    ("secretary-nothing-left", "/viec/nguoi/{minh}/"),
    ("sheets", "/phieu/"),
    ("sheet-key-in", "/phieu/{code}/"),
    ("sheets-returned", "/phieu/tra-lai/"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[real.Site]:
    with real.served("worklists.seeded_cell") as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with real.chromium() as one:
        yield one


@pytest.mark.parametrize(("name", "address"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page(site: real.Site, chromium: Browser, name: str, address: str) -> None:
    page = site.open(chromium, "hung")
    answer = page.goto(site.at(address))
    assert answer
    assert answer.status == 200
    if real.PICTURES:
        real.look(page, name)
    assert faults.faults(page, last=True) == []
    page.context.close()


def button(page: Page) -> str:
    """What the button at the bottom says."""
    return page.locator(".save .button").inner_text()


def test_digits_are_checked_while_typed_and_the_button_waits(
    site: real.Site, chromium: Browser
) -> None:
    page = site.open(chromium, "hung", **PHONE)
    page.goto(site.at("/viec/"))
    page.get_by_role("link", name="Lò Văn Muôn").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Số căn cước thiếu 1 chữ số"
    box = page.get_by_label("12 chữ số trên thẻ")
    box.fill("099 0 58 00421")  # as pasted, with spaces
    assert box.input_value() == WHOLE[:11]
    page.get_by_text("Còn thiếu 1 chữ số").wait_for()
    assert page.locator(".checks .good").count() == 2
    assert button(page) == "Lưu"
    assert page.locator(".save .button").get_attribute("aria-disabled") == "true"
    if real.PICTURES:
        real.look(page, "secretary-fix-typing")
        page.set_viewport_size({"width": 390, "height": 844})
    box.press("End")
    box.press_sequentially("7")
    page.get_by_text("Chưa ai trong sổ dùng số này").wait_for()
    assert page.locator(".checks .good").count() == 4
    assert button(page) == "Lưu"
    page.get_by_text("Thẻ căn cước, tôi đã nhìn thẻ").tap()
    assert button(page) == "Lưu và sang người tiếp theo"
    assert faults.axe(page) == []
    if real.PICTURES:
        real.look(page, "secretary-fix-ready")
        page.set_viewport_size({"width": 390, "height": 844})
    bar = page.locator(".bottom-bar").bounding_box()
    assert bar
    assert bar["y"] + bar["height"] <= 845  # under the thumb, never below the screen
    page.locator(".save .button").tap()
    page.get_by_text("Đã gửi xã duyệt, đồng chí Muôn.").wait_for()
    assert "Việc" in page.locator(".task-head").inner_text()
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_a_disagreement_is_a_question_and_not_a_wall(site: real.Site, chromium: Browser) -> None:
    page = site.open(chromium, "hung", **PHONE)
    page.goto(site.at("/viec/nguoi/{hong}/"))
    page.get_by_label("12 chữ số trên thẻ").fill("0990" + "54004218")
    page.get_by_text("Khác hồ sơ: hồ sơ ghi nữ").wait_for()
    page.get_by_text("Bản sao trong hồ sơ giấy").tap()
    assert button(page).startswith("Lưu và sang")
    assert faults.axe(page) == []
    page.context.close()


def test_by_keyboard_alone(site: real.Site, chromium: Browser) -> None:
    """From the list to a saved answer without a mouse; the button says why it waits."""
    page = site.open(chromium, "hung")
    page.goto(site.at("/viec/nguoi/{pan}/"))
    page.get_by_label("12 chữ số trên thẻ").focus()
    page.keyboard.type("099067000345")
    page.get_by_text("Chưa ai trong sổ dùng số này").wait_for()
    page.locator(".save .button").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(site.at("/viec/nguoi/{pan}/"))
    assert page.evaluate("document.activeElement.name") == "nguon"
    page.keyboard.press("Space")
    assert button(page) == "Lưu và sang việc sau"
    page.locator(".save .button").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã gửi xã duyệt, đồng chí Pán.").wait_for()
    page.context.close()


def test_without_script(site: real.Site, chromium: Browser) -> None:
    """The same form is a plain one: what is missing is said after pressing, what was typed stays."""
    site.open(chromium, "hung").context.close()
    context = chromium.new_context(
        java_script_enabled=False, storage_state=site.entered["hung"], viewport=PHONE["viewport"]
    )
    page = context.new_page()
    page.goto(site.at("/viec/nguoi/{dung}/"))
    page.get_by_label("Số điện thoại của chính đồng chí ấy").fill("0990 000")
    page.get_by_role("button", name="Lưu và sang").click()
    assert page.get_by_text("Chưa lưu.").first.is_visible()
    box = page.get_by_label("Số điện thoại của chính đồng chí ấy")
    assert box.input_value() == "0990 000"
    box.fill("0990 000 456")
    page.get_by_role("button", name="Lưu và sang").click()
    assert page.get_by_text("Đã lưu, đồng chí Dũng.").is_visible()
    page.get_by_role("button", name="Chưa gặp được, để sau").click()
    assert page.get_by_text("chuyển xuống cuối danh sách").is_visible()
    context.close()


def test_two_write_the_same_field(site: real.Site, chromium: Browser) -> None:
    """The conflict on a phone (16b): three values, none chosen, one press."""
    mine, other = site.open(chromium, "hung", **PHONE), site.open(chromium, "mai", **PHONE)
    address = site.at("/viec/nguoi/{ung}/")
    for page, number in ((mine, "0990 000 714"), (other, "0990 000 471")):
        page.goto(address)
        page.get_by_label("Số điện thoại của chính đồng chí ấy").fill(number)
        page.get_by_text("Đúng dạng, không lệch với hồ sơ").wait_for()
    other.locator(".save .button").tap()
    other.get_by_text("Đã lưu, đồng chí Ửng.").wait_for()
    mine.locator(".save .button").tap()
    mine.get_by_role("heading", level=1, name="Có người vừa sửa cùng ô").wait_for()
    assert mine.locator("input:checked").count() == 0
    assert faults.axe(mine) == []
    mine.get_by_text("Đồng chí vừa ghi").tap()
    assert button(mine) == "Dùng số 0990 000 714"
    if real.PICTURES:
        real.look(mine, "secretary-clash")
        mine.set_viewport_size({"width": 390, "height": 844})
    mine.locator(".save .button").tap()
    mine.get_by_text("Đã ghi lựa chọn của đồng chí.").wait_for()
    for page in (mine, other):
        page.context.close()


def test_sheets_and_a_workbook_out_and_back_in(
    site: real.Site, chromium: Browser, tmp_path: Path
) -> None:
    page = site.open(chromium, "hung")
    page.goto(site.at("/phieu/"))
    with page.expect_download() as paper:
        page.get_by_role("button", name="Lập ").click()
    paper.value.save_as(tmp_path / "phieu.pdf")
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF")
    if real.PICTURES:
        (Path(real.PICTURES) / "phieu.pdf").write_bytes((tmp_path / "phieu.pdf").read_bytes())
    page.goto(site.at("/phieu/"))
    page.get_by_text("Danh sách Excel gửi chi bộ điền").click()
    with page.expect_download() as listed:
        page.get_by_role("button", name="Lập ").click()
    listed.value.save_as(tmp_path / "ds.xlsx")
    page.goto(site.at("/phieu/tra-lai/"))
    page.set_input_files("input[type=file]", damaged(tmp_path / "ds.xlsx"))
    page.get_by_role("button", name="Gửi lại danh sách").click()
    page.get_by_role("heading", name="dòng giữ riêng").wait_for()
    if real.PICTURES:
        real.look(page, "sheets-quarantine")
    assert faults.faults(page) == []
    assert page.get_by_text("Không có mã này trong danh sách đã lập cho chi bộ.").count() == 1
    page.context.close()


def damaged(path: Path) -> Path:
    """The list with an answer, a changed id, a row too many and a row too few."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    first = next(row for row in range(1, 30) if str(sheet.cell(row, 1).value).endswith("/1"))
    sheet.cell(first, 5).value = "Nữ"
    sheet.cell(first + 1, 1).value = "XX-00-0000/1"
    sheet.cell(first + 1, 5).value = "thử"
    sheet.append(["", "Lò Văn Ai", "", "", "0990 000 001"])
    sheet.delete_rows(first + 3)
    book.save(path)
    return path
