"""Correcting and checking: who may, from what source, and nobody overwrites anybody in silence."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.members.actions import (
    AlreadyVerified,
    Impossible,
    NeedsSecond,
    Stale,
    correct,
    verify,
)
from dangvien.members.margin import remarks
from dangvien.members.models import Change, Identifier, Person, Touched
from dangvien.members.queries import history
from dangvien.members.sealed import numbers
from members.people import LAN, lan, someone, taken_in
from register import Register

pytestmark = pytest.mark.django_db


def edit(actor: Any, person: Person, version: int = 1, by: Any = None, **values: str) -> Person:
    """One correction with a source; `by`: who approved it, where identity is written."""
    return correct(
        actor=actor,
        person=person,
        values=values,
        source="Căn cước",
        version=version,
        approved_by=by,
    )


def test_only_notation_is_standardised(register: Register) -> None:
    person = lan(register)
    typed = {"full_name": "  vi   THỊ lan ", "birth_date": "1/2/1981", "sex": "NỮ"}
    now = edit(register.mai, person, by=register.tinh, **typed)
    assert (now.full_name, now.birth_date, now.sex) == ("Vi Thị Lan", "1981-02-01", "nữ")
    typed = {"hometown": "Xã Sơn Hà, huyện Quan Sơn", "birth_date": "31/02/1981"}
    now = edit(register.mai, now, 2, register.tinh, **typed)
    assert now.hometown == "Xã Sơn Hà, huyện Quan Sơn"
    assert "31/02/1981" in now.birth_date
    assert "V12" in {remark.rule for remark in remarks(now, numbers(now))}


def test_identity_needs_a_second_person_and_a_source(register: Register) -> None:
    person = lan(register)
    for alone in (register.hung, register.mai, register.tinh):
        with pytest.raises(NeedsSecond):
            edit(alone, person, birth_date="1981")
        with pytest.raises(NeedsSecond):
            edit(alone, person, by=alone, birth_date="1981")
    with pytest.raises(Refused):
        edit(register.mai, person, by=register.hung, birth_date="1981")
    with pytest.raises(Impossible) as told:
        correct(
            actor=register.mai, person=person, values={"birth_date": "1981"}, source=" ", version=1,
            approved_by=register.tinh,
        )  # fmt: skip
    assert list(told.value.problems) == ["source"]
    edit(register.hung, person, ethnicity="Mường")
    now = edit(register.hung, person, 2, register.mai, birth_date="1981")
    assert now.birth_date == "1981"
    entry = Entry.objects.filter(action="member.correct").latest("pk")
    assert (entry.actor_id, entry.data["proposed_by"]) == (register.mai.pk, register.hung.pk)


@pytest.mark.parametrize("who", ["binh", "leader", "admin", "khach"])
def test_others_change_nothing(register: Register, who: str) -> None:
    person = lan(register)
    with pytest.raises(Refused):
        edit(getattr(register, who), person, phone="0990000777")
    with pytest.raises(Refused):
        verify(actor=getattr(register, who), person=person, names=["sex"], source="x", version=1)


def test_no_field_beyond_the_schema_can_be_written(register: Register) -> None:
    person = lan(register)
    fields = {field.name for field in Person._meta.get_fields()} | {"unit_id", "pk", "same_as_id"}
    allowed = {"full_name", "other_name", "sex", "birth_date", "id_birth_date", "ethnicity",
               "religion", "hometown", "permanent_address", "temporary_address", "file_number",
               "party_position", "government_position", "workplace", "political_theory",
               "professional_level", "temporary_cell", "residence_cell"}  # fmt: skip
    for name in sorted(fields - allowed):
        for told in ({"values": {name: "1"}}, {"values": {}, "erase": [name]}):
            with pytest.raises(Impossible):
                correct(actor=register.mai, person=person, source="x", version=1, **told)
    assert not Change.objects.exists()


def test_a_stale_page_is_told_who_changed_what(register: Register) -> None:
    person = lan(register)
    edit(register.hung, person, phone="0990000555", religion="Phật giáo")
    edit(register.mai, person, 2, phone="0990000666")
    with pytest.raises(Stale) as told:
        edit(register.hung, person, phone="0990000777")
    changes = {one.field: one for one in told.value.changes}
    assert (changes["phone"].before, changes["phone"].after) == (LAN["phone"], "0990000666")
    assert changes["phone"].actor.startswith("Hà Thị Mai")
    assert changes["religion"].after == "Phật giáo"
    assert numbers(person)["phone"] == "0990000666"


def test_the_conflict_page_lets_each_field_be_chosen(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.hung)
    at = f"/dang-vien/{person.uid}/sua/?nhom=so"
    edit(register.mai, person, phone="0990000471", card_number="38010099")
    typed = {"phone": "0990000714", "citizen_id": "", "old_id_number": "", "card_number": "",
             "file_number": "000009TH", "version": "1", "source": "Gọi điện"}  # fmt: skip
    page = client.post(at, typed)
    told = page.content.decode()
    assert page.status_code == 409
    for words in ("Hà Thị Mai", "0990 000 471", "0990000714", "0990 000 001", "000009TH"):
        assert words in told
    assert "checked" not in told
    assert "38010099" not in told
    assert Entry.objects.filter(action="member.reveal").count() == 1
    answer = {"xung-dot": "1", "dau": "1", "version": "2", "source": "Gọi điện",
              "chung-phone": "1", "moi-phone": "0990000714", "moi-file_number": "000009TH"}  # fmt: skip
    assert client.post(at, answer).status_code == 422
    assert numbers(person)["phone"] == "0990000471"
    assert client.post(at, answer | {"chon-phone": "minh"}).status_code == 302
    assert numbers(person)["phone"] == "0990000714"
    assert numbers(person)["card_number"] == "38010099"
    person.refresh_from_db()
    assert person.file_number == "000009TH"


def test_keeping_the_old_or_their_value(register: Register, signed_in: Any) -> None:
    person, client = lan(register), signed_in(register.hung)
    at = f"/dang-vien/{person.uid}/sua/?nhom=so"
    edit(register.mai, person, phone="0990000471")
    answer = {"xung-dot": "1", "dau": "1", "version": "2", "source": "",
              "chung-phone": "1", "moi-phone": "0990000714"}  # fmt: skip
    assert client.post(at, answer | {"chon-phone": "kia"}).status_code == 302
    assert numbers(person)["phone"] == "0990000471"
    assert client.post(at, answer | {"chon-phone": "cu"}).status_code == 302
    assert numbers(person)["phone"] == LAN["phone"]


def test_two_who_claim_one_number_are_stored_and_found(register: Register) -> None:
    one, other = taken_in(
        register.mai, register.na_loc, [someone(1), someone(2, citizen_id="099080000001")]
    )
    for person in (one, other):
        assert "V09" in {remark.rule for remark in remarks(person, numbers(person))}
    correct(
        actor=register.mai, person=one, values={"citizen_id": "099080000001"}, source="Thẻ căn cước",
        version=1, verified=True, approved_by=register.tinh,
    )  # fmt: skip
    Touched.objects.all().delete()
    for ask in (
        lambda: verify(
            actor=register.mai, person=other, names=["citizen_id"], source="Thẻ", version=1
        ),
        lambda: correct(
            actor=register.mai, person=other, values={"citizen_id": "099080000001"}, source="Thẻ",
            version=1, verified=True, approved_by=register.tinh,
        ),
    ):  # fmt: skip
        with pytest.raises(AlreadyVerified) as told:
            ask()
        assert "Vi Văn 1" in told.value.problems["citizen_id"]
    assert Entry.objects.filter(action="member.verify_refused").count() == 2
    assert Touched.objects.filter(person=other).exists()
    assert Identifier.objects.filter(kind="citizen_id", state="verified").count() == 1


def test_a_verified_number_of_another_unit_is_not_named(register: Register) -> None:
    person = lan(register)
    other = taken_in(register.binh, register.clinic, [someone(5, citizen_id=LAN["citizen_id"])])[0]
    verify(actor=register.binh, person=other, names=["citizen_id"], source="Thẻ", version=1)
    with pytest.raises(AlreadyVerified) as told:
        verify(actor=register.mai, person=person, names=["citizen_id"], source="Thẻ", version=1)
    words = told.value.problems["citizen_id"]
    assert "ở đơn vị khác" in words
    assert "Vi Văn 5" not in words


def test_checking_is_marked_and_told(register: Register) -> None:
    person = lan(register)
    now = verify(
        actor=register.mai, person=person, names=["birth_date", "org_name", "official_date"],
        source="Lý lịch gốc 1988", version=1,
    )  # fmt: skip
    assert now.sources["birth_date"] == {
        "s": "Lý lịch gốc 1988", "v": "2025-12-15", "w": "Hà Thị Mai",
    }  # fmt: skip
    assert history(now)[0].changes[0][1] == history(now)[0].changes[0][2]
    with pytest.raises(Refused):
        verify(actor=register.hung, person=now, names=["birth_date"], source="x", version=2)


def test_no_number_lies_in_the_clear(register: Register) -> None:
    person = lan(register)
    edit(register.mai, person, by=register.tinh, phone="0990000777", citizen_id="099180000009")
    canaries = [LAN["citizen_id"], LAN["card_number"], LAN["phone"], "0990000777", "099180000009"]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            text = repr([tuple(map(_plain, row)) for row in cursor.fetchall()])
            assert not any(number in text for number in canaries), table


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
