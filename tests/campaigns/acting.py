"""A campaign of the small register with members whose verdicts are written down, not computed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from dangvien.campaigns.models import Base, Campaign, Phase
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Verdict
from register import Register, keys

COUNTED = date(2025, 12, 10)
TODAY = date(2025, 12, 15)


def campaign(register: Register, org: Organisation | None = None, **more: Any) -> Campaign:
    """The Tam Lư campaign of design.md §11, running, with its three steps."""
    one = Campaign.objects.create(
        **{"org": org or register.commune, "name": "Làm sạch dữ liệu đảng viên", "plan": "tam-lu",
           "starts": COUNTED, "ends": date(2025, 12, 29), "due": "trước ngày 30/12/2025",
           "counted_on": COUNTED, "state": Campaign.RUNNING, "made_by": register.mai, **more}
    )  # fmt: skip
    steps = (("organisation", "Tổ chức đảng", 10, 13), ("member", "Đảng viên", 14, 27),
             ("closing", "Kiểm mẫu, báo cáo", 28, 29))  # fmt: skip
    for number, (subject, name, first, last) in enumerate(steps, 1):
        Phase.objects.create(
            campaign=one, number=number, subject=subject, name=name, gate=number == 1,
            starts=date(2025, 12, first), ends=date(2025, 12, last),
        )  # fmt: skip
    return one


def people(unit: Organisation, count: int, **more: Any) -> list[Person]:
    """Members of a unit with no more than a name."""
    made = [
        Person(full_name=f"Vi Văn {unit.pk} {n}", unit=unit, **keys(f"Vi Văn {n}"), **more)
        for n in range(count)
    ]
    return Person.objects.bulk_create(made)


def verdicts(persons: Iterable[Person], **more: Any) -> list[Verdict]:
    """Verdicts of these people: clean unless something else is said."""
    values = {
        "members": True, "active": True, "exempt": False, "with_citizen_id": True, "num_dung": 9,
        "num_du": 9, "num_sach": True, "num_song": True, "num_thong_nhat": True,
        "checked_on": TODAY, **more,
    }  # fmt: skip
    clean = not values.get("lies")
    values = {"clean_t1": clean, "clean_t2": clean, **values}
    return Verdict.objects.bulk_create(
        [Verdict(person=one, unit=one.unit, **values) for one in persons]
    )


def counted(one: Campaign, persons: Iterable[Person]) -> None:
    """Put people into the denominator, in the unit where they are."""
    Base.objects.bulk_create([Base(campaign=one, person=p, unit=p.unit) for p in persons])


def fill(one: Campaign, unit: Organisation, **lies: int) -> dict[str, list[Person]]:
    """Counted members of a unit by where they lie: fill(c, unit, done=17, approval=3, cell=11)."""
    found = {}
    for where, count in lies.items():
        found[where] = people(unit, count)
        verdicts(found[where], lies="" if where == "done" else where)
        counted(one, found[where])
    return found
