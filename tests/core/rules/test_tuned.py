"""A rule with other numbers in its dated places: only what rests on them changes, nothing else does."""

from __future__ import annotations

import pytest

from dangvien.core import rules
from dangvien.core.engine import check_record
from dangvien.core.rules import dated
from dangvien.core.rules.rule import Rule
from dangvien.core.rules.sample import AS_OF, MEMBER
from dangvien.core.rules.tuned import tuned

TUNABLE = [rule.code for rule in rules.BOOK if rule.dated]


@pytest.mark.parametrize("code", TUNABLE)
def test_the_numbers_of_the_book_make_the_rule_of_the_book(code: str) -> None:
    rule = rules.get(code)
    same = tuned(code, {name: dated.of(name)[-1].value for name in rule.dated})
    assert spelt(same) == spelt(rule)
    other = tuned(code, {name: dated.of(name)[-1].value + 1 for name in rule.dated})
    assert spelt(other) != spelt(rule)
    assert [case.key for case in other.cases] == [case.key for case in rule.cases]


def spelt(rule: Rule) -> list[str]:
    """Its expressions as text."""
    return [f"{case.when} {case.detail}" for case in rule.cases]


def test_a_foreign_number_is_refused_and_no_number_is_the_rule_itself() -> None:
    with pytest.raises(KeyError):
        tuned("V22", {"oldest_age": 3})
    assert tuned("V12", {}) is rules.get("V12")


def test_the_book_is_untouched() -> None:
    record = {**MEMBER, "row_id": "1"}
    before = check_record(record, as_of=AS_OF)
    tuned("V12", {"oldest_age": 20})
    assert check_record(record, as_of=AS_OF) == before
    assert dated.of("oldest_age")[-1].value == 110
