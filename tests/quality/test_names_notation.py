"""A name written otherwise is the same name: taken in bulk, undone, typed again. Another name is not."""

from __future__ import annotations

import unicodedata

import pytest

from dangvien.audit.models import Entry
from dangvien.members.actions import Fix, Impossible, mend
from dangvien.members.fields import notation_only
from dangvien.members.models import Change, Person, Touched
from dangvien.quality.actions import accept_safe, settle, undo_bulk
from dangvien.quality.models import Finding, Proposal, ReEntry
from dangvien.quality.queries import told
from members.people import someone, taken_in
from quality.correcting import finding
from register import Register

pytestmark = pytest.mark.django_db
NAME = "Vi Thị Lựu"
SAME = (
    "vi thị lựu", "VI Thị lựu", "Vi  Thị Lựu", " Vi Thị Lựu ", "Vi\u00a0Thị Lựu",
    unicodedata.normalize("NFD", NAME), "Vi Thị\u200b Lựu", "Vi\u200bThị Lựu", "Vi Thị L\u00adựu",
)  # fmt: skip
OTHER = (
    "Vi Thị Lưu",
    "Vi Thị Lữu",
    "Vi Thi Lựu",
    "Vi Thị Lựu 2",
    "ViThị Lựu",
    "Vy Thị Lựu",
    "Vi",
    "",
)


@pytest.mark.parametrize("raw", SAME)
def test_case_spaces_and_unicode_form_are_notation(raw: str) -> None:
    assert notation_only("full_name", raw, NAME)
    assert not notation_only("citizen_id", raw, NAME)


@pytest.mark.parametrize("raw", OTHER)
def test_a_letter_or_a_mark_is_another_name(raw: str) -> None:
    assert not notation_only("full_name", raw, NAME)
    assert not notation_only("full_name", NAME, raw)


def test_a_moved_tone_mark_is_another_spelling() -> None:
    assert not notation_only("full_name", "Vi Thị Hoà", "Vi Thị Hòa")


def badly_written(register: Register, *names: str) -> list[Person]:
    """People whose names stand in the register as somebody once stored them."""
    people = taken_in(
        register.mai, register.na_loc, [someone(n) for n in range(1, len(names) + 1)]
    )  # fmt: skip
    for person, name in zip(people, names, strict=True):
        Person.objects.filter(pk=person.pk).update(full_name=name)
    Touched.objects.bulk_create(Touched(person=one, keys=[]) for one in people)
    settle()
    return people


def names_of(people: list[Person]) -> list[str]:
    """Their names as stored."""
    rows = Person.objects.filter(pk__in=[one.pk for one in people]).order_by("pk")
    return list(rows.values_list("full_name", flat=True))


def test_what_picture_02_shows_is_taken_at_once_and_goes_back(register: Register) -> None:
    raw = ("Hà  Thị Nguyệt", "vi thị lựu", "Phạm Bá\u200b Luyến", "Đ/c Vi Thị Hoa")
    people = badly_written(register, *raw)
    open_ = list(Finding.objects.alive().filter(field="full_name").order_by("person"))
    assert [(one.rule, one.cause, one.safe) for one in open_] == [
        ("V02", "noise", True), ("V03", "case", True), ("V02", "noise", True),
        ("V02", "title", False),
    ]  # fmt: skip
    assert "đã viết lại" not in " ".join(one.what + one.how for one in told(open_))
    assert [one.fix for one in told(open_)][:2] == ["Hà Thị Nguyệt", "Vi Thị Lựu"]
    bulk = accept_safe(actor=register.mai, findings=open_)
    settle()
    assert names_of(people) == ["Hà Thị Nguyệt", "Vi Thị Lựu", "Phạm Bá Luyến", "Đ/c Vi Thị Hoa"]
    assert Person.objects.get(full_name="Vi Thị Lựu").search_key == "vi thi luu"
    assert Finding.objects.alive().filter(field="full_name").count() == 1
    assert ReEntry.objects.due().count() == 3
    assert Proposal.objects.filter(bulk=bulk, came_by="bulk", state=Proposal.APPLIED).count() == 3
    assert Entry.objects.get(action="member.mend").data == {"count": 3}
    assert undo_bulk(actor=register.mai, bulk=bulk) == (3, 0)
    settle()
    assert names_of(people) == list(raw)
    assert Finding.objects.alive().filter(field="full_name", safe=True).count() == 3
    assert not ReEntry.objects.due().exists()


def test_no_other_name_gets_in_with_the_many(register: Register) -> None:
    person = badly_written(register, "Vi Thị Lưu")[0]
    forged = finding(person, "full_name", "V02", value="Vi Thị Lưu", fix=NAME, safe=True)
    with pytest.raises(Impossible):
        accept_safe(actor=register.mai, findings=[forged])
    with pytest.raises(Impossible):
        mend(actor=register.mai, batch=forged.uid,
             fixes=[Fix(person.pk, "full_name", "Vi Thị Lưu", NAME, "x")])  # fmt: skip
    assert not Change.objects.exists()
