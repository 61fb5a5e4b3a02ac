"""A rule set otherwise for a unit: tried first, dated, the nearest unit decides, findings follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.core import rules
from dangvien.members.refusals import Impossible
from dangvien.quality.actions import lift_rule, run, set_rule, try_rule
from dangvien.quality.book import book_hash
from dangvien.quality.effort import effort
from dangvien.quality.models import Finding, Setting, Verdict
from members.people import taken_in
from quality.slowly import agree
from quality.sound import sound
from register import Register

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@pytest.fixture
def people(register: Register) -> Register:
    """Three without a phone at Nà Lốc, one at the office, one at the other commune; one born 1938."""
    taken_in(register.mai, register.na_loc, [sound(n, phone="") for n in (1, 2, 3)])
    taken_in(register.mai, register.party_office, [
        sound(4, phone=""), sound(5, birth_date="1938-01-06", citizen_id="099038000005",
                                  admission_date="1960-05-19", official_date="1961-05-19",
                                  admission_decision_date="1960-05-12"),
    ])  # fmt: skip
    taken_in(register.binh, register.clinic, [sound(6, phone="")])
    run(actor="tick", org=register.province)
    from dangvien.quality.actions import settle  # noqa: PLC0415

    settle()
    return register


def opened(rule: str) -> dict[int, int]:
    rows = Finding.objects.filter(rule=rule, closed_on=None).values_list("unit", flat=True)
    return {unit: list(rows).count(unit) for unit in rows}


def put(register: Register, org: object, rule: str, **choice: object) -> Setting:
    tried = try_rule(actor=register.tinh, org=org, rule=rule, **choice)  # type: ignore[arg-type]
    made = set_rule(actor=register.tinh, org=org, tried=tried, reason="Kết luận 5")  # type: ignore[arg-type]
    run(actor="tick", org=org)  # type: ignore[arg-type]
    return made


def test_every_rule_has_its_minutes() -> None:
    assert all(effort(rule.code).minutes > 0 for rule in rules.BOOK)


def test_a_trial_says_how_many_where_and_how_long(people: Register) -> None:
    told = try_rule(actor=people.mai, org=people.commune, rule="V22", on=False)
    assert (told.now, told.then, told.over, told.begun) == (4, 0, 4, 0)
    assert [(name, now, then) for _, name, now, then in told.units] == [
        ("Chi bộ bản Nà Lốc", 3, 0), ("Chi bộ Cơ quan Đảng", 1, 0),
    ]  # fmt: skip
    assert told.hours_now == 4 * effort("V22").minutes / 60
    assert told.asked == 5
    assert not Setting.objects.exists()


def test_off_reaches_the_subtree_and_nothing_else(people: Register) -> None:
    before = book_hash(people.commune)
    put(people, people.commune, "V22", on=False)
    assert set(opened("V22")) == {people.clinic.pk}
    assert book_hash(people.commune) != before
    agree()


def test_the_nearest_unit_decides(people: Register) -> None:
    put(people, people.commune, "V22", on=False)
    put(people, people.na_loc, "V22", on=True)
    assert set(opened("V22")) == {people.clinic.pk, people.na_loc.pk}
    agree()


def test_a_weight_and_the_verdict_with_it(people: Register) -> None:
    clean = Verdict.objects.filter(unit=people.na_loc, clean_t1=True).count()
    put(people, people.commune, "V22", severity="N")
    rows = Finding.objects.filter(rule="V22", closed_on=None, unit=people.na_loc)
    assert {row.severity for row in rows} == {"N"}
    assert Verdict.objects.filter(unit=people.na_loc, n__gt=0).count() == 3
    assert Verdict.objects.filter(unit=people.na_loc, clean_t1=True).count() == clean
    agree()


def test_a_threshold_is_data(people: Register) -> None:
    told = try_rule(actor=people.mai, org=people.commune, rule="V12", thresholds={"oldest_age": 80})
    assert (told.now, told.then, told.begun) == (0, 1, 1)
    put(people, people.commune, "V12", thresholds={"oldest_age": 80})
    assert opened("V12") == {people.party_office.pk: 1}
    agree()


def test_a_threshold_of_organisations(people: Register) -> None:
    told = try_rule(
        actor=people.mai, org=people.commune, rule="O07", thresholds={"cell_official": 4}
    )
    assert told.then > told.now
    put(people, people.commune, "O07", thresholds={"cell_official": 4})
    agree()


def test_lifting_gives_back_what_is_above(people: Register) -> None:
    made = put(people, people.na_loc, "V22", on=False)
    assert people.na_loc.pk not in opened("V22")
    lift_rule(actor=people.tinh, setting=made, reason="Hết đợt")
    run(actor="tick", org=people.na_loc)
    assert opened("V22")[people.na_loc.pk] == 3
    agree()


def test_a_setting_of_a_day_to_come_waits(
    people: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.today() + timedelta(days=5)
    tried = try_rule(actor=people.mai, org=people.commune, rule="V22", on=False)
    set_rule(actor=people.mai, org=people.commune, tried=tried, reason="KH 17", since=later)
    run(actor="tick", org=people.province)
    assert people.na_loc.pk in opened("V22")
    monkeypatch.setenv("DANGVIEN_TODAY", later.isoformat())
    run(actor="tick", org=people.province)
    assert people.na_loc.pk not in opened("V22")


def test_who_may_not_and_what_makes_no_sense(people: Register) -> None:
    with pytest.raises(Refused):
        try_rule(actor=people.hung, org=people.na_loc, rule="V22", on=False)
    with pytest.raises(Refused):
        try_rule(actor=people.mai, org=people.clinic, rule="V22", on=False)
    with pytest.raises(Impossible):
        try_rule(actor=people.mai, org=people.commune, rule="V22", thresholds={"oldest_age": 5})
    tried = try_rule(actor=people.mai, org=people.commune, rule="V22", on=False)
    with pytest.raises(Impossible):
        set_rule(actor=people.mai, org=people.commune, tried=tried, reason=" ")
    with pytest.raises(Impossible):
        set_rule(actor=people.mai, org=people.na_loc, tried=tried, reason="x")
    with pytest.raises(Impossible):
        set_rule(actor=people.mai, org=people.commune, tried=tried, reason="x",
                 since=date(2025, 1, 1))  # fmt: skip


def test_the_pages(people: Register, signed_in: SignedIn) -> None:
    client = signed_in(people.mai)
    page = client.get("/quy-tac/")
    assert "theo bộ chung" in page.text
    address = f"/quy-tac/V22/?don-vi={people.commune.pk}"
    page = client.get(f"{address}&thu=1&bat=0&muc=-")
    assert "4 việc khép lại" in page.text
    assert not Setting.objects.exists(), "trying changes nothing"
    sealed = page.context["setting"].initial["thu"]
    told = {"lam": "dat", "thu": sealed, "since": "15/12/2025", "reason": "KH 17"}
    assert client.post(address, {**told, "reason": ""}).status_code == 422
    assert client.post(address, {**told, "thu": sealed[:-8] + "AAAAAAA="}).status_code == 422
    assert client.post(address, told).status_code == 302
    row = Setting.objects.get()
    assert (row.on, row.tried["over"], row.set_by) == (False, 4, people.mai)
    assert "Tắt" in client.get(address).text
    lifted = client.post(address, {"lam": "thoi", "dat": row.pk, "reason": "Xong"})
    assert lifted.status_code == 302


def test_a_secretary_reads_and_sets_nothing(people: Register, signed_in: SignedIn) -> None:
    client = signed_in(people.hung)
    assert client.get("/quy-tac/").status_code == 200
    page = client.get("/quy-tac/V22/?thu=1&bat=0&muc=-")
    assert "Thử một cách" not in page.text
    assert "khép lại" not in page.text
    assert client.post("/quy-tac/V22/", {"lam": "dat"}).status_code == 404
    assert client.get(f"/quy-tac/V22/?don-vi={people.clinic.pk}").status_code == 404
    assert client.get("/quy-tac/V99/").status_code == 404
