"""`summary.json` and the lines a person reads on the terminal: the same figures, from one dictionary."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import polars as pl

from dangvien import __version__
from dangvien.clean.directory import MADE_BY
from dangvien.core import compare
from dangvien.core.assess import Assessment
from dangvien.core.schema import FIELDS
from dangvien.core.score import COUNTS, SCORES

DEFINITIONS = {
    "members": "Thuộc tổ chức đảng chính thức và chưa rời: đang sinh hoạt, miễn, đình chỉ, "
    "chờ chuyển sinh hoạt.",
    "active": "Đảng viên đang sinh hoạt.",
    "with_citizen_id": "Đang sinh hoạt, có số căn cước hợp lệ.",
    "clean_t1": "Đang sinh hoạt, đủ 9 thông tin đồng bộ, không còn việc chặn ở các thông tin ấy.",
    "clean_t2": "Đang sinh hoạt, đủ thông tin cơ bản, không còn việc chặn ở các thông tin ấy.",
    "du": "Số ô đã có / số ô. Một ô là một trong 9 thông tin đồng bộ của một đảng viên đang sinh "
    "hoạt; đảng viên dự bị không cần số thẻ và ngày chính thức.",
    "dung": "Số ô đã có và không còn việc chặn hay việc cần xem về đúng, đủ / số ô.",
    "sach": "Đang sinh hoạt và không còn việc chặn hay việc cần xem về sạch / đang sinh hoạt.",
    "thong_nhat": "Đang sinh hoạt và không còn việc chặn hay việc cần xem về thống nhất / "
    "đang sinh hoạt.",
    "song": "Được đối chiếu trong 3 tháng gần đây / đang sinh hoạt.",
    "dung_chung": "Sẵn sàng đồng bộ (sạch 9 thông tin) / đang sinh hoạt.",
}


def fingerprint(path: Path) -> dict[str, Any]:
    """Name, size and SHA-256 of an input: which bytes the figures were made from."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "bytes": path.stat().st_size, "sha256": digest}


def figures(assessment: Assessment) -> dict[str, Any]:
    """Counts, scores, findings, changes and comparisons of the whole list."""
    top = assessment.top
    changes = dict(assessment.standard.changes.group_by("applied").len().rows())
    return {
        "as_of": assessment.as_of.isoformat(),
        "synthetic": assessment.synthetic,
        "unit": top["org_name"],
        "counts": {name: top[name] for name in COUNTS},
        "scores": {
            name: {part: top[f"{part}_{name}"] for part in ("score", "num", "den")}
            for name in SCORES
        },
        "definitions": DEFINITIONS,
        "findings": _findings(assessment),
        "duplicates": {
            "pairs": assessment.duplicates.pairs.height,
            "held_back": assessment.duplicates.guarded.height,
        },
        "changes": {"applied": changes.get("yes", 0), "proposed": changes.get("no", 0)},
        "previous": _previous(assessment),
        "units": assessment.tree.units.filter(~pl.col("made")).height,
    }


def rule_states(assessment: Assessment) -> dict[str, dict[str, Any]]:
    """Every rule as run (with its count) or not run (with why)."""
    counts = dict(assessment.findings.group_by("rule").len().rows())
    ran = {c: {"run": True, "findings": counts.get(c, 0)} for c in assessment.rules_run}
    not_run = {c: {"run": False, "why": why} for c, why in assessment.rules_not_run.items()}
    return dict(sorted((ran | not_run).items()))


def whole(assessment: Assessment, **more: Any) -> dict[str, Any]:
    """The dictionary behind `summary.json`."""
    return {
        "made_by": MADE_BY,
        "version": __version__,
        **figures(assessment),
        "fields_absent": sorted(assessment.absent),
        "not_measurable": sorted(assessment.unmeasured),
        "rules": rule_states(assessment),
        **more,
    }


def _findings(assessment: Assessment) -> dict[str, Any]:
    opened = assessment.findings.filter(pl.col("state") == "open")
    by_severity = dict(opened.group_by("severity").len().rows())
    return {
        "open": {severity: by_severity.get(severity, 0) for severity in "EWN"},
        "fixed": assessment.findings.height - opened.height,
        "people_with_open": opened["row_id"].n_unique(),
    }


def _previous(assessment: Assessment) -> dict[str, int] | None:
    if assessment.differences is None:
        return None
    return compare.people(assessment.differences)


def labels(names: list[str]) -> str:
    """Vietnamese labels of fields, for a sentence."""
    return ", ".join(FIELDS[name].label for name in names if name in FIELDS)


def needed(name: str) -> bool:
    """Whether a field is asked of members at all (the others are welcome, not missed)."""
    return name in FIELDS and (FIELDS[name].required != "optional" or name == "phone")
