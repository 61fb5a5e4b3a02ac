"""The sets of fields of a verdict say of any choice of fields what `core.score` says of a tier."""

from __future__ import annotations

import random
from datetime import date

import pytest

from dangvien.core.schema import MEMBER
from dangvien.quality import verdicts
from dangvien.quality.actions import grant, settle, waive
from dangvien.quality.masks import BIT, ORDER, mandatory, mask
from dangvien.quality.models import Finding, Verdict
from members.people import taken_in
from quality.sound import sound
from register import Register

FIRST = ("full_name", "sex", "birth_date", "citizen_id", "old_id_number", "card_number")
VALUES = {
    "citizen_id": ("", "12345"), "card_number": ("", "không"), "sex": ("",),
    "ethnicity": ("", "abc"), "religion": ("",), "birth_date": ("1960", "2015-02-03"),
    "official_date": ("",), "member_type": ("probationary", ""), "phone": ("", "x"),
    "status": ("exempt", "died"), "admission_decision_date": ("",), "hometown": ("", "."),
}  # fmt: skip


def test_every_field_has_its_place_for_good() -> None:
    assert set(ORDER) == {field.name for field in MEMBER}
    assert ORDER[: len(FIRST)] == FIRST
    assert ORDER.index("org_name") == 18
    assert ORDER.index("note") == 35
    assert mask(["full_name", "secretary"]) == BIT["full_name"] == 1
    assert mandatory(["phone", "sex"]) == BIT["sex"]
    assert max(BIT.values()) < 2**62


def tier(level: int) -> list[str]:
    return [field.name for field in MEMBER if field.tier <= level]


def agrees() -> int:
    """Verdicts whose sets say the same as their columns; all of them must."""
    rows = list(Verdict.objects.all())
    for one in rows:
        assert one.lacks is not None
        assert one.blocked is not None
        for level, clean in ((1, one.clean_t1), (2, one.clean_t2)):
            names = tier(level)
            told = not (one.lacks & mandatory(names) or one.blocked & mask(names))
            assert (one.active and told) == clean, (one.pk, level)
        places = {"approval": one.at_approval, "police": one.at_police, "above": one.at_above}
        if one.active and one.blocked & mask(tier(1)):
            first = next((p for p, held in places.items() if (held or 0) & mask(tier(1))), "cell")
            assert one.lies == first
    return len(rows)


@pytest.mark.django_db
def test_the_sets_of_random_people_agree_with_what_is_clean(register: Register) -> None:
    dice = random.Random(7)  # noqa: S311
    people = []
    for number in range(1, 60):
        wrong = dice.sample(sorted(VALUES), dice.choice((0, 0, 1, 1, 2)))
        people.append(sound(number, **{name: dice.choice(VALUES[name]) for name in wrong}))
    taken_in(register.tinh, register.na_loc, people)
    settle()
    assert agrees() > 50
    assert 5 < Verdict.objects.filter(clean_t1=True).count() < Verdict.objects.count() - 5

    found = list(Finding.objects.filter(severity="E", closed_on=None).exclude(person=None))
    dice.shuffle(found)
    third = len(found) // 3
    for one in found[:third]:
        made = waive(actor=register.hung, finding=one, until=date(2026, 12, 1),
                     reason="Giấy gốc đã mất, đang chờ cấp lại.")  # fmt: skip
        grant(actor=register.mai, waiver=made)
    rest = [one.pk for one in found[third:]]
    Finding.objects.filter(pk__in=rest[::3]).update(state=Finding.WAITING)
    Finding.objects.filter(pk__in=rest[1::3]).update(holder="police")
    Finding.objects.filter(pk__in=rest[2::3]).update(holder="above")
    verdicts.refresh(Verdict.objects.values_list("person", flat=True))
    agrees()
    settle()
    agrees()
    assert Verdict.objects.exclude(excepted=None).exists()
    assert Verdict.objects.exclude(at_police=None).exists()
