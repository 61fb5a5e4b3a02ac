"""One person or two: who may answer, who sees what, who decides when two do not agree."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.inbox.models import Notice
from dangvien.members.models import Change
from dangvien.members.views.lines import lines
from dangvien.quality.duplicates import (
    answer,
    approve,
    ask_back,
    open_pairs,
    propose,
    queries,
    refresh,
    reopen,
    reply,
    retract,
    take_back,
)
from dangvien.quality.models import Inquiry, Opinion, Pair
from members.people import taken_in
from quality.pairs import both, officer, pair_of, values
from register import Register

pytestmark = pytest.mark.django_db
REASON = "Đã hỏi bí thư hai chi bộ"


def doubtful(register: Register, **more: object) -> Pair:
    """A pair that two must look at."""
    return pair_of(register, other=values(citizen_id="099187003258", card_number=""), **more)


def sure(register: Register, **more: object) -> Pair:
    """A pair that takes the first answer."""
    pair = pair_of(register, **more)
    Pair.objects.update(doubtful=False)
    pair.refresh_from_db()
    return pair


def test_a_sure_pair_takes_the_first_answer(register: Register) -> None:
    pair = answer(actor=register.mai, pair=sure(register), answer="same")
    assert pair.state == Pair.SAME
    assert pair.versions == [1, 1]
    with pytest.raises(ValidationError):
        answer(actor=register.tinh, pair=pair, answer="different", reason=REASON)


def test_two_people_is_said_with_a_reason_that_both_histories_keep(register: Register) -> None:
    pair = sure(register)
    with pytest.raises(ValidationError):
        answer(actor=register.mai, pair=pair, answer="different", reason="  ")
    answer(actor=register.mai, pair=pair, answer="different", reason=REASON)
    for person in (pair.first, pair.second):
        line = lines(person, may_cancel=True)[0]
        assert line.what == "So với một hồ sơ nghi trùng: hai người khác nhau"
        assert (line.source, line.cancel) == (REASON, None)
        person.refresh_from_db()
        assert person.version == 1  # nobody's open form is stale for it
    assert Change.objects.filter(field="not_same").count() == 2


def test_a_reason_with_a_number_in_it_is_refused(register: Register) -> None:
    with pytest.raises(ValidationError):
        answer(actor=register.mai, pair=sure(register), answer="different",
               reason="căn cước 099187003528")  # fmt: skip


def test_two_look_at_a_doubtful_pair_and_the_second_is_told_nothing(register: Register) -> None:
    pair, thu = doubtful(register), officer("thu", register.commune)
    answer(actor=register.mai, pair=pair, answer="same")
    pair.refresh_from_db()
    assert pair.state == Pair.OPEN
    entry = Entry.objects.filter(action="duplicate.answer").latest("pk")
    assert "same" not in str(entry.data)
    assert (open_pairs(register.mai), open_pairs(thu)) == (0, 1)
    assert answer(actor=thu, pair=pair, answer="same").state == Pair.SAME


def test_one_person_is_never_both_opinions(register: Register) -> None:
    pair = doubtful(register)
    answer(actor=register.mai, pair=pair, answer="same")
    assert answer(actor=register.mai, pair=pair, answer="same").state == Pair.OPEN
    assert Opinion.objects.filter(void=False).count() == 1


def test_two_who_disagree_hand_it_to_the_level_above(register: Register) -> None:
    pair, thu = doubtful(register), officer("thu", register.commune)
    answer(actor=register.mai, pair=pair, answer="same")
    raised = answer(actor=thu, pair=pair, answer="different", reason=REASON)
    assert (raised.state, raised.org, raised.raised) == (Pair.OPEN, register.province, 1)
    for actor in (register.mai, thu):
        with pytest.raises(Refused):
            answer(actor=actor, pair=pair, answer="same")
        assert open_pairs(actor) == 0
        [told] = queries.elsewhere(actor)
        assert (len(told.people), told.org) == (2, register.province.name)
    assert Notice.objects.filter(kind="duplicate", org=register.province).count() == 1
    refresh()  # the pair stays where it was handed
    assert answer(actor=register.tinh, pair=pair, answer="same").state == Pair.SAME


def test_at_the_top_a_third_person_decides(register: Register) -> None:
    pair = doubtful(register, at=register.clinic)
    second, third = (officer(name, register.province, "province_officer") for name in ("hai", "ba"))
    answer(actor=register.tinh, pair=pair, answer="same")
    assert answer(actor=second, pair=pair, answer="different", reason=REASON).org == pair.org
    with pytest.raises(Refused):
        answer(actor=second, pair=pair, answer="same")
    assert answer(actor=third, pair=pair, answer="same").state == Pair.SAME


def test_nobody_below_the_common_superior_sees_the_pair(register: Register) -> None:
    pair = doubtful(register, at=register.clinic)
    assert pair.org == register.province
    for actor in (register.mai, register.binh):
        assert not queries.pairs(actor).exists()
        with pytest.raises(Refused):
            answer(actor=actor, pair=pair, answer="same")
        [told] = queries.elsewhere(actor)
        assert len(told.people) == 1
        assert told.people[0].unit.path.startswith(
            (register.commune if actor == register.mai else register.other_commune).path
        )
    for actor in (register.hung, register.leader, register.admin, register.khach):
        with pytest.raises(Refused):
            answer(actor=actor, pair=pair, answer="same")
        assert queries.elsewhere(actor) == []


def test_an_answer_taken_back_settles_nothing(register: Register) -> None:
    pair = doubtful(register)
    answer(actor=register.mai, pair=pair, answer="same")
    retract(actor=register.mai, pair=pair)
    assert open_pairs(register.mai) == 1
    with pytest.raises(ValidationError):
        retract(actor=register.mai, pair=pair)


def test_a_settled_pair_is_looked_at_again_only_with_a_reason(register: Register) -> None:
    pair = sure(register)
    answer(actor=register.mai, pair=pair, answer="different", reason=REASON)
    with pytest.raises(ValidationError):
        reopen(actor=register.mai, pair=pair, reason="")
    assert reopen(actor=register.mai, pair=pair, reason="Tìm thấy lý lịch gốc").state == Pair.OPEN
    assert not Opinion.objects.filter(void=False).exists()
    assert answer(actor=register.mai, pair=pair, answer="same").state == Pair.SAME


def test_an_answer_about_a_record_edited_meanwhile_is_not_taken(register: Register) -> None:
    pair = sure(register)
    with pytest.raises(ValidationError):
        answer(actor=register.mai, pair=pair, answer="same", seen=(1, 2))
    assert answer(actor=register.mai, pair=pair, answer="same", seen=(1, 1)).state == Pair.SAME


def test_the_cells_are_asked_about_their_own_member_and_answer(register: Register) -> None:
    pair = sure(register)
    assert answer(actor=register.mai, pair=pair, answer="unsure").state == Pair.ASKED
    asked = Inquiry.objects.select_related("unit", "person").order_by("person")
    assert [one.unit for one in asked] == [register.na_loc, register.party_office]
    notice = Notice.objects.get(org=register.na_loc, kind="question")
    assert "Hiền" not in notice.said
    mine = asked[0]
    assert list(queries.inquiries(register.hung)) == [mine]
    with pytest.raises(Refused):
        reply(actor=register.hung, inquiry=asked[1], known="here")
    with pytest.raises(ValidationError):
        reply(actor=register.hung, inquiry=mine, known="")
    reply(actor=register.hung, inquiry=mine, known="here", said="Mới chuyển đến")
    with pytest.raises(ValidationError):
        reply(actor=register.hung, inquiry=mine, known="gone")
    notice.refresh_from_db()
    assert notice.done_at is not None
    assert Notice.objects.filter(user=register.mai, kind="answer").exists()
    answer(actor=register.mai, pair=pair, answer="unsure")  # asks only the cell that answered
    assert Inquiry.objects.filter(known="").count() == 2
    answer(actor=register.mai, pair=pair, answer="same")
    assert not Inquiry.objects.filter(known="", void=False).exists()
    assert not Notice.objects.filter(kind="question", done_at=None).exists()


def test_who_is_not_the_merged_one_is_not_the_one_that_stays_either(register: Register) -> None:
    """Known of a record, known of whoever stands for it; and open again when the merge is undone."""
    people = [
        taken_in(register.tinh, unit, [values(citizen_id="", card_number="", file_number="")])[0]
        for unit in (register.na_loc, register.party_office, register.na_loc)
    ]  # fmt: skip
    refresh(people=people)
    Pair.objects.update(doubtful=False)
    ours, other, third = Pair.objects.order_by("first", "second")
    assert [pair.pk for pair in (ours, other, third)] == sorted(
        pair.pk for pair in Pair.objects.all()
    )
    answer(actor=register.mai, pair=third, answer="different", reason=REASON)
    answer(actor=register.mai, pair=ours, answer="same")
    made = propose(actor=register.mai, pair=ours, keeps="first", choices={}, reason=REASON,
                   seen=(1, 1))  # fmt: skip
    thu = officer("thu", register.commune)
    approve(actor=thu, merge=made)
    assert other.ended_on is None
    refresh(people=[people[0].pk])
    other.refresh_from_db()
    assert other.ended_on is not None
    made = ask_back(actor=register.mai, merge=made, reason="gộp nhầm", then="different")
    take_back(actor=thu, merge=made)
    refresh(people=[people[0].pk])
    other.refresh_from_db()
    assert (other.ended_on, other.state) == (None, Pair.OPEN)


def test_counts_and_pages_of_the_list(register: Register) -> None:
    pair = sure(register)
    assert queries.counts(register.mai)["cho-xem"] == 1
    rows, after = queries.page(register.mai, "cho-xem")
    assert ([row.pk for row in rows], after) == ([pair.pk], "")
    answer(actor=register.mai, pair=pair, answer="same")
    counts = queries.counts(register.mai)
    assert (counts["cho-xem"], counts["mot-nguoi"]) == (0, 1)
    both(register, at=register.clinic)
    refresh()
    assert queries.counts(register.binh) == dict.fromkeys(queries.VIEWS, 0)
    # Every pair stands once on the way through the pages.
    seen, after = [], ""
    while True:
        rows, after = queries.page(register.tinh, "cho-xem", after, limit=2)
        seen += [row.pk for row in rows]
        if not after:
            break
    assert sorted(seen) == sorted(
        queries.view(register.tinh, "cho-xem").values_list("pk", flat=True)
    )
    assert len(seen) == len(set(seen)) == 5
