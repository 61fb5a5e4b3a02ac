"""Train the weights of dangvien.core.match on a synthetic nation and write weights.json.

    python scripts/train_weights.py [--members 300000] [--seed 11] [--out FILE]

Always on corruptor "a"; bench/duplicates.py measures on corruptor "b" and on other seeds. u comes
from pairs of rows picked blindly (Splink), m from the pairs that the truth calls one person.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from dangvien.core.match import keys
from dangvien.core.match.comparisons import COMPARISONS, RARITIES
from dangvien.core.match.settings import Weights, settings
from dangvien.core.schema import MEMBER
from dangvien.core.standardise import standardise
from dangvien.core.votes import vote
from dangvien.synth import AS_OF, build
from dangvien.synth.record import HEADINGS

LEAN = 1000  # rows that the shipped average of a value's frequency is worth
OUT = Path(__file__).parents[1] / "src/dangvien/core/match/weights.json"
LEAST_RARITY = {"name": 5e-5, "key": 1e-5}
# Corruptor "a" knows few slips and reality knows all: each that a level is made for happens at least
# so often; plain disagreement in a name or a birth date stays rare.
LEAST_M = 0.02
LEAST_M_OF = {
    "different": 0.005, "given": 0.002, "province": 0.01, "year": 0.005, "anniversary": 0.005,
}  # fmt: skip
SAMPLE = 20_000_000
MOST = 20  # a number on more rows than these is a placeholder


def train(
    frame: pl.DataFrame, person: pl.Series, origin: dict[str, Any], *, sample: int = SAMPLE
) -> Weights:
    """Weights from a standard frame, the person behind each of its rows, and `sample` blind pairs."""
    rows = keys.prepare(frame).with_columns(person=person)
    linker = _trained(rows, sample)
    model = linker.misc.save_model_to_json()
    levels = {
        one["output_column_name"]: {
            level["label_for_charts"]: [level.get("m_probability"), level.get("u_probability")]
            for level in one["comparison_levels"]
            if not level.get("is_null_level")
        }
        for one in model["comparisons"]
    }
    for one in COMPARISONS:
        _complete(levels[one.name], _strangers_per_row(rows, one.name) if one.number else None)
    twins = rows["person"].value_counts()["count"]
    return {
        "origin": origin,
        "duplicates_per_row": round(float((twins * (twins - 1) // 2).sum()) / rows.height, 6),
        "lean": LEAN,
        "least_rarity": LEAST_RARITY,
        "rarity": {column: _agreement(rows, column) for column in RARITIES},
        "levels": levels,
    }


def _trained(rows: pl.DataFrame, sample: int) -> Any:
    connection = duckdb.connect(config={"memory_limit": "4GB"})
    connection.register("frame", rows.to_arrow())
    connection.execute("create table rows as select * from frame")
    table = DuckDBAPI(connection).register("rows")
    linker = Linker(table, settings(rows.height), log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=sample, seed=1)
    linker.training.estimate_m_from_label_column("person")
    return linker


def _complete(levels: dict[str, list[float]], shared: float | None) -> None:
    """Levels never seen get a small floor; numbers get strangers per row instead of u."""
    for key, pair in levels.items():
        m, u = (value if isinstance(value, float) else 0.0 for value in pair)
        if shared is not None and key in ("same", "near"):
            u = shared
        levels[key] = [
            float(f"{max(m, LEAST_M_OF.get(key, LEAST_M)):.4g}"),
            float(f"{max(u, 1e-7):.4g}"),
        ]


def _strangers_per_row(rows: pl.DataFrame, column: str) -> float:
    """How many other people's rows hold the number of a row, on average."""
    held = rows.filter(pl.col(column).is_not_null()).select(column, "person")
    all_rows = held.group_by(column).len().filter(pl.col("len").is_between(2, MOST))
    own_rows = held.join(all_rows, on=column, how="semi").group_by(column, "person").len()
    strangers = _square_sum(all_rows["len"]) - _square_sum(own_rows["len"])
    return max(strangers / max(held.height, 1), 1e-4)


def _square_sum(counts: pl.Series) -> float:
    return float((counts.cast(pl.Float64) ** 2).sum())


def _agreement(rows: pl.DataFrame, column: str) -> float:
    """Probability that two rows picked blindly agree; on `key`: that they do, but not on `name`."""
    share = _squares(rows, column)
    return float(f"{share - _squares(rows, 'name') if column == 'key' else share:.4g}")


def _squares(rows: pl.DataFrame, column: str) -> float:
    counts = rows[column].drop_nulls().value_counts()["count"]
    return _square_sum(counts) / float(counts.sum()) ** 2


FIELDS = tuple(field for field in MEMBER if field.name in {*keys.COLUMNS})


def nation(folder: Path) -> pl.DataFrame:
    """Standard frame of a synthetic nation, with no other columns than matching reads."""
    raw = (
        pl.read_parquet(folder / "members.parquet")
        .rename({heading: name for name, heading in HEADINGS.items()}, strict=False)
        .with_row_index("row", offset=1)
        .select(
            pl.format("members.parquet##{}", "row").alias("row_id"),
            pl.lit("members.parquet#").alias("source"),
            *(field.name for field in FIELDS),
        )
    )
    votes = vote(raw, FIELDS)
    kept = ["row_id", "citizen_id__valid", *keys.COLUMNS]
    parts = (
        standardise(part, as_of=AS_OF, votes=votes, fields=FIELDS).frame.select(kept)
        for part in raw.iter_slices(500_000)
    )
    return pl.concat(parts)


def main() -> None:
    """Build a nation, train, write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--members", type=int, default=300_000)
    ask.add_argument("--seed", type=int, default=11)
    ask.add_argument("--out", type=Path, default=OUT)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(asked.members, asked.seed, folder, format="parquet", corruptor="a")
        frame = nation(folder)
        people = pl.read_parquet(folder / "truth/people.parquet")
    person = frame.select("row_id").join(people, on="row_id", how="left", maintain_order="left")
    origin = {"corruptor": "a", "members": asked.members, "seed": asked.seed}
    weights = train(frame, person["person_id"], origin)
    asked.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
