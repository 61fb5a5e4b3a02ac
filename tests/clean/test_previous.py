"""Two lists of the same people: who joined, left, moved, changed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from clean.lists import HUNG, KHACH, LAN, MAI, US, Cleaned, Person, as_csv, but, clean, other, table


def against(folder: Path, before: list[Person], now: list[Person]) -> Cleaned:
    """Clean a list against an earlier one."""
    previous = as_csv(folder / "kỳ trước.csv", table(*before))
    return clean(folder, *now, previous=previous)


def kinds(got: Cleaned) -> Counter[str]:
    """How many of each kind compare.csv tells."""
    return Counter(row["kind"] for row in got.table("compare"))


def test_the_same_list_has_no_difference(tmp_path: Path) -> None:
    got = against(tmp_path, list(US), list(US))
    assert kinds(got) == {}
    assert got.summary["previous"] == {"joined": 0, "left": 0, "moved": 0, "changed": 0}
    assert not got.findings("V29")


def test_who_joined_left_moved_and_changed(tmp_path: Path) -> None:
    now = [
        but(LAN, org_name="Chi bộ Trạm Y tế"), but(HUNG, phone="0990000077", religion="Phật giáo"),
        KHACH, other(1),
    ]  # fmt: skip
    got = against(tmp_path, list(US), now)
    assert kinds(got) == {"moved": 1, "changed": 2, "joined": 1, "left": 1}
    rows = {(row["kind"], row["field"]): row for row in got.table("compare")}
    assert rows["moved", "org_name"]["before"] == "Chi bộ bản Nà Lốc"
    assert rows["moved", "org_name"]["after"] == "Chi bộ Trạm Y tế"
    assert rows["changed", "phone"]["before"] == "0990000002"
    assert rows["joined", ""]["row_id"] == "ds.csv##5"
    assert rows["left", ""]["previous_row_id"] == "kỳ trước.csv##4"
    assert got.summary["previous"] == {"joined": 1, "left": 1, "moved": 1, "changed": 1}


def test_whoever_vanished_is_v29_at_the_row_of_the_previous_list(tmp_path: Path) -> None:
    got = against(tmp_path, list(US), [LAN, HUNG])
    found = got.findings("V29")
    assert [row["row_id"] for row in found] == ["kỳ trước.csv##4", "kỳ trước.csv##5"]
    assert {row["severity"] for row in found} == {"E"}
    assert not {row["row_id"] for row in found} & {r["row_id"] for r in got.table("members")}


def test_leaving_with_a_reason_is_no_v29(tmp_path: Path) -> None:
    dead = but(MAI, status="Từ trần")
    assert not against(tmp_path, [LAN, dead], [LAN]).findings("V29")
    assert not against(tmp_path, [LAN, MAI], [LAN, dead]).findings("V29")


def test_a_person_is_known_again_by_card_or_by_name_and_birthday(tmp_path: Path) -> None:
    before = [but(LAN, citizen_id=None), but(HUNG, citizen_id=None, card_number=None), MAI]
    now = [LAN, but(HUNG, full_name="LÒ VĂN HÙNG"), but(MAI, citizen_id="99175000003")]
    got = against(tmp_path, before, now)
    assert not {"joined", "left"} & kinds(got).keys()


def test_another_way_of_writing_is_no_change(tmp_path: Path) -> None:
    before = but(LAN, full_name="VI THỊ LAN", birth_date="12-5-1980", phone="0990.000.001",
                 org_name="CHI BỘ BẢN NÀ LỐC")  # fmt: skip
    assert kinds(against(tmp_path, [before], [LAN])) == {}


def test_the_export_of_the_centre_is_read_as_a_previous_list(tmp_path: Path) -> None:
    head = ("Họ và tên", "Số thẻ Đảng viên", "Số CCCD", "Ngày sinh", "Ngày kết nạp",
            "Chi bộ đang sinh hoạt", "Chi bộ nơi cư trú", "Trạng thái")  # fmt: skip
    rows = [
        (p["full_name"].upper(), p["card_number"], p["citizen_id"], p["birth_date"],
         p["admission_date"], p["org_name"], None, "Đang sinh hoạt")
        for p in US
    ]  # fmt: skip
    previous = as_csv(tmp_path / "xuất.csv", [head, *rows])
    got = clean(tmp_path, LAN, HUNG, MAI, previous=previous)
    assert kinds(got) == {"left": 1}
    assert [row["row_id"] for row in got.findings("V29")] == ["xuất.csv##5"]


def test_without_a_previous_list_there_is_no_comparison(tmp_path: Path) -> None:
    got = clean(tmp_path, LAN)
    assert not (got.out / "compare.csv").exists()
    assert got.summary["previous"] is None
    assert got.summary["rules"]["V29"]["run"] is False


def test_the_day_asked_for_decides(tmp_path: Path) -> None:
    young = but(other(1), birth_date="16/12/2007", citizen_id="099207500001",
                admission_date="01/12/2025", admission_decision_date="01/12/2025",
                official_date=None, member_type="Dự bị", card_number=None)  # fmt: skip
    assert "V12" in clean(tmp_path, young, as_of="2025-12-15").rules()
    later = clean(tmp_path, young, as_of="2025-12-16")
    assert "V12" not in later.rules()
    assert later.summary["as_of"] == "2025-12-16"
