"""One contestant in a process of its own: every failing row of the 20 questions, and the seconds.

    contest.py NAME FOLDER   (NAME: ours, plain, pandera, pointblank, great_expectations)

The clock runs from the standardised frame in memory to a table (row_id, question) of every failing
row. Not timed: imports, reading the frame, and whatever only a peer needs to be ready.
"""

from __future__ import annotations

import argparse
import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

Work = Callable[[], pl.DataFrame]
Asked = dict[str, pl.Expr]  # question → true where a row fails

_TABLE = {"row_id": pl.String, "question": pl.String}


def ours(frame: pl.DataFrame, _: Asked) -> Work:
    """`engine.check`: findings with value, cause, fix and severity; cut to two columns afterwards."""
    from questions import questions  # noqa: PLC0415

    from dangvien.core import engine  # noqa: PLC0415

    rules = questions()

    def work() -> pl.DataFrame:
        found = engine.check(frame, rules)
        return found.select("row_id", question=pl.col("rule") + ":" + pl.col("field"))

    return work


def plain(frame: pl.DataFrame, _: Asked) -> Work:
    """Twenty functions over one dict after another."""
    from plain import RULES  # noqa: PLC0415

    def work() -> pl.DataFrame:
        found = []
        for row in frame.iter_rows(named=True):
            for name, broken in RULES:
                if broken(row):
                    found.append((row["row_id"], name))
        return pl.DataFrame(found, schema=_TABLE, orient="row")

    return work


def pandera(frame: pl.DataFrame, asked: Asked) -> Work:
    """Checks of the column row_id that look at the whole frame, so that a failure case is a row id."""
    import pandera.polars as pa  # noqa: PLC0415

    schema = pa.DataFrameSchema({"row_id": pa.Column(str, _checks(asked))})
    return lambda: _failed(frame, schema).select(row_id="failure_case", question="check")


def pandera_rows(frame: pl.DataFrame, asked: Asked) -> Work:
    """Checks of the frame, the way meant for rules over several columns: a failure case is a row."""
    import pandera.polars as pa  # noqa: PLC0415

    schema = pa.DataFrameSchema(checks=_checks(asked))
    row_id = pl.col("failure_case").str.json_path_match("$.row_id")
    return lambda: _failed(frame, schema).select(row_id.alias("row_id"), question="check")


def _checks(asked: Asked) -> list[Any]:
    from pandera.polars import Check  # noqa: PLC0415

    return [
        Check(lambda data, e=expr: data.lazyframe.select(~e), name=name, error=name)
        for name, expr in asked.items()
    ]


def _failed(frame: pl.DataFrame, schema: Any) -> pl.DataFrame:
    from pandera.errors import SchemaErrors  # noqa: PLC0415

    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as wrong:
        return wrong.failure_cases
    return pl.DataFrame(schema={"failure_case": pl.String, "check": pl.String})


def pointblank(frame: pl.DataFrame, asked: Asked) -> Work:
    """One step per question, extracts of any length."""
    import pointblank as pb  # noqa: PLC0415

    def work() -> pl.DataFrame:
        steps = pb.Validate(frame)
        for expr in asked.values():
            steps = steps.col_vals_expr(expr=~expr)
        done = steps.interrogate(extract_limit=frame.height)
        return pl.concat(
            done.get_data_extracts(i=number, frame=True).select("row_id", question=pl.lit(name))
            for number, name in enumerate(asked, 1)
        )

    return work


def great_expectations(frame: pl.DataFrame, asked: Asked) -> Work:
    """Pandas with the answers given: it takes no expressions, so each question is a ready column."""
    import great_expectations as gx  # noqa: PLC0415
    import great_expectations.expectations as gxe  # noqa: PLC0415

    ready = frame.select("row_id", *(expr.alias(name) for name, expr in asked.items())).to_pandas()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("list")
    batch = source.add_dataframe_asset("list").add_batch_definition_whole_dataframe("all")
    suite = context.suites.add(gx.ExpectationSuite("questions", [
        gxe.ExpectColumnValuesToBeInSet(column=name, value_set=[False]) for name in asked
    ]))  # fmt: skip
    definition = gx.ValidationDefinition(name="questions", data=batch, suite=suite)
    context.validation_definitions.add(definition)
    wanted = {
        "result_format": "COMPLETE", "unexpected_index_column_names": ["row_id"],
        "return_unexpected_index_query": False,
    }  # fmt: skip

    def work() -> pl.DataFrame:
        answer = definition.run(batch_parameters={"dataframe": ready}, result_format=wanted)
        found = [
            (row["row_id"], one.expectation_config.kwargs["column"])
            for one in answer.results
            for row in one.result["unexpected_index_list"] or ()
        ]
        return pl.DataFrame(found, schema=_TABLE, orient="row")

    return work


CONTESTANTS = {
    "ours": ours, "pointblank": pointblank, "pandera": pandera, "pandera_rows": pandera_rows,
    "plain": plain, "great_expectations": great_expectations,
}  # fmt: skip


def main() -> None:
    """Run one contestant; write what it found beside the frame and print the seconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=CONTESTANTS)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    frame = pl.read_parquet(given.folder / "frame.parquet").rechunk()
    texts = json.loads((given.folder / "questions.json").read_text())
    asked = {name: pl.Expr.deserialize(base64.b64decode(text)) for name, text in texts.items()}
    work = CONTESTANTS[given.name](frame, asked)
    began = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - began
    found.sort("question", "row_id").write_parquet(given.folder / f"{given.name}.parquet")
    print(json.dumps({"seconds": seconds, "found": found.height}))


if __name__ == "__main__":
    main()
