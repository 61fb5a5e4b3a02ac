"""Pairs found: what is one person to the machine, what a guard holds back, what is remembered."""

from __future__ import annotations

import polars as pl
import pytest

from dangvien.core.match import find_duplicates, keys
from dangvien.members.models import Person
from dangvien.quality.duplicates import answer, refresh, rows, weighing
from dangvien.quality.duplicates.finding import NEAR_ID
from dangvien.quality.models import Opinion, Pair
from members.people import someone, taken_in
from quality.pairs import both, crowd, officer, pair_of, second_self, values
from register import Register

pytestmark = pytest.mark.django_db


def test_one_person_in_two_cells_is_found_once(register: Register) -> None:
    first, second = both(register)
    assert refresh() == 1
    pair = Pair.objects.get()
    assert (pair.first, pair.second, pair.org) == (first, second, register.commune)
    assert {"name:same", "birth:same", "admission:same", "phone:same"} <= set(pair.why)
    assert refresh() == 0  # only differences are written
    assert not any(char.isdigit() for why in pair.why for char in why)


def test_a_pair_belongs_to_the_lowest_common_superior(register: Register) -> None:
    assert pair_of(register, at=register.clinic).org == register.province
    Pair.objects.all().delete()
    Person.objects.filter(unit=register.clinic).update(unit=register.na_loc)
    refresh()
    assert Pair.objects.get().org == register.na_loc


def test_two_valid_and_different_ids_are_two_people(register: Register) -> None:
    both(register, other=values(citizen_id="099187009999", card_number="", file_number=""))
    assert refresh() == 0


def test_a_slip_of_a_finger_in_the_id_is_asked_about_and_two_must_look(register: Register) -> None:
    pair = pair_of(register, other=values(citizen_id="099187003258", card_number=""))
    assert pair.doubtful
    assert NEAR_ID in pair.why


def test_two_must_look_where_nothing_holds_the_two_together(register: Register) -> None:
    bare = {"citizen_id": "", "card_number": "", "file_number": ""}
    alike = values(**bare)
    for other, doubtful in (
        (alike, False),
        (alike | {"birth_date": "1987-08-25"}, True),
        (alike | {"sex": "nam"}, True),
        (alike | {"birth_date": "1987-08-25", "card_number": "09933418"}, False),
    ):
        Pair.objects.all().delete()
        Person.objects.update(withdrawn_at="2025-12-15T00:00Z")
        both(register, other=other)
        refresh(people=Person.objects.alive())
        assert Pair.objects.get().doubtful is doubtful, other


def test_twins_are_not_asked_about(register: Register) -> None:
    twin = values(full_name="Phạm Thị Hiếu", citizen_id="099187003529", card_number="09933419",
                  phone="0990000287", file_number="000287TH")  # fmt: skip
    both(register, other=twin)
    assert refresh() == 0
    assert refresh(people=Person.objects.all()) == 0


def test_a_saved_record_finds_its_like_at_once(register: Register) -> None:
    crowd(register, register.party_office, 30)
    _, second = both(register)
    assert refresh(people=[second.pk]) == 1
    near = Pair.objects.values().get()
    refresh()
    far = Pair.objects.values().get()
    assert near["why"] == far["why"]
    assert near["doubtful"] == far["doubtful"]
    assert abs(near["probability"] - far["probability"]) < 0.05


def test_the_levels_asked_of_a_few_pairs_are_those_of_the_matcher(register: Register) -> None:
    """The same comparisons and weights, without a linker."""
    crowd(register, register.na_loc, 40)
    taken_in(register.mai, register.na_loc, [someone(n) for n in range(2, 9)])
    both(register)
    frame = rows.of_subtree(None)
    whole = find_duplicates(frame, threshold=0.01).pairs
    ready = keys.prepare(frame)
    at = frame["row_id"].to_list()
    pairs = whole.select(
        uid_l=pl.Series([at.index(one) for one in whole["row_id_1"]], dtype=pl.UInt32),
        uid_r=pl.Series([at.index(one) for one in whole["row_id_2"]], dtype=pl.UInt32),
    )
    from dangvien.core.match.settings import rarities, shipped  # noqa: PLC0415

    shares = rarities(ready, shipped())
    common = {
        name: pl.max_horizontal(
            shares[f"tf_{name}"][pairs["uid_l"]].rename("l"),
            shares[f"tf_{name}"][pairs["uid_r"]].rename("r"),
        )
        for name in ("name", "key", "birth", "home", "province", "admission")
    }
    common = {name: pl.select(told).to_series() for name, told in common.items()}
    told = weighing.probability(weighing.levels(ready, pairs), frame.height, common)
    assert whole.height > 0
    assert told.to_list() == pytest.approx(whole["probability"].to_list(), abs=1e-6)


def test_an_edit_that_makes_two_people_of_a_pair_ends_it(register: Register) -> None:
    pair = pair_of(register)
    Person.objects.filter(pk=pair.second_id).update(
        full_name="Lò Văn Khác", name_key="lo van khac", birth_date="1960-01-02", sex="nam",
        hometown="Xã Khác, tỉnh Nghệ An", admission_date="1990-02-03",
    )  # fmt: skip
    pair.second.identifiers.update(until="2025-12-15")
    assert refresh(people=[pair.second_id]) == 1
    pair.refresh_from_db()
    assert pair.ended_on is not None
    assert refresh(people=[pair.second_id]) == 0


def test_a_withdrawn_record_ends_its_pairs(register: Register) -> None:
    pair = pair_of(register)
    Person.objects.filter(pk=pair.first_id).update(withdrawn_at="2025-12-15T00:00Z")
    assert refresh(people=[pair.first_id]) == 1
    pair.refresh_from_db()
    assert pair.ended_on is not None


def test_judged_different_is_never_asked_again(register: Register) -> None:
    pair = pair_of(register)
    Pair.objects.update(doubtful=False)
    answer(actor=register.mai, pair=pair, answer="different", reason="Đã hỏi cả hai chi bộ")
    assert refresh() == refresh(people=[pair.first_id]) == 0
    correct_phone(register, pair.second)
    assert refresh(people=[pair.second_id]) in (0, 1)  # the phone no longer speaks for them
    pair.refresh_from_db()
    assert pair.state == Pair.DIFFERENT
    assert pair.again == []


def correct_phone(register: Register, person: Person) -> None:
    """An edit that identifies nobody."""
    from dangvien.members.actions import correct  # noqa: PLC0415

    person.refresh_from_db()
    correct(
        actor=register.mai, person=person, values={"phone": "0990000999"}, source="gọi điện",
        version=person.version,
    )  # fmt: skip


def test_it_is_asked_again_once_what_identifies_one_of_them_changed(register: Register) -> None:
    from dangvien.members.actions import correct  # noqa: PLC0415

    pair = pair_of(register)
    Pair.objects.update(doubtful=False)
    answer(actor=register.mai, pair=pair, answer="different", reason="Đã hỏi cả hai chi bộ")
    person = Person.objects.get(pk=pair.second_id)
    correct(
        actor=register.mai, person=person, values={"citizen_id": "099187003528"},
        source="thẻ căn cước", version=person.version,
        approved_by=officer("thu-hai", register.commune),
    )  # fmt: skip
    refresh(people=[person.pk])
    pair.refresh_from_db()
    assert (pair.state, pair.again) == (Pair.OPEN, ["second:citizen_id"])
    assert Opinion.objects.get().void


def test_a_number_only_compared_with_its_card_asks_nothing_again(register: Register) -> None:
    from dangvien.members.actions import verify  # noqa: PLC0415

    pair = pair_of(register)
    Pair.objects.update(doubtful=False)
    answer(actor=register.mai, pair=pair, answer="different", reason="Đã hỏi cả hai chi bộ")
    person = Person.objects.get(pk=pair.first_id)
    verify(actor=register.mai, person=person, names=["citizen_id", "birth_date"], source="thẻ",
           version=person.version)  # fmt: skip
    refresh()
    pair.refresh_from_db()
    assert pair.state == Pair.DIFFERENT


def test_a_unit_looks_within_itself(register: Register) -> None:
    both(register, at=register.clinic)
    assert refresh(org=register.commune) == 0
    assert refresh(org=register.province) == 1
    assert refresh(org=register.commune) == 0
    assert Pair.objects.get().ended_on is None


def test_a_common_name_is_not_all_with_all(register: Register) -> None:
    """Eight records of one person are 28 pairs, found at once from any of them."""
    people = [
        taken_in(register.mai, register.na_loc, [second_self(citizen_id="", workplace=f"Nơi {n}")])[
            0
        ]
        for n in range(8)
    ]
    assert refresh(people=[people[0].pk]) == 7
    refresh()
    assert Pair.objects.count() == 28
