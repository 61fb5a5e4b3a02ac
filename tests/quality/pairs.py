"""Pairs for the tests: people who are one, beside each other or across units; officers to judge them."""

from __future__ import annotations

from typing import Any

import register as small
from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.duplicates import refresh
from dangvien.quality.models import Pair
from members.people import someone, taken_in
from register import Register

HIEN: dict[str, Any] = {
    "full_name": "Phạm Thị Hiền", "birth_date": "24/08/1987", "citizen_id": "099187003528",
    "card_number": "09933418", "phone": "0990000286", "admission_date": "2014-05-19",
    "admission_decision_date": "2014-05-12", "official_date": "2015-05-19",
    "file_number": "000286TH", "sex": "Nữ",
}  # fmt: skip


def values(**more: Any) -> dict[str, Any]:
    """Values of Hiền, the member whom two cells have; `more` is what one of them says otherwise."""
    own = {**someone(1), **HIEN, **more}
    day, month, year = own["birth_date"].split("/") if "/" in own["birth_date"] else ("", "", "")
    return own | ({"birth_date": f"{year}-{month}-{day}"} if year else {})


def second_self(**more: Any) -> dict[str, Any]:
    """Hiền as the other cell wrote her: no card, another file number, her id mistyped."""
    return values(
        **{"citizen_id": HIEN["citizen_id"][:9], "card_number": "", "file_number": "", **more}
    )  # fmt: skip


def both(
    register: Register, *, at: Organisation | None = None, one: dict[str, Any] | None = None,
    other: dict[str, Any] | None = None,
) -> tuple[Person, Person]:  # fmt: skip
    """Hiền in bản Nà Lốc, and Hiền again in the party office, or `at` another unit."""
    [first] = taken_in(register.tinh, register.na_loc, [one or values()])
    [second] = taken_in(register.tinh, at or register.party_office, [other or second_self()])
    return first, second


def pair_of(register: Register, **more: Any) -> Pair:
    """The pair of the two, found by the machine."""
    both(register, **more)
    refresh()
    return Pair.objects.select_related("org", "first__unit", "second__unit").get()


_GIVEN = ("An", "Bình", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Lâm", "Minh", "Nam", "Phong",
          "Quý", "Sơn", "Tâm", "Uy", "Vượng", "Xuân", "Yên")  # fmt: skip


def crowd(register: Register, at: Organisation, number: int) -> list[Person]:
    """People who are nobody else."""
    told = [
        someone(
            100 + n, full_name=f"Lò Văn {_GIVEN[n % len(_GIVEN)]}",
            birth_date=f"{1950 + n}-{1 + n % 12:02}-{1 + n % 27:02}",
            citizen_id=f"099{'0' if n < 50 else '2'}{(50 + n) % 100:02}{n:06}",
            admission_date=f"{1980 + n}-0{1 + n % 9}-{1 + n % 28:02}",
        )
        for n in range(number)
    ]  # fmt: skip
    return taken_in(register.tinh, at, told)


def officer(username: str, org: Organisation, role: str = "commune_officer") -> User:
    """One more officer."""
    return small.user(username, f"Cán bộ {username}", role, org)
