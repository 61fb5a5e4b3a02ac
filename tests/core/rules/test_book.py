"""The book as a whole: complete, in order, quick to load, and true to its own examples."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from dangvien.core import derive, engine, facts
from dangvien.core.rules import BOOK, get, sample
from dangvien.core.rules.rule import HOUSE_RULE, Rule, Subject
from dangvien.core.schema import MEMBER, ORGANISATION, Field
from dangvien.core.standardise import standardise

SUBJECT: dict[Subject, tuple[Field, ...]] = {"member": MEMBER, "organisation": ORGANISATION}


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(rule, number, id=f"{rule.code}-{number}")
        for rule in BOOK
        for number in range(len(getattr(rule, kind)))
    ]


@pytest.fixture(scope="module")
def causes() -> dict[str, set[str]]:
    """Every example of the book, checked as one list: "V08 bad 0" → causes that V08 gave it."""
    found: dict[str, set[str]] = {}
    for subject, fields in SUBJECT.items():
        base = sample.MEMBER if subject == "member" else sample.ORGANISATION
        records = [
            {"source": "", **base, **example, "row_id": f"{rule.code} {kind} {number}"}
            for rule in BOOK
            if rule.subject == subject
            for kind in ("good", "bad")
            for number, example in enumerate(getattr(rule, kind))
        ]
        schema: dict[str, pl.DataType] = {
            **{name: pl.String() for name in ("row_id", "source", *(f.name for f in fields))},
            **{name: facts.dtype(name) for name in facts.NEUTRAL[subject]},
        }
        neutral = facts.NEUTRAL[subject]
        raw = pl.DataFrame([{**neutral, **record} for record in records], schema=schema)
        frame = standardise(raw, as_of=sample.AS_OF, votes={}, fields=fields).frame
        frame = frame.hstack(facts.given(raw, subject))
        book = [rule for rule in BOOK if rule.subject == subject]
        for row_id, rule, cause in (
            engine.check(frame, book).select("row_id", "rule", "cause").iter_rows()
        ):
            if row_id.startswith(rule):
                found.setdefault(row_id, set()).add(cause)
    return found


def test_organisations_come_first_and_no_code_is_left_out() -> None:
    codes = [rule.code for rule in BOOK]
    assert codes == [f"O{n:02}" for n in range(1, 13)] + [f"V{n:02}" for n in range(1, 36)]


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        get("V99")


@pytest.mark.parametrize(("rule", "number"), examples("good"))
def test_a_good_example_is_left_alone(rule: Rule, number: int, causes: dict[str, set[str]]) -> None:
    assert f"{rule.code} good {number}" not in causes, rule.good[number]


@pytest.mark.parametrize(("rule", "number"), examples("bad"))
def test_a_bad_example_is_found(rule: Rule, number: int, causes: dict[str, set[str]]) -> None:
    assert f"{rule.code} bad {number}" in causes, rule.bad[number]


def test_every_cause_is_reached_by_an_example(causes: dict[str, set[str]]) -> None:
    # What only a vote over a column can say is no example of one record.
    voted = {"legacy", "serial"}
    for rule in BOOK:
        rows = [causes.get(f"{rule.code} bad {n}", set()) for n in range(len(rule.bad))]
        assert {case.key for case in rule.cases} - set().union(*rows) <= voted, rule.code


def test_the_samples_are_without_any_finding(
    member: Callable[..., Any], organisation: Callable[..., Any]
) -> None:
    assert member() == {}
    assert organisation() == {}


def test_every_rule_says_why_how_and_on_what_basis() -> None:
    for rule in BOOK:
        assert rule.good
        assert rule.bad
        for words in (rule.why, rule.how, *(case.says for case in rule.cases)):
            assert words.endswith((".", "”.")), (rule.code, words)
        for words in (rule.title, rule.why, rule.how, *(case.says for case in rule.cases)):
            assert words[0].isupper() or words[0] in "“{", (rule.code, words)
            assert "!" not in words
            assert not re.search(r"\b[OV]\d\d\b", words), "no codes in what people read"
        assert rule.basis == HOUSE_RULE or re.search(r"\d|Luật|Điều lệ", rule.basis)


def test_causes_are_unique_on_a_field() -> None:
    for rule in BOOK:
        for one in rule.each():
            keys = [case.key for case in one.cases]
            assert len(keys) == len(set(keys)), rule.code


def test_fields_are_fields_of_the_schema() -> None:
    for rule in BOOK:
        names = {field.name for field in SUBJECT[rule.subject]}
        assert set(rule.fields) <= names, rule.code
        assert rule.field in rule.fields, rule.code


@pytest.mark.parametrize("subject", ["member", "organisation"])
def test_an_empty_row_breaks_only_rules_about_empty_fields(subject: Any) -> None:
    schema = facts.record_schema(subject)
    frame = pl.DataFrame({name: [None] for name in schema}, schema=schema)
    frame = derive.columns(frame, SUBJECT[subject], sample.AS_OF)
    found = engine.check(frame, [rule for rule in BOOK if rule.subject == subject])
    assert set(found["cause"]) <= {"missing"}


def test_loading_the_book_is_quick_and_pulls_in_no_framework() -> None:
    code = (
        "import sys, time, polars; start = time.perf_counter(); import dangvien.core.rules; "
        "print(time.perf_counter() - start, 'django' in sys.modules)"
    )
    out = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)},
    ).stdout.split()  # fmt: skip
    assert float(out[0]) < 1.0
    assert out[1] == "False"
