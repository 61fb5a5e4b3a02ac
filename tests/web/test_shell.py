"""The frame: which places stand in the bar, the banners, signing out, staying, no outside address."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings

from dangvien.web import places
from register import Register

pytestmark = pytest.mark.django_db


def bar(client: Client) -> list[str]:
    page = client.get("/").content.decode()
    nav = page.partition('<nav class="places"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]+)"', nav)


@pytest.mark.parametrize(
    ("who", "reached"),
    [
        ("mai", ["/", "/viec/", "/dang-vien/", "/to-chuc/", "/nhap/", "/bao-cao/"]),
        ("hung", ["/viec/", "/dang-vien/", "/tien-do/", "/to-chuc/", "/bao-cao/"]),
        ("leader", ["/", "/to-chuc/", "/bao-cao/"]),
        ("admin", ["/", "/to-chuc/"]),
        ("khach", ["/"]),
    ],
)
def test_the_bar_holds_what_exists_and_is_reached(register, signed_in, who, reached) -> None:  # type: ignore[no-untyped-def]
    assert bar(signed_in(getattr(register, who))) == [one for one in reached if places.exists(one)]


def test_a_thumb_reaches_three_places_and_the_rest(register, signed_in) -> None:  # type: ignore[no-untyped-def]
    page = signed_in(register.mai).get("/").content.decode()
    nav = page.partition('<nav class="places"')[2].partition("</nav>")[0]
    sheet = page.partition('<div class="menu-sheet">')[2].partition("</div>")[0]
    assert re.findall(r'<a href="([^"]+)" class="further"', nav) == [
        "/to-chuc/",
        "/nhap/",
        "/bao-cao/",
    ]
    assert re.findall(r'class="further" href="([^"]+)"', sheet) == [
        "/to-chuc/",
        "/nhap/",
        "/bao-cao/",
    ]
    assert 'class="in-short">Việc<' in nav


def test_no_two_roads_to_one_word() -> None:
    assert len({place.key for place in places.PLACES}) == len(places.PLACES)
    assert not places.exists("/khong-bao-gio-co/")


def test_the_set_clock_is_told(register: Register, signed_in, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    mai: Client = signed_in(register.mai)
    assert "Ngày làm việc đặt là <b>15/12/2025</b>" in mai.get("/").content.decode()
    monkeypatch.delenv("DANGVIEN_TODAY")
    assert "Ngày làm việc đặt là" not in mai.get("/").content.decode()


def test_invented_people_are_told(register: Register, signed_in, tmp_path) -> None:  # type: ignore[no-untyped-def]
    mai: Client = signed_in(register.mai)
    with override_settings(HOME=tmp_path):
        assert "Dữ liệu giả lập" not in mai.get("/").content.decode()
        (tmp_path / "synthetic").touch()
        assert "Dữ liệu giả lập" in mai.get("/").content.decode()


def test_signing_out_is_a_post_and_search_needs_the_right(register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
    hung = signed_in(register.hung).get("/").content.decode()
    leader = signed_in(register.leader).get("/").content.decode()
    assert re.search(r'<form action="/dang-xuat/" method="post">', hung)
    assert 'id="tim"' in hung
    assert 'id="tim"' not in leader


def test_staying_is_one_post(register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
    mai: Client = signed_in(register.mai)
    assert mai.post("/con-day/").status_code == 204
    assert mai.get("/con-day/").status_code == 405
    assert Client().post("/con-day/").status_code != 204


def test_the_frame_asks_the_database_little(  # type: ignore[no-untyped-def]
    register: Register, signed_in, django_assert_max_num_queries
) -> None:
    mai: Client = signed_in(register.mai)
    mai.get("/")
    with django_assert_max_num_queries(24):
        mai.get("/")


def test_pages_name_no_other_server(register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
    page = signed_in(register.mai).get("/")
    outside = re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*', page.content.decode())
    assert outside == []
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
