"""One evening: open the register, bring a commune in, find somebody, take it back, lose the machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import faults
from browser import Site, chromium, one_time_code, served
from dangvien.synth.commune import commune
from first_steps import GOOD, choose_password, link_code_app, open_the_register, press

pytestmark = pytest.mark.chromium
LIST, UNITS = "danh-sach-dang-vien.xlsx", "to-chuc.xlsx"
SOON = 90_000  # ms for a job of the worker; the page says so by itself


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A register that nobody opened yet."""
    with served(seed="") as one:
        yield one


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic commune's files."""
    folder = tmp_path_factory.mktemp("tam-lu")
    commune(1, folder)
    return folder


def invited(page: Page, site: Site) -> str:
    """The administrator opens mai's account; the link shown once."""
    page.goto(site.at("/to-chuc/1/nguoi-dung/moi/"))
    page.get_by_label("Họ và tên").fill("Hà Thị Mai")
    page.get_by_label("Tên đăng nhập").fill("ha.mai")
    page.get_by_label("Ban Xây dựng Đảng xã, phường").check()
    press(page, "Mở tài khoản, lấy liên kết")
    return page.locator(".once").inner_text()


def bring_in(page: Page, site: Site, address: str, file: Path) -> int:
    """Upload, read the preview, commit; how many rows were written."""
    page.goto(site.at(address))
    page.set_input_files("input[type=file]", file)
    press(page, "Tải lên và xem trước")
    page.get_by_text("khớp tổng").wait_for(timeout=SOON)
    assert faults.faults(page) == [], page.url
    return commit(page)


def commit(page: Page) -> int:
    """Press the one red button; wait until the page says that it is done."""
    button = page.get_by_role(
        "button", name=re.compile(r"^(Ghi|Hoàn tác) [\d.]+ (dòng|hồ sơ|tổ chức)")
    )
    rows = int(re.sub(r"\D", "", button.inner_text()))
    button.click()
    page.get_by_role("heading", level=1, name=re.compile("Đã (ghi|hoàn tác)")).wait_for(
        timeout=SOON
    )
    return rows


def found(page: Page, site: Site, name: str) -> str:
    """Look for somebody without marks; the address of the record."""
    page.goto(site.at("/dang-vien/"))
    page.fill("main input[name=q]", name)
    page.keyboard.press("Enter")
    page.locator("main a[href^='/dang-vien/']").filter(has_text="Lò").first.click()
    page.get_by_role("heading", level=1).wait_for()
    return page.url


def restored(site: Site, key: str, folder: Path) -> dict[str, str]:
    """Back up, lose the machine, restore elsewhere with the key from paper; the new surroundings."""
    saved, paper, new = folder / "so.saoluu", folder / "khoa", folder / "moi"
    assert "nguyên vẹn" in site.run("dangvien.cli", "backup", str(saved))
    paper.touch(mode=0o600)
    paper.write_text(key)
    told = site.run(
        "dangvien.cli", "restore", str(saved), "--home", str(new), "--key-file", str(paper)
    )
    assert "Mọi bảng đủ số dòng, nhật ký nguyên vẹn" in told
    return {"DANGVIEN_HOME": str(new)}


def test_from_an_empty_machine_to_a_restored_one(site: Site, lists: Path, tmp_path: Path) -> None:
    with chromium() as browser:
        admin = site.open(browser)
        key = open_the_register(admin, site.told(r"http://localhost:\d+/thiet-lap/\S+"))
        mai = site.open(browser)
        mai.goto(invited(admin, site))
        choose_password(mai, "Lưu, sang lớp bảo vệ thứ hai")
        mai.goto(site.at("/bao-mat/ma/"))
        secret, _ = link_code_app(mai)

        assert bring_in(mai, site, "/nhap/to-chuc/", lists / UNITS) >= 24
        written = bring_in(mai, site, "/nhap/moi/", lists / LIST)
        assert written > 500
        batch = mai.url
        record = found(mai, site, "lo van")
        assert faults.faults(mai) == [], record

        mai.goto(batch)
        mai.get_by_role("link", name=re.compile("Hoàn tác")).first.click()
        press(mai, "Xem trước việc hoàn tác")
        mai.get_by_text("khớp tổng").wait_for(timeout=SOON)
        assert commit(mai) == written
        mai.goto(record)
        assert mai.get_by_role("heading", level=1).inner_text() == "Không có trang này"

        elsewhere = restored(site, key, tmp_path)
        with served(seed="", **elsewhere) as other:
            back = other.open(browser)
            other.sign_in(back, "ha.mai", GOOD, one_time_code(secret))
            back.goto(other.at("/nhap/"))
            assert back.get_by_text(LIST).count() >= 1
            assert back.get_by_text("Đã hoàn tác").count() >= 1
        assert mai.complaints == []  # type: ignore[attr-defined]
