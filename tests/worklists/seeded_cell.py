"""Fills a register for the browser: Nà Lốc on day 6 of the campaign, 31 people, 11 of them to ask.

Run as a script inside a served register's surroundings (`browser.served`); prints what tests need.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402

import register  # noqa: E402
from browser import CODE_SECRET  # noqa: E402
from dangvien.accounts.models import User  # noqa: E402
from dangvien.campaigns.actions import assign, begin, open_campaign  # noqa: E402
from dangvien.campaigns.models import SignOff  # noqa: E402
from dangvien.members.models import Person  # noqa: E402
from dangvien.quality.actions import propose, settle  # noqa: E402
from dangvien.worklists.actions import hand_out  # noqa: E402
from members.people import someone, taken_in  # noqa: E402

OLD_CARD = "172" + "604835"
HALL = "cạnh nhà văn hóa bản, bản Nà Lốc, xã Tam Lư, tỉnh Thanh Hóa"
LOWER = "xóm Dưới, bản Nà Lốc, xã Tam Lư, tỉnh Thanh Hóa"


def born(number: int, year: int, woman: bool = False, **more: Any) -> dict[str, Any]:
    """Somebody with a number that agrees with sex and year."""
    own = {
        "full_name": f"Hà Văn {number}", "birth_date": f"{year}-03-12", "sex": "Nữ" if woman else "Nam",
        "citizen_id": f"099{1 if woman else 0}{year % 100:02}{number:06}", "phone": f"0990{number:06}",
        "admission_date": f"{year + 24}-05-19", "admission_decision_date": f"{year + 24}-05-12",
        "official_date": f"{year + 25}-05-19",
    }  # fmt: skip
    return someone(number, **(own | more))


DONE = ("An", "Bình", "Chiến", "Dương", "Giang", "Hiếu", "Khoa", "Lâm", "Minh", "Nam", "Oanh", "Phúc",
        "Quang", "Sơn", "Tân", "Uy", "Vinh")  # fmt: skip
PEOPLE = [
    born(1, 1958, full_name="Lò Văn Muôn", citizen_id="99058004217", birth_date="1958-05-12",
         permanent_address=HALL, admission_date="1989-02-03", admission_decision_date="1989-01-20",
         official_date="1990-02-03", hometown="xã Sơn Hà, huyện Quan Sơn, tỉnh Thanh Hóa"),
    born(2, 1954, True, full_name="Vi Thị Hồng", citizen_id=OLD_CARD, permanent_address=LOWER),
    born(3, 1967, full_name="Hà Văn Pán", citizen_id="", phone=""),
    born(4, 1992, True, full_name="Lương Thị Xuân", admission_date="2016-05-19",
         admission_decision_date="2016-05-12", official_date="2015-05-19"),
    born(5, 1999, full_name="Ngân Văn Dũng", member_type="probationary", official_date="",
         card_number="", phone="0990000002", admission_date="2025-05-19",
         admission_decision_date="2025-05-12"),
    born(6, 1961, full_name="Lò Văn Khăm", citizen_id="9906" + "1004999"),
    born(7, 1959, full_name="Vi Văn Tóm", citizen_id=""),
    born(8, 1975, True, full_name="Hà Thị Ngoan", sex=""),
    born(9, 1980, full_name="Lục Văn Ửng", phone=""),
    born(10, 1971, full_name="Phạm Văn Cảnh", birth_date="1973-04-02"),
    born(11, 1966, full_name="Hà Văn Thoi", ethnicity="Thái đen trắng"),
    born(12, 1963, full_name="Lò Văn Inh", citizen_id="9906" + "3001888"),
    born(13, 1957, full_name="Vi Văn Điệp", citizen_id=""),
    born(14, 1978, True, full_name="Lò Thị Piếng", birth_date=""),
    *(born(20 + n, 1970 + n, full_name=f"Lò Văn {name}") for n, name in enumerate(DONE)),
]  # fmt: skip


def fill() -> dict[str, Any]:
    """Do it, and say what there is."""
    cast = register.build()
    for one in vars(cast).values():
        if isinstance(one, User):
            TOTP.activate(one, CODE_SECRET)
    taken_in(cast.mai, cast.na_loc, PEOPLE)
    taken_in(cast.binh, cast.clinic, [born(900, 1980, full_name="Trần Văn Khách", phone="")])
    settle()
    campaign = begin(
        actor=cast.mai,
        campaign=open_campaign(
            actor=cast.mai, org=cast.commune, plan="tam-lu", starts=date(2025, 12, 10)
        ),
    )
    assign(
        actor=cast.mai,
        campaign=campaign,
        org=cast.commune,
        phone="0900000101",
        name="Lương Thị Hoài, Ban Xây dựng Đảng",
    )
    SignOff.objects.create(
        phase=campaign.phases.get(number=1), org=cast.na_loc, signed_by=cast.hung
    )
    people = {one.full_name: one for one in Person.objects.all()}
    wait(cast.hung, people["Lò Văn Khăm"], "099061004999")
    wait(cast.hung, people["Lò Văn Inh"], "099063001888")
    wait(cast.hung, people["Vi Văn Điệp"], "099057000013")
    settle()
    [paper] = hand_out(
        actor=cast.hung, org=cast.na_loc, kind="paper", only=[people["Hà Văn Pán"].uid]
    )
    return {
        "na_loc": cast.na_loc.pk, "commune": cast.commune.pk, "muon": str(people["Lò Văn Muôn"].uid),
        "hong": str(people["Vi Thị Hồng"].uid), "pan": str(people["Hà Văn Pán"].uid),
        "xuan": str(people["Lương Thị Xuân"].uid), "dung": str(people["Ngân Văn Dũng"].uid),
        "canh": str(people["Phạm Văn Cảnh"].uid), "code": paper.sheets[0][0].code,
        "minh": str(people["Lò Văn Minh"].uid), "ung": str(people["Lục Văn Ửng"].uid),
    }  # fmt: skip


def wait(actor: User, person: Person, number: str) -> None:
    """A number that waits for the commune."""
    propose(
        actor=actor, person=person, values={"citizen_id": number}, evidence="card",
        version=person.version,
    )  # fmt: skip


if __name__ == "__main__":
    json.dump(fill(), sys.stdout)
