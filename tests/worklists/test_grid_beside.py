"""What stands beside the findings, whole registers, campaigns' days, and lists by unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.world import World, batch
from campaigns.world import examined, running
from dangvien.accounts.models import User
from dangvien.campaigns import queries
from dangvien.exchange.models import Batch
from dangvien.members.models import Person
from dangvien.quality.models import Finding, Proposal
from dangvien.worklists.grid import reach as reaching
from members.people import khach
from quality.correcting import SOUND, ask
from quality.pairs import pair_of
from register import Register
from worklists.work import a_day_s_work, address, page, people, short_id

SignIn = Callable[[User], Client]
Work = dict[str, list[Finding]]


@pytest.fixture
def work(register: Register) -> Work:
    return a_day_s_work(register)


@pytest.fixture
def mai(register: Register, signed_in: SignIn) -> Client:
    return signed_in(register.mai)


def test_proposals_of_others_wait_for_me_my_own_do_not(
    register: Register, work: Work, mai: Client
) -> None:
    one = work["ids"][0].person
    other = work["ids"][1].person
    assert one is not None
    assert other is not None
    ask(register.hung, work["phones"][0].person, values={"citizen_id": SOUND})  # type: ignore[arg-type]
    ask(register.mai, other, values={"citizen_id": "099180000029"})
    text = page(mai, "?xem=cho-duyet")
    assert "Chờ tôi duyệt <span>1</span>" in text
    assert str(Proposal.objects.get(proposed_by=register.hung).uid) in text
    assert other.full_name not in text
    whole = page(mai)
    assert "Chờ duyệt" in whole  # the finding of the own one shows that it waits
    assert re.search(r'class="waits".*?disabled', whole, re.S)


def test_pairs_are_a_group_and_a_view_of_their_own(register: Register, mai: Client) -> None:
    pair = pair_of(register)
    assert pair.org == register.commune
    text = page(mai)
    assert "Nghi trùng <span>1</span>" in text
    assert "So sánh 1 cặp" in text
    text = page(mai, "?xem=nghi-trung")
    assert f"/trung/{pair.uid}/" in text


def test_conflicts_of_an_import_lead_to_their_page(register: Register, mai: Client) -> None:
    world = World(register, register.na_loc)
    [world.people["own"]] = people(register, register.na_loc, range(70, 71))
    world.numbers["own"] = "099080000070"
    made = batch(world, register.commune, "own")
    assert "Mâu thuẫn khi nhập tệp" not in page(mai)
    Batch.objects.filter(pk=made.pk).update(state="committed")
    assert f"/nhap/{made.uid}/mau-thuan/" in page(mai)


def test_the_day_of_the_campaign_is_the_day_of_a_finding(
    register: Register, work: Work, mai: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Finding.objects.filter(rule="V22").update(due=None)
    examined(Person.objects.all())
    running(register)
    # The step of the organisation's own data is not signed, and its day is past.
    assert "Quá hạn <span>5</span>" in page(mai)
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-28")
    days = {register.na_loc.pk: date(2025, 12, 20)}
    monkeypatch.setattr(queries, "due_for", lambda campaign, ids: days)
    late = page(mai, "?xem=qua-han&loai=V22")
    assert "Quá hạn <span>14</span>" in late  # eleven of their own day, three of the cell's
    assert late.count("data-row") == 3
    with CaptureQueriesContext(connection) as asked:
        page(mai)
    assert len(asked) <= 26


def test_by_unit(register: Register, work: Work, mai: Client) -> None:
    text = page(mai, "?xep=chi-bo")
    titles = re.findall(r'class="turn".*?<b>([^<]+)</b></a>', text, re.S)
    assert titles == ["Chi bộ bản Nà Lốc", "Chi bộ Cơ quan Đảng"]
    assert "3 việc chặn đồng bộ" in text
    answer = mai.post(
        "/viec/giao/", {"ca-nhom": f"cb-{register.party_office.pk}", "loc": "?xep=chi-bo"}
    )
    assert answer["Location"] == "/viec/?xep=chi-bo"
    assert {one.holder for one in Finding.objects.filter(rule="V05")} == {"cell"}


def test_a_whole_register_is_not_counted_unit_by_unit(
    register: Register, work: Work, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "FEW", 3)
    cache.clear()
    address(khach(register))
    tinh = signed_in(register.tinh)
    with CaptureQueriesContext(connection) as asked:
        text = page(tinh)
    assert "Tất cả <span>17</span>" in text
    assert "Xã, phường" in text  # the officer of the commune is not "me" up here
    counting = [
        one["sql"] for one in asked if "GROUP BY" in one["sql"] and "quality_finding" in one["sql"]
    ]
    assert len(counting) == 1
    assert 'AS "head"' in counting[0]  # half a million rows fold to the units of the next level
    names = re.findall(r'<details class="pick">.*?</details>', text, re.S)[0]
    assert "Đảng bộ xã Tam Lư" in names
    assert "Chi bộ bản Nà Lốc" not in names
    with CaptureQueriesContext(connection) as again:
        page(tinh)
    assert not any("GROUP BY" in one["sql"] and "quality_finding" in one["sql"] for one in again)
    narrowed = page(tinh, f"?chi-bo={register.commune.pk}")
    assert "Tất cả <span>16</span>" in narrowed
    assert "Chi bộ bản Nà Lốc" in narrowed
    tinh.post("/viec/giao/", {"ca-nhom": "V24-an", "loc": f"?chi-bo={register.commune.pk}"})
    assert Finding.objects.filter(rule="V24", holder="officer").count() == 1
    tinh.post("/viec/giao/", {"ca-nhom": "V24-an", "loc": ""})
    assert "Đang ở" in page(tinh, "?dang-o=officer")
    assert option_count(page(tinh), "Xã, phường") == "3"  # what one has done is counted at once


def option_count(text: str, words: str) -> str:
    """The count beside one value of a facet."""
    found = re.search(rf"<span>{words}</span><b>([\d.]+)", text)
    assert found, words
    return found[1]


def test_handing_a_group_over_keeps_to_the_facets(
    register: Register, work: Work, mai: Client
) -> None:
    short_id(work["safe"][0].person)  # type: ignore[arg-type]
    where = f"?chi-bo={register.party_office.pk}"
    mai.post("/viec/giao/", {"ca-nhom": "V05-E", "loc": where})
    held = dict(Finding.objects.filter(rule="V05").values_list("unit__name", "holder"))
    assert held == {"Chi bộ bản Nà Lốc": "officer", "Chi bộ Cơ quan Đảng": "cell"}


def test_waived_and_closed_ones_are_not_there(register: Register, work: Work, mai: Client) -> None:
    Finding.objects.filter(pk=work["ids"][0].pk).update(state=Finding.WAIVED)
    Finding.objects.filter(pk=work["ids"][1].pk).update(closed_on=date(2025, 12, 15))
    text = page(mai, "?loai=V05")
    assert text.count("data-row") == 1
    mai.post("/viec/giao/", {"viec": [str(work["ids"][0].uid)], "loc": ""})
    assert Finding.objects.get(pk=work["ids"][0].pk).holder == "officer"


def test_nothing_strange_in_an_address_breaks_the_page(work: Work, mai: Client) -> None:
    no = (
        "?muc=X&loai=zz&dang-o=ai&xem=gi&xep=1",
        "?nhom=V99-E",
        "?viec=khong-phai",
        "?mo=<b>&gon=..",
    )
    for query in no:
        assert "Danh sách việc" in page(mai, query)
    assert mai.get("/viec/?nhom=cb-").status_code == 404
    assert mai.get("/viec/?chi-bo=999999").status_code == 404
    assert mai.post("/viec/giao/", {"ca-nhom": "'; --", "loc": "?sau=1"}).status_code == 302
