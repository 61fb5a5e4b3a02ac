"""`dangvien clean` from files to DIR: read, assess, write beside, rename."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from dangvien.clean import directory, recount, summary, tables, worklists
from dangvien.clean.annotated import annotated
from dangvien.clean.intake import Intake, Request, read
from dangvien.clean.report_data import named, report_data
from dangvien.clean.said import tell
from dangvien.core.assess import Assessment, assess
from dangvien.files import cleaned
from dangvien.look.report import render

Step = Callable[[str], None]


def run(request: Request, step: Step = lambda _: None) -> str:
    """Clean the lists of a request into its DIR; give back what the terminal says."""
    directory.refuse_foreign(request.out)
    step("Đọc tệp")
    intake = read(request)
    assessment = assess(
        intake.members.rows, as_of=request.as_of, organisation_rows=intake.organisations,
        control_rows=intake.control,
        previous_rows=intake.previous.rows if intake.previous else None,
        heading_row=intake.heading_row, step=step,
    )  # fmt: skip
    with directory.whole(request.out) as draft:
        told = _write(assessment, intake, draft, step)
    return tell(told, request.out)


def _write(assessment: Assessment, intake: Intake, draft: Path, step: Step) -> dict[str, Any]:
    step("Ghi các bảng")
    tables.write(tables.members(assessment), draft / "members.csv")
    tables.write(tables.findings(assessment), draft / "findings.csv")
    tables.write(assessment.standard.changes, draft / "changes.csv")
    tables.write(assessment.duplicates.pairs, draft / "duplicates.csv")
    tables.write(assessment.duplicates.guarded, draft / "held_back.csv")
    rejects = intake.members.fates.filter(pl.col("fate") == "reject")
    tables.write(rejects.select("row_id", "reason", "text"), draft / "rejects.csv")
    tables.write(tables.progress(assessment), draft / "progress.csv")
    if assessment.differences is not None:
        tables.write(assessment.differences, draft / "compare.csv")
    step("Lập danh sách việc")
    note = worklists.write(assessment, draft / "worklists", intake.request.worklists)
    notes = [*intake.notes, *filter(None, [note, recount.unheard(intake.control, assessment)])]
    if assessment.members.height <= cleaned.MOST:
        cleaned.write(
            draft / "cleaned.xlsx", annotated(assessment, intake), title=assessment.top["org_name"],
            as_of=assessment.as_of, synthetic=assessment.synthetic,
        )  # fmt: skip
    else:
        notes.append("Danh sách quá 100.000 dòng nên không lập cleaned.xlsx; các bảng csv có đủ.")
    step("Vẽ báo cáo")
    made = summary.whole(
        assessment,
        inputs=[summary.fingerprint(path) for path in intake.request.inputs],
        rows=recount.account(intake.members.fates),
        columns=intake.members.columns.to_dicts(),
        hidden_sheets=list(intake.members.hidden),
        encodings=[
            {"source": source, "field": field, "encoding": vote.encoding, "why": vote.evidence}
            for (source, field), vote in assessment.standard.votes.items()
            if vote.encoding
        ],
        tier=intake.request.tier,
        notes=notes,
    )
    data = report_data(assessment, intake, intake.request.tier, named(draft), tuple(notes))
    (draft / "report.html").write_text(render(data), encoding="utf-8")
    text = json.dumps(made, ensure_ascii=False, indent=2)
    (draft / directory.SEAL).write_text(text + "\n", encoding="utf-8")
    return made
