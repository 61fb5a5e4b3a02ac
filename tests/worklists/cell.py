"""The cell of Nà Lốc with people to ask: who lacks a digit, who has no number, who shares a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dangvien.members.models import Person
from dangvien.quality.actions import settle
from members.people import someone, taken_in
from register import Register

AT_THE_HALL = "cạnh nhà văn hóa bản, bản Nà Lốc, xã Tam Lư, tỉnh Thanh Hóa"
SHORT, WHOLE = "99058004217", "0990580" + "04217"
OLD_CARD = "172" + "604835"


@dataclass
class Cell:
    """People of the cell by what they are called."""

    muon: Person  # eleven digits
    hong: Person  # the old card's nine digits
    pan: Person  # no citizen id, no phone
    dung: Person  # shares Hồng's phone: nice to ask
    xuan: Person  # nothing to ask


def _numbers(number: int) -> dict[str, str]:
    return {"card_number": f"3801{number:04}", "file_number": f"{number:06}TH",
            "phone": f"0990{number:06}", "citizen_id": f"0990701{number:05}"}  # fmt: skip


def fill(register: Register) -> Cell:
    """Take them in and have the rule book look at them."""
    people: list[dict[str, Any]] = [
        someone(1, full_name="Lò Văn Muôn", birth_date="1958-05-12", citizen_id=SHORT, sex="Nam",
                permanent_address=AT_THE_HALL, admission_date="1989-02-03",
                admission_decision_date="1989-01-20", official_date="1990-02-03"),
        someone(2, full_name="Vi Thị Hồng", birth_date="1954-03-01", citizen_id=OLD_CARD, sex="Nữ"),
        someone(3, full_name="Hà Văn Pán", birth_date="1967-08-08", citizen_id="", phone=""),
        someone(4, full_name="Ngân Văn Dũng", birth_date="1970-01-02", phone="0990000002",
                citizen_id=_numbers(4)["citizen_id"], sex="Nam"),
        someone(5, full_name="Lương Văn Xuân", birth_date="1970-06-07", sex="Nam",
                citizen_id=_numbers(5)["citizen_id"]),
    ]  # fmt: skip
    settle()
    taken_in(register.mai, register.na_loc, people)
    settle()
    found = {one.full_name: one for one in Person.objects.filter(unit=register.na_loc)}
    return Cell(
        found["Lò Văn Muôn"], found["Vi Thị Hồng"], found["Hà Văn Pán"], found["Ngân Văn Dũng"],
        found["Lương Văn Xuân"],
    )  # fmt: skip


def text_of(response: Any) -> str:
    """A page as text."""
    told: str = response.content.decode()
    return told
