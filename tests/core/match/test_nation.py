"""A small nation with known truth: found what was planted, proposed nobody who was not."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from train_weights import nation, train

from dangvien.core.match import find_duplicates
from dangvien.core.match.comparisons import COMPARISONS
from dangvien.synth import build


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("nation")
    build(4000, 41, place, format="parquet", corruptor="b")
    return place


def test_the_planted_copies_are_found_and_nobody_else(folder: Path) -> None:
    frame = nation(folder)
    ids = dict(frame.filter("citizen_id__valid").select("row_id", "citizen_id").iter_rows())
    truth = pl.read_parquet(folder / "truth/duplicates.parquet").select("row_id_1", "row_id_2")
    planted = {(min(pair), max(pair)) for pair in truth.iter_rows()}
    two_ids = {pair for pair in planted if len({ids.get(row, "") for row in pair} - {""}) == 2}

    found = find_duplicates(frame)
    pairs = set(found.pairs.select("row_id_1", "row_id_2").iter_rows())

    assert len(planted) > 10
    assert pairs <= planted - two_ids
    assert len(pairs) >= 0.97 * len(planted - two_ids)
    # What two valid ids forbid to propose is still counted, with its own reason.
    assert two_ids <= set(found.guarded.select("row_id_1", "row_id_2").iter_rows())


def test_training_gives_every_level_its_weights(folder: Path) -> None:
    frame = nation(folder)
    people = pl.read_parquet(folder / "truth/people.parquet")
    weights = train(frame, people["person_id"], {"corruptor": "b"}, sample=100_000)

    for one in COMPARISONS:
        assert list(weights["levels"][one.name]) == [level.key for level in one.levels]
    assert 0 < weights["duplicates_per_row"] < 0.1
    assert not find_duplicates(frame, weights=weights).pairs.is_empty()
