"""Measures every rule on synthetic truth that nothing was tuned by, and writes docs/rules.md.

A finding is right when the truth has it (row, rule, field), wrong when it has not; what the truth
calls a consequence ("maybe") is neither. A trap fires when the rule speaks there in earnest: at
its own severity, not as a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import lists
import measure
import polars as pl

from dangvien.clean.intake import Request, read
from dangvien.core.assess import assess
from dangvien.core.rules import BOOK
from dangvien.core.rules.rule import DIMENSIONS, SEVERITIES, Rule
from dangvien.core.rules.words import explain

PAGE = measure.ROOT / "docs" / "rules.md"
CORRUPTOR, SEED = "b", 20_260  # of no other use in the repository
LISTS = ((200_000, "csv"), (20_000, "xlsx"))  # section rows stand in workbooks only (V34)
_KEY = ["row_id", "rule", "field"]
_ONE_FIELD = {rule.code: rule.fields[0] for rule in BOOK if len(rule.fields) == 1}
_SEVERITY = {rule.code: rule.severity for rule in BOOK}


def measured(size: int, form: str) -> dict[str, pl.DataFrame]:
    """Tables of one list: `rules` (planted, right, wrong), `traps`, `missed` and `wrong` by kind."""
    folder = lists.members(size, form, CORRUPTOR, SEED)
    found = _found(folder, form)
    truth = {name: pl.read_parquet(folder / "truth" / f"{name}.parquet")
             for name in ("findings", "maybe", "traps")}  # fmt: skip
    planted = truth["findings"].with_columns(
        field=pl.col("rule").replace_strict(_ONE_FIELD, default=pl.col("field"))
    )
    seen, told = found.select(_KEY).unique(), planted.select(_KEY).unique()
    right = told.join(seen, on=_KEY, how="semi")
    wrong = seen.join(told, on=_KEY, how="anti").join(
        truth["maybe"], on=["row_id", "rule"], how="anti"
    )
    rules = told.group_by("rule").len("planted")
    for name, rows in (("right", right), ("wrong", wrong)):
        counted = rows.group_by("rule").len(name)
        rules = rules.join(counted, on="rule", how="full", coalesce=True)
    return {
        "rules": rules.fill_null(0).sort("rule"),
        "traps": _traps(truth["traps"], found),
        "missed": _by_kind(planted.join(seen, on=_KEY, how="anti"), planted),
        "wrong": wrong.join(found, on=_KEY).group_by("rule", "cause").len().sort("rule", "cause"),
    }


def _found(folder: Path, form: str) -> pl.DataFrame:
    tables = {name: folder / f"{name}.{form}" for name in ("members", "organisations", "control",
                                                           "previous")}  # fmt: skip
    intake = read(Request(
        files=(tables["members"],), out=folder, as_of=date.fromisoformat(lists.AS_OF),
        orgs=tables["organisations"], control=tables["control"], previous=tables["previous"],
    ))  # fmt: skip
    assessment = assess(
        intake.members.rows, as_of=intake.request.as_of, organisation_rows=intake.organisations,
        control_rows=intake.control,
        previous_rows=intake.previous.rows if intake.previous else None,
        heading_row=intake.heading_row,
    )  # fmt: skip
    return assessment.findings.filter(pl.col("cause") != "no_column")


def _traps(traps: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    own = pl.col("rule").replace_strict(_SEVERITY)
    earnest = found.filter((pl.col("severity") == own) | (pl.col("severity") != "N"))
    any_field = traps.filter(pl.col("field") == "").join(earnest, on=["row_id", "rule"], how="semi")
    one_field = traps.filter(pl.col("field") != "").join(earnest, on=_KEY, how="semi")
    return _by_kind(pl.concat([any_field, one_field]), traps)


def _by_kind(rows: pl.DataFrame, of: pl.DataFrame) -> pl.DataFrame:
    """How many of each kind, and of how many: rule, kind, n, of."""
    counted = of.group_by("rule", "kind").len("of")
    return counted.join(
        rows.group_by("rule", "kind").len("n"), on=["rule", "kind"], how="left"
    ).select("rule", "kind", pl.col("n").fill_null(0), "of").sort("rule", "kind")  # fmt: skip


def page() -> str:
    """The rule book with what was measured, as Markdown in Vietnamese."""
    runs = [measured(*one) for one in LISTS]
    first, others = runs[0], runs[1:]
    rules = first["rules"]
    for other in others:  # only what the first list cannot show
        rules = pl.concat([rules, other["rules"].join(rules, on="rule", how="anti")])
    numbers = {row["rule"]: row for row in rules.to_dicts()}
    traps = first["traps"].group_by("rule").agg(pl.col("n", "of").sum())
    fired = {row["rule"]: row for row in traps.to_dicts()}
    return "\n".join((
        *_opening(), *(_line(rule, numbers, fired) for rule in BOOK), "",
        *_hard(first), *(line for rule in BOOK for line in _one(rule)), "",
    ))  # fmt: skip


def _opening() -> Iterator[str]:
    (size, _), (more, _) = LISTS
    yield from (
        "# Bộ quy tắc", "",
        f"Trang này do `python bench/quality.py` viết. Đo trên {_dots(size)} đảng viên giả lập "
        f"(csv, cách làm bẩn {CORRUPTOR}, hạt giống {_dots(SEED)}); riêng quy tắc cần dòng mục thì đo "
        f"trên {_dots(more)} đảng viên trong tệp Excel cùng hạt giống. Hạt giống này không "
        f"dùng khi viết quy tắc. Cách làm bẩn {CORRUPTOR} do người khác viết; lần soát đầu trên hạt "
        "giống khác của nó đã lộ năm chỗ máy đọc sai và các chỗ ấy đã được sửa. Dữ liệu giả lập chỉ "
        "có lỗi mà người viết nó nghĩ ra: danh sách thật sẽ có thêm.", "",
        "*Đã gài*: số ô có lỗi. *Chính xác*: trong các điều máy nêu, bao nhiêu phần đúng. *Phủ*: "
        "trong các lỗi đã gài, bao nhiêu phần được nêu. *Bẫy*: nhìn như lỗi mà không phải; số bị nêu "
        "nhầm trên tổng số. Hệ quả của một lỗi khác không tính đúng, không tính sai.", "",
        "| Mã | Nội dung | Mức | Tiêu chí | Đã gài | Chính xác | Phủ | Bẫy |",
        "|---|---|---|---|--:|--:|--:|--:|",
    )  # fmt: skip


def _line(rule: Rule, numbers: dict[str, dict[str, int]], fired: dict[str, dict[str, int]]) -> str:
    got, trap = numbers.get(rule.code), fired.get(rule.code)
    shares = ("—", "—", "—")
    if got and got["planted"]:
        told = got["right"] + got["wrong"]
        shares = (_dots(got["planted"]), _share(got["right"], told),
                  _share(got["right"], got["planted"]))  # fmt: skip
    caught = f"{_dots(trap['n'])}/{_dots(trap['of'])}" if trap else "—"
    cells = (f"[{rule.code}](#{rule.code.lower()})", rule.title, SEVERITIES[rule.severity],
             DIMENSIONS[rule.dimension], *shares, caught)  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def _hard(first: dict[str, pl.DataFrame]) -> Iterator[str]:
    yield from (
        "## Trường hợp khó",
        "",
        "Tên từng kiểu là tên trong đáp án của dữ liệu giả lập.",
        "",
    )
    for title, table in (("Lỗi đã gài mà không được nêu", first["missed"]),
                         ("Bẫy bị nêu nhầm", first["traps"])):  # fmt: skip
        rows = table.filter(pl.col("n") > 0).sort(
            "n", "rule", "kind", descending=[True, False, False]
        )
        told = [
            f"{r['rule']} `{r['kind']}` {_dots(r['n'])}/{_dots(r['of'])}" for r in rows.to_dicts()
        ]
        yield f"- {title}: {'; '.join(told) or 'không có'}."
    wrong = first["wrong"].sort("len", "rule", "cause", descending=[True, False, False])
    told = [f"{r['rule']} `{r['cause']}` {_dots(r['len'])}" for r in wrong.to_dicts()]
    yield f"- Điều nêu ra mà đáp án không có: {'; '.join(told) or 'không có'}."
    yield ""


def _one(rule: Rule) -> Iterator[str]:
    title, *lines = explain(rule).splitlines()
    yield from ("", f'<a id="{rule.code.lower()}"></a>', f"### {title}", "")
    listed = False
    for line in lines:
        if listed and not line.startswith("- "):
            yield ""
        listed = line.startswith("- ") or line == "Nêu ra khi:"
        yield line if line.startswith("- ") else f"{line}\n" if listed else f"{line}  "


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}".replace(".", ",") if whole else "—"


def results() -> list[dict[str, object]]:
    """Write the page; the table of benchmarks has no row of it."""
    PAGE.write_text(page(), encoding="utf-8")
    return []


if __name__ == "__main__":
    results()
