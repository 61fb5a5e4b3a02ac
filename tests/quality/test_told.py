"""Findings in words, in the margin, in sums; a sound number never leaves its mask."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangvien.accounts.models import User
from dangvien.core import rules
from dangvien.core.rules.words import message
from dangvien.members import margin
from dangvien.members.models import Person
from dangvien.members.sealed import numbers
from dangvien.quality import queries, verdicts
from dangvien.quality.actions import run, settle
from dangvien.quality.models import Finding, Verdict
from dangvien.quality.settling.telling import said
from members.people import taken_in
from quality.sound import sound
from register import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(register: Register) -> list[Person]:
    """One sound, one whose id is short and shared with nobody, two who share a sound id."""
    run(actor="tick", org=register.province)
    made = taken_in(register.mai, register.na_loc, [
        sound(1), sound(2, citizen_id="99080000002"), sound(3),
        sound(4, citizen_id=sound(3)["citizen_id"]), sound(5, phone=""),
    ])  # fmt: skip
    settle()
    return made


def found(person: Person, rule: str) -> Finding:
    return Finding.objects.get(person=person, rule=rule, closed_on=None)


def test_the_words_are_those_of_clean(people: list[Person]) -> None:
    row = found(people[4], "V22")
    (told,) = queries.told([row])
    words = message(rules.get("V22"), row.cause, *said(row.told, row.uid)[:3])
    assert words.startswith(told.what)
    assert all(part in words for part in (told.why, told.how))
    assert (told.name, told.unit_name) == (people[4].full_name, "Chi bộ bản Nà Lốc")
    assert told.person_uid == people[4].uid


def test_a_sound_number_keeps_its_mask_and_a_faulty_one_is_shown(people: list[Person]) -> None:
    (shared,) = queries.told([found(people[2], "V09")])
    number = sound(3)["citizen_id"]
    assert number not in f"{shared.what} {shared.value} {shared.fix_shown}"
    assert "•" in shared.value
    (short,) = queries.told([found(people[1], "V05")])
    assert "99080000002" in f"{short.what} {short.value}"


def test_many_are_told_in_three_questions(people: list[Person]) -> None:
    with CaptureQueriesContext(connection) as asked:
        told = queries.told(Finding.objects.filter(closed_on=None))
    assert len(told) > 4
    assert len(asked) <= 3


def test_an_organisation_is_told_by_its_name(people: list[Person]) -> None:
    row = Finding.objects.filter(person=None, closed_on=None).first()
    assert row is not None
    (told,) = queries.told([row])
    assert (told.person_uid, told.name) == (None, told.unit_name)


def test_the_margin_shows_what_is_kept(
    people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the record page asks the rule book")

    fresh = margin.asked(people[1], numbers(people[1]))
    monkeypatch.setattr(margin, "check_record", never)
    kept = margin.remarks(people[1], numbers(people[1]))
    assert [(r.rule, r.field, r.severity) for r in kept] == [
        (r.rule, r.field, r.severity) for r in fresh
    ]
    assert kept[0].uid == found(people[1], "V05").uid


def test_who_was_never_examined_is_asked_now(register: Register) -> None:
    (one,) = taken_in(register.mai, register.na_loc, [sound(1, phone="")])
    assert [r.rule for r in margin.remarks(one, numbers(one))] == ["V22"]


def test_the_page_says_who_waits_for_whom(
    people: list[Person], register: Register, signed_in: Callable[[User], Client]
) -> None:
    rows = Finding.objects.filter(person=people[1])
    rows.update(state=Finding.WAITING)
    page = signed_in(register.mai).get(f"/dang-vien/{people[1].uid}/")
    assert "Chờ duyệt" in page.text
    rows.update(state=Finding.WAIVED)
    page = signed_in(register.mai).get(f"/dang-vien/{people[1].uid}/")
    assert "Ngoại lệ" in page.text
    assert "Không còn việc chặn" in page.text


def test_waived_is_clean_and_waiting_lies_with_whoever_approves(people: list[Person]) -> None:
    def verdict() -> Verdict:
        verdicts.refresh([people[1].pk])
        return Verdict.objects.get(person=people[1])

    rows = Finding.objects.filter(person=people[1], closed_on=None)
    assert (verdict().clean_t1, verdict().lies) == (False, "cell")
    rows.update(holder="police")
    assert verdict().lies == "police"
    rows.update(state=Finding.WAITING)
    assert verdict().lies == "approval"
    rows.update(state=Finding.WAIVED)
    now = verdict()
    assert (now.lies, now.e, now.waived) == ("", 0, rows.count())


def test_an_empty_box_may_be_excepted(register: Register) -> None:
    (one,) = taken_in(register.mai, register.na_loc, [sound(1, citizen_id="")])
    settle()
    assert not Verdict.objects.get(person=one).clean_t1
    Finding.objects.filter(person=one, field="citizen_id").update(state=Finding.WAIVED)
    verdicts.refresh([one.pk])
    now = Verdict.objects.get(person=one)
    assert (now.clean_t1, now.with_citizen_id, now.waived) == (True, False, 1)


def test_sums_by_unit(people: list[Person], register: Register) -> None:
    sums = queries.by_unit([register.commune.path])
    (row,) = sums.filter(unit=register.na_loc.pk).to_dicts()
    assert row["members"] == row["active"] == 5
    assert row["clean_t1"] == Verdict.objects.filter(clean_t1=True).count()
    assert row["active"] == row["clean_t1"] + sum(
        row[place] for place in ("approval", "cell", "police", "above")
    )
    assert row["e"] == Finding.objects.filter(
        severity="E", closed_on=None, unit=register.na_loc
    ).exclude(person=None).count()  # fmt: skip
    assert queries.by_unit([register.other_commune.path]).is_empty()
    assert queries.by_unit().height == 1


def test_a_form_settles_before_its_answer(
    people: list[Person], register: Register, signed_in: Callable[[User], Client]
) -> None:
    """The phone is typed in; the finding is over when the page comes back."""
    client, one = signed_in(register.mai), Person.objects.get(pk=people[4].pk)
    assert Finding.objects.filter(person=one, rule="V22", closed_on=None).exists()
    form = client.get(f"/dang-vien/{one.uid}/sua/?o=phone").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    typed |= {"phone": sound(5)["phone"], "source": "Hỏi trực tiếp"}
    answer = client.post(f"/dang-vien/{one.uid}/sua/?o=phone", typed)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    assert not Finding.objects.filter(person=one, rule="V22", closed_on=None).exists()
