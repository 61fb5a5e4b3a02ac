"""Where there are many units, the grid counts the next level, and leads down and up again."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangvien.quality.models import Finding
from dangvien.worklists.grid import reach
from members.people import khach
from quality.correcting import finding
from register import Register
from worklists.test_grid import SignIn, option
from worklists.work import a_day_s_work, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(register: Register, monkeypatch: pytest.MonkeyPatch) -> Register:
    """Eleven things of Tam Lư's cells, one of the clinic; two units are too many to list each."""
    a_day_s_work(register)
    finding(khach(register), "phone", "V22", severity="W", cause="missing", holder="cell")
    monkeypatch.setattr(reach, "FEW", 1)
    cache.clear()
    return register


def units(text: str) -> list[tuple[str, str]]:
    """Names and counts of the units to choose from."""
    listed = text.split('<details class="pick">')[1].split("</details>", maxsplit=1)[0]
    return re.findall(
        r'<a class="option" .*?<span>([^<]+)(?:<span.*?</span>)?</span><b>([\d.]+)', listed
    )


def test_the_next_level_is_counted_and_opens(many: Register, signed_in: SignIn) -> None:
    client = signed_in(many.tinh)
    text = page(client)
    assert units(text) == [("Đảng bộ xã Tam Lư", "16"), (many.other_commune.name, "1")]
    below = page(client, option(text, "Đảng bộ xã Tam Lư")[0])
    assert units(below) == [
        ("Đảng bộ xã Tam Lư", "16"), ("Chi bộ bản Nà Lốc", "11"), ("Chi bộ Cơ quan Đảng", "5"),
    ]  # fmt: skip
    cell = page(client, option(below, "Chi bộ bản Nà Lốc")[0])
    assert "11 việc" in cell
    up = re.search(r'<a class="option up" href="([^"]*)"[^>]*>.*?<span>([^<]*)', cell, re.S)
    assert up
    assert up[2] == "Lên Đảng bộ xã Tam Lư"
    assert dict(units(page(client, up[1].replace("&amp;", "&")))) == dict(units(below))
    top = re.search(r'<a class="option up" href="([^"]*)"', below)
    assert top
    assert "chi-bo" not in top[1]


def test_the_counts_answer_to_the_other_facets(many: Register, signed_in: SignIn) -> None:
    client = signed_in(many.tinh)
    text = page(client, "?loai=can-cuoc")
    assert units(text) == [("Đảng bộ xã Tam Lư", "3"), (many.other_commune.name, "0")]


def test_findings_of_the_top_itself_are_of_no_unit_below(many: Register, signed_in: SignIn) -> None:
    Finding.objects.create(
        unit=many.commune, rule="O01", field="org_code", cause="missing", severity="W",
        dimension="du", opened_on="2025-12-10", holder="officer",
    )  # fmt: skip
    below = page(signed_in(many.tinh), f"?chi-bo={many.commune.pk}")
    assert dict(units(below)) == {
        "Đảng bộ xã Tam Lư": "17", "Chi bộ bản Nà Lốc": "11", "Chi bộ Cơ quan Đảng": "5",
    }  # fmt: skip


def test_nobody_is_led_above_the_own_reach(many: Register, signed_in: SignIn) -> None:
    text = page(signed_in(many.mai), f"?chi-bo={many.na_loc.pk}")
    assert f"chi-bo={many.province.pk}" not in text
    up = re.search(r'<a class="option up" href="([^"]*)"', text)
    assert up
    assert "chi-bo" not in up[1]
    assert signed_in(many.mai).get(f"/viec/?chi-bo={many.other_commune.pk}").status_code == 404


def test_a_subject_opens_into_its_rules(register: Register, signed_in: SignIn) -> None:
    a_day_s_work(register)
    some = list(Finding.objects.filter(rule="V05").order_by("pk"))
    Finding.objects.filter(pk=some[0].pk).update(rule="V04", cause="missing")
    client: Client = signed_in(register.mai)
    plain = page(client)
    assert 'class="option deep"' not in plain
    opened = page(client, option(plain, "Căn cước")[0])
    rules = re.findall(
        r'<a class="option deep" href="([^"]*)".*?<span>([^<]+)</span><b>(\d+)', opened
    )
    assert [(words, count) for _, words, count in rules] == [
        ("Số căn cước không đủ 12 chữ số", "2"), ("Chưa có số căn cước", "1"),
    ]  # fmt: skip
    narrowed = page(client, rules[1][0].replace("&amp;", "&"))
    assert "Đang xem 1/16 việc" in narrowed
    back = option(narrowed, "Căn cước")
    assert back[1] == "3"
    assert "Đang xem 3/16 việc" in page(client, back[0])


def test_it_is_still_one_counting(many: Register, signed_in: SignIn) -> None:
    client = signed_in(many.tinh)
    page(client)
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        page(client)
    counting = [q["sql"] for q in asked if "GROUP BY" in q["sql"] and "quality_finding" in q["sql"]]
    assert len([sql for sql in counting if 'AS "head"' in sql]) == 1
    with CaptureQueriesContext(connection) as again:
        page(client)
    assert not [q for q in again if 'AS "head"' in q["sql"]]  # kept a minute
