"""One cause, one finding: what fires on a whole record when one thing in it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Check = Callable[..., dict[tuple[str, str], str]]


@pytest.mark.parametrize(
    ("changes", "rule", "field", "cause"),
    [
        ({"citizen_id": "172" + "604835"}, "V05", "citizen_id", "nine_digits"),
        ({"citizen_id": "99175004321"}, "V05", "citizen_id", "lost_zero"),
        ({"citizen_id": None}, "V04", "citizen_id", "missing"),
        ({"citizen_id": "0" * 12}, "V25", "citizen_id", "placeholder"),
        ({"sex": "Nam"}, "V07", "citizen_id", "sex"),
        ({"birth_date": "19/05/1976"}, "V08", "birth_date", "year"),
        ({"birth_date": "05/19/1975"}, "V26", "birth_date", "swapped"),
        ({"birth_date": "30/02/1975"}, "V12", "birth_date", "impossible"),
        ({"birth_date": "19/05/2035"}, "V12", "birth_date", "future"),
        ({"birth_date": "1975"}, "V12", "birth_date", "year_only"),
        ({"birth_date": "01/01/1900"}, "V25", "birth_date", "placeholder"),
        ({"admission_date": "19/05/2030"}, "V33", "admission_date", "future"),
        ({"official_date": "19/05/2030"}, "V13", "official_date", "future"),
        ({"official_date": "05/19/2001"}, "V26", "official_date", "swapped"),
        ({"official_date": "31/02/2001"}, "V13", "official_date", "impossible"),
        ({"card_number": None}, "V15", "card_number", "missing"),
        ({"card_number": "8012467"}, "V17", "card_number", "lost_zero"),
        ({"card_number": "099175004322"}, "V17", "card_number", "not_citizen_id"),
        ({"member_type": None}, "V31", "member_type", "missing"),
        ({"religion": None}, "V32", "religion", "missing"),
        ({"phone": None}, "V22", "phone", "missing"),
        ({"full_name": "Hường"}, "V01", "full_name", "one_word"),
        ({"full_name": "nguyễn thị hường"}, "V03", "full_name", "case"),
        ({"unit_state": "closed"}, "V19", "org_name", "closed"),
        ({"counted_twice": True}, "V30", "org_name", "counted_twice"),
    ],
)
def test_one_fault_is_one_finding(
    member: Check, changes: dict[str, Any], rule: str, field: str, cause: str
) -> None:
    assert member(**changes) == {(rule, field): cause}


def test_two_empty_boxes_of_one_rule_are_two_findings(member: Check) -> None:
    assert member(official_date=None, card_number=None) == {
        ("V15", "official_date"): "missing",
        ("V15", "card_number"): "missing",
    }


def test_a_name_with_two_different_faults_gives_two(member: Check) -> None:
    assert member(full_name="nguyễn  thị hường") == {
        ("V02", "full_name"): "noise",
        ("V03", "full_name"): "case",
    }


def test_a_card_that_repeats_a_shared_citizen_id_is_not_told_twice(member: Check) -> None:
    shared = member(card_number="099175004321", same_citizen_id=1, same_card=1)
    assert shared == {("V09", "citizen_id"): "shared"}


def test_a_shared_phone_is_named_on_every_row_even_of_one_person_entered_twice(
    member: Check,
) -> None:
    found = member(twin_row="b.csv##2", same_phone=1)
    assert found == {("V11", "full_name"): "twin", ("V22", "phone"): "shared"}


def test_of_one_who_has_left_no_empty_box_is_asked(member: Check) -> None:
    empty = dict.fromkeys(
        ["citizen_id", "birth_date", "phone", "card_number", "official_date", "sex", "hometown"]
    )
    assert member(status="Từ trần", unit_state="closed", **empty) == {}


def test_a_list_without_status_counts_everyone_as_active(member: Check) -> None:
    assert member(status=None, citizen_id=None) == {("V04", "citizen_id"): "missing"}


def test_a_probationary_member_has_neither_card_nor_official_date(member: Check) -> None:
    newcomer = {"member_type": "Dự bị", "admission_date": "19/05/2025", "official_date": None,
                "admission_decision_date": "12/05/2025"}  # fmt: skip
    assert member(**newcomer, card_number=None) == {}
    assert member(**newcomer, card_number="không") == {
        ("V25", "card_number"): "placeholder_probationary"
    }
    assert member(**newcomer) == {("V16", "card_number"): "has_card"}


def test_both_birth_dates_kept_is_only_a_note(member: Check) -> None:
    assert member(birth_date="19/05/1976", id_birth_date="19/05/1975") == {
        ("V08", "birth_date"): "recorded"
    }


def test_historic_probation_is_left_alone(member: Check) -> None:
    old = {
        "birth_date": "1930",
        "citizen_id": None,
        "status": "Miễn sinh hoạt",
        "exemption_date": "2010",
        "admission_decision_date": None,
    }
    for admitted, official, badge in [
        ("03/02/1950", "03/04/1950", "75 năm"), ("03/02/1953", "03/02/1955", "70 năm"),
    ]:  # fmt: skip
        found = member(**old, admission_date=admitted, official_date=official, badge=badge)
        assert found == {("V12", "birth_date"): "year_only"}


def test_a_closed_organisation_is_asked_only_about_its_people(
    organisation: Callable[..., Any],
) -> None:
    closed = organisation(
        is_active=False, org_status="Giải thể", active=2, members=2, paper=2, official=1,
        parent_state="closed", kind=None, kind_state=None, secretary=None, secretary_found=None,
    )  # fmt: skip
    assert closed == {("O06", "org_status"): "still_peopled"}


def test_an_empty_cell_is_one_finding_not_also_too_few_official(
    organisation: Callable[..., Any],
) -> None:
    assert organisation(members=0, active=0, official=0, paper=0) == {
        ("O07", "org_name"): "no_members"
    }
