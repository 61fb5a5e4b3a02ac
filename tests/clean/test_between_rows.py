"""Rules between rows flag every row involved, and a lawful transfer none."""

from __future__ import annotations

from pathlib import Path

from clean.lists import HUNG, KHACH, LAN, MAI, US, Cleaned, Person, but, clean, other


def rows(got: Cleaned, rule: str) -> list[str]:
    """Row numbers a rule flags."""
    return [row["row_id"].rsplit("#")[-1] for row in got.findings(rule, state="open")]


def test_one_citizen_id_on_three_people_is_three_times_v09(tmp_path: Path) -> None:
    number = LAN["citizen_id"]
    got = clean(tmp_path, LAN, HUNG, but(MAI, citizen_id=number), but(KHACH, citizen_id=number))
    assert rows(got, "V09") == ["2", "4", "5"]


def test_a_shared_card_and_a_shared_file_number_are_v10(tmp_path: Path) -> None:
    got = clean(
        tmp_path, LAN, but(HUNG, card_number=LAN["card_number"]), MAI,
        but(KHACH, file_number=MAI["file_number"]),
    )  # fmt: skip
    assert rows(got, "V10") == ["2", "3", "4", "5"]
    fields = [row["field"] for row in got.findings("V10")]
    assert fields == ["card_number", "card_number", "file_number", "file_number"]


def test_a_phone_of_two_people_is_v22_on_both(tmp_path: Path) -> None:
    got = clean(tmp_path, LAN, but(HUNG, phone=LAN["phone"]), MAI)
    assert rows(got, "V22") == ["2", "3"]


def test_numbers_written_otherwise_are_the_same_number(tmp_path: Path) -> None:
    got = clean(tmp_path, LAN, but(HUNG, citizen_id="099.180.000001"))
    assert rows(got, "V09") == ["2", "3"]


def test_a_placeholder_is_shared_by_nobody(tmp_path: Path) -> None:
    got = clean(tmp_path, *(but(one, citizen_id="0" * 12, phone=".") for one in US))
    assert rows(got, "V09") == []
    assert rows(got, "V22") == []


def twice(**changes: object) -> list[Person]:
    """lan entered twice, among many others."""
    return [LAN, *(other(n) for n in range(30)), but(LAN, **changes)]


def test_a_person_entered_twice_is_v11_on_both_and_a_pair(tmp_path: Path) -> None:
    got = clean(
        tmp_path, *twice(org_name="Chi bộ Trạm Y tế", card_number=None, phone=None,
                         file_number=None, full_name="VI THỊ LAN"),
    )  # fmt: skip
    pairs = got.table("duplicates")
    assert [(row["row_id_1"], row["row_id_2"]) for row in pairs] == [("ds.csv##2", "ds.csv##33")]
    assert float(pairs[0]["probability"]) > 0.9
    assert pairs[0]["reasons"]
    assert rows(got, "V11") == ["2", "33"]


def test_every_pair_is_flagged_and_every_flag_has_its_pair(tmp_path: Path) -> None:
    got = clean(tmp_path, *twice(citizen_id=None), *(but(other(n), phone=None) for n in range(5)))
    paired = {row[key] for row in got.table("duplicates") for key in ("row_id_1", "row_id_2")}
    assert paired
    assert {row["row_id"] for row in got.findings("V11")} == paired


def test_twins_of_one_house_are_two_people(tmp_path: Path) -> None:
    twin = but(LAN, full_name="Vi Thị Huệ", citizen_id="099180000091", card_number="38010091",
               file_number="000091TH", phone="0990000091")  # fmt: skip
    got = clean(tmp_path, LAN, twin, *(other(n) for n in range(30)))
    assert got.table("duplicates") == []
    assert rows(got, "V11") == []


def test_two_people_of_one_name_and_birthday_with_other_ids_are_two(tmp_path: Path) -> None:
    namesake = but(LAN, citizen_id="099180000092", card_number="38010092", phone="0990000092",
                   file_number="000092TH", hometown="Xã Mường Chanh, tỉnh Thanh Hóa")  # fmt: skip
    got = clean(tmp_path, LAN, namesake, *(other(n) for n in range(30)))
    assert got.table("duplicates") == []


def test_somebody_in_transit_is_lawfully_on_two_lists(tmp_path: Path) -> None:
    gone = but(LAN, status="Chờ chuyển sinh hoạt", org_name="Chi bộ Trạm Y tế")
    got = clean(tmp_path, LAN, gone, *(other(n) for n in range(30)))
    assert got.table("duplicates") == []
    assert not {"V09", "V10", "V11", "V22"} & set(got.rules())


def test_a_temporary_member_counted_in_both_cells_is_v30_alone(tmp_path: Path) -> None:
    away = but(LAN, org_name="Chi bộ Trạm Y tế", temporary_cell="Chi bộ Trạm Y tế")
    got = clean(tmp_path, LAN, HUNG, away, *(other(n) for n in range(30)))
    assert rows(got, "V30") == ["2", "4"]
    assert not {"V09", "V10", "V11", "V22"} & set(got.rules())


def test_a_member_away_for_a_time_is_active_at_home(tmp_path: Path) -> None:
    got = clean(tmp_path, but(LAN, temporary_cell="Chi bộ Trạm Y tế"), HUNG)
    assert got.unit("Chi bộ bản Nà Lốc")["active"] == "2"
    assert rows(got, "V30") == []


def test_people_who_left_share_numbers_with_nobody(tmp_path: Path) -> None:
    dead = but(HUNG, citizen_id=LAN["citizen_id"], phone=LAN["phone"], status="Từ trần")
    got = clean(tmp_path, LAN, dead, MAI)
    assert rows(got, "V09") == []
    assert rows(got, "V22") == []
