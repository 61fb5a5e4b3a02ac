"""The rows of members in a file: what tells who each one is, and where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dangvien.exchange.matching import Known
from dangvien.exchange.people import MORE
from dangvien.exchange.placing import Place, places
from dangvien.exchange.recognise import HARMLESS, Recognised


@dataclass(slots=True)
class Told:
    """One member row as the judgement needs it."""

    number: int
    row_id: str
    line: int
    known: Known
    place: Place
    status: str
    vague: bool  # the name itself is in doubt and nothing else tells who it is
    original: int  # the line of an earlier row that says all the same; 0: none


def told(recognised: Recognised, declared: Sequence[int]) -> list[Told]:
    """The rows of members, each with what tells who it is and where it belongs."""
    at = recognised.intake.fates.with_row_index("number", offset=1)
    where = places(recognised, declared)
    values = recognised.values
    same = [name for name in values.columns if name != "row_id"]
    placed = values.select("row_id", *same, _at=pl.int_range(pl.len())).hstack(
        recognised.members.select("unit", "section", _own="org_name")
    )
    placed = placed.with_columns(
        _first=pl.col("_at").min().over([*same, "unit", "section", "_own"])
    )
    lines = at.select("row_id", "number", line=pl.col("row_number"))
    vague = ~pl.col("full_name__fault").fill_null("").str.contains(HARMLESS)
    filler = pl.col("full_name__fault").fill_null("").str.contains("placeholder")
    frame = recognised.members.select(
        "row_id", name=pl.when(~filler).then("name_key").fill_null(""),
        spelt=pl.when(~filler).then("full_name").fill_null(""),
        born=pl.when(pl.col("birth_date__first").is_not_null()).then("birth_date").fill_null(""),
        citizen_id=pl.when("citizen_id__valid").then("citizen_id").fill_null(""),
        card=pl.when(pl.col("card_number__fault").is_null()).then("card_number").fill_null(""),
        vague=vague,
    ).join(lines, on="row_id", how="left", maintain_order="left")  # fmt: skip
    more = values.select(pl.col(name).fill_null("") for name in MORE).rows()
    status = values["status"].fill_null("").to_list()
    first = placed["_first"].to_list()
    numbers = frame["line"].to_list()
    rows = []
    for index, row in enumerate(frame.iter_rows(named=True)):
        place = where[row["row_id"]]
        known = Known(row["number"], row["name"], row["spelt"], row["born"], row["citizen_id"],
                      row["card"], place.unit, more[index])  # fmt: skip
        bare = not (known.born or known.citizen_id or known.card)
        rows.append(Told(
            row["number"], row["row_id"], row["line"], known, place, status[index],
            row["vague"] and bare, numbers[first[index]] if first[index] != index else 0,
        ))  # fmt: skip
    return rows
