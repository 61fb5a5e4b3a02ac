"""The dirty commune into the register: every row has a fate, nobody is lost, nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dangvien.core.assess import assess
from dangvien.core.rules import BOOK
from dangvien.exchange import queries
from dangvien.exchange.models import Row
from dangvien.files.read import read_members
from dangvien.members.fields import kept
from dangvien.members.models import Person
from dangvien.synth.commune import commune
from exchange.engine import (
    AS_OF,
    COMMA,
    LIST,
    OLD_FONT,
    TamLu,
    brought,
    closes,
    content_of,
    hash_of,
    receive,
    standing,
    tam_lu,
    undone,
)

FILES = (LIST, COMMA, OLD_FONT)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of Tam Lư as people send them."""
    folder = tmp_path_factory.mktemp("tam-lu")
    commune(7, folder)
    return folder


@pytest.fixture
def place(db: None) -> TamLu:
    """The commune and its cells."""
    return tam_lu()


def test_every_row_read_has_one_fate_and_who_is_committed_is_who_was_assessed(
    place: TamLu, files: Path
) -> None:
    for name in FILES:
        batch = brought(place.mai, place.commune, files / name)
        assert batch.state == "committed", batch.refusal
        assert closes(batch)
        assert queries.closing(batch).closes
        assert batch.counts["applied"] == batch.counts["new"] + batch.counts["changed"]
        rows = read_members([files / name])
        assert batch.counts["read"] == rows.fates.height
        said = assess(rows.rows, as_of=AS_OF).members
        uids = dict(
            Row.objects.filter(batch=batch, fate="new").values_list("row_id", "person__uid")
        )
        people = standing().filter(pl.col("row_id").is_in([str(uid) for uid in uids.values()]))
        assert people.height == len(uids)
        by_row = {str(uid): row_id for row_id, uid in uids.items()}
        people = people.with_columns(pl.col("row_id").replace_strict(by_row))
        both = people.join(said, on="row_id", suffix="__said")
        for field in sorted(kept() - {"status"}):
            fault = pl.col(f"{field}__fault").fill_null("")
            given = pl.when(~fault.str.contains("placeholder")).then(f"{field}__said")
            assert both.filter(pl.col(field).ne_missing(given)).height == 0, field
        turned_away = rows.fates.filter(pl.col("fate") == "reject").height
        assert batch.counts["read"] - batch.counts["skipped"] - turned_away == said.height
    assert Person.objects.count() == Row.objects.filter(fate="new").count()


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_changes_nothing(place: TamLu, files: Path, name: str) -> None:
    brought(place.mai, place.commune, files / name)
    before = hash_of(standing())
    versions = list(Person.objects.order_by("pk").values_list("version", flat=True))
    for _ in range(2):
        batch = brought(place.mai, place.commune, files / name)
        assert closes(batch)
        assert (batch.counts["new"], batch.counts["changed"], batch.counts["gone"]) == (0, 0, 0)
    assert hash_of(standing()) == before
    assert list(Person.objects.order_by("pk").values_list("version", flat=True)) == versions


def test_shuffled_or_in_two_parts_the_list_brings_the_same_people(
    place: TamLu, files: Path
) -> None:
    rows = assessed_rows(files / LIST)
    whole = receive(place.mai, place.commune, "whole.csv", rows.write_csv().encode())
    assert whole.counts["rejected"] == 0
    shuffled = rows.sample(fraction=1, shuffle=True, seed=3)
    for part in (rows.head(200), shuffled, rows.tail(400), rows):
        batch = receive(place.mai, place.commune, "phần.csv", part.write_csv().encode())
        assert closes(batch)
        from exchange.engine import committed  # noqa: PLC0415

        committed(place.mai, batch)
    assert Person.objects.count() == rows.height


def assessed_rows(path: Path) -> pl.DataFrame:
    """The people of a file who are here and differ from each other, as a plain csv says them."""
    read = read_members([path])
    said = assess(read.rows, as_of=AS_OF).members
    fine = said.filter(
        pl.col("citizen_id__valid"), pl.col("citizen_id").is_unique(),
        pl.col("status__state") == "active", pl.col("full_name__fault").is_null(),
        pl.col("card_number").is_unique() | pl.col("card_number").is_null(),
    )  # fmt: skip
    names = ["full_name", "birth_date", "sex", "citizen_id", "card_number", "phone",
             "admission_date", "official_date", "member_type"]  # fmt: skip
    where = pl.coalesce("org_name", "section").alias("org_name")
    return fine.select(*names, where).with_columns(
        pl.when(pl.col(name).str.contains(r"^[\d-]+$|^\p{L}")).then(name) for name in names
    )


def test_what_clean_finds_in_the_file_is_found_here_in_the_same_words(
    place: TamLu, files: Path
) -> None:
    batch = receive(place.mai, place.commune, LIST, (files / LIST).read_bytes())
    told = queries.findings(batch, limit=10_000)
    rows = read_members([files / LIST])
    alone = assess(rows.rows, as_of=AS_OF).findings.filter(pl.col("state") == "open")
    members = {rule.code for rule in BOOK if rule.subject == "member"}
    # Whether a cell is known, closed or no cell is said by the tree, which `clean` is given or not.
    by_tree = {"V19", "V20", "V21", "V22", "V34"}
    wanted = alone.filter(pl.col("rule").is_in(members - by_tree))
    expected = sorted(wanted.select("row_id", "rule", "field").rows())
    assert sorted((f.row_id, f.rule, f.field) for f in told if f.rule not in by_tree) == expected
    assert sum(queries.finding_counts(batch).values()) == len(told)
    assert all(finding.message and finding.severity in "EWN" for finding in told)


def test_the_columns_say_what_was_read_of_them(place: TamLu, files: Path) -> None:
    batch = receive(place.mai, place.commune, COMMA, (files / COMMA).read_bytes())
    columns = {column.field: column for column in queries.columns(batch)}
    assert "TCVN3" in columns["full_name"].told
    assert "là số Excel" in columns["admission_decision_date"].told
    assert columns["sex"].told == "2 giá trị"
    assert columns[""].told == "đang để ngoài"
    assert any("1/1" in note for note in batch.told["notes"])


def test_undone_the_register_is_as_it_was_and_the_files_go_in_again(
    place: TamLu, files: Path
) -> None:
    brought(place.mai, place.commune, files / COMMA)
    before = hash_of(standing())
    batch = brought(place.mai, place.commune, files / LIST)
    after = content_of(standing())
    inverse = undone(place.mai, batch)
    assert inverse.state == "committed"
    assert closes(inverse)
    assert hash_of(standing()) == before
    again = brought(place.mai, place.commune, files / LIST)
    assert again.counts == batch.counts
    assert content_of(standing()).equals(after)


def test_the_sum_of_the_day(place: TamLu, files: Path) -> None:
    batch = receive(place.mai, place.commune, LIST, (files / LIST).read_bytes())
    assert batch.as_of == date(2025, 12, 15)
    assert Person.objects.count() == 0, "a preview writes nothing"
