"""Whatever a list looks like: the sum closes, nothing is blanked, an undo leaves no trace."""

from __future__ import annotations

import os
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from dangvien.exchange.models import Row
from dangvien.members.actions import correct
from dangvien.members.models import Person
from exchange.engine import (
    TamLu,
    closes,
    committed,
    hash_of,
    receive,
    settle_in,
    standing,
    tam_lu,
    undone,
)
from exchange.engine_lists import Line, dozen, forgotten, happenings, sheet

# EXAMPLES=500 asks the same of many more lists (reliability B12).
HOW_MANY = int(os.environ.get("EXAMPLES", "12"))
BY_CHANCE = settings(
    max_examples=HOW_MANY, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def place(db: None) -> TamLu:
    """The commune with the dozen in it."""
    place = tam_lu()
    settle_in(place.mai, place.cells, dozen())
    assert Person.objects.count() == len(dozen())
    return place


@given(lines=happenings())
@BY_CHANCE
def test_the_sum_closes_nothing_is_blanked_and_an_undo_leaves_no_trace(
    place: TamLu, lines: list[Line]
) -> None:
    with forgotten():
        before = standing()
        batch = receive(place.mai, place.commune, "lại.csv", sheet(lines))
        assert closes(batch), batch.refusal
        assert batch.counts["read"] == len(lines) + 1
        assert standing().equals(before), "a preview writes nothing"
        batch = committed(place.mai, batch)
        assert closes(batch)
        assert batch.state == "committed"
        after = standing()
        kept = before.join(after, on="row_id", suffix="__after")
        assert kept.height == before.height
        for name in before.columns[1:]:
            lost = kept.filter(pl.col(name).is_not_null() & pl.col(f"{name}__after").is_null())
            assert not lost.height, name
        again = receive(place.mai, place.commune, "lại.csv", sheet(lines))
        assert closes(again)
        assert (again.counts["new"], again.counts["changed"]) == (0, 0), _changed(again)
        inverse = undone(place.mai, batch)
        assert closes(inverse)
        assert hash_of(standing()) == hash_of(before)


def _changed(batch: Any) -> list[tuple[str, str, list[str]]]:
    rows = Row.objects.filter(batch=batch, fate__in=("new", "changed"))
    return [(row.row_id, row.reason, row.fields) for row in rows]


@given(lines=happenings())
@BY_CHANCE
def test_what_somebody_wrote_after_an_import_outlives_its_undo(
    place: TamLu, lines: list[Line]
) -> None:
    with forgotten():
        before = standing()
        batch = committed(place.mai, receive(place.mai, place.commune, "a.csv", sheet(lines)))
        written: dict[str, str] = {}
        for person in Person.objects.alive().order_by("pk")[::3]:
            values = {"workplace": "Trạm Y tế", "phone": f"09907{person.pk:05}"}
            correct(
                actor=place.mai, person=person, values=values, source="sổ", version=person.version
            )
            written[str(person.uid)] = values["phone"]
        undone(place.mai, batch)
        after = {row["row_id"]: row for row in standing().to_dicts()}
        old = {row["row_id"]: row for row in before.to_dicts()}
        for uid, phone in written.items():
            assert after[uid]["phone"] == phone
            assert after[uid]["workplace"] == "Trạm Y tế"
        for uid, row in old.items():
            for name, value in row.items():
                if name not in ("phone", "workplace") or uid not in written:
                    assert after[uid][name] == value, (name, uid)
        for uid in set(after) - set(old):
            assert uid in written, "nobody stays without a reason"
