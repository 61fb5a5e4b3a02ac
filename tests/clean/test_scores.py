"""Every figure of progress.csv, recounted slowly from members.csv and findings.csv."""

from __future__ import annotations

import random
from datetime import date

import pytest

from clean.lists import NINE, ORGS, TOP, Cleaned, Person, Row, clean, orgs, other
from clean.recount import Recount

DIRT: list[Person] = [
    {"citizen_id": None}, {"citizen_id": NINE}, {"citizen_id": "0" * 12},
    {"citizen_id": "099.060.512345"}, {"citizen_id": "099330500001"}, {"phone": None},
    {"phone": "."}, {"phone": "0990000000"}, {"birth_date": "1962"}, {"birth_date": "05/25/1962"},
    {"birth_date": "x"}, {"card_number": None}, {"card_number": "123"}, {"official_date": None},
    {"member_type": "Dự bị", "official_date": None, "card_number": None,
     "admission_date": "01/06/2025", "admission_decision_date": "01/06/2025"},
    {"member_type": "Dự bị"}, {"member_type": None}, {"status": "Miễn sinh hoạt"},
    {"status": "Từ trần"}, {"status": "Đã chuyển đi"}, {"status": "Chờ chuyển sinh hoạt"},
    {"status": "Đình chỉ sinh hoạt"}, {"status": "gì đó"}, {"status": None},
    {"status": "Khai trừ", "citizen_id": None}, {"sex": "nữ"}, {"sex": None}, {"sex": "?"},
    {"org_name": None}, {"org_name": "Chi bộ nào đó"}, {"org_name": "Đảng bộ xã Tam Lư"},
    {"verified_date": None}, {"verified_date": "15/09/2025"}, {"verified_date": "14/09/2025"},
    {"verified_date": "09/2025"}, {"verified_date": "2024"}, {"religion": None},
    {"hometown": None}, {"file_number": "x"}, {"full_name": None}, {"full_name": "Lan"},
    {"note": "Đã từ trần ngày 02/03/2024"}, {"admission_date": "31/02/2000"},
    {"permanent_address": "Bản Hậu, xã Tam Lư, huyện Quan Sơn, tỉnh Thanh Hóa"},
    {"id_birth_date": "31/02/1962"}, {"exemption_date": "31/02/2020"},
]  # fmt: skip
COUNTS = ("members", "active", "exempt", "with_citizen_id", "clean_t1", "clean_t2",
          "findings_e", "findings_w", "findings_n")  # fmt: skip
SCORES = ("dung", "du", "sach", "song", "thong_nhat", "dung_chung")
DEPTH: list[Row] = [
    *ORGS,
    ("38.168.053.100.000", "Đảng bộ bộ phận Trường học", TOP, "Đảng bộ bộ phận", *ORGS[1][4:]),
    *((f"38.168.053.100.00{n}", f"Chi bộ Trường số {n}", "38.168.053.100.000", *ORGS[1][3:])
      for n in (1, 2)),
]  # fmt: skip


def mixed() -> list[Person]:
    """150 people of five cells with every kind of dirt, some with two."""
    draw = random.Random(7)  # noqa: S311
    cells = [row[1] for row in DEPTH if str(row[1]).startswith("Chi bộ")]
    people = []
    for n in range(150):
        dirt = DIRT[n % len(DIRT)] if n < 2 * len(DIRT) else {}
        more = draw.choice(DIRT) if n % 3 == 0 else {}
        people.append(other(n, org_name=cells[n % len(cells)]) | more | dirt)
    return people


@pytest.fixture(scope="module")
def got(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """The mixed list cleaned with its organisations."""
    folder = tmp_path_factory.mktemp("mixed")
    return clean(folder, *mixed(), orgs=orgs(folder, *DEPTH), worklists="none")


@pytest.fixture(scope="module")
def slow(got: Cleaned) -> Recount:
    """The slow count of the same run."""
    return Recount(got.table("members"), got.table("findings"), date(2025, 12, 15))


def under(got: Cleaned, code: str) -> set[str]:
    """Codes of an organisation and of all below it."""
    below = {code}
    for _ in range(4):
        below |= {row["org_code"] for row in got.table("progress") if row["parent_code"] in below}
    return below


def counted(got: Cleaned, slow: Recount, code: str) -> dict[str, int]:
    """The slow figures of one organisation."""
    codes = under(got, code)
    known = {row["org_code"] for row in got.table("progress")}
    rows = [
        row for row in slow.members
        if (row["org_code"] if row["org_code"] in known else "?") in codes
    ]  # fmt: skip
    return slow.of(rows, codes)


def test_there_is_a_row_for_every_organisation_and_one_for_the_unknown(got: Cleaned) -> None:
    codes = [row["org_code"] for row in got.table("progress")]
    assert sorted(codes) == sorted([*(row[0] for row in DEPTH), "?"])


@pytest.mark.parametrize("code", [*(row[0] for row in DEPTH), "?"])
def test_every_figure_is_what_a_slow_count_gives(got: Cleaned, slow: Recount, code: str) -> None:
    told = next(row for row in got.table("progress") if row["org_code"] == code)
    recounted = counted(got, slow, code)
    assert {name: int(told[name]) for name in recounted} == recounted
    for name in SCORES:
        part = recounted[f"num_{name}"], recounted[f"den_{name}"]
        share = round(100 * part[0] / part[1], 2) if part[1] else None
        assert (
            told[f"score_{name}"] == ""
            if share is None
            else (abs(float(told[f"score_{name}"]) - share) < 0.006)
        )


def test_no_score_is_trivial_in_this_list(got: Cleaned) -> None:
    top = got.unit("Đảng bộ xã Tam Lư")
    assert all(0 < float(top[f"score_{name}"]) < 100 for name in SCORES)
    assert all(int(top[name]) > 0 for name in COUNTS)


def test_the_summary_and_the_terminal_say_the_top_line(got: Cleaned) -> None:
    top = got.unit("Đảng bộ xã Tam Lư")
    assert {name: str(n) for name, n in got.summary["counts"].items()} == {
        name: top[name] for name in COUNTS
    }
    for name in SCORES:
        score = got.summary["scores"][name]
        assert [str(score["num"]), str(score["den"])] == [top[f"num_{name}"], top[f"den_{name}"]]
        assert name in got.summary["definitions"]
    opened = got.summary["findings"]["open"]
    assert [str(opened[s]) for s in "EWN"] == [top[f"findings_{s.lower()}"] for s in "EWN"]


def test_a_parent_is_made_of_summed_counts(got: Cleaned) -> None:
    rows = got.table("progress")
    parts = [row for row in rows if row["parent_code"] == "38.168.053.100.000"]
    whole = next(row for row in rows if row["org_code"] == "38.168.053.100.000")
    for name in ("members", "active", "num_dung", "den_dung", "num_song", "clean_t2"):
        assert int(whole[name]) == sum(int(row[name]) for row in parts)
