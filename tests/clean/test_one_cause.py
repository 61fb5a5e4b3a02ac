"""One cause, one finding: which rule speaks of a fault, how loudly, and which stay silent."""

from __future__ import annotations

import pytest

from clean.lists import LAN, NINE, Cleaned, Person, but, clean, other

PROBATIONARY = {"member_type": "Dự bị", "official_date": None, "card_number": None,
                "admission_date": "19/05/2025", "admission_decision_date": "12/05/2025"}  # fmt: skip

# What lan's row says otherwise → the findings on it, "rule severity".
STORIES: dict[str, tuple[Person, list[str]]] = {
    "nothing at all": ({}, []),
    "no name": ({"full_name": None}, ["V01 E"]),
    "one word": ({"full_name": "Lan"}, ["V01 E"]),
    "no citizen id": ({"citizen_id": None}, ["V04 E"]),
    "nine digits are V05 alone": ({"citizen_id": NINE}, ["V05 E"]),
    "a lost zero": ({"citizen_id": "99180000031"}, ["V05 E"]),
    "letters": ({"citizen_id": "O99180000032"}, ["V05 E"]),
    "a placeholder is V25 alone": ({"citizen_id": "0" * 12}, ["V25 E"]),
    "a running number is V25": ({"citizen_id": "12345" + "6789012"}, ["V25 E"]),
    "a dot is V25": ({"citizen_id": "."}, ["V25 E"]),
    "birth date 1900": ({"birth_date": "01/01/1900"}, ["V25 E"]),
    "birth date of zeros": ({"birth_date": "0000-00-00"}, ["V25 E"]),
    "placeholder phone": ({"phone": "không"}, ["V25 E"]),
    "born in the future": ({"citizen_id": "099330000033"}, ["V05 E"]),
    "unknown prefix": ({"citizen_id": "097180" + "000034"}, ["V06 W"]),
    "prefix 000": ({"citizen_id": "000180" + "000035"}, ["V06 W"]),
    "prefix 098": ({"citizen_id": "098180" + "000036"}, ["V06 W"]),
    "another sex by the id": ({"citizen_id": "099080000037"}, ["V07 W"]),
    "another year by the id": ({"citizen_id": "099181000038"}, ["V08 W"]),
    "no birth date": ({"birth_date": None}, ["V12 E"]),
    "year only": ({"birth_date": "1980"}, ["V12 N"]),
    "impossible birth date": ({"birth_date": "31/02/1980"}, ["V12 E"]),
    "month first is V26": ({"birth_date": "05/25/1980"}, ["V26 W"]),
    "future birth date": ({"birth_date": "12/05/2030"}, ["V12 E"]),
    "impossible admission": ({"admission_date": "31/02/2000"}, ["V33 E"]),
    "swapped admission": ({"admission_date": "05/19/2000"}, ["V26 W"]),
    "official before admission": ({"official_date": "18/05/1999"}, ["V13 E"]),
    "official too soon": ({"official_date": "19/01/2001"}, ["V13 W"]),
    "old probation was short": ({"birth_date": "12/05/1940", "admission_date": "03/02/1968",
        "official_date": "03/11/1968", "admission_decision_date": "03/02/1968",
        "citizen_id": "099140000039", "badge": "55 năm"}, []),
    "admitted at 17": ({"birth_date": "12/05/1983", "citizen_id": "099183000040"}, ["V14 W"]),
    "official without a date": ({"official_date": None}, ["V15 E"]),
    "official without a card": ({"card_number": None}, ["V15 W"]),
    "probationary as they should be": (PROBATIONARY, []),
    "probationary with a card": (PROBATIONARY | {"card_number": "38010041"}, ["V16 W"]),
    "14 months of probation": (PROBATIONARY | {"admission_date": "17/10/2024"}, []),
    "too long a probation": (PROBATIONARY | {"admission_date": "15/10/2024"}, ["V16 W"]),
    "card of seven": ({"card_number": "3801042"}, ["V17 E"]),
    "card that is the id": ({"citizen_id": "099180000043", "card_number": "099180000043"}, []),
    "card of another id": ({"card_number": "099180000044"}, ["V17 W"]),
    "file number without letters": ({"file_number": "000045"}, ["V18 W"]),
    "dead by the note": ({"note": "Đã từ trần ngày 02/03/2024"}, ["V20 E"]),
    "moved by the note": ({"note": "Đã chuyển đi tháng 5/2024"}, ["V20 E"]),
    "a dead husband": ({"note": "Chồng đã mất"}, []),
    "gone by the occupation": ({"occupation": "Đã mất (2021)"}, ["V20 E"]),
    "exempt without a date": ({"status": "Miễn sinh hoạt"}, ["V21 W"]),
    "exempt with a date": ({"status": "Miễn sinh hoạt", "exemption_date": "01/06/2020"}, []),
    "no phone": ({"phone": None}, ["V22 W"]),
    "short phone": ({"phone": "09903"}, ["V22 W"]),
    "unknown people": ({"ethnicity": "Sao Hỏa"}, ["V23 W"]),
    "a known alias": ({"ethnicity": "Mèo"}, []),
    "old district at home": ({"hometown": "Xã Tam Lư, huyện Quan Sơn, tỉnh Thanh Hóa"}, ["V24 N"]),
    "old district address": (
        {"permanent_address": "Bản Hậu, xã Tam Lư, huyện Quan Sơn, tỉnh Thanh Hóa"}, ["V24 W"]),
    "party age": ({"birth_date": "12/05/1960", "citizen_id": "099160000046",
        "admission_decision_date": "12/05/1990", "admission_date": "19/05/1990",
        "official_date": "19/05/1991"}, ["V27 N"]),
    "teacher without residence": ({"occupation": "Giáo viên"}, ["V28 N"]),
    "farmer": ({"occupation": "Nông dân"}, []),
    "retired teacher": ({"occupation": "Giáo viên nghỉ hưu"}, []),
    "student": ({"occupation": "Sinh viên"}, []),
    "no sex": ({"sex": None}, ["V31 E"]),
    "no religion": ({"religion": None}, ["V32 W"]),
    "none is a religion": ({"religion": "Không"}, []),
    "dead and incomplete": ({"status": "Từ trần", "citizen_id": None, "phone": None}, []),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """Row n + 2 tells the n-th story; nobody shares anything with anybody."""
    people = []
    for at, (said, _) in enumerate(STORIES.values()):
        own = {
            "full_name": f"{other(at)['full_name'].rsplit(' ', 1)[0]} Lan",
            "sex": "Nữ", "birth_date": "12/05/1980", "citizen_id": f"09918000{5000 + at}",
            "residence_cell": None, "badge": None, "note": None, "exemption_date": None,
        }  # fmt: skip
        people.append(but(other(at), **(own | said)))
    return clean(tmp_path_factory.mktemp("stories"), *people)


@pytest.mark.parametrize("story", STORIES)
def test_a_story_has_the_findings_it_should(told: Cleaned, story: str) -> None:
    row = f"ds.csv##{list(STORIES).index(story) + 2}"
    found = [
        f"{one['rule']} {one['severity']}" for one in told.findings(row_id=row, state="open")
        if one["rule"] != "V11"
    ]  # fmt: skip
    assert sorted(found) == STORIES[story][1]


def test_messages_speak_vietnamese_and_name_what_to_do(told: Cleaned) -> None:
    for row in told.findings():
        assert len(row["message"]) > 20
        assert "{" not in row["message"]
        assert "None" not in row["message"]
        assert "!" not in row["message"]


def test_findings_keep_to_the_words_of_the_contract(told: Cleaned) -> None:
    dimensions = {"dung", "du", "sach", "song", "thong_nhat", "dung_chung"}
    for row in told.table("findings"):
        assert row["severity"] in {"E", "W", "N"}
        assert row["dimension"] in dimensions
        assert row["state"] in {"open", "fixed"}
        assert not row["fix_confidence"] or 0 <= float(row["fix_confidence"]) <= 1
        assert bool(row["fix"]) == bool(row["fix_confidence"])


def test_the_sub_cause_of_v05_is_in_its_message(told: Cleaned) -> None:
    nine = told.findings("V05", fix=NINE)[0]
    assert "9 chữ số" in nine["message"]
    assert nine["value"] == NINE


def test_synthetic_people_are_named_so(told: Cleaned) -> None:
    assert told.summary["synthetic"] is True
    assert "dữ liệu giả lập" in (told.out / "report.html").read_text(encoding="utf-8").lower()
    assert LAN["citizen_id"].startswith("099")
