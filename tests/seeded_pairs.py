"""Fills the register of the browser tests of pairs: one pair in every state, and one person eight times.

Run as a script inside a served register's surroundings (`browser.served`); prints uids by name as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402

import register  # noqa: E402
from browser import CODE_SECRET  # noqa: E402
from dangvien.accounts.models import User  # noqa: E402
from dangvien.members.actions import correct  # noqa: E402
from dangvien.members.sealed import numbers  # noqa: E402
from dangvien.orgs.models import Officer  # noqa: E402
from dangvien.quality import duplicates  # noqa: E402
from dangvien.quality.duplicates.choosing import to_choose  # noqa: E402
from dangvien.quality.models import Inquiry, Merge, Pair  # noqa: E402
from members.people import someone, taken_in  # noqa: E402
from quality.pairs import crowd, officer, values  # noqa: E402

BARE = {"citizen_id": "", "card_number": "", "file_number": ""}
OTHERWISE = {**BARE, "hometown": "Tam Lư, Thanh Hoá", "workplace": "Ủy ban nhân dân xã"}
TWICE = (("choose", "Lò Văn Thiệp"), ("approve", "Vi Thị Xuân"), ("split", "Hà Văn Mạnh"),
         ("asked", "Ngân Văn Tuấn"), ("settled", "Lục Thị Đào"))  # fmt: skip


def people(cast: register.Register) -> None:
    """Everybody, some of them twice."""
    crowd(cast, cast.na_loc, 12)
    taken_in(cast.tinh, cast.na_loc, [values()])
    near = values(citizen_id="099187003258", card_number="", file_number="000287TH",
                  workplace="Trường Tiểu học Tam Lư")  # fmt: skip
    taken_in(cast.tinh, cast.party_office, [near])
    namesake = someone(50, full_name="Phạm Thị Hiền", birth_date="1979-03-04")
    taken_in(cast.tinh, cast.na_loc, [namesake | {"citizen_id": "099179000050"}])
    for n, (_, name) in enumerate(TWICE):
        own = {"full_name": name, "birth_date": f"19{60 + n}-02-1{n}",
               "admission_date": f"19{85 + n}-03-0{n + 1}"}  # fmt: skip
        taken_in(cast.tinh, cast.na_loc, [someone(200 + n, **own)])
        taken_in(cast.tinh, cast.party_office, [someone(200 + n, **own, **OTHERWISE)])
    for n in range(8):
        again = someone(300, full_name="Lương Văn Tám", birth_date="1961-05-06", **BARE)
        again |= {"admission_date": "1984-09-02", "card_number": f"3844440{n}",
                  "phone": f"0990555{n:03}"}  # fmt: skip
        taken_in(cast.tinh, cast.na_loc, [again])
    hoa = someone(400, full_name="Cầm Thị Hoa", birth_date="1977-04-09")
    taken_in(cast.tinh, cast.na_loc, [hoa])
    taken_in(cast.tinh, cast.clinic, [hoa | {"citizen_id": ""}])


def pair_of(name: str) -> Pair:
    """The first pair of somebody."""
    rows = Pair.objects.select_related("org", "first__unit", "second__unit").order_by("pk")
    return rows.filter(first__full_name=name)[0]


def proposed(cast: register.Register, pair: Pair) -> Merge:
    """A merge of the pair that mai proposed."""
    pair.refresh_from_db()
    one, other = pair.first, pair.second
    differ = to_choose(one, other, (numbers(one), numbers(other))).differ
    return duplicates.propose(
        actor=cast.mai, pair=pair, keeps="first", choices=dict.fromkeys(differ, "second"),
        reason="lý lịch gốc ở đảng ủy, hỏi bí thư hai chi bộ", seen=(one.version, other.version),
    )  # fmt: skip


def fill() -> dict[str, Any]:
    """Do it, and say what there is."""
    cast = register.build()
    thu = officer("thu", cast.commune)
    for one in User.objects.all():
        TOTP.activate(one, CODE_SECRET)
    Officer.objects.create(org=cast.na_loc, name="Hà Văn Tượi", position="secretary")
    Officer.objects.create(org=cast.party_office, name="Nguyễn Hữu Sáng", position="secretary")
    people(cast)
    duplicates.refresh()
    Pair.objects.exclude(first__full_name="Phạm Thị Hiền").update(doubtful=False)
    told = {key: pair_of(name) for key, name in TWICE}
    for key, pair in told.items():
        duplicates.answer(
            actor=cast.mai, pair=pair, reason="Chi bộ biết cả hai người",
            answer={"asked": "unsure", "settled": "different"}.get(key, "same"),
        )  # fmt: skip
    proposed(cast, told["approve"])
    made = proposed(cast, told["split"])
    duplicates.approve(actor=thu, merge=made)
    made.keeps.refresh_from_db()
    correct(actor=cast.hung, person=made.keeps, values={"workplace": "Hợp tác xã Tam Lư"},
            source="gọi điện", version=made.keeps.version)  # fmt: skip
    told |= {"hien": pair_of("Phạm Thị Hiền"), "tam": pair_of("Lương Văn Tám")}
    return {key: str(pair.uid) for key, pair in told.items()} | {
        "inquiry": str(Inquiry.objects.get(unit=cast.na_loc).uid),
        "gone": str(told["split"].second.uid), "stays": str(made.keeps.uid),
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(fill(), sys.stdout)
