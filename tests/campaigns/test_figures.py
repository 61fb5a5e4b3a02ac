"""Figures add up at every level of the tree, whatever happened to those who were counted."""

from __future__ import annotations

import random
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.acting import campaign, counted, fill, people, verdicts
from dangvien.campaigns.actions.days import keep_day, keep_days
from dangvien.campaigns.counts import Counts, total
from dangvien.campaigns.counts import of as counts_of
from dangvien.campaigns.models import Day
from dangvien.campaigns.queries import at_risk, distribution, figures, forecast, history, tree
from dangvien.campaigns.queries.counting import own
from dangvien.campaigns.snapshots import frozen_rows, summed
from dangvien.quality.models import Verdict
from register import Register, organisation

pytestmark = pytest.mark.django_db


def test_a_commune_adds_up(register: Register) -> None:
    one = campaign(register)
    fill(one, register.na_loc, done=17, approval=3, cell=8, police=2, above=1)
    fill(one, register.party_office, done=10)
    verdicts(people(register.clinic, 5))  # another commune: not in this campaign's subtree

    told = figures(one, register.commune)
    assert (told.base, told.done, told.approval, told.cell, told.police, told.above, told.gone) == (
        41, 27, 3, 8, 2, 1, 0,
    )  # fmt: skip
    assert told.counts.whole == 41
    assert "chốt 10/12/2025" in told.denominator
    rows = {row.name: row for row in tree(one, register.commune)}
    assert rows["Chi bộ bản Nà Lốc"].counts.done == 17
    assert rows["Đảng bộ xã Tam Lư"].counts == told.counts
    assert (rows["Đảng bộ xã Tam Lư"].finished, rows["Đảng bộ xã Tam Lư"].peopled) == (1, 2)


def test_who_left_moved_or_came(register: Register) -> None:
    """Gone leaves the denominator, moving inside the campaign does not, newcomers stand beside."""
    one = campaign(register)
    held = fill(one, register.na_loc, done=4, cell=4)
    Verdict.objects.filter(person=held["done"][0]).update(active=False)  # died
    Verdict.objects.filter(person=held["done"][1]).update(unit=register.clinic)  # left the commune
    Verdict.objects.filter(person=held["cell"][0]).update(unit=register.party_office)  # next cell
    Verdict.objects.filter(person=held["cell"][1]).delete()  # never looked at
    Verdict.objects.filter(person=held["cell"][2]).delete()
    type(held["cell"][2]).objects.filter(pk=held["cell"][2].pk).update(status="died")
    new = people(register.na_loc, 2)
    verdicts(new, lies="cell")
    Verdict.objects.filter(person=held["done"][2]).update(waived=1)

    whole = figures(one, register.commune).counts
    assert whole == Counts(
        base=8, done=2, cell=3, gone=3, waived=1, newcomers=2, num_dung=36, num_du=36, num_sach=4,
        num_song=4, num_thong_nhat=4, ready=2,
    )  # fmt: skip
    assert whole.whole == 5
    cell = figures(one, register.na_loc).counts
    assert (cell.base, cell.gone, cell.cell, cell.newcomers) == (7, 3, 2, 2)
    office = figures(one, register.party_office).counts
    assert (office.base, office.cell) == (1, 1)
    assert total([cell, office]) == whole


def test_a_unit_taken_out_of_the_tree_leaves_its_people_as_gone(register: Register) -> None:
    """The denominator is a list of people: reshaping the tree does not make it smaller in silence."""
    one = campaign(register)
    fill(one, register.na_loc, done=3)
    fill(one, register.party_office, done=4)
    register.party_office.path = f"{register.other_commune.path}{register.party_office.pk}/"
    register.party_office.save()
    whole = figures(one, register.commune).counts
    assert (whole.base, whole.done, whole.gone) == (7, 3, 4)
    assert tree(one, register.commune)[0].counts == whole
    rows = frozen_rows(one, register.commune)
    assert counts_of(summed(rows, register.commune.path)[""]) == whole


def test_random_lives_always_add_up(register: Register) -> None:
    """The three views of one random register agree: the whole, its units one by one, its tree."""
    one = campaign(register, register.province)
    dice = random.Random(7)  # noqa: S311
    units = [register.na_loc, register.party_office, register.clinic, register.commune]
    made = [person for unit in units for person in people(unit, 25)]
    counted(one, dice.sample(made, 80))
    for person in made:
        if dice.random() < 0.1:
            continue
        person.unit = dice.choice(units)
        verdicts([person], lies=dice.choice(["", "", "cell", "approval", "police", "above"]),
                 active=dice.random() < 0.9, waived=dice.randrange(2))  # fmt: skip
    whole = figures(one, register.province).counts
    assert whole.base == 80
    rows = tree(one, register.province)
    assert rows[0].counts == whole
    frozen = summed(frozen_rows(one, register.province), register.province.path)
    assert counts_of(frozen[""]) == whole
    for row in rows:
        unit = next(u for u in (*units, register.province, register.other_commune)
                    if u.pk == row.pk)  # fmt: skip
        assert row.counts == figures(one, unit).counts, row.name
        assert row.own == own(one, unit).get(row.pk, Counts())


def test_the_tier_says_what_done_means(register: Register) -> None:
    one = campaign(register, tier=2)
    held = people(register.na_loc, 3)
    counted(one, held)
    verdicts(held[:1])
    verdicts(held[1:], clean_t1=True, clean_t2=False, lies="")
    told = figures(one, register.commune).counts
    assert (told.done, told.cell, told.ready) == (1, 2, 3)


def test_days_are_kept_once_and_over_again(register: Register, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    one = campaign(register)
    held = fill(one, register.na_loc, done=3, cell=7)
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-09")
    assert keep_day(one) == keep_day(one) == 1
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-14")
    Verdict.objects.filter(person__in=held["cell"][:2]).update(clean_t1=True, lies="")
    assert keep_days() == 1
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-15")
    Verdict.objects.filter(person__in=held["cell"][2:3]).update(clean_t1=True, lies="")
    assert Day.objects.count() == 2
    assert [(p.on.day, p.counts.done) for p in history(one, register.commune)] == [(9, 3), (14, 5)]
    told = forecast(one, register.commune)
    assert (told.done, told.whole, told.days) == (6, 10, 6)
    # three in six days: half a person a day, fourteen days more
    assert told.expected == 10
    assert told.in_time
    assert told.ends == {register.na_loc.pk: date(2025, 12, 23)}


def test_days_are_kept_at_most_hourly_by_settling(register: Register) -> None:
    fill(campaign(register), register.na_loc, done=1)
    assert keep_days(hourly=True) == 1
    assert keep_days(hourly=True) == 0


def test_units_at_risk_are_those_that_will_lack(register: Register, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    one = campaign(register)
    slow = fill(one, register.na_loc, done=2, cell=20)
    fill(one, register.party_office, done=5, cell=5)
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-10")
    Day.objects.create(campaign=one, unit=register.na_loc, on=date(2025, 12, 10), base=22, done=0,
                       cell=22)  # fmt: skip
    Day.objects.create(campaign=one, unit=register.party_office, on=date(2025, 12, 10), base=10,
                       done=0, cell=10)  # fmt: skip
    monkeypatch.setenv("DANGVIEN_TODAY", "2025-12-15")
    told = forecast(one, register.commune)
    assert told.short == ((register.na_loc.pk, 22 - (2 + 5)),)
    [late] = at_risk(tree(one, register.commune), told)
    assert (late.row.pk, late.late, late.ends) == (register.na_loc.pk, 15, date(2026, 2, 3))
    assert slow


def test_the_distribution_counts_units(register: Register) -> None:
    third = organisation("Chi bộ bản Pha Đén", register.commune, "chi_bo_co_so", "38.150.003")
    one = campaign(register)
    fill(one, register.na_loc, done=10)
    fill(one, register.party_office, done=8, cell=2)
    fill(one, third, done=5, cell=5)
    rows = tree(one, register.commune)
    told = distribution([row.own for row in rows])
    assert (told.units, told.half, told.most, told.all) == (3, 3, 2, 1)


def test_a_tree_takes_few_queries(register: Register) -> None:
    one = campaign(register)
    for unit in (register.na_loc, register.party_office):
        fill(one, unit, done=2, cell=2)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        tree(one, register.commune)
    assert len(asked) <= 4
