"""One rule, three ways in: a frame, one record, an Arrow batch. They must never differ.

The same facts are supplied to each; the examples of every rule and random records go through all three.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from dangvien.core import derive, engine, facts, standardise
from dangvien.core.rules import BOOK
from dangvien.core.rules.rule import Subject
from dangvien.core.rules.sample import AS_OF, MEMBER, ORGANISATION
from dangvien.core.schema import MEMBER as MEMBER_FIELDS
from dangvien.core.schema import ORGANISATION as ORGANISATION_FIELDS

SAMPLES: dict[Subject, Mapping[str, Any]] = {"member": MEMBER, "organisation": ORGANISATION}
FIELDS = {"member": MEMBER_FIELDS, "organisation": ORGANISATION_FIELDS}
KEY = ("row_id", "rule", "field")


def examples(subject: Subject) -> list[dict[str, Any]]:
    """Every good and bad example of the book as a whole record with a row_id of its own."""
    records = [
        {**SAMPLES[subject], **override}
        for rule in BOOK
        if rule.subject == subject
        for override in (*rule.good, *rule.bad)
    ]
    return [{**record, "row_id": f"ví dụ.csv##{i}"} for i, record in enumerate(records, 1)]


def as_frame(records: list[dict[str, Any]], subject: Subject) -> list[dict[str, Any]]:
    """Check records as one frame, the way a whole list is checked."""
    raw = _raw(records, subject)
    fields = FIELDS[subject]
    standard = standardise.standardise(raw, as_of=AS_OF, votes={}, fields=fields).frame
    frame = standard.hstack(facts.given(raw, subject))
    return _sorted(engine.check(frame, [r for r in BOOK if r.subject == subject]))


def as_records(records: list[dict[str, Any]], subject: Subject) -> list[dict[str, Any]]:
    """Check records one at a time, the way a form does."""
    found = [
        finding
        for record in records
        for finding in engine.check_record(record, as_of=AS_OF, subject=subject)
    ]
    return sorted(found, key=_key)


def as_batches(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Check members as Arrow record batches, the way a Spark partition would."""
    batches = pa.table(_raw(records, "member").to_arrow()).to_batches(max_chunksize=7)
    tables = [pl.DataFrame(b) for b in engine.check_batches(batches, as_of=AS_OF)]
    return _sorted(pl.concat(tables)) if tables else []


def _raw(records: list[dict[str, Any]], subject: Subject) -> pl.DataFrame:
    texts = {field.name: pl.String for field in FIELDS[subject]}
    known = {name: facts.dtype(name) for name in facts.NEUTRAL[subject]}
    schema = {"row_id": pl.String, "source": pl.String, **texts, **known}
    neutral = {"source": "ví dụ.csv#", **facts.NEUTRAL[subject]}
    return pl.DataFrame([{**neutral, **record} for record in records], schema=schema)


def _key(finding: dict[str, Any]) -> tuple[str, ...]:
    return tuple(finding[name] for name in KEY)


def _sorted(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return sorted(frame.to_dicts(), key=_key)


def test_every_member_example_agrees_three_ways() -> None:
    records = examples("member")
    whole = as_frame(records, "member")
    assert len(whole) >= len([r for r in BOOK if r.subject == "member"])
    assert as_records(records, "member") == whole
    assert as_batches(records) == whole


def test_every_organisation_example_agrees_two_ways() -> None:
    records = examples("organisation")
    whole = as_frame(records, "organisation")
    assert whole
    assert as_records(records, "organisation") == whole


def test_a_finding_is_unique_by_row_rule_and_field() -> None:
    found = as_frame(examples("member"), "member")
    assert len({_key(finding) for finding in found}) == len(found)


DIRT = st.one_of(
    st.none(),
    st.sampled_from([
        "không", ".", "x", "1958", "05/1958", "31/02/1990", "04/25/1980", "12/05/58", "21324",
        "Nam", "Nu", "Dự bị", "Đã mất", "NGUYỄN  THỊ HƯỜNG", "nguyễn thị hường", "Ông Vi Văn Thiệp",
        "O990203045", "0168 123 4567", "38.168.053", "Mèo", "Xã Sơn Hà, huyện Quan Sơn, Thanh Hóa",
    ]),
    st.from_regex(r"\A099[0-3][0-9]{8}\Z"),
    st.from_regex(r"\A[0-9]{1,8}\Z"),
    st.text(max_size=12),
)  # fmt: skip
COUNTS = st.integers(0, 3)
RECORDS = st.fixed_dictionaries(
    {field.name: DIRT for field in MEMBER_FIELDS},
    optional={
        "same_citizen_id": COUNTS, "same_card": COUNTS, "same_phone": COUNTS,
        "same_file_number": COUNTS, "counted_twice": st.booleans(), "left_list": st.booleans(),
        "twin_row": st.sampled_from([None, "b.csv##2"]), "unit_is_leaf": st.booleans(),
        "unit_state": st.sampled_from(["active", "closed", "unknown", "not_given", "no_list"]),
        "section_disagrees": st.sampled_from([None, "Chi bộ bản Nà Lốc"]),
    },
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=6))
def test_random_records_agree_three_ways(records: list[dict[str, Any]]) -> None:
    numbered = [{**record, "row_id": f"a.csv##{i}"} for i, record in enumerate(records, 1)]
    whole = as_frame(numbered, "member")
    assert as_records(numbered, "member") == whole
    assert as_batches(numbered) == whole


def test_a_record_needs_no_frame_to_be_standardised() -> None:
    record = standardise.record(MEMBER, as_of=AS_OF)
    frame = standardise.standardise(_raw([dict(MEMBER)], "member"), as_of=AS_OF, votes={}).frame
    record |= derive.record(record, MEMBER_FIELDS, AS_OF)
    assert {n: v for n, v in frame.to_dicts()[0].items() if n in record} == record


@settings(max_examples=50, deadline=None)
@given(RECORDS)
def test_what_follows_from_the_values_is_the_same_with_and_without_a_frame(
    values: dict[str, Any],
) -> None:
    told = {"row_id": "a.csv##1", **values}
    record = standardise.record(told, as_of=AS_OF)
    frame = standardise.standardise(_raw([told], "member"), as_of=AS_OF, votes={}).frame
    derived = derive.record(record, MEMBER_FIELDS, AS_OF)
    assert frame.select(list(derived)).to_dicts()[0] == derived
    assert dict(frame.select(list(derived)).schema) == derive.schema(MEMBER_FIELDS)
