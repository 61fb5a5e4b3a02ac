"""Makes what the contestants start from: a standardised frame with its facts, and the 20 questions.

prepare.py --list build/bench/parquet-370000 --out build/bench/peers-370000
"""

from __future__ import annotations

import argparse
import base64
import json
from datetime import date
from pathlib import Path

import polars as pl
from questions import ASKED, broken, columns, questions

from dangvien.clean import part
from dangvien.clean.part import Part
from dangvien.core import facts, organisations, placement
from dangvien.core.schema import MEMBER
from dangvien.core.standardise import standardise
from dangvien.core.votes import vote

AS_OF = date(2025, 12, 15)
ROWS = 250_000


def prepare(folder: Path, out: Path) -> None:
    """Write frame.parquet (only the columns that the questions need) and questions.json."""
    out.mkdir(parents=True, exist_ok=True)
    source = folder / "members.parquet"
    total = pl.scan_parquet(source).select(pl.len()).collect().item()
    rules, parts, votes = questions(), [], None
    for at in range(0, total, ROWS):
        raw = part.raw(Part(source, out, 0, at, ROWS))
        votes = vote(raw.head(50_000), MEMBER) if votes is None else votes
        frame = standardise(raw, as_of=AS_OF, votes=votes).frame
        parts.append(frame.select({*columns(rules, frame.columns), *part.KEYS} - {"name_key"}))
    listed = part.rename(pl.read_parquet(folder / "organisations.parquet"), "organisation")
    listed = listed.with_row_index("row_id").with_columns(
        pl.col("row_id").cast(pl.String), source=pl.lit("")
    )
    tree = organisations.from_list(listed, as_of=AS_OF)
    frame = facts.stays(facts.sharing(placement.place(pl.concat(parts), tree)))
    frame.select(columns(rules, frame.columns)).write_parquet(out / "frame.parquet")
    asked = {
        name: base64.b64encode(broken(one).meta.serialize()).decode()
        for name, one in zip(ASKED, rules, strict=True)
    }
    (out / "questions.json").write_text(json.dumps(asked))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    prepare(parser.parse_args().list, parser.parse_args().out)
