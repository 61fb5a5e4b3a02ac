"""A number that a merge dropped leads to the record that stands, as long as the merge does."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from dangvien.exchange import words
from dangvien.exchange.models import Batch, Row
from dangvien.members.actions import correct, merge, unmerge
from dangvien.members.models import Person
from dangvien.members.queries.dropped import dropped
from dangvien.members.sealed import numbers
from exchange.engine import TamLu, closes, committed, receive, settle_in, tam_lu
from exchange.engine_lists import CELLS, Line, dozen, person, sheet

pytestmark = pytest.mark.django_db
OLD_ID, OLD_CARD = "099158009999", "38019999"
ALIAS: Line = {"full_name": "Vi Thị Lan Anh", "citizen_id": OLD_ID, "card_number": OLD_CARD,
               "phone": "", "file_number": "", "org_name": CELLS[1]}  # fmt: skip


@pytest.fixture
def place() -> TamLu:
    """The commune with the dozen in it, and Lan a second time under another name and other numbers."""
    place = tam_lu()
    settle_in(place.mai, place.cells, [*dozen(), person(0, **ALIAS)])
    return place


def two(place: TamLu) -> tuple[Person, Person]:
    """Lan's record, and the other one of hers."""
    return (
        Person.objects.get(full_name="Vi Thị Lan"), Person.objects.get(full_name="Vi Thị Lan Anh"),
    )  # fmt: skip


def merged(place: TamLu, stays: Person, goes: Person, *take: str) -> UUID:
    """Merge them; the deed's id."""
    deed = uuid4()
    for one in (stays, goes):
        one.refresh_from_db()
    merge(actor=place.mai, keeps=stays, loses=goes, take=take, deed=deed, source="Đã xem lý lịch",
          versions=(stays.version, goes.version))  # fmt: skip
    return deed


def brought(place: TamLu, *lines: Line) -> Batch:
    """The preview of a short list."""
    return receive(place.mai, place.commune, "sau.csv", sheet(list(lines)))


def row_of(batch: Batch) -> Row:
    """Its one row of a person."""
    return batch.rows.exclude(fate="skipped").get()


@pytest.mark.parametrize(
    "given",
    [{"citizen_id": OLD_ID, "card_number": ""}, {"citizen_id": "", "card_number": OLD_CARD}],
)
def test_the_dropped_number_finds_the_record_that_stands(place: TamLu, given: Line) -> None:
    stays, goes = two(place)
    merged(place, stays, goes)
    count = Person.objects.count()
    batch = brought(place, person(0, **{**ALIAS, **given}))
    row = row_of(batch)
    assert row.person == stays
    assert (row.fate, closes(batch)) == ("conflict", True)
    assert row.reason.endswith(words.DROPPED)
    committed(place.mai, batch)
    assert Person.objects.count() == count
    assert numbers(stays)["citizen_id"] == person(0)["citizen_id"]


def test_a_number_of_the_survivor_that_the_merge_dropped_is_followed_too(place: TamLu) -> None:
    stays, goes = two(place)
    merged(place, stays, goes, "citizen_id", "card_number")
    assert numbers(stays)["citizen_id"] == OLD_ID
    assert row_of(brought(place, person(0))).person == stays


def test_a_merge_taken_back_gives_the_number_back_to_its_own(place: TamLu) -> None:
    stays, goes = two(place)
    deed = merged(place, stays, goes)
    unmerge(actor=place.mai, keeps=stays, loses=goes, deed=deed, source="Hai người")
    row = row_of(brought(place, person(0, **ALIAS)))
    assert (row.person, row.fate) == (goes, "unchanged")
    again = merged(place, stays, goes)
    assert again != deed
    later = {**ALIAS, "phone": "0990012345"}
    assert row_of(brought(place, person(0, **later))).person == stays


def test_a_chain_of_merges_is_followed_to_its_end(place: TamLu) -> None:
    stays, goes = two(place)
    last = Person.objects.get(full_name=person(3)["full_name"])
    merged(place, stays, goes)
    merged(place, last, stays)
    assert row_of(brought(place, person(0, **ALIAS))).person == last


def test_a_number_alone_makes_nobody_one(place: TamLu) -> None:
    stays, goes = two(place)
    merged(place, stays, goes)
    thief = person(14, citizen_id=OLD_ID)
    assert row_of(brought(place, thief)).fate == "new"


def test_a_corrected_number_was_never_theirs(place: TamLu) -> None:
    stays, goes = two(place)
    correct(actor=place.mai, person=goes, values={"card_number": "38018888"}, source="thẻ",
            version=goes.version)  # fmt: skip
    merged(place, stays, goes)
    gone = person(0, **{**ALIAS, "citizen_id": "", "birth_date": "", "full_name": "Vi Thị Lan Anh"})
    assert row_of(brought(place, gone)).person is None
    assert dropped(["card_number"], []) == []


def test_what_was_merged_since_the_preview_is_not_taken_in_again(place: TamLu) -> None:
    stays, goes = two(place)
    deed = merged(place, stays, goes)
    unmerge(actor=place.mai, keeps=stays, loses=goes, deed=deed, source="Hai người")
    other = person(0, **{**ALIAS, "org_name": CELLS[2]})
    Person.objects.filter(pk=goes.pk).update(withdrawn_at="2025-12-01T00:00:00Z")
    batch = brought(place, other)
    assert row_of(batch).fate == "new"  # nobody stands under that number yet
    Person.objects.filter(pk=goes.pk).update(withdrawn_at=None)
    merged(place, stays, goes)
    count = Person.objects.count()
    committed(place.mai, batch)
    row = row_of(batch)
    assert (row.fate, row.reason, row.person) == ("conflict", words.MEANWHILE, stays)
    assert Person.objects.count() == count


def test_who_both_rows_speak_of_is_one(place: TamLu) -> None:
    stays, goes = two(place)
    merged(place, stays, goes)
    batch = brought(place, person(0), person(0, **ALIAS))
    first, second = batch.rows.exclude(fate="skipped").order_by("number")
    assert (first.person, first.fate) == (stays, "unchanged")
    assert (second.fate, second.reason) == ("conflict", words.twin(2))


def test_a_record_merged_into_another_unit_is_only_a_record_elsewhere(place: TamLu) -> None:
    stays, goes = two(place)
    deed = uuid4()
    Person.objects.filter(pk=stays.pk).update(unit=place.clinic)
    stays, goes = two(place)
    merge(actor=place.tinh, keeps=stays, loses=goes, take=(), deed=deed, source="x",
          versions=(stays.version, goes.version))  # fmt: skip
    row = row_of(brought(place, person(0, **ALIAS)))
    assert (row.fate, row.reason, row.person) == ("conflict", words.ELSEWHERE, None)
    assert row.superior == place.province
