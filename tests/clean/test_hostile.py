"""A list that nobody meant well: any text in any cell, and still every row has one fate."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from clean.lists import COLUMNS, Cleaned, as_csv, clean, orgs, other, run, table

NASTY = (
    "", " ", "\u00a0", "\u200b", "0", "-1", "1e309", "NaN", "null", "None", "true", "=1/0", "'", '"',
    "''", ",", ";", "\t", "\n", "a\nb", "a\r\nb", "\\", "%", "{}", "{value}", "{0}", "<b>", "&amp;",
    "]]>", "\ufffd", "\u202e", "\ufeff", "🙂", "e\u0301\u0301\u0301", "ﬁ", "İ", "ß", "٣", "１２",
    "0" * 12, "9" * 30, "1" * 400, "12/13/14", "00/00/0000", "29/02/1900", "31/12/9999", "-45000",
    "99999999", "1900-01-00", "2025-13-45", "0001-01-01", "10000-01-01", "5/5/5", "//", "1,5", "1.5",
    "09901234567890", "+", "++84", "ext 12", "Đảng bộ", "Chi bộ", "Tổng cộng", "Bí thư", "STT",
    "chi bộ " * 50, "$(x)", "`x`", "' OR 1=1 --", "../..", "C:\\x", "không", "x", "Ký tên",
    "\x1b[31m", "\x7f", "Ã¡", "NguyÔn V¨n", "Nguyeãn", "1E+11", "9.9E+10", "١٢٣",
)  # fmt: skip


@pytest.fixture(scope="module", params=["with a list", "without"])
def got(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """Four hundred people, each with a few spoilt cells."""
    draw = random.Random(11)  # noqa: S311
    folder = tmp_path_factory.mktemp("hostile")
    people = [
        other(n, **{name: draw.choice(NASTY) for name in draw.sample(COLUMNS, 1 + n % 6)})
        for n in range(400)
    ]
    options = {"orgs": orgs(folder)} if request.param == "with a list" else {}
    previous = as_csv(folder / "trước.csv", table(*people[::-2]))
    return clean(folder, *people, previous=previous, worklists="none", **options)


def test_every_row_has_one_fate(got: Cleaned) -> None:
    rows = got.summary["rows"]
    assert rows["rows_read"] == rows["members"] + rows["rejects"] + rows["skipped"]
    assert rows["members"] + rows["rejects"] > 390
    assert len(got.table("members")) == rows["members"]


def test_only_rows_that_exist_are_spoken_of(got: Cleaned) -> None:
    members = {row["row_id"] for row in got.table("members")}
    for name in ("findings", "changes"):
        for row in got.table(name):
            file = row["row_id"].split("#")[0]
            assert row["row_id"] in members or file in ("to-chuc.csv", "trước.csv", "")


def test_what_is_applied_leads_from_the_raw_text_to_the_value(got: Cleaned) -> None:
    values = {row["row_id"]: row for row in got.table("members")}
    for row in got.table("changes"):
        in_force = values[row["row_id"]][row["field"]]
        assert in_force == (row["after"] if row["applied"] == "yes" else row["before"])


def test_the_parts_add_up(got: Cleaned) -> None:
    rows = got.table("progress")
    parts = [row for row in rows if row["parent_code"]]
    (top,) = [row for row in rows if not row["parent_code"]]
    for name in ("members", "active", "num_du", "den_du", "num_dung"):
        assert sum(int(row[name]) for row in parts) == int(top[name])


def test_its_output_goes_in_again(got: Cleaned, tmp_path: Path) -> None:
    again = run(got.out / "members.csv", "--out", tmp_path / "kq")
    assert again.code == 0, again.complaint
    told = [[row["full_name"] for row in one.table("members")] for one in (got, again)]
    assert told[0] == told[1]
