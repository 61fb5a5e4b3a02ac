"""People of the small register, taken in as a list would."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from cast import HUNG, KHACH, LAN, MAI
from dangvien.members.actions import Draft, take_in
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from register import Register

COMMON = {
    "sex": "nữ", "ethnicity": "Thái", "religion": "Không", "member_type": "official",
    "status": "active", "admission_date": "2001-05-19", "admission_decision_date": "2001-05-12",
    "official_date": "2002-05-19", "hometown": "Xã Tam Lư, tỉnh Thanh Hóa",
    "permanent_address": "Bản Hậu, xã Tam Lư, tỉnh Thanh Hóa",
}  # fmt: skip
SOURCE = "Tệp xuất 3.0"


def values(person: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Standard values in force of one of the cast, as an import hands them over."""
    day, month, year = person["birth_date"].split("/")
    own = {**COMMON, **person, "birth_date": f"{year}-{month}-{day}", **more}
    return own | {"sex": own["sex"].lower()}


def someone(number: int, **more: Any) -> dict[str, Any]:
    """Values of a person made up from a number; ids begin with 099."""
    return values(
        {**LAN, "full_name": f"Vi Văn {number}", "citizen_id": f"0990800{number:05}",
         "card_number": f"38{number:06}", "phone": f"0990{number:06}",
         "file_number": f"{number:06}TH", "sex": "Nam"}, **more
    )  # fmt: skip


def taken_in(
    actor: Any, unit: Organisation, people: Iterable[dict[str, Any]], batch: UUID | None = None
) -> list[Person]:
    """People taken into a unit by a batch of their own."""
    drafts = [Draft(one, unit, SOURCE, row=row) for row, one in enumerate(people, 1)]
    return take_in(actor=actor, batch=batch or uuid4(), drafts=drafts)


def lan(register: Register) -> Person:
    """Lan, a member of Nà Lốc."""
    return taken_in(register.mai, register.na_loc, [values(LAN)])[0]


def khach(register: Register) -> Person:
    """Khách, a member of the clinic of the other commune."""
    return taken_in(register.binh, register.clinic, [values(KHACH)])[0]


__all__ = [
    "COMMON", "HUNG", "KHACH", "LAN", "MAI", "SOURCE", "khach", "lan", "someone", "taken_in",
    "values",
]  # fmt: skip
