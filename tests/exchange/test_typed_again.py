"""A list from the national database closes what was typed over there, and opens again what was not."""

from __future__ import annotations

import pytest

from dangvien.audit.models import Entry
from dangvien.exchange.models import Batch
from dangvien.exchange.typed_again import confirm_from_import, national
from dangvien.members.models import Person
from dangvien.members.sealed import numbers
from dangvien.quality.actions import approve, propose, tick
from dangvien.quality.models import ReEntry
from exchange.engine import TamLu, committed, receive, settle_in, tam_lu
from exchange.engine_lists import dozen, person, sheet

OURS = "099158000099"


@pytest.fixture
def place(db: None) -> TamLu:
    """The commune with the dozen in it; the first of them has a new phone and a new citizen id."""
    place = tam_lu()
    settle_in(place.mai, place.cells, dozen())
    lan = Person.objects.get(full_name="Vi Thị Lan")
    made = propose(
        actor=place.mai, person=lan, version=1, evidence="card",
        values={"phone": "0990077777", "citizen_id": OURS},
    )  # fmt: skip
    approve(actor=place.tinh, proposal=made)
    return place


def brought(place: TamLu, source: str = "Phần mềm đảng viên 3.0", **more: str) -> Batch:
    """A list with the first of the dozen, previewed and written."""
    list_of_one = sheet([person(0, **more)])
    return committed(
        place.mai, receive(place.mai, place.commune, "ngắn.csv", list_of_one, source=source)
    )


def states() -> dict[str, str]:
    """Field → state of its line."""
    return dict(ReEntry.objects.values_list("change__field", "state"))


def test_which_lists_come_from_there() -> None:
    assert national("Phần mềm đảng viên 3.0")
    assert national("Tệp xuất CSDL đảng viên 4.0")
    assert not national("Danh sách chi bộ gửi")


def test_what_was_typed_is_confirmed_and_what_was_not_stays(place: TamLu) -> None:
    tick(actor=place.mai, rows=ReEntry.objects.all())
    batch = brought(place, phone="0990077777")
    assert states() == {"phone": "confirmed", "citizen_id": "again"}
    assert set(ReEntry.objects.values_list("seen_in", flat=True)) == {batch.uid}
    lan = Person.objects.get(full_name="Vi Thị Lan")
    assert numbers(lan)["citizen_id"] == OURS
    assert batch.counts["conflict"] == 0
    before = Entry.objects.filter(action="reentry.confirm").count()
    confirm_from_import(str(batch.uid))
    assert states() == {"phone": "confirmed", "citizen_id": "again"}
    assert Entry.objects.filter(action="reentry.confirm").count() == before
    brought(place, phone="0990077777", citizen_id=OURS)
    assert states()["citizen_id"] == "confirmed"


def test_the_old_value_does_not_come_back_before_it_was_typed(place: TamLu) -> None:
    brought(place)
    lan = Person.objects.get(full_name="Vi Thị Lan")
    assert (numbers(lan)["phone"], numbers(lan)["citizen_id"]) == ("0990077777", OURS)
    assert states() == {"phone": "todo", "citizen_id": "todo"}


def test_a_list_of_the_cell_says_nothing_of_what_stands_over_there(place: TamLu) -> None:
    tick(actor=place.mai, rows=ReEntry.objects.all())
    brought(place, source="Danh sách chi bộ gửi", phone="0990077777", citizen_id=OURS)
    assert states() == {"phone": "typed", "citizen_id": "typed"}


def test_a_third_value_from_there_opens_the_line_again(place: TamLu) -> None:
    tick(actor=place.mai, rows=ReEntry.objects.all())
    batch = brought(place, phone="0990077777", citizen_id="099158000055")
    assert states()["citizen_id"] == "again"
    assert batch.counts["conflict"] == 1  # and a person decides
